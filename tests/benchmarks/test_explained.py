"""What the databases say of the bench's queries: by which indexes they are read, and where they sort.

Beside the test lies what was said for each query and kind of database; `CONCORD_WRITE_CASES=1` writes it.
Another PostgreSQL may choose other ways, so its snapshots hold for the version that they name. What has to
hold everywhere is written below: no table of rows is read whole. What is sorted is a page, or pages of
several workspaces that become one; Q4 has to sort by a key that no index has.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest

from backend.store.authenticate import authenticate
from backend.store.database import Database, Raw
from backend.store.plan.page import encoded
from scripts.benchmarks.queries import After, Query, queries
from scripts.benchmarks.world import DATABASES, SECRET, empty, filled, opened
from tests.graph.calls.asker import Asker, graph_over
from tests.graph.evidence import hold
from tests.graph.served import served

EXPLAINED = Path(__file__).parent / "explained"
FRACTION = 0.2
WHOLE = re.compile(r"all of (agent|agent_version|link|tool|file|r\d+)")
"""That a table is read whole; SQLite names it as the statement does, and a page of it `r1p`."""

_WAYS = (
    (re.compile(r"Index (?:Only )?Scan(?: Backward)? using (\S+)"), "by {}"),
    (re.compile(r"Bitmap Index Scan on (\S+)"), "by {}"),
    (re.compile(r"Seq Scan on (\S+)"), "all of {}"),
    (re.compile(r"(?:Incremental )?Sort$"), "sort"),
    (re.compile(r"USING (?:COVERING )?INDEX (\S+)"), "by {}"),
    (re.compile(r"USE TEMP B-TREE FOR ORDER BY"), "sort"),
    (re.compile(r"SCAN (\w+)(?! VIRTUAL)(?!.*INDEX)"), "all of {}"),
)


class Explaining(Database):
    """An open database that explains each statement that plans send, besides running it."""

    def __init__(self, world: Database) -> None:
        super().__init__(world._driver, world.bus, world._keyring)
        self.lines: list[str] = []

    async def single(self, text: str, arguments: Sequence[object]) -> Raw:
        """Explain it, and run it."""
        word = "EXPLAIN QUERY PLAN" if self.dialect == "sqlite" else "EXPLAIN (COSTS OFF)"
        self.lines += [str(row[-1]) for row in await super().single(f"{word} {text}", arguments)]
        return await super().single(text, arguments)


async def explained(dialect: str, url: str) -> AsyncIterator[tuple[Query, str, list[str]]]:
    """Each query over a fifth of the rows, the database's version, and how the bench's reader is read
    for.
    """
    world = await filled(dialect, url, FRACTION)
    async with opened(url) as database:
        viewer = await authenticate(database, world.key, SECRET)
        recorder, version = Explaining(database), await _version(database)
        asker = Asker(graph_over(served(), recorder), viewer)
        for query in queries(world.rows):
            given = {name: await _spelt(asker, each) for name, each in query.requests[0].items()}
            recorder.lines.clear()
            await asker.data(query.document(), **given)
            yield query, version, ways(recorder.lines)


async def _version(database: Database) -> str:
    if database.dialect == "sqlite":
        return "SQLite"
    ((version,),) = await database.single("SHOW server_version", ())
    return f"PostgreSQL {str(version).partition('.')[0]}"


def ways(lines: Sequence[str]) -> list[str]:
    """How the tables are read, each way once, and whether anything is sorted."""
    found = [
        form.format(*match.groups())
        for line in lines
        for pattern, form in _WAYS
        if (match := pattern.search(line.strip())) is not None
    ]
    return sorted(dict.fromkeys(found))


async def _spelt(asker: Asker, value: object) -> object:
    if not isinstance(value, After):
        return value
    page = await asker.data("{ agentVersions(first: 1) { edges { cursor } } }")
    digest = page["agentVersions"]["edges"][0]["cursor"].partition(".")[0]
    return encoded(digest, [value.moment, value.row_id])


@pytest.mark.parametrize("dialect", DATABASES)
def test_the_queries_of_the_bench_are_read_by_indexes(dialect: str, tmp_path: Path) -> None:
    with empty(dialect, tmp_path) as url:
        asyncio.run(_hold_all(dialect, url))


async def _hold_all(dialect: str, url: str) -> None:
    async for query, version, found in explained(dialect, url):
        _require_indexes(query, found)
        _hold(EXPLAINED / f"{query.name}.{dialect}.txt", version, found)


def _require_indexes(query: Query, found: Sequence[str]) -> None:
    assert not any(WHOLE.fullmatch(each) for each in found), (query.name, found)


def _hold(path: Path, version: str, found: Sequence[str]) -> None:
    text = "\n".join([version, *found]) + "\n"
    if not path.exists() or path.read_text().startswith(version):
        hold(path, text)


def test_ways_are_read_off_what_both_databases_say() -> None:
    said: Mapping[str, str] = {
        "->  Index Scan Backward using ix_agent_name on agent r1": "by ix_agent_name",
        "SEARCH r1 USING INDEX ix_agent_name (name>?)": "by ix_agent_name",
        "->  Seq Scan on agent": "all of agent",
        "SCAN agent": "all of agent",
        "Sort": "sort",
        "USE TEMP B-TREE FOR ORDER BY": "sort",
    }
    assert [ways([line]) for line in said] == [[way] for way in said.values()]
    assert ways(["SCAN r1 USING INDEX ix_a", "CO-ROUTINE w"]) == ["by ix_a"]
