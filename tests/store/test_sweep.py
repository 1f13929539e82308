"""What lies in the trash goes by the batch, and what lies in it by the piece."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, func, select

from backend.domain.errors import Conflict
from backend.domain.event import EventKind
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.platform.bus import Bus
from backend.store import purge, sweep
from backend.store.activity import activity
from backend.store.agent import AGENT, agent
from backend.store.consequence import NewEvent
from backend.store.database import Database, connect
from backend.store.event import append_as_viewer, event
from backend.store.life import Life
from backend.store.noun import Noun
from backend.store.nouns import NOUNS
from backend.store.row import change
from backend.store.secret import SECRET
from backend.store.secret_edit import create_secret
from backend.store.session import session
from backend.store.session_life import SESSION
from backend.store.statement import compiled
from backend.store.sweep import ROOM, sweep_noun
from backend.store.table import Table
from backend.store.tool import TOOL
from backend.store.tool_set import TOOL_SET
from backend.store.variation import VARIATION, create_variation
from tests.stage import Stage
from tests.store.agents import all_of, do, new_agent, row_of
from tests.store.tools import new_set, new_tool
from tests.sweeping import swept

pytestmark = pytest.mark.anyio

LIFE = Life(AGENT)
OVER = timedelta(days=31)


async def talkative(stage: Stage, agent_id: str, events: int = 25) -> str:
    """A session of the agent with so many events."""
    made = await stage.session(agent_id)
    async with stage.database.write() as tx:
        said = NewEvent(EventKind.INPUT_DROPPED, {"inputEventId": None, "reason": "none"})
        await append_as_viewer(tx, made, [said] * events)
    return made


async def count(database: Database, table: Table) -> int:
    async with database.read() as tx:
        (row,) = await tx.fetch(select(func.count().label("rows")).select_from(table))
    return int(row.rows)


async def trashed(database: Database, table: Table, row_id: str) -> None:
    async with database.write() as tx:
        await change(tx, table, row_id, {"deleted_at": clock.now() - OVER})


async def test_the_sweeper_takes_a_hundred_at_a_time(stage: Stage) -> None:
    talk = await stage.session()
    row = (await row_of(stage.database, session, talk))._asdict()
    gone = {"deleted_at": clock.now() - OVER, "external_id": None}
    async with stage.database.write() as tx:
        await tx.many(session.insert(), [{**row, **gone, "id": f"ses_{n}"} for n in range(101)])
    for expected in (100, 1, 0):
        async with stage.database.write() as tx:
            assert await sweep_noun(SESSION, tx, clock.now()) == expected
    assert await row_of(stage.database, session, talk) is not None


@pytest.mark.parametrize("noun", [SESSION, AGENT, ROOM], ids=lambda noun: noun.name)
async def test_what_is_large_goes_by_the_piece_and_from_the_inside(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, noun: Noun
) -> None:
    monkeypatch.setattr(purge, "PIECE", 10)
    made = await stage.agent()
    talk = await talkative(stage, made)
    inner = await talkative(stage, made)
    async with stage.database.write() as tx:
        await change(tx, session, inner, {"parent_id": talk})
    row = {SESSION: talk, AGENT: made, ROOM: stage.viewer.home}[noun]
    await trashed(stage.database, noun.table, str(row))
    left, done = await count(stage.database, event), 1
    while done:
        async with stage.database.write() as tx:
            done = await sweep_noun(noun, tx, clock.now())
        before, left = left, await count(stage.database, event)
        assert before - left <= 10
        assert left == 0 or await row_of(stage.database, noun.table, str(row)) is not None
    assert left == 0
    assert await row_of(stage.database, noun.table, str(row)) is None


async def test_what_runs_in_a_swept_agent_ends_first(stage: Stage) -> None:
    made = await stage.agent()
    run_id = await stage.run(await stage.session(made))
    await trashed(stage.database, agent, made)
    assert await swept(stage.database, clock.now()) == 2
    told = [row.type for row in await all_of(stage.database, activity) if row.subject_id == run_id]
    assert told == ["run.cancelled"]
    assert await stage.runs() == []


async def test_what_is_purged_at_once_goes_by_the_piece_too_and_not_if_it_is_too_much(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "PIECE", 10)
    made = await stage.agent()
    talk = await talkative(stage, made)
    await do(stage.database, LIFE.delete, stage.viewer, made)
    monkeypatch.setattr(purge, "MOST_PIECES", 2)
    with pytest.raises(Conflict, match=r"More than 20 rows lie in .* purge what lies in it first"):
        await do(stage.database, LIFE.purge, stage.viewer, made)
    assert len(await stage.events(talk)) == 25
    monkeypatch.setattr(purge, "MOST_PIECES", 20)
    await do(stage.database, LIFE.purge, stage.viewer, made)
    assert await row_of(stage.database, agent, made) is None
    assert await all_of(stage.database, event) == []


async def agent_with_variation(database: Database, viewer: Viewer) -> tuple[str, str]:
    made = await new_agent(database, viewer, retention_tier="LONG")
    return made, await do(database, create_variation, viewer, made, {"name": "V"})


async def set_with_tool(database: Database, viewer: Viewer) -> tuple[str, str]:
    made = (await new_set(database, viewer, retention_tier="LONG")).id
    return made, (await new_tool(database, viewer, tool_set_id=made)).id


async def group_with_secret(database: Database, viewer: Viewer) -> tuple[str, str]:
    group = {"name": "Group", "kind": "GROUP", "retention_tier": "LONG"}
    made = await do(database, create_secret, viewer, group)
    inner = {"name": "Inner", "kind": "BEARER", "parent_id": made}
    return made, await do(database, create_secret, viewer, inner)


@pytest.mark.parametrize(
    ("whole", "part", "make"),
    [
        (AGENT, VARIATION, agent_with_variation),
        (TOOL_SET, TOOL, set_with_tool),
        (SECRET, SECRET, group_with_secret),
    ],
)
async def test_what_went_with_its_whole_comes_back_with_it_until_that_is_swept(
    stage: Stage, whole: Noun, part: Noun, make: Callable[..., Awaitable[tuple[str, str]]]
) -> None:
    database, viewer, life = stage.database, stage.viewer, Life(whole)
    made, inner = await make(database, viewer)
    await do(database, life.delete, viewer, made)
    await swept(database, clock.now() + OVER)
    await do(database, life.restore, viewer, made)
    assert (await row_of(database, part.table, inner)).deleted_at is None
    await do(database, Life(part).delete, viewer, inner)
    await do(database, life.delete, viewer, made)
    await swept(database, clock.now() + OVER)
    assert await row_of(database, part.table, inner) is None
    assert await row_of(database, whole.table, made) is not None
    await swept(database, clock.now() + 3 * OVER)
    assert await row_of(database, whole.table, made) is None


async def test_what_the_sweeper_may_have_begun_to_remove_is_not_restored(stage: Stage) -> None:
    made = await stage.agent()
    await trashed(stage.database, agent, made)
    with pytest.raises(Conflict, match="longer than its tier says"):
        await do(stage.database, LIFE.restore, stage.viewer, made)
    async with stage.database.write() as tx:
        await change(tx, agent, made, {"retention_tier": "LONG"})
    await do(stage.database, LIFE.restore, stage.viewer, made)


async def test_sqlite_reads_no_row_that_is_not_in_the_trash_to_find_what_is_due(
    sqlite_file_url: str,
) -> None:
    asked: list[tuple[Select[Any], tuple[str, ...]]]
    asked = [(sweep._overdue(noun), ("SHORT", "MEDIUM", "LONG")) for noun in (*NOUNS, ROOM)]
    asked += [(sweep._OLD_ACTIVITIES, ("cutoff",)), (sweep._OLD_DELIVERIES, ("cutoff",))]
    database = connect(sqlite_file_url, Bus(None))
    await database.open()
    for statement, names in asked:
        made = compiled(statement, "sqlite", names)
        given = made.arguments(dict.fromkeys(names, clock.now()))
        plan = [str(row[-1]) for row in await database.single(f"EXPLAIN QUERY PLAN {made.text}", given)]
        assert "_at<?)" in plan[0], plan
    await database.close()


def test_each_noun_is_swept_once_and_before_what_it_lies_in() -> None:
    names = [noun.table.name for noun in NOUNS]
    assert len(names) == len(set(names))
    for place, noun in enumerate(NOUNS):
        for name, _ in noun.children:
            assert names.index(name) <= place
