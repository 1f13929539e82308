"""The sweeper at work: what fails waits for the next sweep, and holds up nothing else."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from backend.platform.blobs import Blobs
from backend.runtime import sweeper as sweepers
from backend.runtime.sweeper import Sweeper
from backend.store.database import Database, Transaction
from tests.at_work import at_work
from tests.patience import WITHIN

pytestmark = pytest.mark.anyio


async def test_a_sweep_that_fails_is_tried_again_the_next_time_and_holds_up_no_other(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    did: list[str] = []
    done = asyncio.Event()

    async def fails(_tx: Transaction, _now: datetime) -> int:
        did.append("failed")
        raise RuntimeError

    async def works(_tx: Transaction, _now: datetime) -> int:
        did.append("worked")
        if did == ["failed", "worked", "worked"] * 2:
            done.set()
        return did[-2] == "failed"

    monkeypatch.setattr(sweepers, "SWEEPS", (fails, works))
    monkeypatch.setattr(sweepers, "PERIOD", 0.01)
    sweeper = Sweeper(database, Blobs((tmp_path / "blobs").as_uri()), tmp_path)
    async with at_work(sweeper), asyncio.timeout(WITHIN):
        await done.wait()
