"""JSON in a document: read as JSON in a body is, and no more may stand in it; variables may."""

from collections.abc import Mapping

import orjson
from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLError,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    StringValueNode,
    Undefined,
    ValueNode,
    VariableNode,
)

from backend.platform.body import NESTING, is_nested_deeper

Variables = Mapping[str, object]


def json_of(node: ValueNode, variables: Variables | None = None, depth: int = NESTING) -> object:
    """The value of a literal (GraphQLError for a number that is too large, and for more levels than `depth`).

    A variable that is absent leaves out its key, and is null in a list.
    """
    match node:
        case VariableNode():
            value = (variables or {}).get(node.name.value, Undefined)
            if isinstance(value, dict | list) and is_nested_deeper(value, depth):
                raise _too_deep()
            return value
        case IntValueNode() | FloatValueNode():
            return _number(node.value)
        case BooleanValueNode() | StringValueNode() | EnumValueNode():
            return node.value
        case ListValueNode() | ObjectValueNode() if not depth:
            raise _too_deep()
        case ListValueNode():
            values = [json_of(each, variables, depth - 1) for each in node.values]
            return [None if each is Undefined else each for each in values]
        case ObjectValueNode():
            fields = {each.name.value: json_of(each.value, variables, depth - 1) for each in node.fields}
            return {name: each for name, each in fields.items() if each is not Undefined}
    return None


def _number(text: str) -> object:
    """The number as a body's is read: a whole one beyond 64 bits is a double."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise GraphQLError("JSON holds no number that a double cannot: it is too large.") from None


def _too_deep() -> GraphQLError:
    return GraphQLError(f"JSON may be nested up to {NESTING} levels deep.")
