"""What the two databases spell differently: the text of cells, joining, lists as parameters, JSON keys,
cursors.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import (
    FromClause,
    Integer,
    String,
    case,
    cast,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON, TIMESTAMP, aggregate_order_by
from sqlalchemy.types import TypeEngine

from backend.store.plan.model import Kind
from backend.store.plan.text import Piece, Sql, spelled, text
from backend.store.table import Integer as BigInteger, Text, TextList, Time

_QUOTE = literal_column("'\"'", String)
_NULL = literal_column("'null'", String)


class Spelling(Protocol):
    """One database's way with text."""

    name: str

    def cell(self, value: Sql, kind: Kind) -> Sql:
        """The JSON text of a value; a null is the text `null`."""

    def key(self, document: Sql, path: Sequence[str]) -> Sql:
        """The JSON text under a key of a JSON value; SQL NULL where the key is missing."""

    def gathered(self, text: Sql, order: Sequence[Sql]) -> Sql:
        """The texts of all rows, in order, with commas between."""

    def base64url(self, text: Sql) -> Sql:
        """URL-safe base64 without padding."""

    def rows_of(self, listed: Sql, name: str) -> FromClause:
        """A list parameter as rows; the column is `value`."""

    def list_type(self, kind: Kind) -> TypeEngine[Any]:
        """The type of a parameter that is a list of such values."""


def quoted(literal: str) -> Sql:
    """A literal of SQL."""
    return literal_column(spelled(literal), String)


def cursor_text(spelling: Spelling, head: str, nulls: Sequence[Sql], cells: Sequence[Sql]) -> Sql:
    """The cursor of a row, quoted: head, null flags, and the JSON list of its keys in base64url."""
    listed: list[Piece] = ["["]
    for index, cell in enumerate(cells):
        listed += [",", cell] if index else [cell]
    flags = [case((null, quoted("1")), else_=quoted("0")) for null in nulls]
    return text(['"', head, ".", *flags, ".", spelling.base64url(text([*listed, "]"])), '"'])


class Sqlite:
    """SQLite: `||`, json_quote, group_concat over an ordered sub-select, json_each for lists."""

    name = "sqlite"

    def cell(self, value: Sql, kind: Kind) -> Sql:
        """See `Spelling.cell`."""
        if kind is Kind.TEXT:
            return func.json_quote(value)
        if kind is Kind.BOOLEAN:
            return case((value.is_(None), _NULL), (value, quoted("true")), else_=quoted("false"))
        if kind in {Kind.JSON, Kind.INT, Kind.BIGINT}:
            return func.coalesce(value, _NULL)
        return func.coalesce(text(['"', value, '"']), _NULL)

    def key(self, document: Sql, path: Sequence[str]) -> Sql:
        """See `Spelling.key`."""
        return document.op("->")(quoted("$." + ".".join(f'"{step}"' for step in path)))

    def gathered(self, text: Sql, order: Sequence[Sql]) -> Sql:
        """See `Spelling.gathered`. The rows come from an ordered sub-select: group_concat knows no order of
        its own.
        """
        return func.coalesce(func.group_concat(text, quoted(",")), quoted(""))

    def base64url(self, text: Sql) -> Sql:
        """See `Spelling.base64url`."""
        return func.base64url(text)

    def rows_of(self, listed: Sql, name: str) -> FromClause:
        """See `Spelling.rows_of`."""
        return func.json_each(listed).table_valued("value").alias(name)

    def list_type(self, kind: Kind) -> TypeEngine[Any]:
        """See `Spelling.list_type`."""
        return TextList()


class Postgres:
    """PostgreSQL: concat(), to_json, string_agg with its order, arrays for lists."""

    name = "postgresql"

    def cell(self, value: Sql, kind: Kind) -> Sql:
        """See `Spelling.cell`."""
        if kind is Kind.TEXT:
            return func.coalesce(cast(func.to_json(value), String), _NULL)
        if kind is Kind.BOOLEAN:
            return case((value.is_(None), _NULL), (value, quoted("true")), else_=quoted("false"))
        if kind in {Kind.JSON, Kind.INT, Kind.BIGINT}:
            return func.coalesce(cast(value, String), _NULL)
        if kind is Kind.TIME:
            value = func.to_char(
                value.op("AT TIME ZONE")(quoted("UTC")), quoted('YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            )
        return func.coalesce(_QUOTE.op("||")(value).op("||")(_QUOTE), _NULL)

    def key(self, document: Sql, path: Sequence[str]) -> Sql:
        """See `Spelling.key`."""
        found = document
        for step in path:
            found = found.op("->", return_type=JSON())(quoted(step))
        return cast(found, String)

    def gathered(self, text: Sql, order: Sequence[Sql]) -> Sql:
        """See `Spelling.gathered`."""
        return func.coalesce(func.string_agg(text, aggregate_order_by(quoted(","), *order)), quoted(""))

    def base64url(self, text: Sql) -> Sql:
        """See `Spelling.base64url`. PostgreSQL's own breaks lines and is not URL-safe."""
        encoded = func.encode(func.convert_to(text, quoted("UTF8")), quoted("base64"))
        return func.rtrim(func.translate(encoded, literal_column(r"E'+/\n'"), quoted("-_")), quoted("="))

    def rows_of(self, listed: Sql, name: str) -> FromClause:
        """See `Spelling.rows_of`."""
        return func.unnest(listed).table_valued("value").render_derived().alias(name)

    def list_type(self, kind: Kind) -> TypeEngine[Any]:
        """See `Spelling.list_type`."""
        if kind is Kind.TIME:
            return ARRAY(TIMESTAMP(timezone=True))
        return ARRAY(SQL_TYPES.get(kind, Text()))


SPELLINGS: dict[str, Spelling] = {"sqlite": Sqlite(), "postgresql": Postgres()}

SQL_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.ID: Text(),
    Kind.TEXT: Text(),
    Kind.ENUM: Text(),
    Kind.INT: BigInteger,
    Kind.BIGINT: BigInteger,
    Kind.TIME: Time(),
}
"""The type of a parameter that is compared with such a leaf."""

COUNT = func.count(literal_column("*"), type_=Integer)
