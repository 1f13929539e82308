"""Filling: a document for any field of the schema, with arguments that fit; else the test fails."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)

from tests.graph.calls.world import MEANT, World

Path = tuple[str, ...]

ANSWERS = {"purgeAgent": "Agent", "removeMember": "Member", "runEvents": "Run", "sessionEvents": "Session"}
"""The noun of `id` where the field's answer does not say it."""
NEEDED: frozenset[Path] = frozenset({("startRun", "agentId"), ("startRun", "input", "text")})
"""Arguments and fields of inputs that the schema does not require, and the field does."""
ALONE: Mapping[Path, tuple[str, ...]] = {("startRun", "sessionId"): ("agentId", "session")}
"""Arguments that must be absent if this one is given."""
VALUES = {
    "String": "text",
    "Int": 1,
    "Boolean": True,
    "JSON": {},
    "DateTime": "2999-01-01T00:00:00Z",
}


def noun_of(field: str, held: GraphQLField, argument: str) -> str:
    """The noun whose id the argument is; the test fails if it cannot know."""
    found = ANSWERS.get(field) or _answered(held) if argument == "id" else MEANT.get(argument)
    assert found, f"{field}({argument}:) takes an id: say of what, in MEANT or ANSWERS."
    return found


def arguments(field: str, held: GraphQLField, world: World, wanted: Path = ()) -> dict[str, Any]:
    """Arguments that the field takes: the required ones, and those on the way to the wanted one."""
    given: dict[str, Any] = {}
    for name, argument in held.args.items():
        if is_required_argument(argument) or (field, name) in NEEDED or name in wanted[:1]:
            given[name] = _value(field, held, (name,), argument.type, world, wanted)
    for name in ALONE.get((field, *wanted), ()):
        given.pop(name, None)
    return given


def id_paths(held: GraphQLField) -> Iterator[Path]:
    """Where the field takes ids: in arguments, and in the fields of its inputs."""
    for name, argument in held.args.items():
        yield from _id_paths((name,), argument.type)


def put(given: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    """The arguments with this value at that place."""
    head, *rest = path
    return {**given, head: put(given.get(head) or {}, tuple(rest), value) if rest else value}


def document(kind: str, field: str, held: GraphQLField, given: Mapping[str, Any], depth: int = 1) -> str:
    """A document that asks for the field with a variable for each argument given."""
    declared = ", ".join(f"${name}: {held.args[name].type}" for name in given)
    filled = ", ".join(f"{name}: ${name}" for name in given)
    return (
        f"{kind} {f'({declared})' if declared else ''} {{ "
        f"{field}{f'({filled})' if filled else ''} {selection(get_named_type(held.type), depth)} }}"
    )


def selection(held: GraphQLNamedType, depth: int) -> str:
    """Everything that can be asked of a type without arguments, some levels deep."""
    if not isinstance(held, GraphQLObjectType):
        return "{ __typename id }" if is_composite_type(held) else ""
    asked = ["__typename"]
    for name, field in held.fields.items():
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            asked.append(name)
        elif depth:
            asked.append(f"{name} {selection(inner, depth - 1)}")
    return f"{{ {' '.join(asked)} }}"


def _answered(held: GraphQLField) -> str | None:
    answer = get_named_type(held.type)
    if answer.name == "Node":
        return "Agent"
    if not answer.name.endswith("Payload"):
        return answer.name
    rows = [get_named_type(field.type) for field in answer.fields.values()]  # type: ignore[attr-defined]
    nouns = [row.name for row in rows if isinstance(row, GraphQLObjectType)]
    return nouns[0] if len(nouns) == 1 else None


def _value(field: str, held: GraphQLField, path: Path, kind: Any, world: World, wanted: Path) -> Any:
    inner = get_named_type(kind)
    if isinstance(inner, GraphQLInputObjectType):
        named = set(wanted[len(path) : len(path) + 1])
        return {
            name: _value(field, held, (*path, name), each.type, world, wanted)
            for name, each in inner.fields.items()
            if is_required_input_field(each) or (field, *path, name) in NEEDED or name in named
        }
    if isinstance(inner, GraphQLEnumType):
        return next(iter(inner.values))
    value = _id(field, held, path[-1], world) if inner.name == "ID" else VALUES.get(inner.name)
    assert value is not None, f"{field}{path} takes {inner}: say in VALUES what fits."
    return [value] if is_list_type(get_nullable_type(kind)) else value


def _id(field: str, held: GraphQLField, argument: str, world: World) -> str:
    noun = noun_of(field, held, argument)
    if noun == "Workspace" and argument == "id" and world.room is not None:
        return world.room
    return world.newcomer if argument == "principalId" else world.ids[noun]


def _id_paths(path: Path, kind: Any) -> Iterator[Path]:
    inner = get_named_type(kind)
    if (
        isinstance(inner, GraphQLScalarType)
        and inner.name == "ID"
        and not is_list_type(get_nullable_type(kind))
    ):
        yield path
    if isinstance(inner, GraphQLInputObjectType) and not inner.name.endswith(("Filter", "OrderBy")):
        for name, each in inner.fields.items():
            yield from _id_paths((*path, name), each.type)
