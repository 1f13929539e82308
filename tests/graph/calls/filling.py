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

from backend.domain.ids import PREFIXES
from tests.graph.calls.meant import ALONE, BESIDE, MEANT, NEEDED, SPARE, VALUES, Path
from tests.graph.calls.world import World
from tests.graph.names import parent_of
from tests.graph.served import served


def noun_of(field: str, held: GraphQLField, path: Path) -> str:
    """The noun whose id is taken there; the test fails if it cannot know. `Node` stands for any."""
    name = path[-1]
    found = MEANT.get(".".join((field, *path))) or MEANT.get(name)
    if found is None and path == ("id",):
        found = _answered(held) or _named_by(field)
    if found is None and name == "within":
        found = _parent_of(noun_of(field, held, ("id",)))
    if found is None:
        found = _named_by(name.removesuffix("s").removesuffix("Id"), whole=True)
    assert found, f"{field}({'.'.join(path)}:) takes an id: say of what, in MEANT of meant.py."
    return found


def arguments(field: str, held: GraphQLField, world: World, wanted: Path = ()) -> dict[str, Any]:
    """Arguments that the field takes: the required ones, and those on the way to the wanted one."""
    given: dict[str, Any] = {}
    for name, argument in held.args.items():
        if is_required_argument(argument) or (field, name) in NEEDED or name in wanted[:1]:
            given[name] = _value(field, held, (name,), argument.type, world, wanted)
    for name in ALONE.get((field, *wanted), ()):
        given.pop(name, None)
    for path, value in BESIDE.get((field, *wanted), {}).items():
        own = isinstance(value, str) and value.startswith("@")
        given = put(given, path, world.ids[value[1:]] if own else value)
    return given


def id_paths(held: GraphQLField) -> Iterator[Path]:
    """Where the field takes ids: in arguments, and in the fields of its inputs."""
    for name, argument in held.args.items():
        yield from _id_paths((name,), argument.type)


def put(given: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    """The arguments with this value at that place; of a list in its first member."""
    head, *rest = path
    if not rest:
        return {**given, head: value}
    held = given.get(head) or {}
    inner = [put(held[0], tuple(rest), value)] if isinstance(held, list) else put(held, tuple(rest), value)
    return {**given, head: inner}


def document(kind: str, field: str, held: GraphQLField, given: Mapping[str, Any], depth: int = 1) -> str:
    """A document that asks for the field with a variable for each argument given."""
    declared = ", ".join(f"${name}: {held.args[name].type}" for name in given)
    filled = ", ".join(f"{name}: ${name}" for name in given)
    return (
        f"{kind} {f'({declared})' if declared else ''} {{ "
        f"{field}{f'({filled})' if filled else ''} {selection(get_named_type(held.type), depth)} }}"
    )


def documents_of_list(field: str, held: GraphQLField) -> Iterator[str]:
    """Documents for all leaves of a list's rows and of the rows next to them: one for each relation."""
    row: Any = get_named_type(get_named_type(held.type).fields["nodes"].type)  # type: ignore[attr-defined]
    yield document("query", field, held, {"first": 100}, 1)
    for name, each in row.fields.items():
        inner = get_named_type(each.type)
        if is_composite_type(inner) and not any(map(is_required_argument, each.args.values())):
            near, bare = (f"{{ id {name} {selection(inner, depth)} }}" for depth in (1, 0))
            rows = f"nodes {near} edges {{ node {bare} }}"
            yield f"query ($first: Int) {{ {field}(first: $first) {{ {rows} }} }}"


def selection(held: GraphQLNamedType, depth: int) -> str:
    """Everything that can be asked of a type with the arguments that its scalars need, some levels deep."""
    if not isinstance(held, GraphQLObjectType):
        return "{ __typename id }" if is_composite_type(held) else ""
    asked = ["__typename"]
    for name, field in held.fields.items():
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            asked.append(f"{name}{required(field)}")
        elif depth and not any(map(is_required_argument, field.args.values())):
            asked.append(f"{name} {selection(inner, depth - 1)}")
    return f"{{ {' '.join(asked)} }}"


def required(held: GraphQLField) -> str:
    """The arguments of a scalar as they stand in the document: those that it needs, which are texts."""
    needed = [f'{name}: "{name}"' for name, each in held.args.items() if is_required_argument(each)]
    return f"({', '.join(needed)})" if needed else ""


def _answered(held: GraphQLField) -> str | None:
    answer = get_named_type(held.type)
    if not answer.name.endswith("Payload"):
        return answer.name
    rows = [get_named_type(field.type) for field in answer.fields.values()]  # type: ignore[attr-defined]
    nouns = [row.name for row in rows if row.name in PREFIXES]
    return nouns[0] if len(nouns) == 1 else None


def _parent_of(noun: str) -> str | None:
    """The noun that `within` names, wherever a row of the noun is looked for."""
    model = served().model
    roots = (root for root in model.roots.values() if root.target == noun and root.within is not None)
    return next((parent_of(model, root) for root in roots), None)


def _named_by(name: str, *, whole: bool = False) -> str | None:
    """The noun that a name is or, as `purgeAgent`, ends with."""
    word = name[:1].upper() + name[1:]
    found = [noun for noun in PREFIXES if word == noun or (not whole and word.endswith(noun))]
    return max(found, key=len, default=None)


def _value(field: str, held: GraphQLField, path: Path, kind: Any, world: World, wanted: Path) -> Any:
    inner = get_named_type(kind)
    if isinstance(inner, GraphQLInputObjectType):
        return {
            name: _value(field, held, (*path, name), each.type, world, wanted)
            for name, each in inner.fields.items()
            if _is_given(field, inner, (*path, name), wanted)
        }
    value = VALUES.get(".".join((field, *path))) or VALUES.get(path[-1])
    if value is None and isinstance(inner, GraphQLEnumType):
        value = next(iter(inner.values))
    if value is None:
        value = _id(field, held, path, world) if inner.name == "ID" else VALUES.get(inner.name)
    assert value is not None, f"{field}{path} takes {inner}: say in VALUES of meant.py what fits."
    return [value] if is_list_type(get_nullable_type(kind)) and not isinstance(value, list) else value


def _is_given(field: str, inner: GraphQLInputObjectType, path: Path, wanted: Path) -> bool:
    """Whether an input's field is needed, or on the way to the wanted one; of a oneOf, one field is."""
    here = len(path) - 1
    on_the_way = wanted[: here + 1] == path
    if inner.is_one_of:
        decided = len(wanted) > here and wanted[:here] == path[:here]
        return on_the_way if decided else path[-1] == next(iter(inner.fields))
    return is_required_input_field(inner.fields[path[-1]]) or (field, *path) in NEEDED or on_the_way


def _id(field: str, held: GraphQLField, path: Path, world: World) -> str:
    noun = noun_of(field, held, path)
    if noun == "Node":
        return next(iter(world.ids.values()))
    spare = SPARE.get(".".join((field, *path))) or (SPARE.get(noun) if path == ("id",) else None)
    return world.spare.get(spare or "", world.ids[noun])


def _id_paths(path: Path, kind: Any) -> Iterator[Path]:
    inner = get_named_type(kind)
    if isinstance(inner, GraphQLScalarType) and inner.name == "ID" and path != ("ids",):
        yield path
    if isinstance(inner, GraphQLInputObjectType) and not inner.name.endswith(("Filter", "OrderBy")):
        for name, each in inner.fields.items():
            yield from _id_paths((*path, name), each.type)
