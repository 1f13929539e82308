"""Fixtures of the store's tests."""

from pathlib import Path

import pytest

from backend.domain.viewer import Viewer
from backend.store.database import Database
from tests.stage import Stage, set_stage
from tests.tenants import administrator


@pytest.fixture
async def stage(database: Database, tmp_path: Path) -> Stage:
    """A fresh database with a viewer and a workspace, of each kind."""
    return await set_stage(database, tmp_path)


@pytest.fixture
async def admin(database: Database) -> Viewer:
    """The administrator of a database that has just begun."""
    return await administrator(database)
