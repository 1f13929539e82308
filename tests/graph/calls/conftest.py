"""Fixtures of the graph's writes: an empty database of each kind, and its administrator who asks."""

from pathlib import Path

import pytest

from backend.domain.viewer import Viewer
from backend.graph.schema import Schema
from backend.platform.blobs import Blobs
from backend.store.database import Database
from tests.graph.calls.asker import Asker, graph_over
from tests.graph.calls.rehearsal import Rehearsed
from tests.tenants import administrator


@pytest.fixture
async def admin(database: Database) -> Viewer:
    """The administrator of a database that has just begun."""
    return await administrator(database)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    """Blobs in a folder of the test's own."""
    return Blobs(f"file://{tmp_path}/blobs")


@pytest.fixture
def asker(schema: Schema, database: Database, admin: Viewer, blobs: Blobs) -> Asker:
    """The administrator, who asks the graph."""
    return Asker(graph_over(schema, database, blobs=blobs), admin)


@pytest.fixture
def rehearsed(database: Database) -> Rehearsed:
    """The database, in which changes can be rehearsed."""
    return Rehearsed(database)


@pytest.fixture
def actor(schema: Schema, rehearsed: Rehearsed, admin: Viewer, blobs: Blobs) -> Asker:
    """The administrator, whose changes can be rehearsed."""
    return Asker(graph_over(schema, rehearsed, blobs=blobs), admin)
