"""However many documents are asked for, what is kept of them does not grow."""

import gc
import os
import sys
from collections.abc import Mapping

import pytest

from backend.graph.budget import Budget
from backend.graph.execute import Graph
from backend.graph.operation import DOCUMENTS
from backend.platform.allowance import Allowance
from tests.graph.dataset import ADA
from tests.graph.reader import SERVICES, Reader

pytestmark = pytest.mark.anyio

DIFFERENT, TIMES = 10_000 if os.environ.get("CONCORD_PROOF") else 1_000, 10
"""Different documents, and how often each is asked for."""
SETTLED = 500
"""Documents after which whatever is kept of some has no room for more."""

LEAVES = ("id", "name", "handle", "description", "createdAt", "updatedAt", "externalId", "labels")
PADDING = "#" * 50_000
"""The longer a document is, the fewer have room."""


def document(number: int) -> str:
    picked = " ".join(f"a{number}_{at}: {LEAVES[(number + at) % len(LEAVES)]}" for at in range(10))
    return f"query ($first: Int) {{ agents(first: $first) {{ nodes {{ {picked} }} }} }} {PADDING}"


async def ask(graph: Graph, documents: range) -> None:
    for number in documents:
        source = document(number)
        for first in range(TIMES):
            answer = await graph.execute(graph.prepare(source, None), {"first": first % 3}, ADA)
            assert not answer.failed


def alive() -> int:
    """Blocks of memory that Python's objects hold, garbage aside."""
    gc.collect()
    return sys.getallocatedblocks()


async def test_requests_of_ever_new_documents_leave_nothing_behind(readers: Mapping[str, Reader]) -> None:
    reader = readers["sqlite"]
    graph = Graph(reader.schema, reader.database, SERVICES, budget=Budget(minute=Allowance(10**12)))
    await ask(graph, range(SETTLED))
    assert len(graph._documents._known) < DOCUMENTS / len(PADDING)
    before = alive()
    await ask(graph, range(SETTLED, DIFFERENT))
    grown, requests = alive() - before, (DIFFERENT - SETTLED) * TIMES
    print(f"{requests} requests, {DIFFERENT - SETTLED} new documents: {grown} blocks more")  # noqa: T201
    assert grown < requests / 2
