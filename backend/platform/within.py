"""Time-outs that cost nothing where nothing is waited for: most of what a server awaits is there already."""

import asyncio
from collections.abc import Awaitable, Generator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


def within(seconds: float | None, work: Awaitable[T]) -> Awaitable[T]:
    """What the work gives (TimeoutError after so many seconds; None waits for ever)."""
    return work if seconds is None else _Tried(work, seconds)


@dataclass(slots=True)
class _Tried(Generic[T]):
    """Work that is tried by itself first. Only if it has to wait is a clock set, which takes longer."""

    work: Awaitable[T]
    seconds: float

    def __await__(self) -> Generator[Any, Any, T]:
        steps = self.work.__await__()
        try:
            awaited = next(steps)
        except StopIteration as there:
            result: T = there.value
            return result
        return (yield from self._late(steps, awaited).__await__())

    async def _late(self, steps: Generator[Any, Any, T], awaited: Any) -> T:
        async with asyncio.timeout(self.seconds):
            return await _Resumed(steps, [awaited])


@dataclass(slots=True)
class _Resumed(Generator[Any, Any, T]):
    """The rest of work whose first step has been taken: it is given once more what that one waits for."""

    steps: Generator[Any, Any, T]
    taken: list[Any]

    def send(self, value: Any) -> Any:
        """Go on."""
        return self.taken.pop() if self.taken else self.steps.send(value)

    def throw(self, *error: Any) -> Any:
        """Go on with an error, such as being cancelled."""
        return self.steps.throw(*error)

    def __await__(self) -> Generator[Any, Any, T]:
        return self
