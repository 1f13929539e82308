"""Roots: where reading begins. Each becomes one statement, its parameters, and a finish that writes the
answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Select, Subquery, and_, case, func, literal_column, select, true

from backend.domain.errors import BadInput
from backend.domain.ids import ReferenceKind, noun_of
from backend.domain.viewer import Viewer
from backend.store import scope
from backend.store.codec import storable
from backend.store.plan.binding import Constant, FromVariable, Getter, codec_of, identifier, whole
from backend.store.plan.builder import Builder, Source
from backend.store.plan.envelope import Columns, Envelope, Rows, placed
from backend.store.plan.item import row_text
from backend.store.plan.listing import Listing, cut, key_flags, key_list, listing, order_by
from backend.store.plan.model import Computed, Entity, Model, Root, Shape
from backend.store.plan.page import limit, size
from backend.store.plan.reference import at_home, is_called, is_unique, only, parent, parsed
from backend.store.plan.spelling import COUNT, quoted
from backend.store.plan.spelt import apart
from backend.store.plan.text import Sql, text
from backend.store.plan.tree import Inside, Pick, Value
from backend.store.statement import DIALECTS
from backend.store.table import Integer, Text


class Finish(Protocol):
    """What writes the answer of a statement's rows."""

    def finish(self, rows: Rows, variables: Mapping[str, object]) -> str:
        """The JSON text of the root field."""


@dataclass(frozen=True, slots=True)
class Single:
    """The answer is the first row's text, or null."""

    def finish(self, rows: Rows, variables: Mapping[str, object]) -> str:
        """The JSON text of the object."""
        return str(rows[0][0]) if rows else "null"


@dataclass(frozen=True, slots=True)
class AtHome:
    """The answer is the one row's text, or of several the one in the viewer's home, which comes first."""

    def finish(self, rows: Rows, variables: Mapping[str, object]) -> str:
        """The JSON text of the object (BAD_INPUT if several rows have the name, none of them at home)."""
        if len(rows) > 1 and (not rows[0][1] or rows[1][1]):
            raise BadInput("Several rows are called so: use the id.", ("id",))
        return str(rows[0][0]) if rows else "null"


@dataclass(frozen=True, slots=True)
class InParent:
    """The answer is that of `AtHome`, inside a parent of which the third column says that it is not known."""

    def finish(self, rows: Rows, variables: Mapping[str, object]) -> str:
        """The JSON text of the object (BAD_INPUT if several rows, or several parents, have the name)."""
        if rows[0][2]:
            raise BadInput("Several rows are called so: use the id.", ("within",))
        return AtHome().finish(rows, variables)


@dataclass(frozen=True, slots=True)
class Plan:
    """A root field made ready: text for the driver, where its parameters come from, and its finish.

    `unused` are variables that decide nothing here, such as the size of a page of which only the count is
    asked for: they are checked all the same. `computed` are the leaves of which the answer has holes.
    """

    text: str
    getters: tuple[Getter, ...]
    finish: Finish
    unused: tuple[FromVariable, ...] = ()
    computed: Mapping[str, Computed] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """The characters of its text: what is kept beside it grows with it."""
        return len(self.text)

    def arguments(self, variables: Mapping[str, object], viewer: Viewer) -> list[object]:
        """The parameters in the driver's order (BAD_INPUT for what their codecs refuse, used or not)."""
        for getter in self.unused:
            getter.read(variables, viewer)
        return [getter.read(variables, viewer) for getter in self.getters]


def plan(model: Model, dialect: str, root: Root, pick: Pick) -> Plan | None:
    """The plan of a root field; None if its answer is null whatever the database holds."""
    builder = Builder(model, dialect)
    if root.shape is Shape.LIST:
        return _list(builder, builder.entity(root.target), root, pick)
    if root.shape is Shape.VIEWER:
        source = builder.source(builder.entity(root.target))
        return _object(builder, source, pick, source.column("id") == builder.principal())
    return _referred(builder, root, pick)


def own(**values: object) -> dict[str, object]:
    """A plan's own parameters, to be put among the request's variables: no document can spell their names."""
    return {f"${name}": value for name, value in values.items()}


def _own(name: str, like: object) -> Value:
    return Value(like, {}, (name,), (f"${name}",))


def by_id(model: Model, dialect: str, name: str, pick: Pick) -> Plan:
    """The plan that reads one row inside a mutation's answer; its own parameter is `id`."""
    builder = Builder(model, dialect)
    source = builder.source(builder.entity(name))
    wanted = builder.bind(_own("id", ""), storable, Text())
    return _object(builder, source, pick, source.column("id") == wanted)


def nodes(model: Model, dialect: str, name: str, pick: Pick) -> Plan:
    """The plan that reads the rows of one type among its own parameter `ids`: a text and an id each."""
    builder = Builder(model, dialect)
    source = builder.source(builder.entity(name))
    leaf = source.entity.leaf("id")
    wanted = builder.listed(_own("ids", []), leaf, codec_of(leaf, dialect))
    met = builder.among(source.column("id"), wanted)
    return _made(builder, _seen(builder, source, pick, met, source.column("id")), Single())


def log(model: Model, dialect: str, picks: Sequence[Pick], *, of_run: bool) -> Plan:
    """The plan that reads a session's log past a position; its own parameters are `session`, `after`, `most`
    and perhaps `run`.

    Each row has a text for each pick, and its position.
    """
    builder = Builder(model, dialect)
    source = builder.source(builder.entity("Event"))
    conditions = [
        source.column("session_id") == builder.bind(_own("session", ""), storable, Text()),
        source.column("seq") > builder.bind(_own("after", 0), whole, Integer),
        builder.visible(source),
    ]
    if of_run:
        conditions.append(source.column("run_id") == builder.bind(_own("run", ""), storable, Text()))
    cells = [row_text(builder, source, pick.inside) for pick in picks]
    rows = select(*cells, source.column("seq")).select_from(source.table()).where(*conditions)
    cut_rows = rows.order_by(source.column("seq")).limit(builder.bind(_own("most", 0), whole, Integer))
    return _made(builder, cut_rows, Single())


def _referred(builder: Builder, root: Root, pick: Pick) -> Plan | None:
    wanted, within = pick.arguments["id"], pick.argument("within")
    text = str(wanted.content)
    name = noun_of(text) if root.shape is Shape.NODE else root.target
    reference = parsed(text)
    if reference is None or name is None or name not in builder.model.entities:
        return None
    source = builder.source(builder.entity(name))
    if not scope.is_named_by(source.entity.rows, reference.kind, inside=within is not None):
        return None
    met = is_called(builder, source, reference, wanted)
    if root.within is not None and within is not None:
        found = parent(builder, source, root.within, within)
        if found is None:
            return None
        lies = source.column(root.within)
        if isinstance(found, Subquery):
            return _inside(builder, source, pick, and_(lies == found.c.id, met), found)
        met = and_(lies == found, met)
    if is_unique(source, reference):
        return _object(builder, source, pick, met)
    home = at_home(builder, source)
    rows = _seen(builder, source, pick, met, home).order_by(home.desc()).limit(literal_column("2"))
    return _made(builder, rows, AtHome())


def _inside(builder: Builder, source: Source, pick: Pick, met: Sql, found: Subquery) -> Plan:
    """The plan of a row inside a parent whose name may be that of several: it says so, row or no row."""
    there = and_(met, builder.visible(source))
    written = case((source.column("id").is_not(None), row_text(builder, source, pick.inside)))
    home = at_home(builder, source)
    rows = found.outerjoin(source.table(), there)
    cells = select(func.coalesce(written, quoted("null")), home, found.c.several).select_from(rows)
    return _made(builder, cells.order_by(home.desc()).limit(literal_column("2")), InParent())


def _object(builder: Builder, source: Source, pick: Pick, met: Sql) -> Plan:
    return _made(builder, _seen(builder, source, pick, met).limit(literal_column("1")), Single())


def _seen(builder: Builder, source: Source, pick: Pick, met: Sql, *more: Sql) -> Select[Any]:
    texts = row_text(builder, source, _written(source.entity, pick))
    return select(texts, *more).select_from(source.table()).where(met, builder.visible(source))


def _written(entity: Entity, pick: Pick) -> Inside:
    """What is picked of the entity's own types: a field of an interface picks of others too."""
    return {name: picks for name, picks in pick.inside.items() if name == entity.name or name in entity.kinds}


def _list(builder: Builder, entity: Entity, root: Root, pick: Pick) -> Plan:
    found = listing(builder, entity, f"Query.{root.name}", pick)
    columns = Columns()
    write = columns.writer(pick)
    shown = Source(entity, f"{found.source.name}p")
    nodes = [apart(row_text(builder, shown, node.inside)) for node in columns.nodes]
    cells = [strip.cell for each in nodes for strip in each]
    keys, flags = len(cells), key_flags(shown, found.order)
    if columns.keyed:
        cells.append(text([*flags, key_list(builder, shown, found.order, nullable=columns.total)]))
    total = len(cells) if columns.reads else 0
    window = found.window
    envelope = Envelope(
        write=write,
        nodes=tuple(placed(nodes)),
        head=f"{found.mark}." if flags else f"{found.mark}.{'0' * len(found.order)}.",
        keys=keys,
        flags=len(flags),
        total=total if columns.total else None,
        size=size(window),
        backward=window.backward,
        bounded=window.bound is not None,
        reads=columns.reads,
    )
    statement = _rows(builder, found, shown, cells, pick, columns)
    return _made(builder, statement, envelope)


def _rows(
    builder: Builder, found: Listing, shown: Source, cells: Sequence[Sql], pick: Pick, columns: Columns
) -> Select[Any]:
    named = _in_workspace(builder, found.source, pick)
    seen = and_(builder.visible(found.source), true() if named is None else named)
    counted = select(COUNT.label("n")).select_from(found.source.table()).where(and_(found.where, seen))
    order = order_by(found, shown)
    # Made even if no row is asked for: so a bad size or cursor is refused all the same.
    page = _cut(builder, found, list(shown.used), seen, driven=named is None).cte(shown.name)
    if not columns.reads:
        return counted if columns.total else select(literal_column("1"))
    if not columns.total:
        return select(*cells).select_from(page).order_by(*order)
    count = counted.subquery("counted")
    joined = count.outerjoin(page, true())
    return select(*cells, literal_column("counted.n")).select_from(joined).order_by(*order)


def _cut(builder: Builder, found: Listing, columns: Sequence[str], seen: Sql, *, driven: bool) -> Select[Any]:
    """The page's rows. The list of workspaces drives the query: a test of membership would give up the
    index's order.
    """
    source = found.source
    if not driven or scope.workspace_column(source.entity.rows.name) != "workspace_id":
        return cut(builder, found, source.table(), columns, seen)
    home = source.column("workspace_id") == literal_column("w.value", Text())
    workspaces = builder.spelling.rows_of(builder.workspaces(), "w")
    if builder.dialect == "sqlite":
        # There is no LATERAL: the ids of each workspace's page are found by its index, and their rows by id.
        merged = builder.source(source.entity)
        ids = cut(builder, found, source.table(), ["id"], home)
        rows = workspaces.join(merged.table(), merged.column("id").in_(ids))
    else:
        merged = source
        each = cut(builder, found, source.table(), columns, home).lateral(source.name)
        rows = workspaces.join(each, true())
    page = select(*(merged.column(name).label(name) for name in columns)).select_from(rows)
    return page.order_by(*order_by(found, merged)).limit(limit(builder, found.window, 1))


def _in_workspace(builder: Builder, source: Source, pick: Pick) -> Sql | None:
    named = pick.argument("workspaceId")
    home = scope.workspace_column(source.entity.rows.name)
    if named is None or home is None:
        return None
    return source.column(home) == _workspace(builder, named)


def _workspace(builder: Builder, named: Value) -> Sql:
    """The id of a workspace that an argument names; of none, no id."""
    reference = parsed(str(named.content))
    if reference is None or reference.kind is ReferenceKind.ID:
        return builder.bind(named, identifier, Text())
    return only(builder, builder.source(builder.entity("Workspace")), reference, named)


def _made(builder: Builder, statement: Select[Any], finish: Finish) -> Plan:
    compiled = statement.compile(dialect=DIALECTS[builder.dialect])
    names = compiled.positiontup or []
    defaults = compiled.params
    getters = tuple(builder.getters.get(name) or Constant(defaults[name]) for name in names)
    idle = [getter for name, getter in builder.getters.items() if name not in compiled.params]
    unused = tuple(getter for getter in idle if isinstance(getter, FromVariable))
    hint = builder.spelling.for_values if builder.is_skewed else ""
    return Plan(f"{hint}{compiled}", getters, finish, unused, builder.computed)
