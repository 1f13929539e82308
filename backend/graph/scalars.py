"""Scalars beyond GraphQL's own, with the text that each has on the wire."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types.scalar import ScalarDefinition

from backend.platform import clock
from backend.store.plan.model import Kind

JSON = NewType("JSON", object)
BigInt = NewType("BigInt", int)


def _moment(value: object) -> datetime:
    try:
        return clock.parse(str(value))
    except ValueError as error:
        raise GraphQLError(f"Expected a moment such as 2026-01-31T09:30:00Z, found {value!r}.") from error


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**53 - 1:
        raise GraphQLError(f"Expected a whole number of up to 53 bits, found {value!r}.")
    return value


def _scalar(name: str, description: str, parse: Any, url: str | None = None) -> ScalarDefinition:
    return ScalarDefinition(
        name=name,
        description=description,
        specified_by_url=url,
        serialize=_same,
        parse_value=parse,
        parse_literal=None,
    )


def _same(value: object) -> object:
    return value


CONFIG = StrawberryConfig(
    scalar_map={
        datetime: _scalar(
            "DateTime",
            "A moment: RFC 3339 with a zone. Answered in UTC with six digits: 2026-01-31T09:30:00.000000Z.",
            _moment,
            "https://scalars.graphql.org/andimarek/date-time.html",
        ),
        JSON: _scalar("JSON", "Any JSON value, given back as it was stored.", _same),
        BigInt: _scalar("BigInt", "A whole number of up to 53 bits, written as a JSON number.", _whole),
        Decimal: _scalar("Decimal", "An exact decimal number, written as text: money in US dollars.", _same),
    }
)
"""Strawberry's configuration: our scalars under the Python types that stand for them."""

KINDS: dict[object, Kind] = {
    strawberry.ID: Kind.ID,
    str: Kind.TEXT,
    int: Kind.INT,
    bool: Kind.BOOLEAN,
    datetime: Kind.TIME,
    JSON: Kind.JSON,
    BigInt: Kind.BIGINT,
    Decimal: Kind.ENUM,
}
"""What each Python type is to the planner. A Decimal is kept as text that needs no escaping."""
