"""A table that nobody wrote a test for is filled with rows by its columns, and its laws hold."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from graphql import build_schema
from sqlalchemy import CheckConstraint, Column, Float, Index, MetaData, Table, text
from sqlalchemy.schema import CreateIndex, CreateTable

from backend.domain.ids import PREFIXES, SYSTEM_WORKSPACE
from backend.store import tables
from backend.store.codec import encoder
from backend.store.plan.model import Entity, Field, Kind, Leaf, Model, One, Part
from backend.store.statement import DIALECTS
from backend.store.table import Flag, Integer, Json, Text, Time, identity, reference, stamps, trash
from tests.graph.by_hand import prefix_of, rows_by_hand
from tests.graph.cast import ROOMS
from tests.graph.dataset import dataset
from tests.graph.filler import COUNTS, Filler
from tests.graph.odd import Columns
from tests.graph.told import Told

SCHEMA = """
enum Colour { RED GREEN }
type Size { width: Int!  unit: Colour  tags: [String!] }
type Box { colour: Colour!  words: [String!]!  size: Size  price: Decimal }
type Part { box: Box  other: Box  agent: Agent }
type Agent { id: ID! }
scalar Decimal
"""


def metadata() -> MetaData:
    """The tables there are, two new ones, and a new column of an old one."""
    made = MetaData(naming_convention=tables.metadata.naming_convention)
    for table in tables.metadata.sorted_tables:
        table.to_metadata(made)
    made.tables["session"].append_column(Column("strand", Text, nullable=False))
    made.tables["session"].append_column(reference("box_id", "box", nullable=True))
    Index(None, made.tables["session"].c.agent_id, made.tables["session"].c.strand, unique=True)
    _box(made)
    _part(made)
    return made


def _box(made: MetaData) -> None:
    Table(
        "box",
        made,
        identity(),
        reference("workspace_id", "workspace"),
        reference("account_id", "account"),
        reference("created_by", "principal"),
        reference("agent_id", "agent"),
        reference("version_id", "agent_version", nullable=True),
        reference("parent_id", "box", nullable=True),
        Column("handle", Text, nullable=False),
        Column("external_id", Text),
        Column("number", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("colour", "motto")),
        *(Column(name, Json, nullable=False) for name in ("words", "labels")),
        Column("size", Json),
        *(Column(name, Text) for name in ("price", "sealed")),
        Column("weight", Float, nullable=False),
        Column("open", Flag, nullable=False),
        Column("opened_at", Time),
        *stamps(),
        *trash(),
        Index(None, "workspace_id", "external_id", unique=True),
        Index(None, "workspace_id", "handle", unique=True),
        Index(None, "account_id", "number", unique=True),
        Index(None, "motto", unique=True),
    )


def _part(made: MetaData) -> None:
    Table(
        "part",
        made,
        identity(),
        reference("workspace_id", "workspace"),
        reference("box_id", "box", nullable=True),
        reference("session_id", "session", nullable=True),
        Column("target_id", Text),
        Column("inline", Json),
        Column("position", Integer, nullable=False),
        CheckConstraint("(box_id IS NULL) <> (session_id IS NULL)"),
        CheckConstraint("(target_id IS NULL) <> (inline IS NULL)"),
        Index(None, "box_id", "position", unique=True),
        Index("one_first", "workspace_id", unique=True, sqlite_where=text("position = 1")),
    )


def told(made: MetaData) -> Told:
    """What a graph would tell of them."""
    kinds = {"colour": Kind.ENUM, "words": Kind.JSON, "price": Kind.ENUM}
    fields: dict[str, Field] = {name: Leaf(name, kind, name, name == "price") for name, kind in kinds.items()}
    fields["size"] = Part("size", "Size", "size")
    ones = {
        "box": One("box", "Box", ("box_id",)),
        "other": One("other", "Box", ("target_id",)),
        "agent": One("agent", "Agent", ("target_id",)),
    }
    entities = {
        "Box": Entity("Box", made.tables["box"], fields),
        "Part": Entity("Part", made.tables["part"], ones),
        "Agent": Entity("Agent", made.tables["agent"], {}),
        "Size": Entity("Size", None, {}),
    }
    return Told(Model(entities), build_schema(SCHEMA))


def filled(made: MetaData) -> dict[str, list[Columns]]:
    """Rows for all of them."""
    rows = rows_by_hand()
    Filler(made, told(made), rows).fill()
    return rows


@pytest.fixture(autouse=True)
def _prefixes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PREFIXES, "Box", "box")
    monkeypatch.setitem(PREFIXES, "Part", "prt")


@pytest.fixture
def made() -> MetaData:
    return metadata()


@pytest.fixture
def database(made: MetaData) -> Iterator[sqlite3.Connection]:
    """The tables in SQLite, which holds the rows to their keys, indexes and checks."""
    dialect = DIALECTS["sqlite"]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        for table in made.sorted_tables:
            connection.execute(str(CreateTable(table).compile(dialect=dialect)))
        for table in made.sorted_tables:
            for index in table.indexes:
                connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
        yield connection


def test_the_rows_hold_to_keys_unique_indexes_and_checks(
    made: MetaData, database: sqlite3.Connection
) -> None:
    rows = filled(made)
    for table in made.sorted_tables:
        encoders = {column.name: encoder(column.type, "sqlite") for column in table.c}
        marks = ", ".join("?" for _ in encoders)
        for row in rows.get(table.name, ()):
            assert row.keys() == encoders.keys()
            values = [encode(row[name]) for name, encode in encoders.items()]
            database.execute(f"INSERT INTO {table.name} ({', '.join(encoders)}) VALUES ({marks})", values)
    for name in ("box", "part"):
        (count,) = database.execute(f"SELECT count(*) FROM {name}").fetchone()
        assert count == sum(COUNTS.values())


def test_every_workspace_has_some_and_they_refer_to_its_own_rows(made: MetaData) -> None:
    rows = filled(made)
    home = {row["id"]: row.get("workspace_id") for held in rows.values() for row in held}
    for row in rows["box"]:
        assert home[row["agent_id"]] == row["workspace_id"]
        assert row["version_id"] is None or home[row["version_id"]] == row["workspace_id"]
    assert {row["workspace_id"] for row in rows["box"]} == {*ROOMS, SYSTEM_WORKSPACE}
    parents = [row["parent_id"] for row in rows["box"]]
    assert any(parents)
    assert not all(parents)


def test_values_are_what_the_graph_says_of_their_columns(made: MetaData) -> None:
    boxes = filled(made)["box"]
    assert {row["colour"] for row in boxes} == {"RED", "GREEN"}
    assert all(isinstance(row["words"], list) and None not in row["words"] for row in boxes)
    sizes = [row["size"] for row in boxes if row["size"] is not None]
    assert len(sizes) < len(boxes)
    assert all(size.keys() <= {"width", "unit", "tags"} and isinstance(size["width"], int) for size in sizes)
    assert {size.get("unit") for size in sizes} == {"RED", "GREEN", None}
    assert {row["sealed"] for row in boxes} == {None}
    assert all(float(row["price"]) >= -1 for row in boxes if row["price"] is not None)


def test_an_id_without_a_foreign_key_names_rows_of_the_types_that_it_may_be_of(made: MetaData) -> None:
    rows = filled(made)
    known = {row["id"] for name in ("agent", "box") for row in rows[name]}
    targets = {row["target_id"] for row in rows["part"]} - {None}
    assert {target[:3] for target in targets} == {"agt", "box"}
    assert len(targets & known) > len(targets) / 2


def test_handles_are_shared_between_workspaces_and_numbers_are_the_accounts(made: MetaData) -> None:
    boxes = filled(made)["box"]
    assert [row["handle"] for row in boxes].count("box-1") == len(COUNTS)
    numbers = [row["number"] for row in boxes]
    assert min(numbers) == 1
    assert len(numbers) > len(set(numbers))


def test_a_new_column_of_a_table_made_by_hand_is_filled_and_the_others_stay(made: MetaData) -> None:
    before, after = rows_by_hand()["session"], filled(made)["session"]
    assert [{name: row[name] for name in old} for row, old in zip(after, before, strict=True)] == before
    assert any(row["box_id"] for row in after)


def test_the_same_rows_are_made_in_every_run_and_a_new_column_changes_none(made: MetaData) -> None:
    first, wider = filled(made), metadata()
    wider.tables["part"].append_column(Column("colour", Text))
    assert filled(metadata()) == first
    names = first["part"][0].keys()
    assert [{name: row[name] for name in names} for row in filled(wider)["part"]] == first["part"]


def test_a_table_whose_laws_cannot_be_met_is_named(made: MetaData) -> None:
    made.tables["part"].append_constraint(CheckConstraint("position < 0"))
    with pytest.raises(AssertionError, match=r"part .*HINTS"):
        filled(made)


def test_a_table_without_a_prefix_says_where_it_is_given() -> None:
    with pytest.raises(AssertionError, match=r"Trinket a prefix in domain/ids\.py"):
        prefix_of("trinket")


def test_every_table_whose_rows_have_ids_is_in_the_dataset() -> None:
    assert {table.name for table in tables.metadata.sorted_tables if "id" in table.c} == set(dataset())
    assert all(dataset().values())


def test_links_lead_to_rows_twice_to_the_trash_to_nothing_and_are_at_times_hidden() -> None:
    rows = dataset()
    known = {row["id"]: row for held in rows.values() for row in held}
    links = [row for row in rows["link"] if row["kind"] == "AGENT" and row["target_id"] is not None]
    pairs = [(row["agent_version_id"], row["target_id"]) for row in links if row["agent_version_id"]]
    assert len(set(pairs)) < len(pairs)
    targets = [known.get(row["target_id"]) for row in links]
    assert None in targets
    assert {row["deleted_at"] is None for row in targets if row} == {True, False}
    assert {row["id"][:3] for row in targets if row} == {"agt"}
    assert SYSTEM_WORKSPACE in {row["workspace_id"] for row in targets if row}
    others = {row["kind"] for row in rows["link"] if known.get(row["target_id"], row) is not row} - {"AGENT"}
    assert others
    holders = [known[row["agent_version_id"] or row["session_id"]] for row in links]
    hidden = [row for row, holder in zip(links, holders, strict=True) if not _together(row, holder)]
    assert {row["workspace_id"] for row in hidden} == {ROOMS[2]}


def _together(row: Columns, holder: Columns) -> bool:
    return bool(row["workspace_id"] == holder["workspace_id"])
