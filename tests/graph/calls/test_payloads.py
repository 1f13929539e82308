"""A payload is read inside its mutation's transaction, after the write, by the plans that queries have."""

from typing import Any
from unittest.mock import Mock

import pytest

from backend.store import agent_edit
from backend.store.plan import root as roots
from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker
from tests.graph.calls.test_agents import new_agent

pytestmark = pytest.mark.anyio


async def test_a_payload_shows_what_was_just_written_and_nobody_else_sees_it_yet(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = await new_agent(asker)
    outside: list[object] = []
    written = asker.graph._caller._written

    async def looking(*given: object) -> str:
        outside.append(await asker.data(doc.AGENT, id=agent))
        return await written(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(asker.graph._caller, "_written", looking)
    changed = await asker.change(doc.UPDATE, id=agent, input={"name": "Bea"})
    assert changed["name"] == "Bea"
    assert outside == [{"agent": {"id": agent, "name": "Ada", "versions": {"totalCount": 1}}}]


async def test_variables_reach_the_lists_of_a_payload(asker: Asker) -> None:
    agent = await new_agent(asker)
    for number in range(2, 6):
        await asker.change(doc.UPDATE, id=agent, input={"instructions": str(number)}, publish=True)
    document = """
    mutation ($id: ID!, $n: Int, $after: String, $order: [AgentVersionOrderBy!], $least: Int) {
      editAgent(id: $id) { agent {
        versions(first: $n, after: $after, orderBy: $order, filter: {number: {gte: $least}}) {
          nodes { number } nextCursor
        }
      } }
    }
    """
    given = {"id": agent, "order": [{"number": "ASC"}], "least": 1}
    page: Any = None
    for size in (1, 2, 3):
        page = (await asker.change(document, **given, n=size))["versions"]
        assert [row["number"] for row in page["nodes"]] == list(range(1, size + 1))
    rest = (await asker.change(document, **given, after=page["nextCursor"]))["versions"]
    assert [row["number"] for row in rest["nodes"]] == [4, 5]
    down = (await asker.change(document, **given | {"order": [{"number": "DESC"}]}, n=1))["versions"]
    assert down["nodes"] == [{"number": 5}]
    late = (await asker.change(document, **given | {"least": 4}))["versions"]
    assert [row["number"] for row in late["nodes"]] == [4, 5]


async def test_a_documents_own_variable_called_id_is_not_the_plans(asker: Asker) -> None:
    agent, other = await new_agent(asker), await new_agent(asker)
    document = """
    mutation ($id: ID!, $agent: ID!) {
      editAgent(id: $agent) { agent { id versions(filter: {agent: {id: {eq: $id}}}) { totalCount } } }
    }
    """
    same = await asker.change(document, id=agent, agent=agent)
    assert same == {"id": agent, "versions": {"totalCount": 2}}
    foreign = await asker.change(document, id=other, agent=agent)
    assert foreign == {"id": agent, "versions": {"totalCount": 0}}


async def test_a_plan_is_kept_for_each_shape_of_the_variables(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = await new_agent(asker, description="text")
    made = Mock(wraps=roots.by_id)
    monkeypatch.setattr(roots, "by_id", made)
    document = """
    mutation ($id: ID!, $with: Boolean!, $without: Boolean = false) {
      editAgent(id: $id) @include(if: $with) { agent { id description @skip(if: $without) } }
      again: editAgent(id: $id) { agent { ...A @include(if: $with) handle } __typename }
    }
    fragment A on Agent { name }
    """
    for _ in range(2):
        full = await asker.data(document, id=agent, **{"with": True})
        assert full == {
            "editAgent": {"agent": {"id": agent, "description": "text"}},
            "again": {"agent": {"name": "Ada", "handle": "ada"}, "__typename": "AgentPayload"},
        }
        less = await asker.data(document, id=agent, without=True, **{"with": True})
        assert less["editAgent"] == {"agent": {"id": agent}}
        least = await asker.data(document, id=agent, **{"with": False})
        assert least == {"again": {"agent": {"handle": "ada"}, "__typename": "AgentPayload"}}
    assert made.call_count == 5


async def test_fragments_aliases_and_repeated_fields_are_merged(asker: Asker) -> None:
    agent = await new_agent(asker)
    document = """
    mutation ($id: ID!) {
      __typename
      m: editAgent(id: $id) { ...P agent { id } }
      m: editAgent(id: $id) { ... on AgentPayload { other: agent { ... on Node { key: id __typename } } } }
    }
    fragment P on AgentPayload { __typename agent { draftVersion { __typename number } } }
    """
    assert await asker.data(document, id=agent) == {
        "__typename": "Mutation",
        "m": {
            "__typename": "AgentPayload",
            "agent": {"draftVersion": {"__typename": "AgentVersion", "number": None}, "id": agent},
            "other": {"key": agent, "__typename": "Agent"},
        },
    }


async def test_a_document_of_nothing_but_skipped_fields_does_nothing(asker: Asker) -> None:
    agent = await new_agent(asker)
    document = "mutation ($id: ID!) { deleteAgent(id: $id) @skip(if: true) { agent { id } } }"
    assert await asker.data(document, id=agent) == {}
    assert (await asker.data(doc.AGENT, id=agent))["agent"]["id"] == agent


async def test_fields_run_in_order_and_one_that_fails_leaves_the_others(asker: Asker) -> None:
    agent = await new_agent(asker)
    document = """
    mutation ($id: ID!, $input: UpdateAgentInput!) {
      first: updateAgent(id: $id, input: $input) { agent { name } }
      second: publishAgent(id: "handle:nobody") { agent { name } }
      third: archiveAgent(id: $id, if: {archived: true}) { agent { name } }
      fourth: updateAgent(id: $id, input: {description: "last"}) { agent { name description } }
    }
    """
    answer = await asker.answer(document, id=agent, input={"name": "Bea"})
    assert answer["data"] == {
        "first": {"agent": {"name": "Bea"}},
        "second": None,
        "third": None,
        "fourth": {"agent": {"name": "Bea", "description": "last"}},
    }
    told = [(error["path"], error["extensions"]) for error in answer["errors"]]
    assert told == [
        (["second"], {"code": "NOT_FOUND", "path": ["id"]}),
        (["third"], {"code": "CONFLICT", "path": ["if", "archived"]}),
    ]


async def test_a_payload_that_cannot_be_read_undoes_the_write(asker: Asker) -> None:
    agent = await new_agent(asker)
    document = """
    mutation ($id: ID!, $after: String) {
      updateAgent(id: $id, input: {name: "Bea"}) { agent { versions(after: $after) { nodes { id } } } }
    }
    """
    code, path = await asker.refusal(document, id=agent, after="a.b.c")
    assert (code, path) == ("BAD_CURSOR", ["after"])
    assert (await asker.data(doc.AGENT, id=agent))["agent"]["name"] == "Ada"


async def test_a_bug_is_raised_and_undoes_the_write(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    agent = await new_agent(asker)
    changed = agent_edit.update_agent

    async def broken(*given: object, **options: object) -> str:
        await changed(*given, **options)  # type: ignore[arg-type]
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(agent_edit, "update_agent", broken)
    with pytest.raises(RuntimeError, match="a secret"):
        await asker.answer(doc.UPDATE, id=agent, input={"name": "Bea"})
    assert (await asker.data(doc.AGENT, id=agent))["agent"]["name"] == "Ada"
