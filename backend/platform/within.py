"""Time-outs that cost nothing where nothing is waited for: most of what a server awaits is there already."""

import asyncio
from collections.abc import Awaitable, Generator
from dataclasses import dataclass
from types import coroutine
from typing import Any, TypeVar

T = TypeVar("T")


@coroutine
def within(seconds: float, work: Awaitable[T]) -> Generator[Any, Any, T]:
    """What the work gives (TimeoutError after so many seconds).

    It is tried by itself first: only if it has to wait is a clock set, which takes longer.
    """
    steps = work.__await__()
    try:
        awaited = next(steps)
    except StopIteration as there:
        result: T = there.value
        return result
    return (yield from _late(seconds, steps, awaited).__await__())


async def _late(seconds: float, steps: Generator[Any, Any, T], awaited: Any) -> T:
    async with asyncio.timeout(seconds):
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
