"""Variations: they point to published versions, get the next number when they change, and share their
agent's life.
"""

from collections import Counter
from typing import Any

import anyio
import pytest

from backend.domain.agent import Selection
from backend.domain.errors import BadInput, ConcordError, Conflict, IdempotencyConflict, NotFound
from backend.domain.variation import MOST
from backend.domain.viewer import Viewer
from backend.store.agent import AGENT
from backend.store.agent_create import create_agent
from backend.store.agent_edit import update_agent
from backend.store.agent_publish import set_default_version
from backend.store.agent_version import agent_version
from backend.store.database import Database
from backend.store.life import Life
from backend.store.precondition import Precondition
from backend.store.row import change
from backend.store.statement import Row
from backend.store.variation import (
    VARIATION,
    create_variation,
    pick_variation,
    update_variation,
    variation,
)
from tests.store.agents import agent_row, do, new_agent, row_of
from tests.store.links import published
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(VARIATION)


async def made(database: Database, viewer: Viewer, agent: str, **columns: Any) -> str:
    """A variation called V unless told otherwise."""
    found: str = await do(database, create_variation, viewer, agent, {"name": "V", **columns})
    return found


async def row(database: Database, which: str) -> Row:
    return await row_of(database, variation, which)


async def version_of(database: Database, which: str) -> Row:
    return await row_of(database, agent_version, (await row(database, which)).agent_version_id)


async def picked(database: Database, agent: str, times: int = 200) -> Counter[str | None]:
    counted: Counter[str | None] = Counter()
    async with database.write() as tx:
        found = await agent_row(database, agent)
        for _ in range(times):
            chosen = await pick_variation(tx, found)
            counted[chosen and chosen.name] += 1
    return counted


async def test_a_variation_points_to_the_current_version_and_has_its_defaults(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin, instructions="one")
    which = await made(database, admin, agent, weight=None, instructions=None, limits=None)
    found = await row(database, which)
    assert (found.weight, found.feedback_count, found.gain_millis, found.handle) == (1, 0, 0, "v")
    assert found.agent_version_id == (await agent_row(database, agent)).default_version_id
    assert len(await published(database, agent)) == 1


async def test_with_configuration_it_points_to_the_agents_next_number(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin, instructions="one", models=["a"])
    before = await agent_row(database, agent)
    given = {"name": "V", "instructions": "two"}
    which = await do(database, create_variation, admin, agent, given, note="try")
    version = await version_of(database, which)
    assert (version.number, version.instructions, version.models) == (2, "two", ["a"])
    assert (version.base_version_id, version.note, version.name) == (before.default_version_id, "try", "Ada")
    assert await agent_row(database, agent) == before
    same = await made(database, admin, agent, version_id="number:2", instructions="two")
    assert (await row(database, same)).agent_version_id == version.id
    assert len(await published(database, agent)) == 2


async def test_of_a_draft_a_variation_gets_a_published_copy_and_the_agent_stays_a_draft(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin, publish=False, instructions="draft")
    before = await agent_row(database, agent)
    version = await version_of(database, await made(database, admin, agent))
    assert (version.state, version.number, version.instructions) == ("PUBLISHED", 1, "draft")
    after = await agent_row(database, agent)
    assert (after.default_version_id, after.draft_version_id) == (None, before.draft_version_id)


async def test_each_change_of_configuration_is_the_next_version_begun_from_its_own(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin, instructions="one")
    which = await made(database, admin, agent, instructions="two")
    await do(database, update_agent, admin, agent, {"instructions": "three"}, publish=True)
    before = await agent_row(database, agent)
    await do(database, update_variation, admin, which, {"models": ["b"]}, note="b")
    version = await version_of(database, which)
    assert (version.number, version.instructions, version.models, version.note) == (4, "two", ["b"], "b")
    assert await agent_row(database, agent) == before
    for nothing in ({"models": ["b"]}, {}, {"weight": 1}, {"version_id": "number:4"}):
        await do(database, update_variation, admin, which, nothing)
    assert len(await published(database, agent)) == 4
    await do(database, update_variation, admin, which, {"version_id": "number:3", "weight": 7})
    found = await row(database, which)
    assert ((await version_of(database, which)).number, found.weight) == (3, 7)
    await do(database, update_variation, admin, which, {"version_id": "number:1", "models": ["c"]})
    version = await version_of(database, which)
    assert (version.number, version.instructions, version.models) == (5, "one", ["c"])


@pytest.mark.parametrize(
    ("columns", "error", "path"),
    [
        ({"weight": -1}, BadInput, ("weight",)),
        ({"weight": 1_000_001}, BadInput, ("weight",)),
        ({"name": " "}, BadInput, ("name",)),
        ({"version_id": "number:9"}, NotFound, ("versionId",)),
        ({"version_id": "handle:x"}, NotFound, ("versionId",)),
        ({"version_id": "theirs"}, NotFound, ("versionId",)),
        ({"version_id": "draft"}, Conflict, ("versionId",)),
        ({"limits": {"maxTurns": 0}}, BadInput, ("limits", "maxTurns")),
        ({"links": [{"kinds": ["AGENT"], "links": [{"target": {"agent": "handle:ada"}}]}]}, BadInput, None),
        ({"agent_id": "x"}, BadInput, ("agentId",)),
    ],
    ids=str,
)
async def test_what_cannot_be_meant_names_its_column(
    database: Database, admin: Viewer, columns: dict[str, Any], error: type[ConcordError], path: Any
) -> None:
    agent = await new_agent(database, admin)
    await do(database, update_agent, admin, agent, {"instructions": "draft"})
    other = await new_agent(database, admin, handle="other")
    known = {
        "draft": (await agent_row(database, agent)).draft_version_id,
        "theirs": (await agent_row(database, other)).default_version_id,
    }
    given = {**columns, "version_id": known.get(columns.get("version_id", ""), columns.get("version_id"))}
    given = {name: value for name, value in given.items() if value is not None}
    path = path or ("links", 0, "links", 0, "target", "agent")
    which = await made(database, admin, agent, version_id="number:1")
    for verb, on, wanted in (
        (create_variation, agent, {"name": "V", **given}),
        (update_variation, which, given),
    ):
        with pytest.raises(error) as refused:
            await do(database, verb, admin, on, wanted)
        assert refused.value.path == path
    assert len(await published(database, agent)) == 1


async def test_an_agent_may_come_with_variations(database: Database, admin: Viewer) -> None:
    given = [{"name": "A", "instructions": "a", "weight": 3}, {"name": "B"}]
    agent = await do(
        database, create_agent, admin, {"name": "Ada", "instructions": "x"}, publish=True, variations=given
    )
    found = await published(database, agent)
    assert [each.instructions for each in found] == ["x", "a"]
    assert (await agent_row(database, agent)).default_version_id == found[0].id
    with pytest.raises(BadInput) as refused:
        await do(
            database,
            create_agent,
            admin,
            {"name": "Bea"},
            variations=[{"name": "A"}, {"name": "B", "weight": -1}],
        )
    assert refused.value.path == ("variations", 1, "weight")
    with pytest.raises(NotFound):
        await do(database, update_agent, admin, "handle:bea", {})


async def test_there_may_be_a_hundred_variations(database: Database, admin: Viewer) -> None:
    given = [{"name": f"V {number}"} for number in range(MOST)]
    agent = await do(database, create_agent, admin, {"name": "Ada"}, publish=True, variations=given)
    with pytest.raises(Conflict, match="purge one first"):
        await made(database, admin, agent)
    with pytest.raises(Conflict) as refused:
        await do(database, create_agent, admin, {"name": "Bea"}, variations=[*given, {"name": "one more"}])
    assert refused.value.path == ("variations", MOST)
    assert len(await published(database, agent)) == 1


async def test_variations_go_to_the_trash_with_their_agent_and_come_back(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    first, second = [await made(database, admin, agent) for _ in range(2)]
    await do(database, LIFE.delete, admin, first)
    gone = (await row(database, first)).deleted_at
    await do(database, Life(AGENT).delete, admin, agent)
    assert (await row(database, second)).deleted_at == (await agent_row(database, agent)).deleted_at
    with pytest.raises(Conflict, match="in the trash"):
        await do(database, update_variation, admin, second, {"weight": 2})
    with pytest.raises(Conflict, match="in the trash"):
        await made(database, admin, agent)
    await do(database, Life(AGENT).restore, admin, agent)
    assert (await row(database, second)).deleted_at is None
    assert (await row(database, first)).deleted_at == gone
    await do(database, Life(AGENT).delete, admin, agent)
    await do(database, Life(AGENT).purge, admin, agent)
    assert [await row(database, each) for each in (first, second)] == [None, None]


async def test_deleting_a_variation_leaves_its_version(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    which = await made(database, admin, agent, instructions="two")
    version = (await row(database, which)).agent_version_id
    await do(database, LIFE.delete, admin, which)
    await do(database, LIFE.purge, admin, which)
    assert (await row_of(database, agent_version, version)).number == 2
    await do(database, set_default_version, admin, agent, "number:2")


async def test_what_is_out_of_use_in_the_trash_or_without_weight_is_never_picked(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    assert await picked(database, agent, 1) == {None: 1}
    which = {name: await made(database, admin, agent, name=name) for name in "ABCD"}
    await do(database, LIFE.archive, admin, which["A"])
    await do(database, LIFE.delete, admin, which["B"])
    await do(database, update_variation, admin, which["C"], {"weight": 0})
    assert await picked(database, agent) == {"D": 200}
    await do(database, update_variation, admin, which["D"], {"weight": 0})
    assert await picked(database, agent, 1) == {None: 1}


@pytest.mark.parametrize("selection", Selection, ids=lambda selection: selection.name)
async def test_the_agents_selection_says_how_one_is_picked(
    database: Database, admin: Viewer, selection: Selection
) -> None:
    agent = await new_agent(database, admin, selection=selection)
    better = await made(database, admin, agent, name="better")
    await made(database, admin, agent, name="heavy", weight=1_000_000)
    async with database.write() as tx:
        await change(tx, variation, better, {"feedback_count": 1_000, "gain_millis": 990_000})
    found = await picked(database, agent)
    if selection is Selection.UNIFORM:
        assert min(found["better"], found["heavy"]) > 40
    else:
        assert found[{"WEIGHTED": "heavy", "FEEDBACK": "better"}[selection.name]] > 150


async def test_the_same_request_finds_the_same_variation(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    given: dict[str, Any] = {"idempotency_key": "k", "when": Precondition(has_draft=False, version=1)}
    first = await do(database, create_variation, admin, agent, {"name": "V"}, **given)
    await do(database, update_agent, admin, agent, {"instructions": "draft"})
    assert await do(database, create_variation, admin, agent, {"name": "V"}, **given) == first
    with pytest.raises(IdempotencyConflict):
        await do(database, create_variation, admin, agent, {"name": "W"}, **given)


async def test_a_variation_of_others_is_one_of_nobody(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    agent = await new_agent(database, admin)
    which = await made(database, admin, agent)
    for verb, on, path in ((create_variation, agent, ("agentId",)), (update_variation, which, ("id",))):
        with pytest.raises(NotFound) as refused:
            await do(database, verb, other, on, {"name": "X"})
        assert refused.value.path == path
    with pytest.raises(NotFound) as refused:
        await do(database, update_variation, admin, which, {}, when=Precondition(within="handle:nobody"))
    assert refused.value.path == ("within",)


async def test_variations_and_through_edits_at_once_share_one_row_of_numbers(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    which = [await made(database, admin, agent) for _ in range(2)]

    async def vary(number: int) -> None:
        given = {"instructions": f"variation {number}"}
        await do(database, update_variation, admin, which[number % 2], given)

    async def through(number: int) -> None:
        await do(database, update_agent, admin, agent, {"instructions": f"agent {number}"}, publish=True)

    with anyio.fail_after(60):
        async with anyio.create_task_group() as tasks:
            for number in range(10):
                tasks.start_soon(vary, number)
                tasks.start_soon(through, number)
    found = await published(database, agent)
    assert [each.number for each in found] == list(range(1, 22))
    default = (await agent_row(database, agent)).default_version_id
    (chosen,) = [each for each in found if each.id == default]
    assert chosen.instructions.startswith("agent")
    for each in which:
        assert (await version_of(database, each)).instructions.startswith("variation")
