"""A schema with computed leaves: the product's own, and on some of its types leaves that exist for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from graphql import build_schema

from backend.domain.errors import Unavailable
from backend.domain.viewer import Viewer
from backend.graph.context import Services
from backend.graph.schema import Schema
from backend.store.plan.model import Computed, Entity
from backend.store.statement import Row


@dataclass(slots=True)
class Calls:
    """How many rows each call was given."""

    shouted: list[int] = field(default_factory=list)
    placed: list[int] = field(default_factory=list)


def with_computed_leaves(schema: Schema, calls: Calls) -> Schema:
    """The schema with `Agent.shout`, `Agent.broken`, `Run.spent`, and `place` of every kind of event."""

    async def shout(rows: Sequence[Row], viewer: Viewer, _: Services) -> list[str]:
        calls.shouted.append(len(rows))
        return [f"{row.name.upper()}|{row.id}|{row.archived_at}|{viewer.principal}" for row in rows]

    async def broken(rows: Sequence[Row], _: Viewer, __: Services) -> list[object]:
        raise Unavailable("The hosts of this leaf sleep.")

    async def spent(rows: Sequence[Row], _: Viewer, __: Services) -> list[object]:
        return [row.usage["cost"] and (row.number, row.turns) == (1, 0) for row in rows]

    async def place(rows: Sequence[Row], _: Viewer, __: Services) -> list[float]:
        calls.placed.append(len(rows))
        return [row.seq / 4 for row in rows]

    more = {
        "agent": (
            Computed("shout", ("id", "name", "archived_at"), shout),
            Computed("broken", ("labels",), broken),
        ),
        "run": (Computed("spent", ("usage", "number", "turns"), spent),),
        "event": (Computed("place", ("seq",), place),),
    }
    entities = {name: _with(entity, more) for name, entity in schema.model.entities.items()}
    text = schema.text
    for head, fields in _FIELDS.items():
        text = text.replace(head, f"{head} {fields} ")
    model = replace(schema.model, entities=MappingProxyType(entities))
    return replace(schema, text=text, plain=build_schema(text), model=model)


_FIELDS = {
    "type Agent implements Node {": "shout: String broken: String",
    "type Run implements Node {": "spent: Boolean",
    "interface Event implements Node {": "place: Float",
    " implements Event & Node {": "place: Float",
}


def _with(entity: Entity, more: Mapping[str, Sequence[Computed]]) -> Entity:
    leaves = more.get("" if entity.table is None else entity.table.name, ())
    return replace(entity, fields=MappingProxyType({**entity.fields, **{each.name: each for each in leaves}}))
