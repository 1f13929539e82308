"""Fixtures of the runtime's tests."""

from pathlib import Path

import pytest

from backend.store.database import Database
from tests.stage import Stage, set_stage


@pytest.fixture
async def stage(database: Database, tmp_path: Path) -> Stage:
    """A fresh database with a viewer and a workspace, of each kind."""
    return await set_stage(database, tmp_path)
