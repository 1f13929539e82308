"""Fixtures of the graph's writes: an empty database of each kind, and its administrator who asks."""

import pytest

from backend.domain.viewer import Viewer
from backend.graph.schema import Schema
from backend.store.database import Database
from tests.graph.calls.asker import Asker, graph_over
from tests.tenants import administrator


@pytest.fixture
async def admin(database: Database) -> Viewer:
    """The administrator of a database that has just begun."""
    return await administrator(database)


@pytest.fixture
def asker(schema: Schema, database: Database, admin: Viewer) -> Asker:
    """The administrator, who asks the graph."""
    return Asker(graph_over(schema, database), admin)
