"""What two people believe of one row: who read it before the other changed it changes nothing."""

import pytest

from tests.graph.calls.asker import Asker

pytestmark = pytest.mark.anyio

NOUNS = {
    "ToolSet": 'createToolSet(input: {name: "A", kind: CLIENT}) { made: toolSet { id updatedAt } }',
    "Environment": 'createEnvironment(input: {name: "A"}) { made: environment { id updatedAt } }',
    "Agent": 'createAgent(input: {name: "A"}) { made: agent { id updatedAt } }',
}
CHANGE = """
mutation ($id: ID!, $if: %sIf, $name: String!) {
  update%s(id: $id, input: {name: $name}, if: $if) { made: %s { id name updatedAt } }
}
"""


@pytest.mark.parametrize("noun", NOUNS)
async def test_who_has_not_read_the_last_change_overwrites_nothing(asker: Asker, noun: str) -> None:
    made = await asker.change(f"mutation {{ {NOUNS[noun]} }}")
    kind = noun if noun in {"Agent", "Environment"} else "Row"
    source = CHANGE % (kind, noun, noun[0].lower() + noun[1:])
    read = {"id": made["id"], "if": {"updatedAt": made["updatedAt"]}}
    first = await asker.change(source, **read, name="By the first")
    assert first["updatedAt"] > made["updatedAt"]
    assert await asker.refusal(source, **read, name="By the second") == ("CONFLICT", ["if", "updatedAt"])
    (error,) = (await asker.answer(source, **read, name="By the second"))["errors"]
    assert first["updatedAt"] in error["message"]
    again = {"id": made["id"], "if": {"updatedAt": first["updatedAt"]}}
    assert (await asker.change(source, **again, name="By the second"))["name"] == "By the second"


async def test_a_draft_that_has_changed_is_another_agent(asker: Asker) -> None:
    made = await asker.change(f"mutation {{ {NOUNS['Agent']} }}")
    source = """
    mutation ($id: ID!, $if: AgentIf, $say: String!) {
      updateAgent(id: $id, input: {instructions: $say}, if: $if) { agent { updatedAt } }
    }
    """
    read = {"id": made["id"], "if": {"updatedAt": made["updatedAt"]}}
    await asker.change(source, **read, say="One.")
    assert await asker.refusal(source, **read, say="Two.") == ("CONFLICT", ["if", "updatedAt"])


async def test_a_session_is_held_to_what_was_read(asker: Asker) -> None:
    agent = await asker.change(f"mutation {{ {NOUNS['Agent']} }}")
    await asker.change("mutation ($id: ID!) { publishAgent(id: $id) { agent { id } } }", id=agent["id"])
    start = "mutation ($id: ID!) { startSession(agentId: $id) { session { id updatedAt } } }"
    made = await asker.change(start, id=agent["id"])
    source = """
    mutation ($id: ID!, $if: SessionIf) {
      updateSession(id: $id, input: {title: "A"}, if: $if) { session { updatedAt } }
    }
    """
    read = {"id": made["id"], "if": {"updatedAt": made["updatedAt"]}}
    await asker.change(source, **read)
    assert await asker.refusal(source, **read) == ("CONFLICT", ["if", "updatedAt"])
