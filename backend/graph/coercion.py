"""Coercion: variables and arguments as a schema takes them. What does not fit is BAD_INPUT with its path.

An error says where something is wrong and what is wanted there, never what was sent: it may be a secret, or
hold one.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    Undefined,
    VariableDefinitionNode,
    get_argument_values,
    get_variable_values,
    is_non_null_type,
    type_from_ast,
)
from graphql.execution.values import VariableValues
from graphql.utilities.validate_input_value import validate_input_literal, validate_input_value

from backend.domain.errors import BadInput
from backend.graph.answer import ErrorBody, RequestError, error_body
from backend.graph.sealed import sealed

MOST_ERRORS = 20

_SENT = re.compile(r"(?:, found: | Found: |, but encountered error |(?<= value): ).*", re.DOTALL)
"""How graphql-core begins to repeat a value, behind the words that say what is wrong with it."""
_MEMBER = re.compile(r"^Value '.*' does(?= not exist in )", re.DOTALL)
_TOKEN = re.compile(r"\b(BlockString|String|Int|Float) '.*'", re.DOTALL)
"""How it repeats a literal that stands where none may."""

Problem = tuple[str, list[str | int]]
"""What is wrong, and where inside the value."""


def coerced(
    schema: GraphQLSchema, definitions: Collection[VariableDefinitionNode], given: Mapping[str, object]
) -> VariableValues:
    """The variables as this schema's types take them (RequestError)."""
    found = get_variable_values(schema, definitions, dict(given), MOST_ERRORS)
    if isinstance(found, list):
        told = [error for each in definitions for error in _refusals(schema, each, given)]
        raise RequestError(told[:MOST_ERRORS] or [error_body(worded(each), "BAD_INPUT") for each in found])
    return found


def arguments_of(field: GraphQLField, node: FieldNode, values: VariableValues) -> dict[str, Any]:
    """The arguments that are given, their secrets sealed (BAD_INPUT). One that is null counts as absent."""
    try:
        found = get_argument_values(field, node, values)
    except GraphQLError as error:
        raise _unfit(field, node, values) or BadInput(worded(error)) from None
    given = {name: value for name, value in found.items() if value is not None}
    return {name: sealed(value, field.args[name], (name,)) for name, value in given.items()}


def worded(error: GraphQLError) -> str:
    """What is wrong, in graphql-core's words, without the value that it found."""
    said = error.message
    if said.startswith("Syntax Error"):
        return _TOKEN.sub(r"\1", said)
    said = _SENT.sub("", _MEMBER.sub("This value does", said))
    return said if said.endswith((".", "?")) else f"{said}."


def _refusals(
    schema: GraphQLSchema, definition: VariableDefinitionNode, given: Mapping[str, object]
) -> Iterator[ErrorBody]:
    name = definition.variable.name.value
    held: Any = type_from_ast(schema, definition.type)
    value = given.get(name, Undefined)
    if value is Undefined and (definition.default_value is not None or not is_non_null_type(held)):
        return
    problems: list[Problem] = []
    validate_input_value(value, held, _noted_in(problems))
    for message, path in problems:
        yield error_body(f"Variable ${name}: {message}", "BAD_INPUT", [name, *path])


def _unfit(field: GraphQLField, node: FieldNode, values: VariableValues) -> BadInput | None:
    for each in node.arguments or ():
        name = each.name.value
        problems: list[Problem] = []
        validate_input_literal(each.value, field.args[name].type, _noted_in(problems), values)
        for message, path in problems:
            return BadInput(message, (name, *path))
    return None


def _noted_in(problems: list[Problem]) -> Callable[[GraphQLError, list[str | int]], None]:
    return lambda error, path: problems.append((worded(error), path))
