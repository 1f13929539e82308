"""References: the rows that an id, external id, handle or number names, and the parent inside which a row is
asked for.
"""

from contextlib import suppress

from sqlalchemy import Subquery, and_, case, false, func, literal_column, select

from backend.domain.errors import NotFound
from backend.domain.ids import Reference, ReferenceKind, parse_reference
from backend.store import scope
from backend.store.codec import storable
from backend.store.plan.binding import identifier
from backend.store.plan.builder import Builder, Source
from backend.store.plan.spelling import COUNT
from backend.store.plan.text import Sql
from backend.store.plan.tree import Value


def parsed(text: str) -> Reference | None:
    """The reference, or None if the text is none."""
    with suppress(NotFound):
        return parse_reference(text)
    return None


def is_called(builder: Builder, source: Source, reference: Reference, wanted: Value) -> Sql:
    """The rows that a reference of this kind names; another request names others with the same plan."""
    column = source.column(scope.REFERENCE_COLUMN[reference.kind])
    encode = identifier if reference.kind is ReferenceKind.ID else _referenced
    return column == builder.bind(wanted, encode, column.type)


def is_unique(source: Source, reference: Reference) -> bool:
    """Whether at most one row is called so, of all that the viewer may see."""
    return reference.kind is ReferenceKind.ID or scope.workspace_column(source.entity.rows.name) in {
        None,
        "id",
    }


def at_home(builder: Builder, source: Source) -> Sql:
    """Whether a row lies in the viewer's home: of several that are called alike, that one is meant."""
    return func.coalesce(source.column("workspace_id") == builder.home(), false())


def only(builder: Builder, source: Source, reference: Reference, wanted: Value) -> Sql:
    """The id of the row that a unique reference names; of none, null."""
    met = is_called(builder, source, reference, wanted)
    found = select(source.column("id")).select_from(source.table()).where(met, builder.visible(source))
    return found.limit(literal_column("1")).scalar_subquery()


def parent(builder: Builder, source: Source, column: str, within: Value) -> Sql | Subquery | None:
    """The id of the parent that `within` names, or None if nothing can be called so.

    Where several rows may have the name it is a row of `id` and `several`: no id, but `several`, if they have
    and none is at home.
    """
    table = scope.parent_of(source.entity.rows, column)
    reference = parsed(str(within.content))
    if reference is None or not scope.is_named_by(table, reference.kind):
        return None
    found = builder.source(next(each for each in builder.model.entities.values() if each.table is table))
    if is_unique(found, reference):
        return only(builder, found, reference, within)
    home = func.max(case((at_home(builder, found), found.column("id"))))
    sole = case((literal_column("1") == COUNT, func.max(found.column("id"))))
    several = and_(home.is_(None), literal_column("1") < COUNT)
    rows = select(func.coalesce(home, sole).label("id"), several.label("several")).select_from(found.table())
    return rows.where(is_called(builder, found, reference, within), builder.visible(found)).subquery("parent")


def _referenced(value: object) -> int | str:
    reference = parse_reference(storable(str(value)))
    return int(reference.value) if reference.kind is ReferenceKind.NUMBER else reference.value
