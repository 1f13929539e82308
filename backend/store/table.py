"""Tables: one metadata, the column types that both databases spell alike, and the columns that every row has.

The types are marks for the codecs in `store/codec.py`; SQLAlchemy's own bind and result processors never run.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, MetaData, Table, Text as PlainText
from sqlalchemy.dialects.postgresql import ARRAY, JSON, TEXT, TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

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


__all__ = [
    "Column",
    "Flag",
    "Integer",
    "Json",
    "Table",
    "Text",
    "TextList",
    "Time",
    "identity",
    "metadata",
    "reference",
    "stamps",
    "trash",
]
