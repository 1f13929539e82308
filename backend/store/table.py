"""Tables: one metadata, the column types that both databases spell alike, and the columns that every row has.

The types are marks for the codecs in `store/codec.py`; SQLAlchemy's own bind and result processors never run.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    MetaData,
    Table,
    Text as PlainText,
    literal_column,
)
from sqlalchemy.dialects.postgresql import ARRAY, DOUBLE_PRECISION, JSON, TEXT, TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator, TypeEngine

from backend.domain.ids import SYSTEM_WORKSPACE

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class BytewiseText(TEXT):
    """PostgreSQL's `TEXT`, said at each parameter too; the driver's own text type would be `VARCHAR`."""

    render_bind_cast = True


class Text(TypeDecorator[str]):
    """Text compared bytewise on both databases."""

    impl = PlainText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """`TEXT COLLATE "C"` on PostgreSQL; SQLite compares bytes by itself."""
        return BytewiseText(collation="C") if dialect.name == "postgresql" else PlainText()


class Time(TypeDecorator[object]):
    """A moment in UTC with six digits: timestamptz, or the 27 characters of its text in SQLite."""

    impl = PlainText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[object]:
        """`TIMESTAMP WITH TIME ZONE` on PostgreSQL, text on SQLite."""
        postgres = dialect.name == "postgresql"
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if postgres else PlainText())  # type: ignore[arg-type]


class Real(TypeDecorator[float]):
    """A finite number of 64 bits: double precision, or REAL in SQLite."""

    impl = REAL
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[float]:
        """`DOUBLE PRECISION` on PostgreSQL, `REAL` on SQLite."""
        return DOUBLE_PRECISION() if dialect.name == "postgresql" else REAL()


class Json(TypeDecorator[object]):
    """JSON kept as the text that was written: `json` (never `jsonb`, which reorders keys), text in SQLite."""

    impl = PlainText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[object]:
        """`JSON` on PostgreSQL, text on SQLite."""
        return dialect.type_descriptor(JSON() if dialect.name == "postgresql" else PlainText())  # type: ignore[arg-type]


class TextList(TypeDecorator[object]):
    """A list as one parameter: `text[]`, or a JSON array in SQLite. No column has it."""

    impl = PlainText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[object]:
        """`TEXT[]` on PostgreSQL, text on SQLite."""
        return dialect.type_descriptor(ARRAY(TEXT()) if dialect.name == "postgresql" else PlainText())  # type: ignore[arg-type]


Integer = BigInteger().with_variant(BigInteger(), "postgresql")
"""A whole number of up to 64 bits."""

Flag = Boolean(create_constraint=False)
"""True or false; 0 and 1 in SQLite."""


def identity() -> Column[str]:
    """The row's prefixed id."""
    return Column("id", Text, primary_key=True)


def reference(name: str, target: str, *, nullable: bool = False, ondelete: str | None = None) -> Column[str]:
    """A column that holds the id of a row of another table."""
    return Column(name, Text, ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable)


def stamps() -> list[Column[object]]:
    """When the row was made and last changed."""
    return [Column("created_at", Time, nullable=False), Column("updated_at", Time, nullable=False)]


def trash() -> list[Column[object]]:
    """Out of use, in the trash, and how long it stays there."""
    return [
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
    ]


def kept(*, numbered: bool = False) -> list[SchemaItem]:
    """The columns and indexes of a row that has a name and a life of its own in a workspace.

    A numbered one has a small number besides, unique in its account.
    """
    return [
        identity(),
        reference("workspace_id", "workspace", ondelete="CASCADE"),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        reference("created_by", "principal"),
        reference("owner_id", "principal"),
        *stamps(),
        *trash(),
        Index(None, "workspace_id", "external_id", unique=True),
        Index(None, "workspace_id", "handle", unique=True),
        Index(None, "workspace_id", "created_at", "id"),
        Index(None, "workspace_id", "updated_at", "id"),
        Index(None, "workspace_id", "name", "id"),
        Index(None, "deleted_at"),
        *(_numbered() if numbered else []),
    ]


def _numbered() -> list[SchemaItem]:
    return [
        reference("account_id", "account"),
        Column("number", Integer, nullable=False),
        Index(None, "account_id", "number", unique=True),
    ]


def inner(parent: str, *, nullable: bool = False) -> list[SchemaItem]:
    """The columns and indexes of a row that belongs to one parent, and goes with it.

    Where it is nullable there are rows without a parent, which belong to the workspace alone.
    """
    return [
        identity(),
        reference("workspace_id", "workspace", ondelete="CASCADE"),
        reference(f"{parent}_id", parent, nullable=nullable, ondelete="CASCADE"),
        *stamps(),
        Index(None, f"{parent}_id", "created_at", "id"),
        Index(None, "workspace_id", "created_at", "id"),
    ]


def is_system(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """Whether a row comes with Concord: a derived column."""
    return column("workspace_id") == literal_column(f"'{SYSTEM_WORKSPACE}'")


def has_value(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """Whether something is sealed in a row: a derived column."""
    return column("sealed").is_not(None)


__all__ = [
    "Column",
    "Flag",
    "Integer",
    "Json",
    "Real",
    "Table",
    "Text",
    "TextList",
    "Time",
    "has_value",
    "identity",
    "inner",
    "is_system",
    "kept",
    "metadata",
    "reference",
    "stamps",
    "trash",
]
