"""What the two databases spell differently: the text of cells, joining, lists as parameters, JSON keys,
cursors.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import (
    FromClause,
    Integer,
    Numeric,
    String,
    UnaryExpression,
    case,
    cast,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON, TIMESTAMP, aggregate_order_by
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.types import TypeEngine

from backend.store.plan.model import Kind
from backend.store.plan.text import Sql, spelled, text
from backend.store.postgres import FOR_VALUES
from backend.store.table import Flag, Integer as BigInteger, Json, Real, Text, TextList, Time

_QUOTE = literal_column("'\"'", String)
_NULL = literal_column("'null'", String)
_ZERO = literal_column("0", Integer)


class Spelling(Protocol):
    """One database's way with text. `for_values` stands before a statement that is to be planned anew for
    the values of each request, where plans are kept.
    """

    name: str
    for_values: str

    def cell(self, value: Sql, kind: Kind, *, nullable: bool = True) -> Sql:
        """The JSON text of a value; a null is the text `null`, and is not looked for where there is none."""

    def key(self, document: Sql, path: Sequence[str]) -> Sql:
        """The JSON text under a key of a JSON value; SQL NULL where the key is missing."""

    def reached(self, document: Sql, steps: Sequence[Sql]) -> Sql:
        """The JSON text at a path of a JSON value, a parameter a step; SQL NULL where there is none."""

    def first(self, listed: Sql) -> Sql:
        """The JSON text of the first element of a list's JSON text; SQL NULL of an empty one."""

    def gathered(self, text: Sql, order: Sequence[Sql]) -> Sql:
        """The texts of all rows, in order, with commas between."""

    def base64url(self, text: Sql) -> Sql:
        """URL-safe base64 without padding."""

    def aside(self, column: Sql) -> Sql:
        """The column in a condition by which no rows are to be looked up: others find fewer of them."""

    def rows_of(self, listed: Sql, name: str) -> FromClause:
        """A list parameter as rows; the column is `value`."""

    def list_type(self, kind: Kind) -> TypeEngine[Any]:
        """The type of a parameter that is a list of such values."""


def quoted(literal: str) -> Sql:
    """A literal of SQL."""
    return literal_column(spelled(literal), String)


class Sqlite:
    """SQLite: `||`, json_quote, group_concat over an ordered sub-select, json_each for lists."""

    name = "sqlite"
    for_values = ""

    def cell(self, value: Sql, kind: Kind, *, nullable: bool = True) -> Sql:
        """See `Spelling.cell`."""
        if kind is Kind.TEXT:
            return func.json_quote(value)
        if kind is Kind.BOOLEAN:
            return _flag_text(value, nullable=nullable)
        if kind in {Kind.JSON, Kind.INT, Kind.BIGINT}:
            return _or_null(value, nullable=nullable)
        if kind is Kind.FLOAT:
            return _or_null(func.real_text(value), nullable=nullable)
        return _between_quotes(value, nullable=nullable)

    def key(self, document: Sql, path: Sequence[str]) -> Sql:
        """See `Spelling.key`."""
        return document.op("->")(quoted("$." + ".".join(f'"{step}"' for step in path)))

    def reached(self, document: Sql, steps: Sequence[Sql]) -> Sql:
        """See `Spelling.reached`."""
        for step in steps:
            document = document.op("->")(step)
        return document

    def first(self, listed: Sql) -> Sql:
        """See `Spelling.first`."""
        return listed.op("->")(_ZERO)

    def gathered(self, text: Sql, order: Sequence[Sql]) -> Sql:
        """See `Spelling.gathered`. The rows come from an ordered sub-select: group_concat knows no order of
        its own.
        """
        return func.coalesce(func.group_concat(text, quoted(",")), quoted(""))

    def base64url(self, text: Sql) -> Sql:
        """See `Spelling.base64url`."""
        return func.base64url(text)

    def aside(self, column: Sql) -> Sql:
        """See `Spelling.aside`. SQLite takes all values of a column for equally many, nulls too, and would
        look up everything that is not in the trash; a plus sign keeps it from that.
        """
        return UnaryExpression(column, operator=custom_op("+"))

    def rows_of(self, listed: Sql, name: str) -> FromClause:
        """See `Spelling.rows_of`."""
        return func.json_each(listed).table_valued("value").alias(name)

    def list_type(self, kind: Kind) -> TypeEngine[Any]:
        """See `Spelling.list_type`."""
        return TextList()


class Postgres:
    """PostgreSQL: concat(), to_json, string_agg with its order, arrays for lists."""

    name = "postgresql"
    for_values = FOR_VALUES

    def cell(self, value: Sql, kind: Kind, *, nullable: bool = True) -> Sql:
        """See `Spelling.cell`."""
        if kind is Kind.TEXT:
            return _or_null(cast(func.to_json(value), String), nullable=nullable)
        if kind is Kind.BOOLEAN:
            return _flag_text(value, nullable=nullable)
        if kind in {Kind.JSON, Kind.INT, Kind.BIGINT}:
            return _or_null(cast(value, String), nullable=nullable)
        if kind is Kind.FLOAT:
            return _or_null(_real_text(value), nullable=nullable)
        if kind is Kind.TIME:
            value = func.to_char(
                value.op("AT TIME ZONE")(quoted("UTC")), quoted('YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            )
        return _between_quotes(value, nullable=nullable)

    def key(self, document: Sql, path: Sequence[str]) -> Sql:
        """See `Spelling.key`."""
        return self.reached(document, [quoted(step) for step in path])

    def reached(self, document: Sql, steps: Sequence[Sql]) -> Sql:
        """See `Spelling.reached`."""
        for step in steps:
            document = document.op("->", return_type=JSON())(step)
        return cast(document, String)

    def first(self, listed: Sql) -> Sql:
        """See `Spelling.first`."""
        return cast(cast(listed, JSON).op("->", return_type=JSON())(_ZERO), String)

    def gathered(self, text: Sql, order: Sequence[Sql]) -> Sql:
        """See `Spelling.gathered`."""
        return func.coalesce(func.string_agg(text, aggregate_order_by(quoted(","), *order)), quoted(""))

    def base64url(self, text: Sql) -> Sql:
        """See `Spelling.base64url`. PostgreSQL's own breaks lines and is not URL-safe."""
        encoded = func.encode(func.convert_to(text, quoted("UTF8")), quoted("base64"))
        return func.rtrim(func.translate(encoded, literal_column(r"E'+/\n'"), quoted("-_")), quoted("="))

    def aside(self, column: Sql) -> Sql:
        """See `Spelling.aside`. PostgreSQL counts what its columns hold."""
        return column

    def rows_of(self, listed: Sql, name: str) -> FromClause:
        """See `Spelling.rows_of`."""
        return func.unnest(listed).table_valued("value").render_derived().alias(name)

    def list_type(self, kind: Kind) -> TypeEngine[Any]:
        """See `Spelling.list_type`."""
        if kind is Kind.TIME:
            return ARRAY(TIMESTAMP(timezone=True))
        return ARRAY(SQL_TYPES.get(kind, Text()))


def _or_null(written: Sql, *, nullable: bool) -> Sql:
    return func.coalesce(written, _NULL) if nullable else written


def _flag_text(value: Sql, *, nullable: bool) -> Sql:
    unknown = [(value.is_(None), _NULL)] if nullable else []
    return case(*unknown, (value, quoted("true")), else_=quoted("false"))


def _between_quotes(value: Sql, *, nullable: bool) -> Sql:
    # Only `||` passes a null on.
    return (
        func.coalesce(_QUOTE.op("||")(value).op("||")(_QUOTE), _NULL) if nullable else text(['"', value, '"'])
    )


def _real_text(value: Sql) -> Sql:
    """A number as `real_text` in the codecs writes it. PostgreSQL's shortest text lacks the `.0` of a whole
    one, and has an exponent from 1e15 on, not from 1e16.
    """
    shortest = cast(value, String)
    plain = cast(cast(shortest, Numeric), String)
    written = case((shortest.op("~")(quoted("e[+]15$")), plain), else_=shortest)
    return func.regexp_replace(written, quoted("^(-?[0-9]+)$"), quoted(r"\1.0"))


SPELLINGS: dict[str, Spelling] = {"sqlite": Sqlite(), "postgresql": Postgres()}

SQL_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.ID: Text(),
    Kind.TEXT: Text(),
    Kind.ENUM: Text(),
    Kind.INT: BigInteger,
    Kind.BIGINT: BigInteger,
    Kind.FLOAT: Real(),
    Kind.TIME: Time(),
}
"""The type of a parameter that is compared with such a leaf."""

_KINDS: dict[type, Kind] = {
    Text: Kind.TEXT,
    Time: Kind.TIME,
    Json: Kind.JSON,
    type(BigInteger): Kind.BIGINT,
    type(Flag): Kind.BOOLEAN,
    Real: Kind.FLOAT,
}


def kind_of(column: TypeEngine[Any]) -> Kind:
    """The kind of a leaf that would hold what a column of this type does (KeyError if none would)."""
    return _KINDS[type(column)]


COUNT = func.count(literal_column("*"), type_=Integer)
