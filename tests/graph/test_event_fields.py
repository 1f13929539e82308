"""Fields of one name have one type in every kind of event: else no document could ask for all of them."""

from graphql import GraphQLEnumType, GraphQLObjectType, get_named_type, is_composite_type, parse, validate

from backend.graph.schema import build


def test_one_document_can_ask_for_every_field_of_every_kind_of_event() -> None:
    schema = build().plain
    kinds = schema.get_possible_types(schema.type_map["Event"])  # type: ignore[arg-type]
    asked = " ".join(f"... on {kind.name} {{ {_fields(kind)} }}" for kind in kinds)
    document = f"{{ sessions {{ nodes {{ events {{ nodes {{ {asked} }} }} }} }} }}"
    assert validate(schema, parse(document)) == []


def test_the_kinds_that_events_are_filtered_by_are_the_types_that_there_are() -> None:
    schema = build().plain
    kinds: GraphQLEnumType = schema.type_map["EventKind"]  # type: ignore[assignment]
    types = schema.get_possible_types(schema.type_map["Event"])  # type: ignore[arg-type]
    assert set(kinds.values) == {each.name for each in types}


def _fields(kind: GraphQLObjectType) -> str:
    composite = {name for name, field in kind.fields.items() if is_composite_type(get_named_type(field.type))}
    return " ".join(f"{name} {{ __typename }}" if name in composite else name for name in kind.fields)
