"""The sweep of blobs: bytes that no row names go, once they are old enough for no row to be on its way."""

from datetime import datetime, timedelta

from backend.platform.blob_put import BlobsUnavailable, sha256_of
from backend.platform.blobs import Blobs
from backend.platform.logging import log
from backend.store.blob import named
from backend.store.database import Database

YOUNG = timedelta(hours=1)
"""How old bytes must be to be removed: a row that is to name them may be on its way."""

BATCH = 500


async def sweep_blobs(database: Database, blobs: Blobs, now: datetime) -> None:
    """Remove the bytes that are no longer young and that no row names; if they can be reached.

    No transaction is open while the store of blobs is waited for.
    """
    try:
        await _sweep(database, blobs, now - YOUNG)
    except BlobsUnavailable as error:
        log.warning("blobs_unavailable", error=str(error))


async def _sweep(database: Database, blobs: Blobs, moment: datetime) -> None:
    await blobs.tidy(moment)
    batch: list[str] = []
    async for name in blobs.older(moment):
        batch.append(name)
        if len(batch) == BATCH:
            await _remove_unnamed(database, blobs, batch, moment)
            batch.clear()
    await _remove_unnamed(database, blobs, batch, moment)


async def _remove_unnamed(database: Database, blobs: Blobs, names: list[str], moment: datetime) -> None:
    digests = {sha256_of(name): name for name in names}
    async with database.read() as tx:
        kept = await named(tx, list(digests))
    for digest in digests.keys() - kept:
        await blobs.remove(digests[digest], moment)
