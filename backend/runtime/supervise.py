"""Supervision: no loop dies unseen, and what is done together ends together."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from time import monotonic
from typing import NoReturn

from backend.platform.bus import STOP, Listener
from backend.platform.unexpected import outcome

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
"""Seconds before a loop that failed is begun again; the pause doubles while it goes on failing."""


async def forever(loop: str, act: Callable[[], Awaitable[None]]) -> NoReturn:
    """Run the loop; whenever it ends or fails, log that, wait, and begin it again."""
    pause = FIRST_PAUSE
    while True:
        begun = monotonic()
        await outcome(act(), expected=(), loop=loop)
        pause = FIRST_PAUSE if monotonic() - begun > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        await asyncio.sleep(pause)


async def together(works: Iterable[Awaitable[None]]) -> None:
    """Do them all at once; if one fails the others are ended, and then it is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def heard(bell: Listener, seconds: float) -> list[str]:
    """What rang within so many seconds. A bus that has stopped rings no more, and must not be asked in a
    hurry.
    """
    told = await bell.wait(seconds)
    if STOP in told:
        await asyncio.sleep(seconds)
    return told
