"""What an operation costs is known before any SQL is sent, and is never less than the rows of its answer."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from graphql import GraphQLResolveInfo, execute_sync, get_named_type, parse

from backend.domain.errors import RateLimited
from backend.graph.answer import RequestError
from backend.graph.budget import PER_REQUEST, Budget
from backend.graph.execute import Graph
from backend.graph.limits import Limits
from backend.graph.operation import Documents
from backend.graph.price import Price, Size
from backend.platform.allowance import Allowance
from backend.platform.settings import Settings
from tests.graph.dataset import ADA, BO
from tests.graph.generator import Generator, Request
from tests.graph.harvest import harvest
from tests.graph.reader import SERVICES, Reader

pytestmark = pytest.mark.anyio

SEED = int(os.environ.get("CONCORD_SEED", "20261122"))
DOCUMENTS = 2_000 if os.environ.get("CONCORD_PROOF") else 200

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "cost.md").read_text()
EXAMPLES = re.findall(r"```graphql\n# costs (\d+)(?:, with (\{[^\n]*\}))?(?:, which .*)?\n([^`]*)```", TEXT)

PAGE = "query ($first: Int, $by: AgentFilter) { agents(first: $first, filter: $by) { nodes { id } } }"
NESTED = "query ($a: Int, $b: Int) { agents(first: $a) { nodes { id sessions(last: $b) { nodes { id } } } } }"
INSIDE = """query ($by: AgentFilter) {
  workspaces(first: 3) { nodes { agents(first: 0, filter: $by) { nodes { id } } } } }"""
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Agent { name sessions { totalCount } } } }"
EVENTS = """{ sessions(first: 10) { nodes { events(first: 10) { nodes {
  ... on ToolCallRequested { run { id } } ... on ToolCallStarted { run { id status } } } } } } }"""


def graph_with(reader: Reader, budget: Budget) -> Graph:
    return Graph(reader.schema, reader.recording, SERVICES, budget=budget)


async def told(graph: Graph, source: str, variables: Mapping[str, Any]) -> Any:
    """What the answer, or the refusal, tells of its cost."""
    try:
        answer = await graph.execute(graph.prepare(source, None), dict(variables), ADA, telling=True)
    except RequestError as error:
        return error.errors[0]["extensions"]["cost"]
    return orjson.loads(answer.body)["extensions"]["cost"]


async def refused(graph: Graph, source: str, variables: Mapping[str, Any]) -> Any:
    """The error for which nothing is executed."""
    with pytest.raises(RequestError) as caught:
        await graph.execute(graph.prepare(source, None), dict(variables), ADA)
    (error,) = caught.value.errors
    return error


async def cost(reader: Reader, source: str, **variables: Any) -> int:
    requested: int = (await told(reader.graph, source, variables))["requested"]
    return requested


@pytest.mark.parametrize(("requested", "variables", "source"), EXAMPLES)
async def test_the_documented_examples_cost_what_the_page_says(
    readers: Mapping[str, Reader], requested: str, variables: str, source: str
) -> None:
    graph = graph_with(readers["sqlite"], Budget())
    assert (await told(graph, source, orjson.loads(variables or "{}")))["requested"] == int(requested)
    assert len(EXAMPLES) == TEXT.count("```graphql")


def test_the_documented_budgets_are_the_settings_own() -> None:
    settings = Settings()
    assert settings.cost_per_request == PER_REQUEST
    assert f"`CONCORD_COST_PER_REQUEST`, {settings.cost_per_request:,}:" in TEXT
    assert f"`CONCORD_COST_PER_MINUTE`, {settings.cost_per_minute:,} " in TEXT


async def test_one_plan_costs_what_the_sizes_of_each_request_say(reader: Reader) -> None:
    found = [await cost(reader, NESTED, a=a, b=b) for a, b in ((1, 1), (10, 20), (100, 100), (0, 7), (3, 0))]
    assert found == [1 + 1 + (2 + 1), 2 + 10 * (2 + 20), 2 + 100 * (2 + 100), 2, 2 + 3 * 2]
    assert reader.plans(NESTED) == 1
    assert await cost(reader, NESTED, a=None) == 2 + 50 * (2 + 50)


async def test_ids_are_charged_by_their_number_and_never_more_than_a_page(reader: Reader) -> None:
    source = "query ($ids: [ID!], $n: Int) { agents(ids: $ids, first: $n) { nodes { id } } }"
    ids = [f"agt_{number}" for number in range(80)]
    assert await cost(reader, source, ids=ids[:3]) == 5
    assert await cost(reader, source, ids="agt_1") == 3
    assert await cost(reader, source, ids=ids) == 52
    assert await cost(reader, source, ids=ids, n=70) == 72


async def test_nodes_are_charged_by_their_ids_and_what_is_asked_of_their_types(reader: Reader) -> None:
    data = await reader.data("{ agents(first: 3) { nodes { id } } sessions(first: 2) { nodes { id } } }")
    agents, sessions = [[row["id"] for row in data[key]["nodes"]] for key in ("agents", "sessions")]
    assert await cost(reader, NODES, ids=sessions) == 1 + 1 + 2
    assert await cost(reader, NODES, ids=agents) == 1 + 1 + 3 * (1 + 1 + 10)


async def test_a_field_that_many_kinds_of_rows_have_counts_once(reader: Reader) -> None:
    assert await cost(reader, EVENTS) == 2 + 10 * (1 + 1 + 10 * (1 + 1))


@pytest.mark.parametrize(
    ("condition", "weight"),
    [
        ({"name": {"eq": "x", "gt": "a", "in": ["x"], "isNull": False}}, 0),
        ({"name": {"contains": "x"}}, 50),
        ({"name": {"ne": "x", "notIn": ["y"]}}, 100),
        ({"OR": [{"name": {"endsWith": "x"}}, {"name": {"iEq": "x"}}, {"name": {"eq": "x"}}]}, 100),
        ({"NOT": {"name": {"eq": "x"}, "handle": {"eq": "y"}}}, 100),
        ({"NOT": {"NOT": {"name": {"eq": "x"}}}}, 50),
        ({"sessions": {"some": {}}}, 10),
        ({"sessions": {"some": {"status": {"eq": "RUNNING"}}}}, 10),
        (
            {"sessions": {"every": {"status": {"eq": "RUNNING"}}, "none": {"agent": {"name": {"eq": "x"}}}}},
            130,
        ),
        ({"defaultVersion": {"number": {"ne": 1}}}, 60),
    ],
)
async def test_filters_cost_what_they_make_the_database_look_through(
    reader: Reader, condition: Any, weight: int
) -> None:
    assert await cost(reader, PAGE, first=0, by=condition) == 2 + weight
    assert await cost(reader, INSIDE, by=condition) == 2 + 3 * (2 + weight)


@pytest.mark.parametrize("first", [-5, 101, 10**30, 1e300, "7", True, [1, 2]])
async def test_a_size_that_cannot_be_meant_is_refused_for_what_it_is(reader: Reader, first: Any) -> None:
    await reader.body(PAGE, {"first": 1})
    assert (await reader.refusal(PAGE, {"first": first}))["extensions"]["code"] == "BAD_INPUT"


async def test_what_is_over_the_budget_is_refused_with_nothing_sent(reader: Reader) -> None:
    graph = graph_with(reader, Budget(1_000))
    operation = graph.prepare(NESTED, None)
    reader.recording.sent.clear()
    for _ in range(2):  # once without a plan, once with it
        with pytest.raises(RequestError, match="This costs 1,242"):
            await graph.execute(operation, {"a": 20, "b": 60}, ADA)
    assert reader.statements == []
    error = await refused(graph, NESTED, {"a": 20, "b": 60})
    assert error["message"].startswith("This costs 1,242, and a request may cost 1,000.")
    assert "The dearest is agents.nodes.sessions.nodes: 1,200." in error["message"]
    assert error["extensions"] == {
        "code": "TOO_EXPENSIVE",
        "cost": {"requested": 1_242, "budget": 1_000, "dearest": ("agents", "nodes", "sessions", "nodes")},
    }
    await graph.execute(operation, {"a": 20, "b": 40}, ADA)
    assert len(reader.statements) == 1


async def test_a_cost_beyond_all_numbers_is_told_as_the_greatest_that_json_holds(reader: Reader) -> None:
    inner = "id"
    for _ in range(9):
        inner = f"agent {{ sessions(first: 100) {{ nodes {{ {inner} }} }} }}"
    graph = Graph(reader.schema, reader.recording, SERVICES, Documents(reader.schema.plain, Limits(depth=40)))
    found = await told(graph, f"{{ sessions(first: 100) {{ nodes {{ {inner} }} }} }}", {})
    assert found["requested"] == 2**53 - 1


async def test_a_minutes_allowance_is_of_each_key_and_comes_back(reader: Reader) -> None:
    now = 30.0
    graph = graph_with(reader, Budget(100, Allowance(100, lambda: now)))
    operation = graph.prepare(PAGE, None)
    left = []
    for _ in range(3):
        answer = await graph.execute(operation, {"first": 28}, ADA, telling=True)
        left.append(orjson.loads(answer.body)["extensions"]["cost"]["remaining"])
    assert left == [70, 40, 10]
    reader.recording.sent.clear()
    with pytest.raises(RateLimited) as caught:
        await graph.execute(operation, {"first": 28}, ADA)
    assert reader.statements == []
    await graph.execute(operation, {"first": 28}, BO)
    assert caught.value.retry_after is not None
    now += caught.value.retry_after
    await graph.execute(operation, {"first": 28}, ADA)


async def test_an_answer_tells_its_cost_only_if_it_is_asked(reader: Reader) -> None:
    operation = reader.graph.prepare(PAGE, None)
    plain = (await reader.graph.execute(operation, {"first": 2}, ADA)).body
    telling = (await reader.graph.execute(operation, {"first": 2}, ADA, telling=True)).body
    assert b"extensions" not in plain
    assert telling == plain[:-1] + b',"extensions":{"cost":{"requested":4,"budget":1000000000}}}'


async def test_no_answer_has_more_rows_than_its_operation_costs(readers: Mapping[str, Reader]) -> None:
    reader = readers["sqlite"]
    pool = await harvest(reader, SEED)
    for number in range(DOCUMENTS):
        request = Generator(reader.schema, pool, SEED + number).request()
        answer = await reader.answer(request.source, request.variables, request.viewer)
        if "errors" not in answer:
            rows = rows_of(reader, request, answer["data"])
            assert rows < await cost(reader, request.source, **request.variables), (
                SEED + number,
                request.source,
            )


def rows_of(reader: Reader, request: Request, data: Any) -> int:
    """How many rows stand in an answer."""
    rows = 0

    def resolve(source: Any, info: GraphQLResolveInfo[Any], /, **_: Any) -> Any:
        nonlocal rows
        held = source[info.path.key]
        entity = reader.schema.model.entities.get(get_named_type(info.return_type).name)
        if held is not None and entity is not None and entity.table is not None:
            rows += len(held) if isinstance(held, list) else 1
        return held

    execute_sync(
        reader.schema.plain,
        parse(request.source),
        root_value=data,
        variable_values=request.variables,
        field_resolver=resolve,
        type_resolver=lambda value, *_: str(value["__typename"]),
    )
    return rows


def test_sizes_are_the_least_that_is_said_and_never_below_nothing() -> None:
    assert Size(50, ("a", "b")).of({"a": 7, "b": ["x", "y"]}) == 2
    assert Size(50, ("a",)).of({"a": -1}) == 0
    assert Price((), (Size(9, ("a",)),), 1, ((5, (0, 0)),)).of({"a": 3}) == 46
