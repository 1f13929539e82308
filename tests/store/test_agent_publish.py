"""Publishing: numbers without gaps, stale drafts, and the version that runs by default."""

import anyio
import pytest

from backend.domain.errors import Conflict, NotFound
from backend.domain.viewer import Viewer
from backend.store.agent_edit import discard_draft, edit_agent, update_agent
from backend.store.agent_publish import publish_agent, set_default_version
from backend.store.agent_version import agent_version
from backend.store.database import Database
from backend.store.session import session
from backend.store.session_start import start_session
from tests.store.agents import agent_row, do, new_agent, row_of, versions

pytestmark = pytest.mark.anyio


async def test_publishing_a_draft_gives_it_the_next_number_and_the_agents_name(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin)
    await do(database, update_agent, admin, made, {"name": "Eve", "instructions": "x"})
    draft = (await agent_row(database, made)).draft_version_id
    await do(database, publish_agent, admin, made, note="second")
    row = await agent_row(database, made)
    version = await row_of(database, agent_version, draft)
    assert (row.default_version_id, row.draft_version_id) == (draft, None)
    assert (version.state, version.number, version.name, version.note) == ("PUBLISHED", 2, "Eve", "second")


async def test_there_must_be_a_draft_to_publish(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin)
    with pytest.raises(Conflict, match="nothing to publish"):
        await do(database, publish_agent, admin, made)


async def test_a_draft_begun_before_another_version_was_published_needs_force(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin)
    await do(database, update_agent, admin, made, {"instructions": "mine"})
    await do(database, update_agent, admin, made, {"instructions": "theirs"}, publish=True)
    with pytest.raises(Conflict, match="force: true"):
        await do(database, publish_agent, admin, made)
    await do(database, publish_agent, admin, made, force=True)
    assert [each.instructions for each in await versions(database, made)] == ["", "theirs", "mine"]


async def test_of_two_who_publish_one_draft_one_wins(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin)
    await do(database, update_agent, admin, made, {"instructions": "x"})
    outcomes: list[str] = []

    async def publish() -> None:
        try:
            await do(database, publish_agent, admin, made)
            outcomes.append("published")
        except Conflict:
            outcomes.append("conflict")

    with anyio.fail_after(10):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(publish)
            tasks.start_soon(publish)
    assert sorted(outcomes) == ["conflict", "published"]
    assert [each.number for each in await versions(database, made)] == [1, 2]


async def test_a_published_version_of_the_agent_may_run_by_default(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin)
    await do(database, update_agent, admin, made, {"instructions": "two"}, publish=True)
    first, second = await versions(database, made)
    await do(database, set_default_version, admin, made, "number:1")
    assert (await agent_row(database, made)).default_version_id == first.id
    await do(database, set_default_version, admin, made, second.id)
    assert (await agent_row(database, made)).default_version_id == second.id
    await do(database, edit_agent, admin, made)
    draft = (await agent_row(database, made)).draft_version_id
    with pytest.raises(Conflict, match="is a draft"):
        await do(database, set_default_version, admin, made, draft)
    other = await new_agent(database, admin)
    with pytest.raises(NotFound):
        await do(database, set_default_version, admin, other, first.id)


async def test_choosing_another_default_makes_a_draft_stale(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin)
    await do(database, update_agent, admin, made, {"instructions": "two"}, publish=True)
    await do(database, update_agent, admin, made, {"instructions": "three"})
    await do(database, set_default_version, admin, made, "number:1")
    with pytest.raises(Conflict, match="force: true"):
        await do(database, publish_agent, admin, made)


async def test_a_stale_draft_undoes_no_through_edit_of_what_it_never_saw(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin, models=["a"])
    await do(database, update_agent, admin, made, {"instructions": "drafted"})
    await do(database, update_agent, admin, made, {"models": ["b"]}, publish=True)
    before = await agent_row(database, made)
    with pytest.raises(Conflict, match="force: true"):
        await do(database, publish_agent, admin, made)
    assert await agent_row(database, made) == before
    await do(database, discard_draft, admin, made)
    await do(database, update_agent, admin, made, {"instructions": "drafted"})
    await do(database, publish_agent, admin, made)
    last = (await versions(database, made))[-1]
    assert (last.models, last.instructions) == (["b"], "drafted")


async def test_versions_show_the_extensions_that_their_agent_had(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin, extensions={"make": {"a": 1}})
    await do(database, update_agent, admin, made, {"extensions": {"make": {"b": 2}}}, publish=True)
    await do(database, update_agent, admin, made, {"extensions": {"make": None}, "instructions": "x"})
    assert (await agent_row(database, made)).extensions == {}
    found = sorted(await versions(database, made), key=lambda each: each.number or 3)
    assert [each.extensions for each in found] == [{"make": {"a": 1}}, {"make": {"a": 1, "b": 2}}, {}]
    await do(database, discard_draft, admin, made)
    assert (await agent_row(database, made)).extensions == {"make": {"a": 1, "b": 2}}


async def test_the_sessions_that_tried_a_draft_out_are_dropped_if_that_is_wanted(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin)
    for drop in (False, True):
        await do(database, update_agent, admin, made, {"instructions": f"drop {drop}"})
        talks = [
            await do(database, start_session, admin, made, {"version_id": version})
            for version in ((await agent_row(database, made)).draft_version_id, None)
        ]
        await do(database, publish_agent, admin, made, drop_draft_sessions=drop)
        gone = [(await row_of(database, session, each)).deleted_at is not None for each in talks]
        assert gone == [drop, False]
