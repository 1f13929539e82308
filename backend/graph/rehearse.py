"""Rehearsing a document: it is read as if it were asked, and its queries are planned for both databases."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLError,
    OperationDefinitionNode,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    parse,
    type_from_ast,
)

from backend.graph.answer import RequestError
from backend.graph.limits import Limits
from backend.graph.operation import Documents, Operation
from backend.graph.reading import Reader, Refused
from backend.graph.schema import Schema
from backend.store.statement import DIALECTS

_VALUES = {
    "Int": 1,
    "BigInt": 1,
    "Float": 1.0,
    "Boolean": True,
    "JSON": {},
    "DateTime": "2026-01-31T09:30:00Z",
}


def complaints(schema: Schema, source: str) -> Iterator[str]:
    """What is wrong with the operations of a document. A query is to be one plan for each root field."""
    documents = Documents(schema.plain, Limits())
    try:
        for name in _names(source):
            yield from _complaints(schema, documents.operation(source, name), name)
    except RequestError as error:
        yield from (each["message"] for each in error.errors)


def _names(source: str) -> list[str | None]:
    try:
        found = [each for each in parse(source).definitions if isinstance(each, OperationDefinitionNode)]
    except GraphQLError:
        return [None]  # and what is wrong is said when it is read
    return [each.name.value if each.name else None for each in found]


def _complaints(schema: Schema, operation: Operation, name: str | None) -> Iterator[str]:
    if operation.kind != "query":
        return
    variables = operation.given(_variables(operation))
    operation.check(variables)
    for dialect in DIALECTS:
        reading = Reader(schema.model, dialect).reading(operation, variables)
        for part in reading.parts:
            where = f"{name or 'The query'}, {part.key}, on {dialect}"
            if isinstance(part, Refused):
                yield f"{where}: {part.error.message}"
            elif part.cause == "introspection":
                yield f"{where}: it is not joined, since graphql-core completes it."


def _variables(operation: Operation) -> dict[str, Any]:
    """A value for each variable that needs one."""
    return {
        each.variable.name.value: _value(type_from_ast(operation.schema, each.type))
        for each in operation.node.variable_definitions or ()
        if each.default_value is None and is_non_null_type(type_from_ast(operation.schema, each.type))
    }


def _value(held: Any) -> Any:
    held = get_nullable_type(held)
    if is_list_type(held):
        return [_value(held.of_type)]
    if is_enum_type(held):
        return next(iter(held.values))
    if is_input_object_type(held):
        needed = {name: field for name, field in held.fields.items() if is_non_null_type(field.type)}
        return {name: _value(field.type) for name, field in needed.items()}
    return _VALUES.get(held.name, "x")
