"""A document is rehearsed without a database: what would be refused is said, and so is what is not joined."""

import pytest

from backend.graph.rehearse import complaints
from backend.graph.schema import Schema

GOOD = """
query Agent($id: ID!, $flag: Boolean!) { agent(id: $id) { name @include(if: $flag) } }
query Agents($by: AgentFilter! = {}, $ids: [ID!]!, $way: OrderDirection!) {
  agents(filter: $by, ids: $ids, orderBy: [{ name: $way }]) { nodes { ...Shown } totalCount }
}
mutation Create($input: CreateAgentInput!) { createAgent(input: $input) { agent { ...Shown } } }
subscription Watch($id: ID!) { runEvents(id: $id) { event { id } } }
fragment Shown on Agent { id sessions(first: 3) { nodes { status } } }
"""


def test_what_can_be_asked_is_not_complained_of(schema: Schema) -> None:
    assert list(complaints(schema, GOOD)) == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("{ agent(id: 1) { nothing } }", "Cannot query field 'nothing' on type 'Agent'."),
        ("{ agents { nodes { id } } ", "Syntax Error: Expected Name, found <EOF>."),
        ("mutation { createAgent { agent { id } } }", "CreateAgentInput!' is required"),
        (
            "query Both { agents(first: 1, last: 2) { nodes { id } } }",
            "Both, agents, on postgresql: Say first or last, not both.",
        ),
        ("{ agents(filter: {name: {}}) { totalCount } }", "on sqlite: An empty comparison says nothing"),
        ("{ __schema { description } }", "it is not joined, since graphql-core completes it."),
    ],
)
def test_what_would_be_refused_or_is_not_joined_is_said(schema: Schema, source: str, complaint: str) -> None:
    assert any(complaint in each for each in complaints(schema, source)), list(complaints(schema, source))
