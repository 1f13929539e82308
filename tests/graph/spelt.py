"""Values by their GraphQL type, as the store keeps them: members, lists, embedded objects, odd leaves."""

from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_non_null_type,
)

from backend.platform import clock
from tests.graph.odd import VALUES, Odd


def whole(odd: Odd) -> int:
    """A whole number, a small one most often."""
    return odd.random.choice((0, 1, 2, 3, 5, 8, 13, 1000, 2**31 - 1))


def real(odd: Odd) -> float:
    """A number that is easily printed otherwise than it was stored."""
    return odd.random.choice((-1.0, -0.5, 0.0, 0.1, 1 / 3, 0.75, 1.0, 1e-7))


_SCALARS: dict[str, Callable[[Odd], Any]] = {
    "String": lambda odd: odd.text(),
    "ID": lambda odd: odd.id("agt"),
    "Boolean": lambda odd: odd.random.random() < 0.5,
    "Int": whole,
    "BigInt": lambda odd: odd.random.choice((0, 1, 12, 2**40)),
    "Float": real,
    "Decimal": lambda odd: odd.random.choice(("0", "0.000123", "12.50", "-1", "1000000")),
    "DateTime": lambda odd: clock.text(odd.moment()),
    "JSON": lambda odd: odd.random.choice((odd.object(), *VALUES[:-1])),
}


def spelt(kind: Any, odd: Odd) -> Any:
    """A value of a type as it stands inside JSON: null at times, where the type allows it."""
    if not is_non_null_type(kind) and odd.random.random() < 0.2:
        return None
    return present(kind, odd)


def present(kind: Any, odd: Odd) -> Any:
    """A value that is not null."""
    held = get_nullable_type(kind)
    if isinstance(held, GraphQLList):
        return [spelt(held.of_type, odd) for _ in range(odd.random.choice((0, 1, 2, 4)))]
    if isinstance(held, GraphQLEnumType):
        return odd.random.choice(sorted(held.values))
    if isinstance(held, GraphQLObjectType):
        return _object(held, odd)
    return _SCALARS[get_named_type(kind).name](odd)


def _object(held: GraphQLObjectType, odd: Odd) -> dict[str, Any]:
    """An embedded object; what may be null is missing at times."""
    asked = {name: field.type for name, field in held.fields.items() if not field.args}
    there = {
        name: kind for name, kind in asked.items() if is_non_null_type(kind) or odd.random.random() < 0.8
    }
    return {name: spelt(kind, odd) for name, kind in there.items()}
