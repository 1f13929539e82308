"""Generated documents: three readings of each answer agree, and so do both databases."""

import os
from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from graphql import GraphQLResolveInfo, execute_sync, parse

from backend.domain.errors import NotFound
from backend.domain.ids import noun_of, parse_reference
from backend.graph.schema import Schema
from tests.graph.generator import Generator, Request
from tests.graph.harvest import harvest
from tests.graph.oracle import Cursor, Oracle
from tests.graph.pool import Pool
from tests.graph.reader import Reader
from tests.graph.secrecy import ID, hidden

pytestmark = pytest.mark.anyio

SEED = int(os.environ.get("CONCORD_SEED", "20261122"))
DOCUMENTS = int(
    os.environ.get("CONCORD_PROOF_DOCUMENTS", "5000" if os.environ.get("CONCORD_PROOF") else "300")
)
"""Documents to generate: `CONCORD_PROOF=1` for the whole proof."""
CHUNK = 60
"""Documents in one test."""


class Witness:
    """Compares one answer with the other readings of its document; learns what each cursor stands for."""

    def __init__(self, schema: Schema, pool: Pool) -> None:
        self._schema = schema
        self._pool = pool
        self._meant: dict[str, str] = {}
        self._oracles: dict[str, Oracle] = {}

    def completed(self, request: Request, data: Any) -> None:
        """graphql-core, given the answer as its tree, completes it to the same answer."""
        result = execute_sync(
            self._schema.plain,
            parse(request.source),
            root_value=data,
            variable_values=request.variables,
            field_resolver=_held,
            type_resolver=lambda value, *_: str(value["__typename"]),
        )
        assert result.errors is None, result.errors
        assert orjson.dumps(result.data) == orjson.dumps(data)

    def read(self, request: Request, answer: Mapping[str, Any]) -> int:
        """The plain reader reads the same, with errors at the same places; gives the statements due."""
        principal = request.viewer.principal
        if principal not in self._oracles:
            self._oracles[principal] = Oracle(
                self._schema, self._pool.rows, request.viewer, self._pool.rows_of
            )
        oracle = self._oracles[principal]
        expected = oracle.answer(request.source, request.variables)
        places = [error.path for error in expected.errors or ()]
        assert [error["path"] for error in answer.get("errors", ())] == places
        self._same(expected.data, answer["data"])
        return sum(_statements(name, arguments) for name, arguments in oracle.roots)

    def _same(self, expected: Any, found: Any) -> None:
        if isinstance(expected, Cursor):
            assert isinstance(found, str)
            assert self._meant.setdefault(found, expected) == expected
        elif isinstance(expected, dict) and isinstance(found, dict):
            assert list(expected) == list(found)
            for key, value in expected.items():
                self._same(value, found[key])
        elif isinstance(expected, list) and isinstance(found, list):
            assert len(expected) == len(found)
            for one, other in zip(expected, found, strict=True):
                self._same(one, other)
        else:
            assert type(expected) is type(found)
            assert expected == found


def _held(source: Any, info: GraphQLResolveInfo[Any], /, **_: Any) -> Any:
    return source[info.path.key]


def _statements(name: str, arguments: Mapping[str, Any]) -> int:
    if name == "nodes":
        return len({noun_of(each) for each in arguments["ids"]} - {None})
    if name == "node":
        return int(noun_of(arguments["id"]) is not None)
    if "id" not in arguments:
        return 1
    try:
        return int(_has(name, parse_reference(arguments["id"]).kind))
    except NotFound:
        return 0


def _has(name: str, word: str) -> bool:
    named = {
        "agent": {"ext", "handle"},
        "principal": {"ext"},
        "session": {"ext"},
        "workspace": {"ext", "handle", "number"},
    }
    return word == "id" or word in named.get(name, ())


async def _prove(request: Request, readers: Mapping[str, Reader], witness: Witness) -> None:
    bodies = {}
    for name, reader in readers.items():
        body = bodies[name] = await reader.body(request.source, request.variables, request.viewer)
        answer = orjson.loads(body)
        assert witness.read(request, answer) == len(reader.statements)
        if "errors" not in answer:
            witness.completed(request, answer["data"])
        assert not hidden(request.viewer).intersection(ID.findall(body.decode()))
    assert bodies["sqlite"] == bodies["postgresql"]


@pytest.fixture(scope="module")
async def pool(readers: Mapping[str, Reader]) -> Pool:
    """What generated documents may speak of."""
    return await harvest(readers["sqlite"], SEED)


@pytest.mark.parametrize("first", range(0, DOCUMENTS, CHUNK))
async def test_generated_documents_are_answered_alike_by_every_reader(
    readers: Mapping[str, Reader], pool: Pool, first: int
) -> None:
    schema = readers["sqlite"].schema
    witness = Witness(schema, pool)
    for number in range(first, min(first + CHUNK, DOCUMENTS)):
        generator = Generator(schema, pool, SEED + number)
        request = generator.request()
        try:
            await _prove(request, readers, witness)
            request = generator.again(request)
            await _prove(request, readers, witness)
        except BaseException:
            print(f"CONCORD_SEED={SEED + number} CONCORD_PROOF_DOCUMENTS=1")  # noqa: T201
            print(request.source, request.variables, request.viewer.principal, sep="\n")  # noqa: T201
            raise
