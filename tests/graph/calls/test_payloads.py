"""A payload is read inside its mutation's transaction, after the write, by the plans that queries have."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest
from graphql import build_schema
from sqlalchemy import select

from backend.domain.viewer import Viewer
from backend.graph import calling
from backend.graph.context import Services
from backend.graph.schema import Schema
from backend.store import agent as agents, agent_edit
from backend.store.database import Database, Transaction
from backend.store.plan import root as roots
from backend.store.plan.model import Computed
from backend.store.statement import Row
from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker, graph_over
from tests.graph.calls.test_agents import new_agent
from tests.graph.computing import Calls, with_computed_leaves

pytestmark = pytest.mark.anyio


async def test_a_payload_shows_what_was_just_written_and_nobody_else_sees_it_yet(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = await new_agent(asker)
    outside: list[object] = []
    written = calling._Payload.written

    async def looking(payload: calling._Payload, answer: Mapping[str, Any], tx: Transaction) -> str:
        outside.append(await asker.data(doc.AGENT, id=agent))
        return await written(payload, answer, tx)

    monkeypatch.setattr(calling._Payload, "written", looking)
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


async def test_variables_reach_the_paths_of_a_payload_and_a_bad_one_undoes_the_change(asker: Asker) -> None:
    agent = await new_agent(asker)
    document = """
    mutation ($id: ID!, $input: UpdateAgentInput!, $at: String!) {
      updateAgent(id: $id, input: $input) { agent { name extension(at: $at) } }
    }
    """
    extensions = {"make": {"connection": {"id": 7}}}
    for at, value in (("make.connection.id", 7), ("make.none", None), ("make.connection", {"id": 7})):
        changed = await asker.change(document, id=agent, input={"extensions": extensions}, at=at)
        assert changed["extension"] == value
    refused = await asker.refusal(document, id=agent, input={"name": "Bea"}, at="make..connection")
    assert refused == ("BAD_INPUT", ["at"])
    assert (await asker.data(doc.AGENT, id=agent))["agent"]["name"] == "Ada"


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


async def test_a_bug_undoes_its_own_write_and_leaves_the_other_fields(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = await new_agent(asker)
    changed = agent_edit.update_agent

    async def broken(*given: object, **options: object) -> str:
        await changed(*given, **options)  # type: ignore[arg-type]
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(agent_edit, "update_agent", broken)
    document = """
    mutation ($id: ID!) {
      first: createAgent(input: {name: "Cy"}) { agent { name } }
      second: updateAgent(id: $id, input: {name: "Bea"}) { agent { name } }
      third: createAgent(input: {name: "Di"}) { agent { name } }
    }
    """
    answer = await asker.answer(document, id=agent)
    made = {"first": {"agent": {"name": "Cy"}}, "second": None, "third": {"agent": {"name": "Di"}}}
    assert answer["data"] == made
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]) == (["second"], {"code": "INTERNAL"})
    assert "secret" not in error["message"]
    assert (await asker.data(doc.AGENT, id=agent))["agent"]["name"] == "Ada"


MORE = """
type Change { path: String! before: JSON agent: Agent inside: Change others: [Change!] }
"""
FIELDS = (
    "count: Int! words: [String!]! limits: Limits changes: [Change!]! agents: [Agent!]! nothing: [Change!]"
)
CHANGES = """
mutation ($id: ID!, $n: Int) {
  editAgent(id: $id) {
    count words limits { __typename turns: maxTurns }
    all: changes {
      __typename at: path path before
      agent { id versions(first: $n) { totalCount nodes { number } } }
      inside { path agent { name } }
      ...Others
    }
    agents { id shout }
    agent { __typename shout }
    nothing { path }
  }
}
fragment Others on Change { others { path } }
"""


def with_more(schema: Schema) -> Schema:
    """The schema with a payload that holds much besides its row."""
    text = schema.text.replace("type AgentPayload {", f"type AgentPayload {{ {FIELDS} ") + MORE
    return replace(schema, plain=build_schema(text))


def answer_also(schema: Schema, monkeypatch: pytest.MonkeyPatch, agent: str, other: str) -> None:
    """Let `editAgent` answer two changes, rows and plain values besides its agent."""
    held: Any = schema.strawberry.mutation_type
    edits: Any = held.fields["editAgent"]
    resolve: Any = edits.resolve
    change = {"path": "a", "before": {"b": None}, "agent": None, "inside": None, "others": None}
    inner = {"path": "\x01", "agent": other}
    changes = [change, {**change, "agent": agent, "inside": inner, "others": [{"path": "c"}]}]
    rest = {"count": 2, "words": ["x", "\x01"], "limits": {"maxTurns": 3}, "changes": changes}

    async def answering(*given: Any, **options: Any) -> dict[str, Any]:
        return {**await resolve(*given, **options), **rest, "agents": [other, agent], "nothing": None}

    monkeypatch.setattr(edits, "resolve", answering)


async def test_a_payload_holds_what_is_no_row_as_the_selection_asks(
    schema: Schema, database: Database, admin: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls()
    asker = Asker(graph_over(with_more(with_computed_leaves(schema, calls)), database), admin)
    agent, other = await new_agent(asker), await new_agent(asker, name="B\x01")
    answer_also(schema, monkeypatch, agent, other)
    made = (await asker.data(CHANGES, id=agent, n=1))["editAgent"]
    shouts = [each.pop("shout") for each in (*made["agents"], made["agent"])]
    assert [each.partition("|")[0] for each in shouts] == ["B\x01", "ADA", "ADA"]
    assert calls.shouted == [2]
    bare = {"__typename": "Change", "at": "a", "path": "a", "before": {"b": None}}
    versions = {"totalCount": 2, "nodes": [{"number": None}]}
    assert made == {
        "count": 2,
        "words": ["x", "\x01"],
        "limits": {"__typename": "Limits", "turns": 3},
        "all": [
            {**bare, "agent": None, "inside": None, "others": None},
            {
                **bare,
                "agent": {"id": agent, "versions": versions},
                "inside": {"path": "\x01", "agent": {"name": "B\x01"}},
                "others": [{"path": "c"}],
            },
        ],
        "agents": [{"id": other}, {"id": agent}],
        "agent": {"__typename": "Agent"},
        "nothing": None,
    }
    assert list(made) == ["count", "words", "limits", "all", "agents", "agent", "nothing"]


async def test_functions_of_a_payloads_leaves_are_called_when_its_transaction_is_over(
    schema: Schema, database: Database, admin: Viewer
) -> None:
    seen: list[Any] = []
    extended = with_computed_leaves(schema, Calls())

    async def look(rows: Sequence[Row], _: Viewer, __: Services) -> list[object]:
        async with database.read() as tx:
            seen.extend(await tx.fetch(select(agents.agent.c.name)))
        return [row.name for row in rows]

    leaf = Computed("shout", ("name",), look)
    fields: Any = extended.model.entities["Agent"].fields
    entity = replace(extended.model.entities["Agent"], fields={**fields, "shout": leaf})
    model = replace(extended.model, entities={**extended.model.entities, "Agent": entity})
    asker = Asker(graph_over(replace(extended, model=model), database), admin)
    document = 'mutation { createAgent(input: {name: "Ada"}) { agent { shout } } }'
    assert await asker.change(document) == {"shout": "Ada"}
    assert [row.name for row in seen] == ["Ada"]
