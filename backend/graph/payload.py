"""Payloads: what a resolver answered, written as the selection asks for it. Rows are somebody else's to
write.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema, is_leaf_type, is_list_type, is_non_null_type

from backend.store.plan.ink import TEXT, spelled
from backend.store.plan.layout import Layout
from backend.store.plan.model import Model
from backend.store.plan.tree import Pick


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in a payload: the keys of the answer that lead there, and of which type it is."""

    path: tuple[str, ...]
    noun: str
    pick: Pick


WriteRow = Callable[[Place, Any], str]
"""Gives the text of a row, of which the payload holds what its writer knows it by."""


@dataclass(frozen=True, slots=True)
class PayloadWriter:
    """Writes objects of mappings by the names of GraphQL, lists, scalars, and rows by `row`."""

    schema: GraphQLSchema
    model: Model
    row: WriteRow

    def object(
        self, name: str, picks: Sequence[Pick], value: Mapping[str, Any], path: tuple[str, ...] = ()
    ) -> str:
        """The JSON text of an object of that type."""
        held: Any = self.schema.type_map[name]

        def cell(pick: Pick) -> str:
            if pick.name == "__typename":
                return f'"{name}"'
            return self._value(held.fields[pick.name].type, pick, value[pick.name], (*path, pick.key))

        return TEXT.joined(Layout(TEXT, cell).object(picks))

    def _value(self, held: Any, pick: Pick, value: Any, path: tuple[str, ...]) -> str:
        if is_non_null_type(held):
            held = held.of_type
        if value is None or is_leaf_type(held):
            return spelled(pick, value)
        if is_list_type(held):
            return f"[{','.join([self._value(held.of_type, pick, each, path) for each in value])}]"
        if self._is_row(held.name):
            return self.row(Place(path, held.name, pick), value)
        return self.object(held.name, pick.inside[held.name], value, path)

    def _is_row(self, noun: str) -> bool:
        """Whether objects of the type are rows. Parts of rows are none, and are written here."""
        entity = self.model.entities.get(noun)
        return entity is not None and entity.table is not None
