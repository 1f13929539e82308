"""Shapers: what a plan depends on of a value, by its input type; each type's is made once and reads fast.

Nulls, truth values, keys and the lengths of lists of inputs are part of a shape; of a leaf only its Python
type is, but for members of the enums that shape a statement.
"""

from collections.abc import Callable, Hashable
from typing import Any

from graphql import get_nullable_type, is_enum_type, is_input_object_type, is_list_type

from backend.domain.errors import TooExpensive
from backend.graph.listed import STRUCTURAL

MOST_VALUES = 5_000
"""Values that one variable may hold in lists and input objects: ten times what any list takes."""

Shaper = Callable[[Any, list[int]], Hashable]
"""Takes a value, and a count of the values met so far, which it raises (TOO_EXPENSIVE beyond MOST_VALUES)."""


class Shapers:
    """The shapers of one schema."""

    def __init__(self) -> None:
        self._objects: dict[str, Shaper] = {}

    def of(self, held: Any) -> Shaper:
        """The shaper of values of an input type."""
        held = get_nullable_type(held)
        if is_list_type(held):
            return self._list(held.of_type)
        if is_input_object_type(held):
            return self._objects.get(held.name) or self._object(held)
        return _member if is_enum_type(held) and held.name in STRUCTURAL else _leaf

    def _object(self, held: Any) -> Shaper:
        shapers: dict[str, Shaper] = {}

        def shaped(value: Any, met: list[int]) -> Hashable:
            if not isinstance(value, dict):
                return _leaf(value, met)
            _count(met, len(value))
            return tuple([(key, shapers.get(key, _unknown)(each, met)) for key, each in value.items()])

        # Known before its fields are: filters hold themselves.
        self._objects[held.name] = shaped
        shapers |= {name: self.of(field.type) for name, field in held.fields.items()}
        return shaped

    def _list(self, inner: Any) -> Shaper:
        element = self.of(inner)
        bare = get_nullable_type(inner)
        opened = is_list_type(bare) or is_input_object_type(bare)

        def shaped(value: Any, met: list[int]) -> Hashable:
            if not isinstance(value, list):
                return element(value, met)
            _count(met, len(value))
            if opened:
                return tuple([element(each, met) for each in value])
            return (list, bool(value), frozenset(map(type, value)))

        return shaped


def _count(met: list[int], more: int) -> None:
    met[0] += more
    if met[0] > MOST_VALUES:
        raise TooExpensive(f"It holds more than {MOST_VALUES} values: send fewer at a time.")


def _leaf(value: Any, _met: list[int]) -> Hashable:
    return value if value is None or isinstance(value, bool) else type(value).__name__


def _member(value: Any, met: list[int]) -> Hashable:
    return value if isinstance(value, str) else _leaf(value, met)


def _unknown(_value: Any, _met: list[int]) -> Hashable:
    return "unknown"
