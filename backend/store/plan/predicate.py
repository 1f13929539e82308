"""Predicates: a filter becomes a condition of SQL, by field name; relations become `IN (select …)`.

Logic is two-valued: `NOT x` keeps every row that x does not, null rows too, and `ne` is the complement of
`eq`.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, and_, false, func, literal_column, not_, or_, select, true

from backend.domain.errors import BadInput
from backend.store.codec import storable
from backend.store.fold import fold
from backend.store.plan.binding import Codec, codec_of, small
from backend.store.plan.builder import DEPTH, Builder, Source
from backend.store.plan.model import Kind, Leaf, Links, Many, One
from backend.store.plan.spelling import SQL_TYPES, quoted
from backend.store.plan.text import Sql
from backend.store.plan.tree import Value

_EQUALITY = ("eq", "ne", "in", "notIn", "isNull")
_ORDER = ("gt", "gte", "lt", "lte")
_WORDS = ("iEq", "contains", "iContains", "startsWith", "iStartsWith", "endsWith", "iEndsWith")

OPERATORS: dict[Kind, tuple[str, ...]] = {
    Kind.ID: _EQUALITY,
    Kind.ENUM: _EQUALITY,
    Kind.TEXT: (*_EQUALITY, *_ORDER, *_WORDS),
    Kind.INT: (*_EQUALITY, *_ORDER),
    Kind.BIGINT: (*_EQUALITY, *_ORDER),
    Kind.FLOAT: (*_EQUALITY, *_ORDER),
    Kind.TIME: (*_EQUALITY, *_ORDER),
    Kind.BOOLEAN: ("eq", "ne", "isNull"),
}
"""The operators of each kind of leaf."""

_Operation = Callable[[Builder, Sql, Leaf, Value], Sql]


def predicate(builder: Builder, source: Source, value: Value, depth: int = 0) -> Sql:
    """The condition that a filter sets on the rows (BAD_INPUT names what cannot be meant)."""
    if depth > DEPTH:
        raise BadInput(f"A filter may be {DEPTH} levels deep.", value.path)
    _refuse_null(value)
    keys = value.names()
    if not keys and depth:
        raise BadInput("An empty filter stands only as the whole filter or as `some: {}`.", value.path)
    return and_(true(), *(_key(builder, source, key, _held(value, key), depth) for key in keys))


def _key(builder: Builder, source: Source, key: str, value: Value, depth: int) -> Sql:
    _refuse_null(value)
    if key in {"AND", "OR"}:
        if value.content == []:
            builder.condition(value.path)
        conditions = [predicate(builder, source, each, depth + 1) for each in value.items()]
        return and_(true(), *conditions) if key == "AND" else or_(false(), *conditions)
    if key == "NOT":
        return _is_not_true(predicate(builder, source, value, depth + 1))
    field = source.entity.fields[key]
    if isinstance(field, Leaf):
        return _comparison(builder, source.leaf(field), field, value)
    with builder.relation(value.path):
        if isinstance(field, One):
            return _to_one(builder, source, field, value, depth)
        if isinstance(field, Many):
            return _to_many(builder, source, field, value, depth)
    raise BadInput(f"{key} cannot be filtered.", value.path)


def _to_one(builder: Builder, source: Source, field: One, value: Value, depth: int) -> Sql:
    target = builder.source(builder.entity(field.target))
    where = and_(builder.visible(target), predicate(builder, target, value, depth + 1))
    rows = select(target.column("id")).select_from(target.table()).where(where)
    return key_of(source, field).in_(rows)


def _to_many(builder: Builder, source: Source, field: Many, value: Value, depth: int) -> Sql:
    conditions = [
        _quantified(builder, source, field, word, _held(value, word), depth) for word in value.names()
    ]
    if not conditions:
        raise BadInput("Say some, every or none.", value.path)
    return and_(*conditions)


def _quantified(builder: Builder, source: Source, field: Many, word: str, value: Value, depth: int) -> Sql:
    _refuse_null(value)
    target = builder.source(builder.entity(field.target))
    if word == "some" and not value.names():
        builder.condition(value.path)
        met: Sql = true()
    else:
        met = predicate(builder, target, value, depth + 1)
    if word == "every":
        met = _is_not_true(met)
    near = target.column(field.on)
    where = and_(builder.visible(target), listed(builder, target), near.is_not(None), met)
    rows = select(near).select_from(target.table()).where(where)
    found = _holds_one(builder, source, field, rows)
    if word == "some":
        return found
    # A row without any key has an empty list, and whether null is among the keys of others is unknown. So is
    # whether it is among the holders of links, some of which are sessions.
    sure = field.key == ("id",) and field.through is None
    return not_(found) if sure else _is_not_true(found)


def _holds_one(builder: Builder, source: Source, field: Many, rows: Select[Any]) -> Sql:
    """Whether one of those rows, each given by what names it, is in a row's list."""
    if field.through is None:
        return key_of(source, field).in_(rows)
    links = builder.source(field.through.rows)
    where = and_(_counts(builder, links, field.through), links.column(field.through.far).in_(rows))
    holders = select(links.column(field.through.on)).select_from(links.table()).where(where)
    return key_of(source, field).in_(holders)


def belongs(builder: Builder, source: Source, parent: Source, field: Many) -> Sql:
    """The condition of the rows in the list of an outer row."""
    near = source.column(field.on)
    if field.through is None:
        return near == key_of(parent, field)
    links = builder.source(field.through.rows)
    held = links.column(field.through.on) == key_of(parent, field)
    where = and_(held, _counts(builder, links, field.through))
    return near.in_(select(links.column(field.through.far)).select_from(links.table()).where(where))


def _counts(builder: Builder, links: Source, through: Links) -> Sql:
    return and_(links.column("kind") == quoted(through.kind), builder.visible(links, sought=False))


def listed(builder: Builder, source: Source) -> Sql:
    """The condition of rows that lists show by default: not in the trash. Archived rows are out of default
    lists too.
    """
    columns = [name for name in ("deleted_at", "archived_at") if name in source.entity.rows.c]
    return and_(true(), *(builder.spelling.aside(source.column(name)).is_(None) for name in columns))


def key_of(source: Source, field: One | Many) -> Sql:
    """The first key column that is not null: the id of a relation's target, or what a list's rows name."""
    columns = [source.column(name) for name in field.key]
    return columns[0] if len(columns) == 1 else func.coalesce(*columns, type_=columns[0].type)


def _comparison(builder: Builder, column: Sql, leaf: Leaf, value: Value) -> Sql:
    if not value.names():
        raise BadInput("An empty comparison says nothing: leave it out.", value.path)
    conditions: list[Sql] = []
    for operator in value.names():
        operand = _held(value, operator)
        _refuse_null(operand)
        builder.condition(operand.path)
        if operator not in OPERATORS[leaf.kind]:
            raise BadInput(f"{leaf.name} knows no operator {operator}.", operand.path)
        conditions.append(_OPERATIONS[operator](builder, column, leaf, operand))
    return and_(*conditions)


def _refuse_null(value: Value) -> None:
    if value.is_null:
        raise BadInput("null says nothing in a filter: leave the key out, or use isNull.", value.path)


def _held(value: Value, key: str) -> Value:
    held = value[key]
    if held is None:
        raise KeyError(key)
    return held


def _is_not_true(condition: Sql) -> Sql:
    return condition.self_group().op("IS NOT")(literal_column("TRUE"))


def _bound(builder: Builder, leaf: Leaf, operand: Value) -> Sql:
    if leaf.kind is Kind.BOOLEAN:
        return literal_column("TRUE" if operand.content else "FALSE")
    return builder.bind(operand, _codec(builder, leaf), SQL_TYPES[leaf.kind])


def _codec(builder: Builder, leaf: Leaf) -> Codec:
    return small if leaf.kind is Kind.INT else codec_of(leaf, builder.dialect)


def _eq(builder: Builder, column: Sql, leaf: Leaf, operand: Value) -> Sql:
    return column == _bound(builder, leaf, operand)


def _ne(builder: Builder, column: Sql, leaf: Leaf, operand: Value) -> Sql:
    return column.is_distinct_from(_bound(builder, leaf, operand))


def _in(builder: Builder, column: Sql, leaf: Leaf, operand: Value) -> Sql:
    if operand.content == []:
        return false()
    return builder.among(column, builder.listed(operand, leaf, _codec(builder, leaf)))


def _not_in(builder: Builder, column: Sql, leaf: Leaf, operand: Value) -> Sql:
    return true() if operand.content == [] else _is_not_true(_in(builder, column, leaf, operand))


def _is_null(_builder: Builder, column: Sql, _leaf: Leaf, operand: Value) -> Sql:
    return column.is_(None) if operand.content else column.is_not(None)


def _starts(builder: Builder, column: Sql, leaf: Leaf, operand: Value) -> Sql:
    low = builder.bind(operand, storable, SQL_TYPES[leaf.kind])
    high = builder.bind(operand, _after_prefix, SQL_TYPES[leaf.kind])
    return and_(column >= low, column < high)


def _begins(column: Sql, prefix: Sql) -> Sql:
    return func.substr(column, 1, func.length(prefix)) == prefix


def _ends(column: Sql, suffix: Sql) -> Sql:
    start = func.length(column) - func.length(suffix) + 1
    return and_(func.length(column) >= func.length(suffix), func.substr(column, start) == suffix)


def _holds(builder: Builder, column: Sql, words: Sql) -> Sql:
    position = func.strpos if builder.dialect == "postgresql" else func.instr
    return position(column, words) > literal_column("0")


def _after_prefix(value: object) -> object:
    """The first text after all that start so: the last character that can be raised is raised."""
    prefix = storable(value).rstrip("\U0010ffff")
    if not prefix:
        return "\U0010ffff" * 32
    code = ord(prefix[-1]) + 1
    return prefix[:-1] + chr(0xE000 if code == 0xD800 else code)


def _folded(test: Callable[[Builder, Sql, Sql], Sql]) -> _Operation:
    def operation(builder: Builder, column: Sql, leaf: Leaf, operand: Value) -> Sql:
        return test(builder, func.fold(column), builder.bind(operand, _fold, SQL_TYPES[leaf.kind]))

    return operation


def _fold(value: object) -> object:
    return fold(storable(value))


def _plain(test: Callable[[Builder, Sql, Sql], Sql]) -> _Operation:
    def operation(builder: Builder, column: Sql, leaf: Leaf, operand: Value) -> Sql:
        return test(builder, column, _bound(builder, leaf, operand))

    return operation


_OPERATIONS: dict[str, _Operation] = {
    "eq": _eq,
    "ne": _ne,
    "in": _in,
    "notIn": _not_in,
    "isNull": _is_null,
    "gt": _plain(lambda _, column, bound: column > bound),
    "gte": _plain(lambda _, column, bound: column >= bound),
    "lt": _plain(lambda _, column, bound: column < bound),
    "lte": _plain(lambda _, column, bound: column <= bound),
    "startsWith": _starts,
    "endsWith": _plain(lambda _, column, bound: _ends(column, bound)),
    "contains": _plain(_holds),
    "iEq": _folded(lambda _, column, bound: column == bound),
    "iStartsWith": _folded(lambda _, column, bound: _begins(column, bound)),
    "iEndsWith": _folded(lambda _, column, bound: _ends(column, bound)),
    "iContains": _folded(_holds),
}
