"""A world has a row of every noun, and what new nouns need of the tests is read off the schema."""

from typing import Any

import pytest
from graphql import GraphQLField, build_schema

from backend.graph.schema import Schema
from tests.graph.calls.asker import Asker
from tests.graph.calls.filling import arguments, document, id_paths, noun_of
from tests.graph.calls.meant import BEFORE, MEANT, SPARE, before
from tests.graph.calls.steps import Planted
from tests.graph.calls.world import World, make_world, served_nouns
from tests.graph.calls.worlds import STEPS

pytestmark = pytest.mark.anyio

SCHEMA = """
scalar JSON
type Query { agent(id: ID!): Agent  agentVersion(id: ID!, within: ID): AgentVersion  node(id: ID!): Node }
interface Node { id: ID! }
type Agent { id: ID!  extension(at: String!): JSON }
type AgentVersion { id: ID! }
type PurgePayload { purgedId: ID! }
type RunPayload { run: AgentVersion  agent: Agent }
input Target @oneOf { agent: ID  session: ID  text: String }
input Link { target: Target!  position: Int }
input AgentIf { within: ID  version: Int }
type Mutation {
  purgeAgentVersion(id: ID!, if: AgentIf): PurgePayload
  setLinks(agentId: ID!, links: [Link!]!, ownerId: ID, sessionIds: [ID!]): RunPayload
}
"""
HERE = World("here", {"Agent": "agt_1", "Session": "ses_1", "AgentVersion": "ver_1"}, {})


def field(name: str) -> GraphQLField:
    """A field of the throw-away schema."""
    made = build_schema(SCHEMA)
    assert made.query_type is not None
    assert made.mutation_type is not None
    found: GraphQLField = {**made.query_type.fields, **made.mutation_type.fields}[name]
    return found


@pytest.mark.parametrize(
    ("name", "path", "noun"),
    [
        ("agent", ("id",), "Agent"),
        ("node", ("id",), "Node"),
        ("agentVersion", ("within",), "Agent"),
        ("purgeAgentVersion", ("id",), "AgentVersion"),
        ("purgeAgentVersion", ("if", "within"), "Agent"),
        ("setLinks", ("agentId",), "Agent"),
        ("setLinks", ("sessionIds",), "Session"),
        ("setLinks", ("ownerId",), "Principal"),
        ("setLinks", ("links", "target", "session"), "Session"),
    ],
)
def test_the_noun_of_an_id_follows_from_names(name: str, path: tuple[str, ...], noun: str) -> None:
    held = field(name)
    assert path in set(id_paths(held))
    assert noun_of(name, held, path) == noun


def test_an_id_of_which_nothing_is_known_says_what_to_write() -> None:
    with pytest.raises(AssertionError, match=r"setLinks\(id:\).* MEANT"):
        noun_of("setLinks", field("setLinks"), ("id",))


def test_of_a_oneof_one_field_is_given_and_it_is_the_wanted_one() -> None:
    given = {"agentId": "agt_1", "links": {"target": {"agent": "agt_1"}}}
    assert arguments("setLinks", field("setLinks"), HERE) == given
    wanted = arguments("setLinks", field("setLinks"), HERE, ("links", "target", "session"))
    assert wanted == {"agentId": "agt_1", "links": {"target": {"session": "ses_1"}}}


def test_a_scalar_is_given_the_text_that_it_needs() -> None:
    asked = document("query", "agent", field("agent"), {"id": "agt_1"})
    assert asked.endswith('{ __typename id extension(at: "at") } }')


def test_what_a_life_asks_for_is_brought_about_first() -> None:
    assert before("purgeAgent") == ("deleteAgent",)
    assert before("restoreAgent") == ("deleteAgent",)
    assert before("unarchiveAgent") == ("archiveAgent",)
    assert before("purger") == before("deleteAgent") == ()


async def test_a_world_has_a_row_of_every_noun_that_is_served(schema: Schema, asker: Asker) -> None:
    world = await make_world(asker, str(asker.viewer.home), "world")
    assert world.ids.keys() >= served_nouns(schema)
    ids = [world.ids[noun] for noun in sorted(served_nouns(schema))]
    data = await asker.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
    assert [row["id"] for row in data["nodes"]] == ids


async def test_a_world_that_lacks_a_noun_says_where_it_is_added(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.graph.calls.world.STEPS", STEPS[:-2])
    with pytest.raises(AssertionError, match=r"\['Activity', 'ToolCall'\].* worlds\.py"):
        await make_world(asker, str(asker.viewer.home), "world")


async def test_a_row_that_no_document_makes_is_planted(asker: Asker) -> None:
    world = await make_world(asker, str(asker.viewer.home), "world")
    ids = {**world.ids, **world.spare}
    said = {"number": 2, "status": "FAILED", "input": {"text": "x"}}
    found = await Planted("Run", lambda _: said, "failed").take(asker, ids)
    asked = "query ($id: ID!) { run(id: $id) { status input { text } agent { id } session { id } output } }"
    assert (await asker.data(asked, id=found["failed"]))["run"] == {
        "status": "FAILED",
        "input": {"text": "x"},
        "agent": {"id": ids["Agent"]},
        "session": {"id": ids["Session"]},
        "output": None,
    }


def test_what_is_said_of_arguments_is_of_arguments_that_exist(schema: Schema) -> None:
    held = (schema.plain.query_type, schema.plain.mutation_type, schema.plain.subscription_type)
    fields: dict[str, Any] = {name: each for kind in held if kind for name, each in kind.fields.items()}
    paths = {".".join((name, *path)) for name, each in fields.items() for path in id_paths(each)}
    names = {path.rpartition(".")[2] for path in paths}
    assert {each for each in MEANT if each not in paths | names} == set()
    assert {each for each in SPARE if "." in each and each not in paths} == set()
    assert BEFORE.keys() <= fields.keys()
