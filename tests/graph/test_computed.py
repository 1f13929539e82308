"""Computed leaves: made of rows by a function that is called once for an answer, wherever they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count, islice
from typing import Any

import orjson
import pytest

from backend.domain.viewer import Viewer
from backend.graph import execute
from backend.graph.computed import filled
from backend.graph.context import Services
from backend.graph.declare import ENTITIES, column, computed, embedded, entity
from backend.graph.model import _entity
from backend.graph.node import Node
from backend.graph.schema import Schema
from backend.platform import clock
from backend.platform.blobs import Blobs
from backend.platform.signing import Signer
from backend.store import agent as agents
from backend.store.plan.model import Computed, Steady
from backend.store.plan.text import HOLE
from backend.store.statement import Row
from tests.graph.computing import Calls, with_computed_leaves
from tests.graph.dataset import ADA, dataset
from tests.graph.generator import Generator, Request
from tests.graph.harvest import harvest
from tests.graph.pool import Pool
from tests.graph.reader import SERVICES, Reader
from tests.graph.test_proof import SEED, Witness, _prove

pytestmark = pytest.mark.anyio


@pytest.fixture
def calls() -> Calls:
    """What the functions were given."""
    return Calls()


@pytest.fixture
def computing(readers: Mapping[str, Reader], schema: Schema, calls: Calls) -> dict[str, Reader]:
    """Graphs with computed leaves over the filled databases."""
    extended = with_computed_leaves(schema, calls)
    return {name: Reader(extended, reader.database) for name, reader in readers.items()}


@pytest.fixture
async def pool(readers: Mapping[str, Reader]) -> Pool:
    """What generated documents may speak of."""
    return await harvest(readers["sqlite"], SEED)


async def test_generated_documents_with_computed_leaves_are_answered_alike_by_every_reader(
    computing: dict[str, Reader], pool: Pool, calls: Calls
) -> None:
    schema = computing["sqlite"].schema
    witness = Witness(schema, pool)
    for seed, generator, request in islice(_asking(schema, pool), 40):
        try:
            await _prove(request, computing, witness)
            await _prove(generator.again(request), computing, witness)
        except BaseException:
            print(f"seed {seed}", request.source, request.variables, sep="\n")  # noqa: T201
            raise
    assert calls.shouted
    assert calls.placed


def _asking(schema: Schema, pool: Pool) -> Iterator[tuple[int, Generator, Request]]:
    """Documents that ask for a computed leaf: of all that are generated they are few."""
    for seed in count(SEED):
        generator = Generator(schema, pool, seed)
        request = generator.request()
        if re.search(r"\b(shout|broken|spent|place)\b", request.source):
            yield seed, generator, request


DEEP = """
query ($agent: ID!, $ids: [ID!]!) {
  a: agents(first: 3) { nodes { said: shout shout defaultVersion { agent { shout } } } totalCount }
  b: agents(last: 3) { edges { node { name subAgents { nodes { shout } } } } }
  c: agent(id: $agent) { shout broken sessions { nodes { agent { shout } } } }
  nodes(ids: $ids) {
    id ... on Agent { shout } ... on Event { place } ... on Run { spent events { nodes { place } } }
  }
  node(id: $agent) { ... on Agent { shout } }
}
"""


async def test_each_function_is_called_once_for_an_answer_and_no_two_rows_are_alike(
    computing: dict[str, Reader], calls: Calls
) -> None:
    rows = dataset()
    ids = [row["id"] for table in ("agent", "event", "run") for row in rows[table][:4]]
    given = {"agent": rows["agent"][0]["id"], "ids": ids}
    bodies = [await reader.body(DEEP, given) for reader in computing.values()]
    assert bodies[0] == bodies[1]
    data = orjson.loads(bodies[0])["data"]
    said = set(_all(data, "shout")) | set(_all(data, "said"))
    assert calls.shouted == [len(said)] * 2
    assert len(calls.placed) == 2
    assert f"|{ADA.principal}" in said.pop()
    assert data["c"]["broken"] is None
    assert "errors" not in orjson.loads(bodies[0])


def _all(held: Any, key: str) -> list[Any]:
    if isinstance(held, list):
        return [found for each in held for found in _all(each, key)]
    if not isinstance(held, dict):
        return []
    return [held.get(key)] * (key in held) + [found for each in held.values() for found in _all(each, key)]


async def test_a_root_that_is_null_or_refused_leaves_the_others_filled(computing: dict[str, Reader]) -> None:
    document = """
    query ($agent: ID!) {
      one: agent(id: $agent) { shout }
      none: agent(id: "agt_77777777777777777777777777") { shout }
      bad: agent(id: "ext:none") { sessions(first: 1000) { totalCount } }
    }
    """
    for reader in computing.values():
        answer = await reader.answer(document, {"agent": dataset()["agent"][0]["id"]})
        assert answer["data"]["one"]["shout"]
        assert answer["data"]["none"] is None
        assert [error["path"] for error in answer["errors"]] == [["bad"]]


async def test_an_answer_without_computed_leaves_is_not_looked_through(
    computing: dict[str, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execute, "filled", None)
    for reader in computing.values():
        assert (await reader.data("{ agents(first: 2) { nodes { id name } } }"))["agents"]["nodes"]


async def test_a_function_that_forgets_a_row_is_a_bug() -> None:
    async def forgetful(rows: Sequence[Row], _: Viewer, __: Services) -> list[object]:
        return [row.number for row in rows[1:]]

    leaf = Computed("said", ("number",), forgetful)
    texts = [f"[{HOLE}Agent.said[1]{HOLE},{HOLE}Agent.said[2]{HOLE}]"]
    with pytest.raises(ValueError, match="shorter"):
        await filled(texts, {"Agent.said": leaf}, ADA, SERVICES)


async def test_a_steady_leaf_is_not_made_again_before_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    moment, asked = clock.now(), []

    async def by(rows: Sequence[Row], _: Viewer, __: Services) -> list[object]:
        asked.append([row.size for row in rows])
        return [row.size if row.size % 2 else Steady(row.size, moment + timedelta(minutes=1)) for row in rows]

    leaves = {"File.size2": Computed("size2", ("size",), by)}
    services = Services("secret", lambda _: None, Blobs("file:///dev/null/blobs"), Signer("secret"))
    text = "".join(f"<{HOLE}File.size2[{size}]{HOLE}>" for size in (1, 2, 3, 4))
    for later in (0, 30, 61, 62):
        monkeypatch.setattr(clock, "now", lambda later=later: moment + timedelta(seconds=later))
        assert await filled([text], leaves, ADA, services) == ["<1><2><3><4>"]
    assert asked == [[1, 2, 3, 4], [1, 3], [1, 2, 3, 4], [1, 2, 3, 4]]


async def _said(rows: Sequence[Row], _: Viewer, __: Services) -> list[str]:
    return [row.name for row in rows]


def test_a_computed_leaf_is_declared_with_the_columns_that_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENTITIES, "Gadget", ENTITIES["Agent"])

    @entity(agents.agent)
    class Gadget(Node):
        """A row with a leaf that no column holds."""

        name: str = column("Its name.", filter=True)
        said: str | None = computed("What it says.", needs=("name", "handle"), by=_said)

    made = _entity("Gadget", ENTITIES["Gadget"])
    assert made.fields["said"] == Computed("said", ("name", "handle"), _said)


def test_a_computed_leaf_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Needy", "Sure", "Part"):
        monkeypatch.setitem(ENTITIES, name, ENTITIES["Agent"])

    @entity(agents.agent)
    class Needy(Node):
        """Needs what is not stored."""

        said: str | None = computed("What it says.", needs=("state",), by=_said)

    @entity(agents.agent)
    class Sure(Node):
        """Cannot be null."""

        said: str = computed("What it says.", needs=("name",), by=_said)

    @embedded
    class Part:
        """Is no row."""

        said: str | None = computed("What it says.", needs=("name",), by=_said)

    for made, reason in ((Needy, "needs state"), (Sure, "may be null"), (Part, "belongs to rows")):
        with pytest.raises(TypeError, match=reason):
            _entity(made.__name__, ENTITIES[made.__name__])
