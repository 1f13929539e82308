"""Numbers that are not whole: spelt alike on both databases, compared, ordered and paged; and exact decimals.

No noun has such columns yet, so a table of this test's own stands for them.
"""

import json
import struct
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from random import Random
from typing import Any

import orjson
import pytest
import strawberry
from graphql import print_type
from sqlalchemy import Column, Index, MetaData, Table, bindparam, insert, select, update
from sqlalchemy.schema import CreateTable, DropTable

from backend.domain.errors import BadInput
from backend.graph import schema as schemas
from backend.graph.connection import Connection
from backend.graph.declare import ENTITIES, column, entity, every
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.schema import Schema
from backend.store.codec import real, real_text
from backend.store.database import Database
from backend.store.plan.binding import number
from backend.store.plan.model import Kind
from backend.store.plan.order import DIRECTIONS
from backend.store.plan.predicate import OPERATORS
from backend.store.plan.spelling import SPELLINGS
from backend.store.statement import DIALECTS
from backend.store.table import Real, Text
from tests.graph.comparing import OPERATIONS
from tests.graph.dataset import ROOMS
from tests.graph.reader import Reader

pytestmark = pytest.mark.anyio

KNOWN = (
    *(0.0, -0.0, 1.0, -1.0, 0.1, -0.1, 0.5, 1 / 3, 100.0, 1e15, 9e15, 1e16, 1e17, 1e20, 1e21, 1e22, 1e23),
    *(1e99, 1e100, 1e300, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 1e-100, 1e-99, 1e-10),
    *(1e-7, 1e-6, 9.999e-6, 1e-5, 1.5e-5, 9.99e-5, 1e-4, 0.001, 0.00012345678901234567, 123456789.125),
    *(2.0**53, 2.0**53 + 2, 2.0**63, 1234567890123456.7, 999999999999999.9, 9999999999999998.0, 1.1 + 2.2),
)
"""Numbers that databases are known to spell apart."""
_RANDOM = Random(11)  # noqa: S311  (no secret is made of it)


def numbers() -> Iterator[float]:
    """Those, many others of every size, and such as have a short text halfway to their neighbour."""
    yield from KNOWN
    for _ in range(6_000):
        (bits,) = struct.unpack("d", struct.pack("Q", _RANDOM.getrandbits(64)))
        yield bits if bits - bits == 0 else 0.0
        yield round(_RANDOM.uniform(-1, 1) * 10 ** _RANDOM.randrange(-8, 20), _RANDOM.randrange(12))
    yield from (2.0**power for power in range(-1074, 1024))
    for power in range(1, 23):
        for _ in range(40):
            digits = _RANDOM.randrange(2**53 // 5**power, 2**54 // 5**power) | 1
            yield float((digits << _RANDOM.randrange(16)) * 10**power)


NUMBERS = tuple(numbers())

measure = Table(
    "measure",
    MetaData(),
    Column("id", Text, primary_key=True),
    Column("workspace_id", Text, nullable=False),
    Column("size", Real),
    Column("price", Text),
    Index(None, "workspace_id", "size", "id"),
)
_INSERT = insert(measure)
_UPDATE = update(measure).where(measure.c.id == bindparam("row_id")).values(size=bindparam("new_size"))
_READ = select(measure.c.id, measure.c.size).order_by(measure.c.id)
ROWS: Sequence[Mapping[str, Any]] = [
    {
        "id": f"msr_{index:026d}",
        "workspace_id": ROOMS[index % 2],
        "size": None if index % 11 == 5 else KNOWN[index % len(KNOWN)],
        "price": None if index % 3 == 0 else f"{index}.{index:06d}",
    }
    for index in range(90)
]


@pytest.fixture(scope="module")
def measured() -> Iterator[Schema]:
    """The schema, with measures in it."""

    @entity(measure, default_order="id")
    class Measure(Node):
        """How large something is, and what it costs."""

        size: float | None = column("How large.", filter=True, order=True)
        price: Decimal | None = column("What it costs.")

    @strawberry.type
    class MeasureQuery:
        """Reads of measures."""

        measures: Connection[Measure] = every("All measures.", READ)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schemas, "QUERIES", (*schemas.QUERIES, MeasureQuery))
        try:
            yield schemas.build()
        finally:
            del ENTITIES["Measure"]


@pytest.fixture(scope="module")
async def measures(measured: Schema, readers: Mapping[str, Reader]) -> AsyncIterator[Mapping[str, Reader]]:
    """Both databases with measures in them."""
    for reader in readers.values():
        async with reader.database.write() as tx:
            await tx.raw(str(CreateTable(measure).compile(dialect=DIALECTS[tx.dialect])), ())
            await tx.many(_INSERT, ROWS)
    yield {name: Reader(measured, reader.database) for name, reader in readers.items()}
    for reader in readers.values():
        async with reader.database.write() as tx:
            await tx.raw(str(DropTable(measure).compile(dialect=DIALECTS[tx.dialect])), ())


async def same(measures: Mapping[str, Reader], source: str, **variables: Any) -> Any:
    """The one root field that both databases answer, byte for byte the same."""
    body, other = [await reader.body(source, variables) for reader in measures.values()]
    assert body == other
    answer = orjson.loads(body)
    assert "errors" not in answer, answer
    (found,) = answer["data"].values()
    return found


async def test_a_number_is_written_as_json_has_it_and_reads_back_equal(
    measures: Mapping[str, Reader],
) -> None:
    for name, reader in measures.items():
        rows = [
            {"id": f"{index:06d}", "workspace_id": "", "size": size, "price": None}
            for index, size in enumerate(NUMBERS)
        ]
        cell = SPELLINGS[name].cell(measure.c.size, Kind.FLOAT)
        texts = select(cell.label("text"), measure.c.size).where(measure.c.workspace_id == bindparam("home"))
        with pytest.raises(Undone):
            await _spelled(reader.database, rows, texts)


class Undone(Exception):
    """Takes back what the test wrote."""


async def _spelled(database: Database, rows: Sequence[Mapping[str, Any]], texts: Any) -> None:
    async with database.write() as tx:
        await tx.many(_INSERT, rows)
        found = await tx.fetch(texts.order_by(measure.c.id), {"home": ""})
        for row, size in zip(found, NUMBERS, strict=True):
            assert row.size == size
            assert row.text == real_text(size + 0.0)
            assert json.loads(row.text) == orjson.loads(row.text) == float(row.text) == size
        raise Undone


async def test_numbers_and_decimals_are_answered_as_they_are_stored(measures: Mapping[str, Reader]) -> None:
    page = await same(measures, "{ measures(first: 100) { nodes { id size price } } }")
    expected = [{key: row[key] for key in ("id", "size", "price")} for row in ROWS]
    assert page["nodes"] == expected
    assert {type(node["size"]) for node in page["nodes"]} == {float, type(None)}
    assert {type(node["price"]) for node in page["nodes"]} == {str, type(None)}


@pytest.mark.parametrize("word", OPERATORS[Kind.FLOAT])
async def test_every_operator_compares_numbers(measures: Mapping[str, Reader], word: str) -> None:
    source = "query($w: MeasureFilter) { measures(first: 100, filter: $w) { nodes { id } } }"
    if word == "isNull":
        values: list[Any] = [True, False]
    elif word in {"in", "notIn"}:
        values = [[], [0], [0.1, 5e-324, 1e300], list(KNOWN)]
    else:
        values = [*KNOWN, 1, 0, 10**17, -(10**25)]
    for value in values:
        page = await same(measures, source, w={"size": {word: value}})
        kept = [row["id"] for row in ROWS if OPERATIONS[word](row["size"], value)]
        assert [node["id"] for node in page["nodes"]] == kept, value


@pytest.mark.parametrize("written", ["1", "1.0", "1e0", "1" + "0" * 30, "-0", "0.1", "1e300", "-0.0"])
async def test_a_number_in_the_document_is_what_it_says(measures: Mapping[str, Reader], written: str) -> None:
    source = f"{{ measures(first: 100, filter: {{size: {{lte: {written}}}}}) {{ totalCount }} }}"
    page = await same(measures, source)
    expected = [row for row in ROWS if row["size"] is not None and row["size"] <= float(written)]
    assert page["totalCount"] == len(expected) > 0


@pytest.mark.parametrize("value", ["1", "nan", "x", True, [1.5], {"a": 1}, 10**400], ids=type)
async def test_what_is_no_finite_number_is_refused_with_a_plan_and_without(
    measures: Mapping[str, Reader], value: Any
) -> None:
    source = "query($n: Float) { measures(filter: {size: {gt: $n}}) { totalCount } }"
    for reader in measures.values():
        for each in (f"# {value!r:.9}\n{source}", source):
            error = await reader.refusal(each, {"n": value})
            assert error["extensions"]["code"] == "BAD_INPUT"
            await reader.data(each, {"n": 1.5})
        error = await reader.refusal(source, {"n": value})
        assert error["extensions"]["code"] == "BAD_INPUT"


async def test_a_number_past_all_numbers_is_refused_in_the_document(measures: Mapping[str, Reader]) -> None:
    for reader, written in product_of(measures, ("1e400", "-1e400", "1" + "0" * 400)):
        answer = await reader.answer(f"{{ measures(filter: {{size: {{gt: {written}}}}}) {{ totalCount }} }}")
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "BAD_INPUT"


def product_of(measures: Mapping[str, Reader], words: Sequence[str]) -> Iterator[tuple[Reader, str]]:
    """Each word for each database."""
    return ((reader, word) for reader in measures.values() for word in words)


@pytest.mark.parametrize("direction", DIRECTIONS)
async def test_a_list_ordered_by_numbers_is_walked_by_its_cursors(
    measures: Mapping[str, Reader], direction: str
) -> None:
    source = """query($a: String, $o: [MeasureOrderBy!]) {
      measures(first: 7, after: $a, orderBy: $o) { edges { cursor node { id size } } nextCursor } }"""
    pages: list[list[Any]] = []
    cursor: str | None = None
    while cursor is not None or not pages:
        page = await same(measures, source, a=cursor, o=[{"size": direction}])
        pages.append(page["edges"])
        cursor = page["nextCursor"]
    walked = [edge["node"] for edge in chain(*pages)]
    assert [node["id"] for node in walked] == [row["id"] for row in _ordered(direction)]


def _ordered(direction: str) -> list[Mapping[str, Any]]:
    descending, nulls_first = DIRECTIONS[direction]
    rows = sorted(ROWS, key=lambda row: row["id"], reverse=descending)
    held = [row for row in rows if row["size"] is not None]
    held.sort(key=lambda row: float(row["size"]), reverse=descending)
    missing = [row for row in rows if row["size"] is None]
    return missing + held if nulls_first else held + missing


async def test_a_number_is_changed_and_read_by_verbs(measures: Mapping[str, Reader]) -> None:
    for reader in measures.values():
        with pytest.raises(Undone):
            await _changed(reader.database)


async def _changed(database: Database) -> None:
    async with database.write() as tx:
        for size in (*KNOWN, None, 7):
            await tx.fetch(_UPDATE, {"row_id": ROWS[0]["id"], "new_size": size})
            (first, *_) = await tx.fetch(_READ)
            assert first.size == size
            assert isinstance(first.size, float | None)
        raise Undone


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), -float("inf"), 10**400, True, [], "x"], ids=type
)
def test_a_column_takes_finite_numbers_only(value: object) -> None:
    with pytest.raises(BadInput):
        real(value)
    with pytest.raises(BadInput):
        number(value)


def test_there_is_one_zero() -> None:
    assert str(real(-0.0)) == "0.0"


def test_a_decimal_is_text_in_answers_and_no_condition(measured: Schema) -> None:
    types = measured.plain.type_map
    assert "price: Decimal" in print_type(types["Measure"])
    assert "price" not in types["MeasureFilter"].fields  # type: ignore[attr-defined]
    assert set(types["FloatFilter"].fields) == set(OPERATORS[Kind.FLOAT])  # type: ignore[attr-defined]
