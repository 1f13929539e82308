"""A plan holds nothing of SQLAlchemy and nothing of the document, and takes no more than it weighs."""

import gc
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from graphql import GraphQLSchema, Node

from backend.graph.operation import Operation
from backend.store.plan.model import Model
from tests.graph.reader import Reader

pytestmark = pytest.mark.anyio

BYTES = 10
"""What a plan takes at most for each character that it weighs: see `operation.PLANS`."""


def several(field: str, times: int) -> str:
    return " ".join(f"a{at}: {field}" for at in range(times))


SESSIONS = "sessions(first: 2) { nodes { id runs(first: 2) { nodes { id } } } }"
TYPES = several("__typename", 90)
CONDITION = '{ name: { eq: "x" } } '
DOCUMENTS = {
    "a page": "{ agents { nodes { id name description sessions(first: 5) { nodes { id } } } nextCursor } }",
    "one row": '{ agent(id: "handle:x") { id } }',
    "many rows": f"{{ {several('viewer { id }', 20)} }}",
    "lists of lists": f"{{ {several(f'agents(first: 3) {{ nodes {{ id name {SESSIONS} }} }}', 20)} }}",
    "lists beside lists": f"{{ agents {{ nodes {{ {several('sessions { totalCount }', 90)} }} }} }}",
    "edges": f"{{ {several('agents { edges { cursor node { id } } pageInfo { endCursor } }', 20)} }}",
    "names of types": f"{{ sessions {{ nodes {{ events {{ nodes {{ {TYPES} }} }} }} }} }}",
    "a fragment in many places": (
        "fragment s on Session { id a: events { nodes { id session { id } } } b: events { nodes { seq } } }"
        f"{{ {several('sessions { nodes { ...s } }', 20)} }}"
    ),
    "paths": f"""{{ agents {{ nodes {{ {several('extension(at: "a.b.c.d.e")', 90)} }} }} }}""",
    "conditions": f"{{ agents(filter: {{ OR: [{CONDITION * 40}] }}) {{ nodes {{ id }} }} }}",
    "holes": f"{{ files {{ nodes {{ {several('url', 90)} }} }} }}",
    "nodes": '{ nodes(ids: ["agt_1", "ses_1", "run_1", "skl_1", "fil_1"]) { id __typename } }',
    "the schema": f"{{ __schema {{ types {{ {several('name', 90)} }} }} }}",
}


THERE_ANYWAY = (type, ModuleType, CodeType, GraphQLSchema, Model, type(lru_cache(id)))


def kept(found: object, seen: dict[int, object]) -> Iterator[object]:
    """All that is held by an object, but for what is there without it."""
    stack = [found]
    while stack:
        each = stack.pop()
        if id(each) in seen or isinstance(each, THERE_ANYWAY):
            continue
        seen[id(each)] = each
        yield each
        held = (each.__closure__ or ()) if isinstance(each, FunctionType) else gc.get_referents(each)
        stack.extend(held)


def plans_of(operation: Operation) -> Iterator[tuple[Any, Any, int]]:
    """The plans that are kept of an operation: the key, the plan and its weight."""
    for (owner, key), (plan, weight) in operation.plans._kept._entries.items():
        if owner is operation.plans:
            yield key, plan, weight


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
async def test_a_plan_holds_nothing_of_sqlalchemy_and_no_more_than_it_weighs(
    readers: Mapping[str, Reader], dialect: str, name: str
) -> None:
    await readers[dialect].answer(DOCUMENTS[name])
    ((key, plan, weight),) = plans_of(readers[dialect].graph.prepare(DOCUMENTS[name], None))
    everything = list(kept((key, plan), {}))
    assert [each for each in everything if type(each).__module__.startswith("sqlalchemy")] == []
    assert [each for each in everything if isinstance(each, Node)] == []
    assert sum(map(sys.getsizeof, everything)) <= weight * BYTES
