"""Renewals of tokens: of the same ones there is one at a time, and it ends whoever waits for it no more."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from backend.store.oauth_tokens import Tokens

LEAVE = 2.0
"""Seconds that renewals have to end when the process stops."""


class Renewals:
    """What is being renewed in this process."""

    def __init__(self) -> None:
        self._under_way: dict[Tokens, asyncio.Task[None]] = {}

    async def once(self, tokens: Tokens, renewal: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do the renewal, or wait for the one of the same tokens that is under way (what that raises)."""
        task = self._under_way.get(tokens)
        if task is None:
            task = self._under_way[tokens] = asyncio.create_task(renewal(), name=f"renew {tokens.row_id}")
            task.add_done_callback(lambda _: self._under_way.pop(tokens))
        # A refresh token is spent as soon as it is shown: what came for it has to be kept.
        await asyncio.shield(task)

    async def close(self) -> None:
        """See to their end those that end soon."""
        tasks = list(self._under_way.values())
        if tasks:
            await asyncio.wait(tasks, timeout=LEAVE)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
