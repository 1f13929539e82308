"""Dressed answers: what the plan writes is what Python makes of the plain answer, on both databases."""

import os
from collections.abc import Mapping
from random import Random
from typing import Any

import orjson
import pytest
from graphql import extend_schema, parse

from backend.graph.answer import RequestError
from backend.graph.limits import Limits
from backend.graph.operation import Documents, Operation
from backend.graph.rehearse import complaints
from backend.graph.schema import Schema
from backend.graph.selection import Selection
from backend.store.plan.layout import Undressable
from tests.conftest import BOTH
from tests.graph.dressed_twin import Twin
from tests.graph.generator import Generator, Request
from tests.graph.harvest import harvest
from tests.graph.reader import Reader
from tests.graph.wardrobe import DIRECTIVES, dressed, spellings

pytestmark = pytest.mark.anyio

SEED = int(os.environ.get("CONCORD_SEED", "20261127"))
DOCUMENTS = 2_000 if os.environ.get("CONCORD_PROOF") else 150
"""Documents to dress: `CONCORD_PROOF=1` for the whole proof."""
LIMITS = Limits(aliases=1_000, directives=5_000, root_fields=100)


@pytest.fixture(scope="session")
def wardrobes(schema: Schema) -> Mapping[str, Documents]:
    """Documents of a dialect that has every directive and a spelling for every leaf, for each database."""
    extended = extend_schema(schema.plain, parse(DIRECTIVES))
    return {name: Documents(extended, LIMITS, spellings=spellings(schema.plain)) for name in BOTH}


async def test_generated_documents_are_dressed_as_python_would(
    readers: Mapping[str, Reader], schema: Schema, wardrobes: Mapping[str, Documents]
) -> None:
    print(f"CONCORD_SEED={SEED}")  # noqa: T201
    pool = await harvest(readers["sqlite"], SEED)
    generator, random = Generator(schema, pool, SEED), Random(SEED)  # noqa: S311 - tests repeat
    twin, worn, naked = Twin(schema.model), 0, 0
    for _ in range(DOCUMENTS):
        request = generator.request()
        source = dressed(request.source, schema.plain, schema.model, random)
        operations = {name: each.operation(source, None) for name, each in wardrobes.items()}
        try:
            answers = [
                await reader.graph.execute(operations[name], dict(request.variables), request.viewer)
                for name, reader in readers.items()
            ]
        except Undressable:
            naked += 1
            continue
        except RequestError:
            continue
        if any(error["extensions"]["code"] == "TOO_EXPENSIVE" for each in answers for error in each.errors):
            naked += 1  # SQLite takes so many brackets, and no more
            continue
        plain = await readers["sqlite"].answer(request.source, request.variables, request.viewer)
        assert answers[0].body == answers[1].body, source
        assert orjson.loads(answers[0].body) == expected(twin, operations["sqlite"], request, plain), source
        worn += 1
    assert worn > naked


def expected(twin: Twin, operation: Operation, request: Request, plain: Any) -> Any:
    """The dressed answer, by the twin."""
    query = operation.schema.query_type
    assert query is not None
    if plain["data"] is None:
        return None
    picks = [pick for pick, _ in Selection(operation, operation.given(request.variables)).roots(query)]
    return twin.object(picks, plain["data"], "Query")


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('{ agent(id: "x") { id name @as(key: "id") } }', "Two fields are written as 'id' in one object."),
        (
            '{ agent(id: "x") { id @nest(in: "name") name } }',
            "Two fields are written as 'name' in one object.",
        ),
        ('{ agent(id: "x") { id @root name } }', "No other field can stand beside id where one is @root."),
        ('{ agent(id: "x") { versions @flat { totalCount } } }', "versions cannot be @flat here"),
        ('{ agent(id: "x") { owner @flat { __typename } } }', "owner is @flat, and may be missing"),
        ('{ agent(id: "x") { name @spell(by: "NONE") } }', "name cannot be spelled by 'NONE'"),
        ('{ agent(id: "x") { owner @spell(by: "AS_TEXT") { id } } }', "owner cannot be spelled by 'AS_TEXT'"),
        ('{ agent(id: "x") { id @const(value: "{") } }', "id has a @const that is no JSON text."),
        ('{ files { nodes { url @spell(by: "BACKWARDS") } } }', "url is computed"),
        (
            'mutation { deleteAgent(id: "x") { agent { id name @as(key: "id") } } }',
            "Two fields are written as",
        ),
        ('mutation { deleteAgent(id: "x") @root { agent @flat { id } } }', "agent cannot be @flat here"),
    ],
)
def test_what_cannot_be_worn_is_said_in_rehearsal(
    schema: Schema, wardrobes: Mapping[str, Documents], source: str, complaint: str
) -> None:
    found = list(complaints(schema, source, wardrobes["sqlite"]))
    assert any(complaint in each for each in found), found


def test_a_dress_that_can_be_worn_is_not_complained_of(
    schema: Schema, wardrobes: Mapping[str, Documents]
) -> None:
    source = """
    mutation Rename($input: UpdateAgentInput!) @omitNull {
      updateAgent(id: "x", input: $input) @root {
        agent @root { id owner @flat { by: name @nest(in: "meta") } }
      }
    }
    subscription Watch { runEvents(id: "x") @root { event @root { id at: createdAt @spell(by: "SECONDS") } } }
    query One { viewer @root { id kind: __typename @const(value: "\\"me\\"") } }
    """
    assert list(complaints(schema, source, wardrobes["sqlite"])) == []
