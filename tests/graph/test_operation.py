"""Documents are read once, in bounded time, and what is kept of them and of their plans is bounded."""

from dataclasses import dataclass

import pytest

from backend.graph.answer import ErrorBody, RequestError
from backend.graph.limits import Limits
from backend.graph.operation import DOCUMENTS, PLANS, Documents
from backend.graph.schema import Schema
from backend.graph.shaper import MOST_VALUES

FILTERED = "query ($by: AgentFilter) { agents(filter: $by) { nodes { id } } }"
SHARED = "fragment F on Agent { " + "name description ... { id } " * 100 + "}"

TANGLED = {
    "one field a thousand times": "{ agents { nodes { " + "name " * 1_000 + "} } }",
    "one list four hundred times": "{ agents { nodes { "
    + "versions(first: 1) { totalCount } " * 400
    + "} } }",
    "four hundred fragments side by side": "{ agents { nodes { "
    + " ".join(f"...F{number}" for number in range(400))
    + " } } } "
    + " ".join(f"fragment F{number} on Agent {{ name id }}" for number in range(400)),
}


@dataclass(frozen=True)
class Plan:
    """What is kept, and as heavy as it says."""

    weight: int


def documents(schema: Schema, *, introspection: bool = True) -> Documents:
    return Documents(schema.plain, Limits(), introspection=introspection)


def refused(read: Documents, source: str) -> list[ErrorBody]:
    with pytest.raises(RequestError) as caught:
        read.operation(source, None)
    return list(caught.value.errors)


def nested(conditions: int) -> dict[str, object]:
    """A filter of about so many values, none of them in a long list."""
    half = [{"AND": [{"name": {"eq": "x"}} for _ in range(100)]} for _ in range(conditions // 400)]
    return {"AND": half}


@pytest.mark.parametrize("source", TANGLED.values(), ids=TANGLED.keys())
def test_a_document_that_takes_long_to_compare_with_itself_is_refused_soon(
    schema: Schema, source: str
) -> None:
    (error,) = refused(documents(schema), source)
    assert error["extensions"]["code"] == "TOO_EXPENSIVE"
    assert "ask for a field once" in error["message"]


def test_operations_that_share_fragments_cost_what_the_asked_one_does(schema: Schema) -> None:
    many = " ".join(f"query Q{number} {{ agents {{ nodes {{ ...F }} }} }}" for number in range(200))
    read = documents(schema)
    read.operation(f"{many} {SHARED}", "Q0")
    kept = read._known.get(f"{many} {SHARED}")
    assert kept is not None
    assert kept["Q0"].shape({}) == ()
    assert [name for name, each in kept.items() if "_parts" in vars(each)] == ["Q0"]


def test_without_introspection_no_name_is_suggested(schema: Schema) -> None:
    for source in (
        "{ agentz { id } }",
        "{ agents(frist: 1) { nodes { id } } }",
        "{ agents { node { id } } }",
    ):
        assert "Did you mean" in refused(documents(schema), source)[0]["message"]
        assert "Did you mean" not in refused(documents(schema, introspection=False), source)[0]["message"]


def test_the_documents_that_are_kept_are_bounded_by_their_length(schema: Schema) -> None:
    read = documents(schema)
    padding = "#" * 50_000
    for number in range(30):
        read.operation(f"query Q{number} {{ __typename }} {padding}", None)
    assert len(read._known) < DOCUMENTS / len(padding)


def test_the_plans_that_are_kept_are_bounded_for_all_documents_together(schema: Schema) -> None:
    read = documents(schema)
    longest = 0
    for number in range(12):
        operation = read.operation(FILTERED + f" # {number}", None)
        for conditions in range(1, 60):
            by = {"AND": [{"name": {"eq": "x"}}] * conditions}
            key = operation.shape({"by": by})
            assert operation.plans.get(key) is None
            made = operation.plans.put(key, Plan(100_000 + conditions))
            assert operation.plans.get(key) is made
            longest = max(longest, len(repr(key)))
    assert len(read._plans) < PLANS / 100_000
    assert read._plans._weight <= PLANS
    assert longest > 1_000


def test_a_variable_of_very_many_values_is_refused_before_it_is_looked_at(schema: Schema) -> None:
    operation = documents(schema).operation(FILTERED, None)
    assert operation.shape({"by": nested(MOST_VALUES // 2)})
    with pytest.raises(RequestError, match="holds more than 5000 values") as caught:
        operation.shape({"by": nested(40_000)})
    assert caught.value.errors[0]["extensions"] == {"code": "TOO_EXPENSIVE", "path": ["by"]}


def test_json_is_one_value_however_much_it_holds(schema: Schema) -> None:
    source = "mutation ($input: CreateAgentInput!) { createAgent(input: $input) { agent { id } } }"
    operation = documents(schema).operation(source, None)
    schemas = {"enum": list(range(2 * MOST_VALUES))}
    assert operation.shape({"input": {"name": "x", "inputSchema": schemas}})
