"""The operators of filters as Python has them, null and all: the plain twin of store/plan/predicate.py."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from backend.store.plan.model import Kind, Leaf


def operand_of(leaf: Leaf, said: Any) -> Any:
    """What a filter says, as a value to compare with a row's."""
    if isinstance(said, list):
        return [operand_of(leaf, each) for each in said]
    return datetime.fromisoformat(said) if leaf.kind is Kind.TIME and isinstance(said, str) else said


def folded(text: str) -> str:
    """One letter for one letter: what grows when it is lowered stays, but for İ, which is i."""
    return "".join("i" if each == "İ" else each.lower() if len(each.lower()) == 1 else each for each in text)


def _of_value(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda value, said: value is not None and test(value, said)


def _of_folded(test: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    return lambda value, said: value is not None and test(folded(value), folded(said))


OPERATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, said: bool(value == said),
    "ne": lambda value, said: bool(value != said),
    "in": lambda value, said: value in said,
    "notIn": lambda value, said: value not in said,
    "isNull": lambda value, said: (value is None) == said,
    "gt": _of_value(lambda value, said: value > said),
    "gte": _of_value(lambda value, said: value >= said),
    "lt": _of_value(lambda value, said: value < said),
    "lte": _of_value(lambda value, said: value <= said),
    "contains": _of_value(lambda value, said: said in value),
    "startsWith": _of_value(lambda value, said: value.startswith(said)),
    "endsWith": _of_value(lambda value, said: value.endswith(said)),
    "iEq": _of_folded(lambda value, said: value == said),
    "iContains": _of_folded(lambda value, said: said in value),
    "iStartsWith": _of_folded(lambda value, said: value.startswith(said)),
    "iEndsWith": _of_folded(lambda value, said: value.endswith(said)),
}
"""Each operator by its name, of a row's value (perhaps None) and what the filter says (never None)."""
