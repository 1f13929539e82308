"""Bounded waiting: the one place where the suite sleeps, for what no event announces."""

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

import anyio

T = TypeVar("T")

WITHIN = 15.0
"""Seconds that anything may take before the test fails, on however busy a machine. Less than the lease of a
run (20 s): one that its worker lost is not taken for one that is slow.
"""


async def eventually(probe: Callable[[], Awaitable[T]], within: float = WITHIN) -> T:
    """What the probe gives as soon as that is true; fails after `within` seconds with what it gave last."""
    deadline = monotonic() + within
    while not (given := await probe()):
        if monotonic() > deadline:
            raise TimeoutError(f"Still {given!r} after {within:g} s.")
        await anyio.sleep(0.01)  # lint-skip: sleep  (no bell rings for what is probed)
    return given
