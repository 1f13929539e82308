"""Lists: the rows of a page, limit first and text after, and the envelope around a list inside an object."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import CTE, FromClause, Select, and_, case, false, func, literal_column, select, table, true

from backend.domain.ids import SYSTEM_WORKSPACE
from backend.store.plan.binding import codec_of
from backend.store.plan.builder import Builder, Source
from backend.store.plan.ink import SQL
from backend.store.plan.layout import Layout, Placed, no_flat
from backend.store.plan.model import Entity, Kind, Many
from backend.store.plan.order import Key, digest, keys
from backend.store.plan.page import Page, beyond, limit, page
from backend.store.plan.predicate import belongs, predicate
from backend.store.plan.spelling import COUNT, quoted
from backend.store.plan.spelt import spelt
from backend.store.plan.text import Piece, Sql, text
from backend.store.plan.tree import Inside, Pick

RowText = Callable[[Builder, Source, Inside], Sql]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list while its plan is made: its rows before the page is cut, the conditions on them, and its
    order.
    """

    source: Source
    where: Sql
    order: tuple[Key, ...]
    mark: str
    window: Page


def listing(
    builder: Builder, entity: Entity, name: str, pick: Pick, default_order: str | None = None
) -> Listing:
    """The list that a field's arguments ask for (BAD_INPUT, BAD_CURSOR)."""
    source = builder.source(entity)
    conditions = _chosen(builder, source, pick)
    order = keys(entity, pick.argument("orderBy"), default_order)
    return Listing(source, and_(true(), *conditions), order, digest(name, order), page(pick))


def _chosen(builder: Builder, source: Source, pick: Pick) -> list[Sql]:
    conditions = [*_life(builder, source, pick)]
    ids, wanted, origin = pick.argument("ids"), pick.argument("filter"), pick.argument("source")
    if ids is not None:
        leaf = source.entity.leaf("id")
        conditions.append(
            builder.among(source.leaf(leaf), builder.listed(ids, leaf, codec_of(leaf, builder.dialect)))
        )
    if wanted is not None:
        conditions.append(predicate(builder, source, wanted))
    if origin is not None:
        system = source.column("workspace_id") == quoted(SYSTEM_WORKSPACE)
        lies = {"SYSTEM": system, "WORKSPACE": ~system, "INTEGRATION": false()}
        conditions.append(lies[str(origin.content)])
    return conditions


def _life(builder: Builder, source: Source, pick: Pick) -> list[Sql]:
    conditions: list[Sql] = []
    for argument, column in (("deleted", "deleted_at"), ("archived", "archived_at")):
        if column not in source.entity.rows.c:
            continue
        chosen = pick.argument(argument)
        word = "EXCLUDE" if chosen is None else chosen.content
        if word != "INCLUDE":
            marked = source.column(column)
            aside = builder.spelling.aside(marked).is_(None)
            conditions.append(marked.is_not(None) if word == "ONLY" else aside)
    return conditions


def cut(
    builder: Builder, found: Listing, rows: FromClause, columns: Sequence[str], *more: Sql, extra: int = 1
) -> Select[Any]:
    """The page's rows and one more, which tells whether there are others beyond."""
    source = found.source
    where = and_(found.where, *more, *beyond(builder, source, found.window, found.order, found.mark))
    return (
        select(*(source.column(name).label(name) for name in columns))
        .select_from(rows)
        .where(where)
        .order_by(*order_by(found, source))
        .limit(limit(builder, found.window, extra))
    )


def order_by(found: Listing, source: Source, *, reverse: bool = False) -> list[Sql]:
    """The list's ORDER BY as it is cut: backwards for a page from the end."""
    return [key.clause(source, backward=found.window.backward != reverse) for key in found.order]


def key_flags(source: Source, order: Sequence[Key]) -> Sequence[Piece]:
    """Which keys of a row are null, 0 or 1 for each; none where none can be."""
    flags = [_flag(source, key) for key in order]
    return [] if all(isinstance(each, str) for each in flags) else flags


def _flag(source: Source, key: Key) -> Piece:
    if not source.is_nullable(key.leaf.column):
        return "0"
    return case((source.leaf(key.leaf).is_(None), quoted("1")), else_=quoted("0"))


def key_list(builder: Builder, source: Source, order: Sequence[Key], *, nullable: bool = False) -> Sql:
    """The JSON list of a row's keys, any of which may be null where the row itself may be missing."""
    listed: list[Piece] = ["["]
    for index, key in enumerate(order):
        may_miss = nullable or source.is_nullable(key.leaf.column)
        cell = builder.spelling.cell(source.leaf(key.leaf), key.leaf.kind, nullable=may_miss)
        listed += [",", cell] if index else [cell]
    return text([*listed, "]"])


def nested(builder: Builder, parent: Source, field: Many, pick: Pick, row_text: RowText) -> Sql:
    """A list inside an object, envelope and all, as one text."""
    entity = builder.entity(field.target)
    found = listing(builder, entity, f"{parent.entity.name}.{field.name}", pick, field.order)
    source = found.source
    linked = and_(belongs(builder, source, parent, field), builder.visible(source))
    shown = Source(entity, f"{source.name}p")
    alone = _alone(pick)
    if alone is not None and not found.window.backward:
        return _nodes(builder, found, shown, linked, alone, row_text)
    envelope = _Envelope(builder, found, shown, linked, row_text)
    written = envelope.written(pick)
    page_rows = cut(builder, found, source.table(), list(shown.used), linked).cte(shown.name)
    if not shown.used:
        return select(written).scalar_subquery()
    return select(written).add_cte(page_rows, *envelope.texts, nest_here=True).scalar_subquery()


def _alone(pick: Pick) -> Pick | None:
    """The nodes, if nothing else of the connection is asked for."""
    picks = pick.only()
    return picks[0] if len(picks) == 1 and picks[0].name == "nodes" else None


def _nodes(
    builder: Builder, found: Listing, shown: Source, linked: Sql, pick: Pick, row_text: RowText
) -> Sql:
    """A connection of nodes alone: one select over the page's rows, which come in their order."""
    each = row_text(builder, shown, pick.inside)
    order = [key.clause(shown, backward=False) for key in found.order]
    gathered = builder.spelling.gathered(each, order)
    rows = cut(builder, found, found.source.table(), list(shown.used), linked, extra=0).subquery(shown.name)
    listed = Layout(SQL, lambda _: text(["[", gathered, "]"])).object([pick])
    return select(text(listed)).select_from(rows).scalar_subquery()


@dataclass(frozen=True, slots=True)
class _Envelope:
    """The texts of a nested connection's fields.

    `shown` are the rows of the page, under the name of its CTE; `texts` are further CTEs, of the rows' texts.
    """

    builder: Builder
    found: Listing
    shown: Source
    linked: Sql
    row_text: RowText
    texts: list[CTE] = field(default_factory=list)

    def written(self, pick: Pick) -> Sql:
        """The connection, or an edge or the page info in it, as a template."""
        return text(self._layout(next(iter(pick.inside))).object(pick.only()))

    def _layout(self, name: str) -> Layout[Sql]:
        return Layout(SQL, partial(self._cell, name), self._flat)

    def _flat(self, pick: Pick, fields: Sequence[Placed]) -> list[Piece]:
        return self._layout("PageInfo").entries(fields) if pick.name == "pageInfo" else no_flat(pick, fields)

    def _cell(self, name: str, pick: Pick) -> Piece:
        return f'"{name}"' if pick.name == "__typename" else spelt(self.builder, pick, self._field(pick))

    def _field(self, pick: Pick) -> Sql:
        match pick.name:
            case "nodes":
                return self._gathered(self._node(pick))
            case "edges":
                return self._gathered(self.written(pick))
            case "node":
                return self._node(pick)
            case "cursor":
                return self._cursor()
            case "pageInfo":
                return self.written(pick)
            case "totalCount":
                return self.builder.spelling.cell(self._total(), Kind.INT)
            case "hasNextPage" | "hasPreviousPage":
                return self._flag(forward=pick.name == "hasNextPage")
            case "startCursor" | "endCursor":
                return self._end(start=pick.name == "startCursor")
            case "nextCursor":
                return _if(self._flag(forward=True), self._end(start=False))
            case _:
                return _if(self._flag(forward=False), self._end(start=True))

    def _node(self, pick: Pick) -> Sql:
        return self.row_text(self.builder, self.shown, pick.inside)

    def _gathered(self, each: Sql) -> Sql:
        order = [key.clause(self.shown, backward=False) for key in self.found.order]
        gathered, rows = self.builder.spelling.gathered(each, order), self._page()
        if self.builder.dialect == "sqlite":
            # group_concat knows no order but its rows', and a CTE beside the others keeps the brackets few.
            texts = select(each.label("t")).select_from(rows).order_by(*order)
            self.texts.append(texts.cte(f"{self.shown.name}{len(self.texts)}"))
            gathered = self.builder.spelling.gathered(literal_column("t"), ())
            rows = table(self.texts[-1].name)
        return text(["[", select(gathered).select_from(rows).scalar_subquery(), "]"])

    def _page(self) -> FromClause:
        """The page without the row beyond it, under the same name."""
        order = order_by(self.found, self.shown)
        rows: Select[Any] = select(literal_column("*")).select_from(self._cut()).order_by(*order)
        return rows.limit(limit(self.builder, self.found.window, 0)).subquery(self.shown.name)

    def _cut(self) -> FromClause:
        self.shown.column("id")
        return table(self.shown.name)

    def _cursor(self) -> Sql:
        order = self.found.order
        flags = key_flags(self.shown, order) or "0" * len(order)
        coded = self.builder.spelling.base64url(key_list(self.builder, self.shown, order))
        return text(['"', self.found.mark, ".", *flags, ".", coded, '"'])

    def _end(self, *, start: bool) -> Sql:
        order = [key.clause(self.shown, backward=not start) for key in self.found.order]
        cursor = select(self._cursor()).select_from(self._page()).order_by(*order).limit(literal_column("1"))
        return func.coalesce(cursor.scalar_subquery(), quoted("null"))

    def _flag(self, *, forward: bool) -> Sql:
        window = self.found.window
        if forward == window.backward:
            return quoted("false" if window.bound is None else "true")
        there = select(COUNT).select_from(self._cut()).scalar_subquery()
        return case((there > limit(self.builder, window, 0), quoted("true")), else_=quoted("false"))

    def _total(self) -> Sql:
        where = and_(self.found.where, self.linked)
        return select(COUNT).select_from(self.found.source.table()).where(where).scalar_subquery()


def _if(flag: Sql, cursor: Sql) -> Sql:
    return case((flag == quoted("true"), cursor), else_=quoted("null"))
