"""The drafted migration brings a database to the declared tables, whatever changed, on both databases."""

from pathlib import Path
from typing import Any

import pytest
from alembic.operations import Operations
from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    MetaData,
    create_engine,
    insert,
    inspect,
    select,
    text,
)

from backend.store.migrations.run import engine_of
from backend.store.table import Column, Flag, Integer, Json, Table, Text, Time, metadata as ours
from scripts import draft_migration
from scripts.draft_migration import drafted
from tests.databases import sqlite_url
from tests.differences import differences, migration_context

pytestmark = pytest.mark.anyio

BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
NOT_DONE = text("state = 'NEW'")


def before() -> MetaData:
    """Tables as they were: a parent, a child, and one that goes."""
    made = MetaData(naming_convention=ours.naming_convention)
    Table("house", made, Column("id", Text, primary_key=True), Column("name", Text, nullable=False))
    Table(
        "room",
        made,
        Column("id", Text, primary_key=True),
        Column("house_id", Text, ForeignKey("house.id", ondelete="CASCADE"), nullable=False),
        Column("size", Integer, nullable=False),
        Column("colour", Text),
        Column("state", Text, nullable=False),
        CheckConstraint("size > 0", name="ck_room_size"),
        CheckConstraint("state <> ''", name="ck_room_state"),
        Index(None, "colour"),
        Index("ix_room_new", "house_id", sqlite_where=NOT_DONE, postgresql_where=NOT_DONE),
    )
    Table(
        "attic", made, Column("id", Text, primary_key=True), Column("house_id", Text, ForeignKey("house.id"))
    )
    return made


def after(**more: Any) -> MetaData:
    """The tables as they are declared now."""
    made = MetaData(naming_convention=ours.naming_convention)
    Table("house", made, Column("id", Text, primary_key=True), Column("name", Text))
    window = Table(
        "window",
        made,
        Column("id", Text, primary_key=True),
        Column("house_id", Text, ForeignKey("house.id", ondelete="SET NULL")),
        Column("open", Flag, nullable=False, server_default=text("false")),
        Column("seen_at", Time),
        CheckConstraint("id <> ''", name="ck_window_id"),
        Index(None, "house_id", "seen_at", unique=True),
    )
    Index("ix_window_open", window.c.seen_at, sqlite_where=window.c.open, postgresql_where=window.c.open)
    Table(
        "room",
        made,
        Column("id", Text, primary_key=True),
        Column("house_id", Text, ForeignKey("house.id", ondelete="CASCADE"), nullable=False),
        Column("size", Integer, nullable=False),
        Column("state", Text, nullable=False),
        Column("tier", Text, nullable=False, server_default="MEDIUM"),
        Column("extra", Json, nullable=False, server_default="{}"),
        Column("window_id", Text, ForeignKey("window.id", ondelete="CASCADE")),
        *(Column(name, Text, **options) for name, options in more.items()),
        CheckConstraint("size > 0", name="ck_room_size"),
        CheckConstraint("tier <> 'x'", name="ck_room_tier"),
        Index("ix_room_new", "house_id", sqlite_where=NOT_DONE, postgresql_where=NOT_DONE),
        Index(None, "window_id"),
        Index(None, "house_id", "state", unique=True),
    )
    return made


def draft(declared: MetaData) -> str:
    """What the script writes for them."""
    with create_engine("sqlite://").begin() as connection:
        before().create_all(connection)
        return drafted(connection, declared, "r2", "r1")


def _upgrade(connection: Connection, written: str) -> list[object]:
    """The differences that are left when the old tables, with a row each, have been brought on."""
    old, new = before(), after()
    old.create_all(connection)
    connection.execute(insert(old.tables["house"]).values(id="h", name="n"))
    room = {"id": "r", "house_id": "h", "size": 1, "colour": "red", "state": "NEW"}
    connection.execute(insert(old.tables["room"]).values(room))
    revision: dict[str, Any] = {}
    exec(compile(written, "r2", "exec"), revision)  # noqa: S102  (what we wrote ourselves)
    with Operations.context(migration_context(connection)):
        revision["upgrade"]()
    (kept,) = connection.execute(select(new.tables["room"])).mappings()
    assert dict(kept) | {"extra": "{}"} == {
        "id": "r",
        "house_id": "h",
        "size": 1,
        "state": "NEW",
        "tier": "MEDIUM",
        "extra": "{}",
        "window_id": None,
    }
    partial = {each["name"]: each for each in inspect(connection).get_indexes("room")}["ix_room_new"]
    assert "NEW" in str(partial["dialect_options"][f"{connection.dialect.name}_where"])
    return differences(connection, new)


@pytest.fixture
def bare_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table."""
    if kind == "sqlite":
        return sqlite_url(tmp_path / "bare.sqlite3")
    url: str = request.getfixturevalue("bare_postgres_url")
    return url


@BOTH
async def test_tables_that_changed_are_brought_to_what_is_declared(bare_url: str) -> None:
    engine = engine_of(bare_url)
    async with engine.begin() as connection:
        assert await connection.run_sync(_upgrade, draft(after())) == []
    await engine.dispose()


def test_a_table_is_made_with_what_lies_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_migration, "BESIDE", {"window": {}})
    assert '_make_beside("window")' in draft(after())


def test_a_table_whose_copy_would_lose_what_lies_beside_it_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draft_migration, "BESIDE", {"room": {}})
    with pytest.raises(SystemExit, match="room: a copy would lose"):
        draft(after())


def test_a_draft_is_the_same_each_time() -> None:
    assert draft(after()) == draft(after())


def test_a_column_that_rows_cannot_have_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"room\.motto must be nullable"):
        draft(after(motto={"nullable": False}))


def test_a_name_that_postgresql_would_cut_is_refused() -> None:
    with pytest.raises(SystemExit, match="up to 63 characters"):
        draft(after(**{"n" * 60: {"index": True}}))
