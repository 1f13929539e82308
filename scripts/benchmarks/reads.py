"""The bench of reads: every variant answers every query, all of them in each round, one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import uvloop

from scripts.benchmarks.agreement import require_agreement
from scripts.benchmarks.load import CONNECTIONS, load, once
from scripts.benchmarks.machine import beside_the_server
from scripts.benchmarks.measured import DatabaseServer, Figures, database_server, measured
from scripts.benchmarks.queries import FIRST_PAGE, Query, queries
from scripts.benchmarks.variants import Running, served, variants
from scripts.benchmarks.world import World, empty, filled

SAMPLES = 4
"""Requests of each query whose answers are compared."""

Results = Mapping[tuple[str, str], Sequence[Figures]]
"""The figures of each round, by the names of query and variant."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How often and for how many seconds to measure, at which fraction of the rows, over how many
    connections, and which queries: if none are named, all.
    """

    rounds: int
    seconds: float
    fraction: float
    connections: int = CONNECTIONS
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it on one database."""

    dialect: str
    version: str
    agents: int
    queries: Sequence[Query]
    results: Results

    @property
    def database(self) -> str:
        """The database and its version, as people call it."""
        return f"{'SQLite' if self.dialect == 'sqlite' else 'PostgreSQL'} {self.version}"


@dataclass(frozen=True, slots=True)
class Contest:
    """A query, a server that answers it, and the requests that it is sent."""

    query: Query
    running: Running
    requests: Sequence[bytes]

    @property
    def name(self) -> tuple[str, str]:
        """The names of query and variant."""
        return self.query.name, self.running.variant.name

    async def answer(self, request: int) -> bytes:
        """What the server says to one of the requests."""
        return await once(self.running.port, self.requests[request])


def found(dialect: str, wanted: Wanted) -> Found:
    """Measure every variant on a database made for it; their answers must agree (Disagreement)."""
    with TemporaryDirectory(prefix="concord-bench-") as folder, empty(dialect, Path(folder)) as url:
        return uvloop.run(_measure(dialect, url, Path(folder), wanted))


async def _measure(dialect: str, url: str, folder: Path, wanted: Wanted) -> Found:
    world = await filled(dialect, url, wanted.fraction)
    asked = [each for each in queries(world.rows) if not wanted.names or each.name in wanted.names]
    with served(variants(world, folder), folder) as running, beside_the_server():
        contests = await _contests(world, asked, running)
        await _agree(contests)
        async with database_server(world.url) as database:
            results = await _rounds(wanted, contests, database)
            return Found(dialect, database.version, world.rows.agents, asked, results)


async def _contests(world: World, asked: Sequence[Query], running: Sequence[Running]) -> Sequence[Contest]:
    first_page = next(each for each in queries(world.rows) if each.name == FIRST_PAGE)
    samples = {each.variant.name: await _cursor(world, each, first_page) for each in running}
    return [
        Contest(
            query,
            each,
            [
                each.variant.request(query, given, world.key, samples[each.variant.name])
                for given in query.requests
            ],
        )
        for query in asked
        for each in running
        if each.variant.answers(query)
    ]


async def _agree(contests: Sequence[Contest]) -> None:
    first: dict[str, Contest] = {}
    for contest in contests:
        ours = first.setdefault(contest.query.name, contest)
        for index in range(0, len(contest.requests), max(1, len(contest.requests) // SAMPLES)):
            require_agreement(" ".join(contest.name), await ours.answer(index), await contest.answer(index))


async def _rounds(wanted: Wanted, contests: Sequence[Contest], database: DatabaseServer) -> Results:
    results: dict[tuple[str, str], list[Figures]] = {each.name: [] for each in contests}
    for _ in range(wanted.rounds):
        for each in contests:
            came = partial(load, each.running.port, each.requests, connections=wanted.connections)
            results[each.name].append(await measured(came, each.running.process, database, wanted.seconds))
    return results


async def _cursor(world: World, running: Running, first_page: Query) -> str:
    """A cursor of the list that has a deep page, as the server spells it."""
    sent = running.variant.request(first_page, first_page.requests[0], world.key)
    (answer,) = orjson.loads(await once(running.port, sent))["data"].values()
    return str(answer["edges"][0]["cursor"])
