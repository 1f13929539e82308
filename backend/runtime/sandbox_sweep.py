"""The sweep of sandboxes: the folders of sessions that are gone go too, those that lie on this machine."""

import asyncio
from itertools import islice
from pathlib import Path

from backend.domain.ids import is_id
from backend.platform.sandbox import remove
from backend.store.database import Database
from backend.store.session_find import sessions_there

BATCH = 500


async def sweep_sandboxes(database: Database, folder: Path) -> None:
    """Remove what belongs to no session any more. No folder is made before its session is there."""
    names = iter(await asyncio.to_thread(_names, folder))
    while batch := list(islice(names, BATCH)):
        async with database.read() as tx:
            there = await sessions_there(tx, batch)
        for name in batch:
            if name not in there:
                await remove(folder / name)


def _names(folder: Path) -> list[str]:
    names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    return [each for each in names if is_id(each)]
