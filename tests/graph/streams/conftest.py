"""Fixtures of streams: a stage for runs on each kind of database, and one who follows them."""

from pathlib import Path

import pytest

from backend.graph.schema import Schema
from backend.store.database import Database
from tests.graph.calls.asker import Asker, graph_over
from tests.stage import Stage, set_stage


@pytest.fixture
async def stage(database: Database, tmp_path: Path) -> Stage:
    """A fresh database with a viewer and a workspace, of each kind."""
    return await set_stage(database, tmp_path)


@pytest.fixture
def asker(schema: Schema, stage: Stage) -> Asker:
    """The stage's viewer, who asks a graph that sees nothing of what an engine is writing."""
    return Asker(graph_over(schema, stage.database), stage.viewer)
