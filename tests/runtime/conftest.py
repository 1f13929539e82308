"""Fixtures of the runtime's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.store.database import Database
from tests.fakes.receiver import Receiver, receiver
from tests.stage import Stage, set_stage


@pytest.fixture
async def stage(database: Database, tmp_path: Path) -> Stage:
    """A fresh database with a viewer and a workspace, of each kind."""
    return await set_stage(database, tmp_path)


@pytest.fixture
async def hook() -> AsyncIterator[Receiver]:
    """A receiver that takes everything, unless it is told otherwise."""
    async with receiver() as made:
        yield made
