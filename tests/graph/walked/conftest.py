"""Fixtures of the walked operations: a fresh workspace on each kind of database, and who walks there."""

from pathlib import Path

import pytest

from backend.graph.schema import Schema
from backend.platform.blobs import Blobs
from backend.store.database import Database
from tests.graph.calls.asker import Asker, graph_over
from tests.graph.recording import Recording
from tests.graph.walked.walker import Walker
from tests.stage import Stage, set_stage


@pytest.fixture
async def stage(database: Database, tmp_path: Path) -> Stage:
    """A fresh database with a viewer and a workspace, of each kind."""
    return await set_stage(database, tmp_path)


@pytest.fixture
def walker(schema: Schema, stage: Stage, tmp_path: Path) -> Walker:
    """The stage's viewer, who walks; what is sent is kept."""
    recording = Recording(stage.database)
    blobs = Blobs(f"file://{tmp_path}/blobs")
    return Walker(Asker(graph_over(schema, recording, blobs=blobs), stage.viewer), recording, blobs, stage)
