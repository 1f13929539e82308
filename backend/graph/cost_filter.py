"""Filters cost what they make the database look through: see `cost.py`."""

from backend.store.plan.builder import DEPTH
from backend.store.plan.model import Entity, Leaf, Many, Model, One
from backend.store.plan.tree import Value

STEP = 10
SCAN = 50

SERVED = frozenset({"eq", "in", "isNull", "gt", "gte", "lt", "lte", "startsWith"})
"""The operators that an index may serve, unless they are negated."""


def filter_cost(model: Model, entity: Entity, value: Value, depth: int = 0, *, negated: bool = False) -> int:
    """What a filter costs. Whether it can be meant at all is for the plan to say."""
    if depth > DEPTH:
        return 0
    total = 0
    for key in value.names():
        held = value[key]
        found = entity.fields.get(key)
        if held is None:
            continue
        if key in {"AND", "OR", "NOT"}:
            inner = negated or key == "NOT"
            total += sum(filter_cost(model, entity, each, depth + 1, negated=inner) for each in held.items())
        elif isinstance(found, Leaf):
            total += SCAN * sum(negated or operator not in SERVED for operator in held.names())
        elif isinstance(found, One):
            total += STEP + filter_cost(model, model.entities[found.target], held, depth + 1, negated=negated)
        elif isinstance(found, Many):
            total += _quantified(model, model.entities[found.target], held, depth + 1, negated=negated)
    return total


def _quantified(model: Model, entity: Entity, value: Value, depth: int, *, negated: bool) -> int:
    total = 0
    for word in value.names():
        met = value[word]
        if met is not None:
            total += STEP + filter_cost(model, entity, met, depth, negated=negated or word != "some")
    return total
