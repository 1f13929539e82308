"""Objects: a row's JSON text as a template of literals and cells, with its relations inside."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import and_, case, func, select

from backend.domain.dress import NULL
from backend.store.plan import listing
from backend.store.plan.binding import checked, path_steps, step_codec
from backend.store.plan.builder import Builder, Source
from backend.store.plan.ink import SQL, TEXT
from backend.store.plan.kinds import kinds_text
from backend.store.plan.layout import Layout, Placed, Undressable, no_flat
from backend.store.plan.model import AtPath, Computed, Kind, Leaf, Many, One, Part
from backend.store.plan.predicate import key_of
from backend.store.plan.spelling import kind_of, quoted
from backend.store.plan.spelt import spelt
from backend.store.plan.text import HOLE, Piece, Sql, text
from backend.store.plan.tree import Inside, Pick
from backend.store.table import Text


def row_text(builder: Builder, source: Source, inside: Inside) -> Sql:
    """The JSON text of each row; rows of an interface are written by their kind."""
    if source.entity.kinds:
        return kinds_text(inside, source, partial(_layout, builder, source))
    return text(_layout(builder, source, source.entity.name).object(inside[source.entity.name]))


def _layout(builder: Builder, source: Source, name: str) -> Layout[Sql]:
    return Layout(SQL, partial(_cell, builder, source, name), partial(_flat, builder, source, name))


def _flat(builder: Builder, source: Source, name: str, pick: Pick, fields: Sequence[Placed]) -> list[Piece]:
    """Fields of a relation or a part, among those of its holder; of a missing one they are null."""
    field = builder.entity(name).fields[pick.name]
    if isinstance(field, Part):
        return _part_layout(builder, source.column(field.column), _under(field.at), field).entries(fields)
    if not isinstance(field, One):
        return no_flat(pick, fields)
    target = builder.source(builder.entity(field.target))
    found = text(_layout(builder, target, field.target).entries(fields))
    nothing = "".join(_missing(fields))
    return [func.coalesce(_related(builder, source, field, target, found), quoted(nothing))]


def _missing(fields: Sequence[Placed]) -> list[str]:
    """What is written of the fields of a flat object that is not there."""
    return Layout(TEXT, lambda _: NULL, lambda _, inner: _missing(inner)).entries(fields)


def _cell(builder: Builder, source: Source, name: str, pick: Pick) -> Piece:
    if pick.name == "__typename":
        return builder.spelling.cell(source.column("kind"), Kind.ENUM) if source.entity.kinds else f'"{name}"'
    field = builder.entity(name).fields[pick.name]
    match field:
        case Leaf():
            nullable = field.at is not None or source.is_nullable(field.column)
            return spelt(builder, pick, _leaf(builder, source, field), nullable=nullable)
        case AtPath():
            return spelt(builder, pick, _at_path(builder, source, field, pick))
        case Part():
            return _part(builder, source.column(field.column), _under(field.at), field, pick)
        case One():
            return _one(builder, source, field, pick)
        case Many():
            return listing.nested(builder, source, field, pick, row_text)
        case Computed():
            if pick.dress.by is not None:
                raise Undressable(f"{pick.key} is computed, and cannot be spelled.")
            return _hole(builder, source, name, field)


def _leaf(builder: Builder, source: Source, leaf: Leaf) -> Sql:
    if leaf.at is not None:
        return func.coalesce(builder.spelling.key(source.leaf(leaf), _under(leaf.at)), quoted(NULL))
    return builder.spelling.cell(source.leaf(leaf), leaf.kind, nullable=source.is_nullable(leaf.column))


def _at_path(builder: Builder, source: Source, field: AtPath, pick: Pick) -> Sql:
    at = pick.arguments["at"]
    count = len(checked(path_steps, at.content, at.path))
    steps = [builder.bind(at, step_codec(index, builder.dialect), Text()) for index in range(count)]
    return func.coalesce(builder.spelling.reached(source.column(field.column), steps), quoted(NULL))


def _hole(builder: Builder, source: Source, name: str, field: Computed) -> Sql:
    """The columns that a computed leaf needs, to be put in its place when the answer is finished."""
    builder.computed[f"{name}.{field.name}"] = field
    columns = [source.entity.rows.c[needed] for needed in field.needs]
    cells = [
        builder.spelling.cell(source.column(each.name), kind_of(each.type), nullable=bool(each.nullable))
        for each in columns
    ]
    listed = [piece for cell in cells for piece in (",", cell)][1:]
    return text([f"{HOLE}{name}.{field.name}[", *listed, f"]{HOLE}"])


def _part(builder: Builder, document: Sql, path: Sequence[str], part: Part, pick: Pick) -> Sql:
    whole = builder.spelling.key(document, path) if path else builder.spelling.cell(document, Kind.JSON)
    return case(
        (func.coalesce(whole, quoted(NULL)) == quoted(NULL), quoted(NULL)),
        else_=text(_part_layout(builder, document, path, part).object(pick.only())),
    )


def _part_layout(builder: Builder, document: Sql, path: Sequence[str], part: Part) -> Layout[Sql]:
    def flat(pick: Pick, fields: Sequence[Placed]) -> list[Piece]:
        field = builder.entity(part.target).fields[pick.name]
        if not isinstance(field, Part):
            return no_flat(pick, fields)
        return _part_layout(builder, document, [*path, field.name], field).entries(fields)

    return Layout(SQL, partial(_part_cell, builder, document, path, part), flat)


def _part_cell(builder: Builder, document: Sql, path: Sequence[str], part: Part, pick: Pick) -> Piece:
    if pick.name == "__typename":
        return f'"{part.target}"'
    field = builder.entity(part.target).fields[pick.name]
    if isinstance(field, Part):
        return _part(builder, document, [*path, field.name], field, pick)
    cell = func.coalesce(builder.spelling.key(document, [*path, field.name]), quoted(NULL))
    return spelt(builder, pick, cell)


def _one(builder: Builder, source: Source, field: One, pick: Pick) -> Sql:
    target = builder.source(builder.entity(field.target))
    written = row_text(builder, target, pick.inside)
    return func.coalesce(_related(builder, source, field, target, written), quoted(NULL))


def _related(builder: Builder, source: Source, field: One, target: Source, written: Sql) -> Sql:
    """What is written of the row that a relation leads to; SQL NULL where there is none."""
    where = and_(target.column("id") == key_of(source, field), builder.visible(target))
    return select(written).select_from(target.table()).where(where).scalar_subquery()


def _under(at: str | None) -> list[str]:
    return at.split(".") if at else []
