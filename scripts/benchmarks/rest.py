"""The bench of dialects: a REST call against the same operation sent to `/graphql`, on one server.

The documents are the dialects' own. What is sent to `/graphql` is the same without its dress: both read the
same rows and write as many leaves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import orjson
import uvloop
from graphql import DirectiveNode, Visitor, parse, print_ast, visit

from backend.rest.dialects import DIALECTS
from backend.rest.documents import documents
from scripts.benchmarks.load import get, load, once, request
from scripts.benchmarks.machine import beside_the_server, described
from scripts.benchmarks.measured import Figures, database_server, measured, ratio
from scripts.benchmarks.page import write_section
from scripts.benchmarks.ratios import Ratio, ratio_table
from scripts.benchmarks.reads import Wanted
from scripts.benchmarks.rows import row_id
from scripts.benchmarks.variants import CONCORD, served, variants
from scripts.benchmarks.world import World, empty, filled

GOAL = 1.1
SCHEMES = {"make": "Token"}
"""How a dialect's own clients show their key, if not as bearers."""
WHAT = "Server CPU of a REST call, against the same operation on /graphql"

_IDS = re.compile(rb"\"((?:agt|ver)_\w{26})\"|\"([0-9a-f]{8}-[0-9a-f-]{27})\"")

HOW = """\
Made by `{command}` on {machine}. Each REST call is measured against its own document, sent to `/graphql`
without the dress, by the same server, in {rounds} rounds of {seconds:g} s on {connections} connections; the
ratios are medians of each round's.
"""


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a dialect, and the same as an operation with variables."""

    what: str
    dialect: str
    path: str
    operation: str
    variables: dict[str, Any]

    def rest(self, key: str) -> bytes:
        """The bytes of the REST call."""
        return get(self.path, {"authorization": f"{SCHEMES.get(self.dialect, 'Bearer')} {key}"})

    def graphql(self, key: str) -> bytes:
        """The bytes of the same operation on `/graphql`."""
        text = documents(DIALECTS[self.dialect].package)[self.operation].text
        body = {"query": print_ast(visit(parse(text), _Undress())), "variables": self.variables}
        return request("/graphql", orjson.dumps(body), _shown(key))


class _Undress(Visitor):
    def enter_directive(self, _: DirectiveNode, *__: Any) -> Any:
        return self.REMOVE


def calls(home: str) -> Sequence[Call]:
    """What is asked; `home` is the reader's first workspace, which has the number 2."""
    agent, page = row_id("agt", 1), {"first": 50, "deleted": "EXCLUDE"}
    since = {"createdAt": {"gt": "2000-01-01T00:00:00Z"}}
    chosen, ours = {**since, "system": False}, {**since, "isSystem": {"eq": False}}
    limit, asked = {"limit": 50}, {"filter": orjson.dumps(chosen).decode(), "orderBy": '[{"name":"asc"}]'}
    return [
        Call("one agent", "aeontel", f"/aeontel/api/agents/{agent}", "GetAgent", {"id": agent}),
        Call("50 agents", "aeontel", f"/aeontel/api/agents?{urlencode(limit)}", "ListAgents", page),
        Call(
            "50 agents, filtered and ordered",
            "aeontel",
            f"/aeontel/api/agents?{urlencode(limit | asked)}",
            "ListAgents",
            {**page, "filter": ours, "orderBy": [{"name": "ASC"}]},
        ),
        Call(
            "50 agents",
            "make",
            "/make/api/v2/ai-agents/v1/agents?teamId=2&pg%5Blimit%5D=50",
            "ListAgents",
            {"teamId": home, "orderBy": [{"id": "ASC"}]},
        ),
        Call(
            "50 agents",
            "sema4",
            f"/sema4/tenants/{home}/api/v2/agents?limit=50",
            "ListAgents",
            {"tenant": home, "first": 50},
        ),
    ]


def found(dialect: str, wanted: Wanted) -> list[Ratio]:
    """The ratio of each call on a database made for it."""
    with TemporaryDirectory(prefix="concord-bench-") as folder, empty(dialect, Path(folder)) as url:
        return uvloop.run(_measure(dialect, url, Path(folder), wanted))


async def _measure(dialect: str, url: str, folder: Path, wanted: Wanted) -> list[Ratio]:
    world = await filled(dialect, url, wanted.fraction)
    unbounded = {"CONCORD_COST_PER_MINUTE": "0"}
    concord = [
        replace(each, settings={**each.settings, **unbounded})
        for each in variants(world, folder)
        if each.name == CONCORD
    ]
    with served(concord, folder) as (running,), beside_the_server():
        return [
            Ratio(WHAT, f"{each.dialect}: {each.what}, {dialect}", value, GOAL)
            for each in calls(world.rows.workspaces[0])
            for value in [await _ratio(world, each, running.port, running.process, wanted)]
        ]


async def _ratio(world: World, call: Call, port: int, process: int, wanted: Wanted) -> float:
    pair = [call.rest(world.key), call.graphql(world.key)]
    _require_same(call, [await once(port, each) for each in pair])
    rounds: list[list[Figures]] = [[], []]
    async with database_server(world.url) as database:
        for _ in range(wanted.rounds):
            for sent, figures in zip(pair, rounds, strict=True):
                came = partial(load, port, [sent], connections=wanted.connections)
                figures.append(await measured(came, process, database, wanted.seconds))
    return ratio(rounds[0], rounds[1], lambda each: each.server)


def _require_same(call: Call, answers: Sequence[bytes]) -> None:
    ours, theirs = ({match[0] for match in _IDS.finditer(each)} for each in answers)
    if not ours or len(ours) != len(theirs):
        raise ValueError(f"{call.what}, {call.dialect}: the REST call and the operation read other rows.")


def write(folder: Path, command: str, wanted: Wanted, ratios: Sequence[Ratio]) -> None:
    """Write the section of dialects."""
    how = HOW.format(
        command=command,
        machine=described(),
        rounds=wanted.rounds,
        seconds=wanted.seconds,
        connections=wanted.connections,
    )
    write_section(folder, "Dialects", f"{how}\n{ratio_table(ratios)}")


def _shown(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}
