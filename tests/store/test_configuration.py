"""How a version runs: limits by key, other parts whole, schemas by name, and links among the rest."""

from itertools import pairwise
from typing import Any

import anyio
import pytest

from backend.domain.configuration import DEFAULT_LIMITS
from backend.domain.errors import BadInput, Conflict, NotFound
from backend.domain.viewer import Viewer
from backend.store.agent import AGENT
from backend.store.agent_edit import discard_draft, edit_agent, update_agent
from backend.store.agent_version import agent_version
from backend.store.data_schema import DATA_SCHEMA, data_schema
from backend.store.data_schema_edit import update_schema
from backend.store.database import Database
from backend.store.environment import ENVIRONMENT, update_environment
from backend.store.life import Life
from backend.store.model import model
from backend.store.model_edit import update_model
from backend.store.model_provider_edit import MODEL_PROVIDER, create_model_provider
from backend.store.noun import create
from backend.store.precondition import Precondition
from backend.store.statement import Row
from tests.store.agents import agent_row, all_of, do, new_agent, row_of
from tests.store.links import current, published, refusal

pytestmark = pytest.mark.anyio

LIFE = Life(DATA_SCHEMA)
AGENTS = Life(AGENT)
OLD: dict[str, object] = {"type": "object", "required": ["old"]}
NEW: dict[str, object] = {"type": "object", "required": ["new"]}


async def schema(database: Database, viewer: Viewer, definition: object = None, **columns: Any) -> str:
    given = {"name": "Order", "definition": definition or OLD, **columns}
    found: str = await do(database, create, viewer, DATA_SCHEMA, given)
    return found


async def version_now(database: Database, agent: str) -> Row:
    return await row_of(database, agent_version, await current(database, agent))


async def default_of(database: Database, agent: str) -> Row:
    return await row_of(database, agent_version, (await agent_row(database, agent)).default_version_id)


async def edited(database: Database, viewer: Viewer, agent: str, **columns: object) -> Row:
    """The agent's current version after an edit of its draft."""
    await do(database, update_agent, viewer, agent, columns)
    return await version_now(database, agent)


async def test_limits_are_written_by_key_and_null_is_a_limits_default(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin, limits={"maxTurns": 3, "maxChildSessions": 0})
    want = {**DEFAULT_LIMITS, "maxTurns": 3, "maxChildSessions": 0}
    assert (await version_now(database, agent)).limits == want
    row = await edited(database, admin, agent, limits={"historyRuns": 5, "maxTurns": None})
    assert row.limits == {**DEFAULT_LIMITS, "maxChildSessions": 0, "historyRuns": 5}
    assert (await edited(database, admin, agent, limits={})).limits == row.limits
    assert (await edited(database, admin, agent, limits=None)).limits == dict(DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("model_settings", {"temperature": 0.5, "topP": 1}, {"maxOutputTokens": 9}),
        ("compaction", {"threshold": 0.5, "clearing": {"keep": 2}}, {"summarization": {"instructions": "x"}}),
        ("tool_selection", {"mode": "DISCOVERED", "maxTools": 3}, {"allowDiscovery": True, "hints": ["x"]}),
        ("episodic_memory", {"enabled": True, "ttlSeconds": 60}, {"enabled": True}),
    ],
)
async def test_other_parts_are_written_whole_and_null_takes_them_away(
    database: Database, admin: Viewer, name: str, first: object, second: object
) -> None:
    agent = await new_agent(database, admin)
    for given in (first, second, None):
        row = await edited(database, admin, agent, **{name: given})
        assert getattr(row, name) == given


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"limits": {"maxChildSessions": -1}}, ("limits", "maxChildSessions")),
        ({"limits": {"historyRuns": 1_001}}, ("limits", "historyRuns")),
        ({"model_settings": {"temperature": 2.1}}, ("modelSettings", "temperature")),
        ({"model_settings": {"topP": True}}, ("modelSettings", "topP")),
        ({"model_settings": {"maxOutputTokens": 0}}, ("modelSettings", "maxOutputTokens")),
        ({"model_settings": {"colour": 1}}, ("modelSettings", "colour")),
        ({"compaction": {"threshold": 0.96}}, ("compaction", "threshold")),
        ({"compaction": {"clearing": {"keep": -1}}}, ("compaction", "clearing", "keep")),
        ({"tool_selection": {"mode": "ALL"}}, ("toolSelection", "mode")),
        ({"tool_selection": {"hints": ["x", ""]}}, ("toolSelection", "hints", 1)),
        ({"episodic_memory": {"enabled": "yes"}}, ("episodicMemory", "enabled")),
        ({"input_schema_id": "handle:nothing"}, ("inputSchemaId",)),
        ({"output_schema": OLD, "output_schema_id": "handle:order"}, ("outputSchemaId",)),
        ({"links": {}}, ("links",)),
        ({"links": [[]]}, ("links", 0)),
    ],
    ids=str,
)
async def test_what_breaks_a_law_is_refused_by_its_path(
    database: Database, admin: Viewer, columns: dict[str, Any], path: tuple[str | int, ...]
) -> None:
    await schema(database, admin)
    agent = await new_agent(database, admin)
    with pytest.raises((BadInput, NotFound)) as refused:
        await do(database, update_agent, admin, agent, columns)
    assert refused.value.path == path
    with pytest.raises((BadInput, NotFound)) as refused:
        await new_agent(database, admin, **columns)
    assert refused.value.path == path


async def test_models_are_taken_as_they_are_named_until_there_is_a_provider_of_ones_own(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    anything = ["whatever", "handle:nobody/knows", "offline"]
    assert (await edited(database, admin, agent, models=anything)).models == anything
    models = [{"name": "small"}, {"name": "off", "enabled": False}]
    provider = await do(database, create_model_provider, admin, {"name": "Acme", "models": models})
    path = await refusal(BadInput, database, update_agent, admin, agent, {"models": ["small", "whatever"]})
    assert path == ("models", 1)
    assert await refusal(BadInput, database, update_agent, admin, agent, {"models": ["off"]}) == ("models", 0)
    assert (await edited(database, admin, agent, limits={"maxTurns": 3})).models == anything
    (small,) = [each for each in await all_of(database, model) if each.name == "small"]
    await do(database, update_model, admin, small.id, {"external_id": "s"})
    named = [small.id, "ext:s", f"handle:{small.handle}", small.handle, "small", "offline"]
    assert (await edited(database, admin, agent, models=named)).models == named
    await do(database, Life(MODEL_PROVIDER).delete, admin, provider)
    assert (await edited(database, admin, agent, models=["small"])).models == ["small"]


@pytest.mark.parametrize("name", ["input_schema", "output_schema"])
async def test_naming_a_schema_copies_it_and_writing_one_clears_the_name(
    database: Database, admin: Viewer, name: str
) -> None:
    made = await schema(database, admin)
    named: dict[str, Any] = {f"{name}_id": "handle:order"}
    agent = await new_agent(database, admin, **named)
    row = await version_now(database, agent)
    assert (getattr(row, name), getattr(row, f"{name}_id")) == (OLD, made)
    row = await edited(database, admin, agent, **{name: NEW})
    assert (getattr(row, name), getattr(row, f"{name}_id")) == (NEW, None)
    row = await edited(database, admin, agent, **{f"{name}_id": made})
    assert (getattr(row, name), getattr(row, f"{name}_id")) == (OLD, made)
    row = await edited(database, admin, agent, **{f"{name}_id": None})
    assert (getattr(row, name), getattr(row, f"{name}_id")) == (OLD, None)
    row = await edited(database, admin, agent, **{name: None})
    assert (getattr(row, name), getattr(row, f"{name}_id")) == (None, None)


async def test_a_schema_in_the_trash_is_not_named_anew(database: Database, admin: Viewer) -> None:
    made = await schema(database, admin)
    agent = await new_agent(database, admin, input_schema_id=made)
    await do(database, LIFE.delete, admin, made)
    with pytest.raises(Conflict) as refused:
        await do(database, update_agent, admin, agent, {"output_schema_id": made})
    assert refused.value.path == ("outputSchemaId",)
    assert (await edited(database, admin, agent, instructions="x")).input_schema == OLD


async def test_a_changed_schema_is_rewritten_in_drafts_and_never_in_what_is_published(
    database: Database, admin: Viewer
) -> None:
    made = await schema(database, admin)
    both: dict[str, Any] = {"input_schema_id": made, "output_schema_id": made}
    live = await new_agent(database, admin, **both)
    drafted = await new_agent(database, admin, publish=False, **both)
    copied = await new_agent(database, admin, publish=False, input_schema=OLD)
    other = await new_agent(
        database, admin, publish=False, input_schema_id=await schema(database, admin, handle="other")
    )
    await do(database, update_agent, admin, live, {"instructions": "x"})
    await do(database, update_schema, admin, made, {"definition": NEW})
    for agent in (live, drafted):
        row = await version_now(database, agent)
        assert (row.input_schema, row.output_schema, row.input_schema_id) == (NEW, NEW, made)
    default = await default_of(database, live)
    assert (default.input_schema, default.output_schema, default.input_schema_id) == (OLD, OLD, made)
    for agent in (copied, other):
        assert (await version_now(database, agent)).input_schema == OLD


async def test_the_next_draft_begins_with_what_its_schemas_say_now(database: Database, admin: Viewer) -> None:
    made = await schema(database, admin)
    agent = await new_agent(database, admin, input_schema_id=made, output_schema=OLD)
    await do(database, update_schema, admin, made, {"definition": NEW})
    await do(database, edit_agent, admin, agent)
    row = await version_now(database, agent)
    assert (row.input_schema, row.input_schema_id, row.output_schema) == (NEW, made, OLD)
    await do(database, discard_draft, admin, agent)
    assert (await version_now(database, agent)).input_schema == OLD


async def test_a_schema_that_says_the_same_rewrites_nothing(database: Database, admin: Viewer) -> None:
    made = await schema(database, admin)
    agent = await new_agent(database, admin, publish=False, input_schema_id=made)
    before = await version_now(database, agent)
    await do(database, update_schema, admin, made, {"name": "Purchase", "definition": dict(OLD)})
    assert await version_now(database, agent) == before
    assert (await row_of(database, data_schema, made)).name == "Purchase"


async def test_purging_a_schema_clears_its_name_and_leaves_the_copies(
    database: Database, admin: Viewer
) -> None:
    made = await schema(database, admin)
    agent = await new_agent(database, admin, input_schema_id=made, output_schema_id=made)
    await do(database, edit_agent, admin, agent)
    await do(database, LIFE.delete, admin, made)
    await do(database, LIFE.purge, admin, made)
    for row in (await version_now(database, agent), await default_of(database, agent)):
        assert (row.input_schema, row.output_schema) == (OLD, OLD)
        assert (row.input_schema_id, row.output_schema_id) == (None, None)


async def test_a_draft_that_is_edited_while_its_schema_changes_has_the_new_one(
    database: Database, admin: Viewer
) -> None:
    made = await schema(database, admin)
    agents = [await new_agent(database, admin, publish=False, input_schema_id=made) for _ in range(3)]
    plain = await new_agent(database, admin, publish=False)

    async def edit(agent: str) -> None:
        for number in range(4):
            await do(database, update_agent, admin, agent, {"instructions": str(number)})

    async def change() -> None:
        for number in range(4):
            definition = {"type": "object", "required": [f"n{number}"]}
            await do(database, update_schema, admin, made, {"definition": definition})

    async def name() -> None:
        await do(database, update_agent, admin, plain, {"input_schema_id": made})

    with anyio.fail_after(60):
        async with anyio.create_task_group() as tasks:
            for agent in agents:
                tasks.start_soon(edit, agent)
            tasks.start_soon(change)
            tasks.start_soon(name)
    definition = (await row_of(database, data_schema, made)).definition
    for agent in (*agents, plain):
        assert (await version_now(database, agent)).input_schema == definition
    assert {(await version_now(database, agent)).instructions for agent in agents} == {"3"}


async def test_a_hundred_through_edits_at_once_make_versions_2_to_101_without_a_gap(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)

    async def edit(number: int) -> None:
        limits = {("maxTokens", "maxToolCalls", "historyRuns")[number % 3]: 100 + number}
        await do(database, update_agent, admin, agent, {"limits": limits}, publish=True)

    with anyio.fail_after(120):
        async with anyio.create_task_group() as tasks:
            for number in range(100):
                tasks.start_soon(edit, number)
    found = await published(database, agent)
    assert [each.number for each in found] == list(range(1, 102))
    assert [each.base_version_id for each in found[1:]] == [each.id for each in found[:-1]]
    for before, after in pairwise(found):
        changed = [key for key in after.limits if after.limits[key] != before.limits[key]]
        assert len(changed) == 1
    assert (await agent_row(database, agent)).default_version_id == found[-1].id


async def test_a_version_names_an_environment_which_is_used_while_an_agent_runs_or_edits_it(
    database: Database, admin: Viewer
) -> None:
    box = await do(database, create, admin, ENVIRONMENT, {"name": "Box"})
    agent = await new_agent(database, admin, environment_id="handle:box")
    assert (await version_now(database, agent)).environment_id == box
    with pytest.raises(NotFound) as refused:
        await do(database, update_agent, admin, agent, {"environment_id": "handle:nothing"})
    assert refused.value.path == ("environmentId",)

    async def is_used(*, used: bool) -> None:
        await do(database, update_environment, admin, box, {}, when=Precondition(used=used))
        with pytest.raises(Conflict) as refused:
            await do(database, update_environment, admin, box, {}, when=Precondition(used=not used))
        assert refused.value.path == ("if", "used")

    await is_used(used=True)
    await do(database, update_agent, admin, agent, {"environment_id": None}, publish=True)
    await is_used(used=False)
    await do(database, update_agent, admin, agent, {"environment_id": box})
    await is_used(used=True)
    for put_away, back in ((AGENTS.archive, AGENTS.unarchive), (AGENTS.delete, AGENTS.restore)):
        await do(database, put_away, admin, agent)
        await is_used(used=False)
        await do(database, back, admin, agent)
    boxes = Life(ENVIRONMENT)
    await do(database, boxes.delete, admin, box)
    await do(database, boxes.purge, admin, box)
    assert {each.environment_id for each in await published(database, agent)} == {None}
