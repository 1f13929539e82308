"""Sealed inputs: a field of an input that is declared as a secret holds one from its coercion on.

In the schema it is `String`, or `JSON` for texts by name and for definitions that hold secrets; how it is
declared in Python makes the difference.
"""

from typing import Any

from graphql import GraphQLArgument, GraphQLInputField, get_nullable_type, is_input_object_type, is_list_type
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryContainer

from backend.domain.errors import BadInput, Path
from backend.domain.sealed import Sealed
from backend.graph.scalars import Definition, SealedTexts


def sealed(value: Any, place: GraphQLArgument | GraphQLInputField, path: Path) -> Any:
    """A coerced value of an argument or an input's field, every secret in it sealed.

    BAD_INPUT where texts by name are wanted and something else is given.
    """
    return _sealed(value, place.type, place, path)


def _sealed(value: Any, held: Any, place: GraphQLArgument | GraphQLInputField, path: Path) -> Any:
    held = get_nullable_type(held)
    if value is None:
        return None
    if is_list_type(held):
        return [_sealed(each, held.of_type, place, (*path, at)) for at, each in enumerate(value)]
    if is_input_object_type(held):
        return {name: sealed(each, held.fields[name], (*path, name)) for name, each in value.items()}
    secret = _secret_of(place)
    if secret is Sealed:
        return Sealed(value)
    if secret is Definition:
        return _definition(value)
    return _texts(value, path) if secret is SealedTexts else value


def _secret_of(place: GraphQLArgument | GraphQLInputField) -> object:
    """What the argument or field is declared to hold, inside lists and options."""
    held = place.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].type
    while isinstance(held, StrawberryContainer):
        held = held.of_type
    return held


def _definition(value: object) -> object:
    """JSON with the texts sealed that lie where a definition holds secrets; the store says what it may be."""
    if not isinstance(value, dict):
        return value
    inside = {"token": _hidden, "headers": _hidden, "config": _definition}
    return {name: inside.get(name, _same)(each) for name, each in value.items()}


def _hidden(value: object) -> object:
    if isinstance(value, dict):
        return {name: _hidden(each) for name, each in value.items()}
    return Sealed(value) if isinstance(value, str) else value


def _same(value: object) -> object:
    return value


def _texts(value: object, path: Path) -> dict[str, Sealed]:
    if not isinstance(value, dict):
        raise BadInput("Expected a JSON object of texts.", path)
    for name, each in value.items():
        if not isinstance(each, str):
            raise BadInput("Expected a text.", (*path, name))
    return {name: Sealed(each) for name, each in value.items()}
