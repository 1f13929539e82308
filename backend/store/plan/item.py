"""Objects: a row's JSON text as a template of literals and cells, with its relations inside."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import and_, case, func, select

from backend.store.plan import listing
from backend.store.plan.binding import checked, path_steps, step_codec
from backend.store.plan.builder import Builder, Source
from backend.store.plan.kinds import kinds_text
from backend.store.plan.model import AtPath, Computed, Kind, Leaf, Many, One, Part
from backend.store.plan.predicate import key_of
from backend.store.plan.spelling import kind_of, quoted
from backend.store.plan.text import HOLE, Piece, Sql, text
from backend.store.plan.tree import Inside, Pick
from backend.store.table import Text


def row_text(builder: Builder, source: Source, inside: Inside) -> Sql:
    """The JSON text of each row; rows of an interface are written by their kind."""
    if source.entity.kinds:
        return kinds_text(inside, source, partial(_pieces, builder, source))
    return text(["{", *_pieces(builder, source, source.entity.name, inside[source.entity.name])[1:], "}"])


def _pieces(builder: Builder, source: Source, name: str, picks: Sequence[Pick]) -> list[Piece]:
    """Commas, keys and cells, a comma first."""
    pieces: list[Piece] = []
    for pick in picks:
        pieces += [",", f'"{pick.key}":', _cell(builder, source, name, pick)]
    return pieces


def _cell(builder: Builder, source: Source, name: str, pick: Pick) -> Piece:
    if pick.name == "__typename":
        return builder.spelling.cell(source.column("kind"), Kind.ENUM) if source.entity.kinds else f'"{name}"'
    field = builder.entity(name).fields[pick.name]
    match field:
        case Leaf():
            return _leaf(builder, source, field)
        case AtPath():
            return _at_path(builder, source, field, pick)
        case Part():
            return _part(builder, source.column(field.column), _under(field.at), field, pick)
        case One():
            return _one(builder, source, field, pick)
        case Many():
            return listing.nested(builder, source, field, pick, row_text)
        case Computed():
            return _hole(builder, source, name, field)


def _leaf(builder: Builder, source: Source, leaf: Leaf) -> Sql:
    if leaf.at is not None:
        return func.coalesce(builder.spelling.key(source.leaf(leaf), _under(leaf.at)), quoted("null"))
    return builder.spelling.cell(source.leaf(leaf), leaf.kind, nullable=source.is_nullable(leaf.column))


def _at_path(builder: Builder, source: Source, field: AtPath, pick: Pick) -> Sql:
    at = pick.arguments["at"]
    count = len(checked(path_steps, at.content, at.path))
    steps = [builder.bind(at, step_codec(index, builder.dialect), Text()) for index in range(count)]
    return func.coalesce(builder.spelling.reached(source.column(field.column), steps), quoted("null"))


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
    pieces: list[Piece] = ["{"]
    for index, inner in enumerate(pick.only()):
        pieces.append(f'{"," if index else ""}"{inner.key}":')
        pieces.append(_part_cell(builder, document, path, part, inner))
    return case(
        (func.coalesce(whole, quoted("null")) == quoted("null"), quoted("null")),
        else_=text([*pieces, "}"]),
    )


def _part_cell(builder: Builder, document: Sql, path: Sequence[str], part: Part, pick: Pick) -> Piece:
    if pick.name == "__typename":
        return f'"{part.target}"'
    field = builder.entity(part.target).fields[pick.name]
    if isinstance(field, Part):
        return _part(builder, document, [*path, field.name], field, pick)
    return func.coalesce(builder.spelling.key(document, [*path, field.name]), quoted("null"))


def _one(builder: Builder, source: Source, field: One, pick: Pick) -> Sql:
    target = builder.source(builder.entity(field.target))
    where = and_(target.column("id") == key_of(source, field), builder.visible(target))
    found = select(row_text(builder, target, pick.inside)).select_from(target.table()).where(where)
    return func.coalesce(found.scalar_subquery(), quoted("null"))


def _under(at: str | None) -> list[str]:
    return at.split(".") if at else []
