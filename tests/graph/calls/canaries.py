"""Canaries: texts that are known again in any spelling, sent in good and in bad requests, and looked for."""

import hashlib
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import uuid4

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    get_named_type,
)

from backend.graph.schema import Schema
from backend.platform import telemetry
from backend.store.database import Database
from backend.store.sqlite import SqliteDriver
from tests.graph.calls.filling import document, documents_of_list, put
from tests.graph.calls.meant import Path

Request = tuple[str, dict[str, Any]]
"""A document and its variables."""

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
}


_LONG = re.compile(r"[A-Za-z0-9+/=_-]{32,}")
"""No spelling is shorter, and none has other characters."""


def canary() -> str:
    """A text of 32 characters that is nowhere else."""
    return f"canary{uuid4().hex[:26]}"


def spellings(bird: str) -> Iterator[str]:
    """The canary as it may be written: as it is, backwards, in hex, in base64, or as a hash without a key."""
    raw = bird.encode()
    yield from (bird, bird[::-1], raw.hex(), hashlib.sha256(raw).hexdigest())
    for encode in (b64encode, urlsafe_b64encode):
        for shift in range(3):
            yield encode(b"_" * shift + raw)[4:-4].decode()


def requests(
    mutation: str,
    field: GraphQLField,
    given: dict[str, Any],
    path: Path,
    bird: str,
    spelt: Callable[[str], str] = str,
) -> Iterator[Request]:
    """Requests with the canary at the path: what does not fit, there and beside it, and at last what does.

    `spelt` writes it as it fits there.
    """
    for value in ([bird], {"text": bird}, [[bird, 1]], f"{bird}\0", f"{bird}\ud800", bird * 3000):
        yield _by_variables(mutation, field, put(given, path, value))
        yield _inline(mutation, field, put(given, path, value))
    right = put(given, path, spelt(bird))
    for length in range(1, len(path)):
        yield _by_variables(mutation, field, put(given, path[:length], bird))
    for beside in _siblings(field, path):
        yield _by_variables(mutation, field, put(right, beside, [{"wrong": 1}]))
        yield _inline(mutation, field, put(right, beside, [{"wrong": 1}]))
    source, variables = _inline(mutation, field, right)
    yield f"{source} }}", variables
    if "idempotencyKey" in field.args:
        yield _by_variables(mutation, field, right | {"idempotencyKey": "once"})
        yield _by_variables(mutation, field, put(right, path, f"{bird}2") | {"idempotencyKey": "once"})
    yield _by_variables(mutation, field, right)
    yield source, variables


def reads(schema: Schema) -> Iterator[Request]:
    """Requests for everything that lists show."""
    queries = schema.plain.query_type
    assert queries is not None
    for name, field in queries.fields.items():
        if "after" in field.args:
            yield from ((source, {"first": 100}) for source in documents_of_list(name, field))


async def kept(database: Database) -> dict[str, str]:
    """What every table holds, and the bytes of an SQLite file, which has what was deleted too."""
    held = {}
    async with database.read() as tx:
        for (name,) in await tx.raw(_TABLES[database.dialect], ()):
            rows = await tx.raw(f'SELECT * FROM "{name}"', ())
            held[f"table {name}"] = "\n".join(_text(cell) for row in rows for cell in row)
    if isinstance(database._driver, SqliteDriver):
        path = database._driver.path
        for each in (path, path.with_name(f"{path.name}-wal")):
            held[f"file {each.name}"] = each.read_bytes().decode(errors="replace")
    return held


def metrics() -> str:
    """What is told of the process."""
    return telemetry.expose()[0].decode()


def found(birds: Mapping[str, str], places: Mapping[str, str]) -> dict[str, set[str]]:
    """The places at which each canary sits, by the canary's name."""
    held = {place: _long_words(text) for place, text in places.items()}
    where = {
        name: {place for place, text in held.items() if any(each in text for each in spellings(bird))}
        for name, bird in birds.items()
    }
    return {name: at for name, at in where.items() if at}


def _long_words(text: str) -> str:
    """Each once what could hold a canary: all that is stored holds many megabytes, and much of it often."""
    return "\n".join(set(_LONG.findall(text)))


def _by_variables(mutation: str, field: GraphQLField, given: dict[str, Any]) -> Request:
    return document("mutation", mutation, field, given), given


def _inline(mutation: str, field: GraphQLField, given: Mapping[str, Any]) -> Request:
    written = ", ".join(f"{name}: {_literal(value, field.args[name].type)}" for name, value in given.items())
    return f"mutation {{ {mutation}({written}) {{ __typename }} }}", {}


def _literal(value: Any, kind: Any) -> str:
    held = get_named_type(kind) if kind is not None else None
    if isinstance(value, Mapping):
        fields = held.fields if isinstance(held, GraphQLInputObjectType) else {}
        pairs = ((name, each, fields[name].type if name in fields else None) for name, each in value.items())
        return f"{{{', '.join(f'{name}: {_literal(each, inner)}' for name, each, inner in pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_literal(each, kind) for each in value)}]"
    return str(value) if isinstance(held, GraphQLEnumType) else json.dumps(value)


def _siblings(field: GraphQLField, path: Path) -> Iterator[Path]:
    """What stands beside a place, and in an input a field that there is not."""
    held: Mapping[str, Any] = field.args
    for name in path[:-1]:
        held = getattr(get_named_type(held[name].type), "fields", {})
    yield from ((*path[:-1], name) for name in held if name != path[-1])
    if len(path) > 1:
        yield (*path[:-1], "unknown")


def _text(cell: object) -> str:
    return cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)
