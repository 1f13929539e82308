"""The dress put on in Python: a plain answer, field by field, as the dressed one must be."""

from collections.abc import Sequence
from typing import Any

import orjson

from backend.store.plan.model import Computed, Model
from backend.store.plan.tree import Pick


class Twin:
    """Dresses plain answers; objects of an interface say their type by `__typename`."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def object(self, picks: Sequence[Pick], value: Any, noun: str) -> Any:
        """An object, or what stands for it."""
        for pick in picks:
            if pick.dress.root:
                return self._value(pick, value)
        made: dict[str, Any] = {}
        self._fill(made, picks, value, noun)
        return made

    def _fill(self, made: dict[str, Any], picks: Sequence[Pick], value: Any, noun: str) -> None:
        for pick in picks:
            place = made
            for step in pick.dress.nest:
                place = place.setdefault(step, {})
            if pick.dress.flat:
                (inner,) = pick.inside
                self._fill(place, pick.only(), value and value[pick.key], inner)
                continue
            found = self._value(pick, value)
            if found is not None or pick.dress.const or not pick.dress.omit or self._is_computed(noun, pick):
                place[pick.dress.key or pick.key] = found

    def _value(self, pick: Pick, value: Any) -> Any:
        if pick.dress.const is not None:
            return orjson.loads(pick.dress.const)
        return None if value is None else self._inside(pick, value[pick.key])

    def _inside(self, pick: Pick, held: Any) -> Any:
        if isinstance(held, list) and pick.inside:
            return [self._inside(pick, each) for each in held]
        if held is None or not pick.inside:
            return held if pick.dress.by is None else pick.dress.by.spell(held)
        noun = next(iter(pick.inside)) if len(pick.inside) == 1 else held["__typename"]
        return self.object(pick.inside[noun], held, noun)

    def _is_computed(self, noun: str, pick: Pick) -> bool:
        entity = self._model.entities.get(noun)
        return entity is not None and isinstance(entity.fields.get(pick.name), Computed)
