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
from backend.platform import clock
from backend.store.plan.model import Model
from tests.graph.generator import Generator, Request
from tests.graph.harvest import harvest
from tests.graph.names import NAMES, has_name, parent_of
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
        return sum(_statements(self._schema.model, name, arguments) for name, arguments in oracle.roots)

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


def _statements(model: Model, name: str, arguments: Mapping[str, Any]) -> int:
    if name == "nodes":
        return len({noun_of(each) for each in arguments["ids"]}.intersection(model.entities))
    if name == "node":
        return int(noun_of(arguments["id"]) in model.entities)
    if "id" not in arguments:
        return 1
    root, within = model.roots[name], arguments.get("within")
    if not _named(model, root.target, arguments["id"], inside=within is not None):
        return 0
    return int(within is None or _named(model, parent_of(model, root), within))


def _named(model: Model, noun: str, reference: str, *, inside: bool = False) -> bool:
    try:
        word = parse_reference(reference).kind
    except NotFound:
        return False
    return has_name(model.entities[noun].rows, NAMES.get(word, "id"), inside=inside)


async def _prove(request: Request, readers: Mapping[str, Reader], witness: Witness) -> None:
    with pytest.MonkeyPatch.context() as standing:
        moment = clock.now()  # what is signed for an hour says when that is over
        standing.setattr(clock, "now", lambda: moment)
        await _compare(request, readers, witness)


async def _compare(request: Request, readers: Mapping[str, Reader], witness: Witness) -> None:
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
