"""Rehearsing a document: it is read as if it were asked, and what it reads is planned for both databases."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputField,
    GraphQLObjectType,
    GraphQLString,
    OperationDefinitionNode,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    parse,
    type_from_ast,
)

from backend.domain.dress import NULL
from backend.graph.answer import RequestError
from backend.graph.limits import Limits
from backend.graph.operation import Documents, Operation
from backend.graph.reading import FromPlan, Reader, Refused
from backend.graph.schema import Schema
from backend.graph.selection import Selection
from backend.store.plan import root as roots
from backend.store.plan.ink import TEXT
from backend.store.plan.layout import Layout, Undressable
from backend.store.plan.model import Shape
from backend.store.plan.tree import Pick
from backend.store.statement import DIALECTS

_VALUES = {
    "Int": 1,
    "BigInt": 1,
    "Float": 1.0,
    "Boolean": True,
    "JSON": {},
    "DateTime": "2026-01-31T09:30:00Z",
}


def complaints(schema: Schema, source: str, documents: Documents | None = None) -> Iterator[str]:
    """What is wrong with the operations of a document. A query is to be one plan for each root field.

    `documents` are those of its dialect, if it is dressed.
    """
    documents = documents or Documents(schema.plain, Limits())
    try:
        for name in _names(source):
            yield from _complaints(schema, documents.operation(source, name), name)
    except RequestError as error:
        yield from (each["message"] for each in error.errors)
    except Undressable as error:
        yield str(error)


def _names(source: str) -> list[str | None]:
    try:
        found = [each for each in parse(source).definitions if isinstance(each, OperationDefinitionNode)]
    except GraphQLError:
        return [None]  # and what is wrong is said when it is read
    return [each.name.value if each.name else None for each in found]


def _complaints(schema: Schema, operation: Operation, name: str | None) -> Iterator[str]:
    variables = operation.given(_variables(operation))
    operation.check(variables)
    if operation.kind == "query":
        yield from _read(schema, operation, name, variables)
    else:
        _write(operation, schema, variables)


def _read(schema: Schema, operation: Operation, name: str | None, variables: dict[str, Any]) -> Iterator[str]:
    for dialect in DIALECTS:
        reading = Reader(schema.model, dialect).reading(operation, variables)
        Layout(TEXT, lambda _: NULL).object(reading.picks)
        for pick, part in zip(reading.picks, reading.parts, strict=True):
            root = schema.model.roots.get(pick.name)
            if isinstance(part, FromPlan) and part.plan is None and root and root.shape is Shape.OBJECT:
                roots.by_id(schema.model, dialect, root.target, pick)  # what stands for an id is none
            where = f"{name or 'The query'}, {part.key}, on {dialect}"
            if isinstance(part, Refused):
                yield f"{where}: {part.error.message}"
            elif part.cause == "introspection":
                yield f"{where}: it is not joined, since graphql-core completes it."


def _write(operation: Operation, schema: Schema, variables: dict[str, Any]) -> None:
    """Lay out what the operation answers, and plan the rows in it: nothing but its dress can be wrong."""
    root = operation.schema.get_root_type(operation.node.operation)
    if root is None:
        raise TypeError(f"The schema has no {operation.kind}s.")

    def cell(parent: GraphQLObjectType, pick: Pick) -> str:
        held = GraphQLString if pick.name == "__typename" else get_named_type(parent.fields[pick.name].type)
        entity = schema.model.entities.get(held.name)
        if entity is not None and entity.table is not None:
            for dialect in DIALECTS:
                roots.by_id(schema.model, dialect, held.name, pick)
        elif is_object_type(held):
            Layout(TEXT, partial(cell, held)).object(pick.only())
        return NULL

    picks = [pick for pick, _ in Selection(operation, variables).roots(root)]
    Layout(TEXT, partial(cell, root)).object(picks)


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
        fields = held.fields.items()
        needed = dict(
            list(fields)[:1] if held.is_one_of else [each for each in fields if _is_needed(each[1])]
        )
        return {name: _value(field.type) for name, field in needed.items()}
    return _VALUES.get(held.name, "x")


def _is_needed(field: GraphQLInputField) -> bool:
    return is_non_null_type(field.type)
