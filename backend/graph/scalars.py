"""Scalars beyond GraphQL's own, with the text that each has on the wire, and two that keep a secret."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.types.scalar import DEFAULT_SCALAR_REGISTRY
from strawberry.types.scalar import ScalarDefinition

from backend.domain.sealed import Sealed
from backend.graph.json_literal import json_of
from backend.platform import clock
from backend.store.plan.model import Kind

JSON = NewType("JSON", object)
BigInt = NewType("BigInt", int)
SealedTexts = NewType("SealedTexts", Mapping[str, Sealed])
"""Secrets by name. An input's field of this type is JSON in the schema, one of type Sealed is String."""
Definition = NewType("Definition", object)
"""JSON with places in it that hold secrets: `token`, `headers` and `config.headers`."""


def _moment(value: object) -> datetime:
    try:
        return clock.parse(str(value))
    except ValueError as error:
        raise GraphQLError("Expected a moment such as 2026-01-31T09:30:00Z.") from error


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**53 - 1:
        raise GraphQLError("Expected a whole number of up to 53 bits.")
    return value


def _decimal(value: object) -> Decimal:
    if (
        isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and _DECIMAL.fullmatch(str(value))
    ):
        return Decimal(str(value))
    raise GraphQLError("Expected a decimal number such as 2.50.")


_DECIMAL = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?")


def _scalar(
    name: str, description: str, parse: Any, url: str | None = None, literal: Any = None
) -> ScalarDefinition:
    return ScalarDefinition(
        name=name,
        description=description,
        specified_by_url=url,
        serialize=_same,
        parse_value=parse,
        parse_literal=literal,
    )


def _same(value: object) -> object:
    return value


_JSON = _scalar("JSON", "Any JSON value, given back as it was stored.", _same, literal=json_of)

CONFIG = StrawberryConfig(
    scalar_map={
        datetime: _scalar(
            "DateTime",
            "A moment: RFC 3339 with a zone. Answered in UTC with six digits: 2026-01-31T09:30:00.000000Z.",
            _moment,
            "https://scalars.graphql.org/andimarek/date-time.html",
        ),
        JSON: _JSON,
        SealedTexts: _JSON,
        Definition: _JSON,
        Sealed: DEFAULT_SCALAR_REGISTRY[str],
        BigInt: _scalar("BigInt", "A whole number of up to 53 bits, written as a JSON number.", _whole),
        Decimal: _scalar(
            "Decimal", "An exact decimal number, written as text: money in US dollars.", _decimal
        ),
    }
)
"""Strawberry's configuration: our scalars under the Python types that stand for them."""

KINDS: dict[object, Kind] = {
    strawberry.ID: Kind.ID,
    str: Kind.TEXT,
    int: Kind.INT,
    float: Kind.FLOAT,
    bool: Kind.BOOLEAN,
    datetime: Kind.TIME,
    JSON: Kind.JSON,
    BigInt: Kind.BIGINT,
    Decimal: Kind.DECIMAL,
}
"""What each Python type is to the planner."""
