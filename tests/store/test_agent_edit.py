"""An agent is made and edited: in its draft, or through to a new version."""

import anyio
import pytest

from backend.domain.configuration import DEFAULT_LIMITS
from backend.domain.errors import BadInput, Conflict, Forbidden, NotFound
from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Role, Viewer
from backend.store.agent_create import create_agent
from backend.store.agent_edit import discard_draft, edit_agent, update_agent
from backend.store.agent_version import agent_version
from backend.store.database import Database
from backend.store.member import add_member
from backend.store.principal import principal
from backend.store.row import add, born
from backend.store.session import session
from backend.store.session_start import start_session
from backend.store.workspace_edit import create_workspace
from tests.store.agents import agent_row, do, new_agent, row_of, versions

pytestmark = pytest.mark.anyio


async def test_an_agent_begins_with_a_draft_that_holds_every_default(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin, publish=False)
    row = await agent_row(database, made)
    (draft,) = await versions(database, made)
    assert (row.default_version_id, row.draft_version_id) == (None, draft.id)
    assert (row.handle, row.labels, row.retention_tier, row.owner_id) == (
        "ada",
        {},
        "MEDIUM",
        admin.principal,
    )
    assert (draft.state, draft.number, draft.models, draft.instructions) == ("DRAFT", None, ["offline"], "")
    assert draft.limits == dict(DEFAULT_LIMITS)
    assert row.updated_at == row.created_at


async def test_an_agent_may_be_published_as_it_is_made(database: Database, admin: Viewer) -> None:
    made = await do(
        database, create_agent, admin, {"name": "Ada", "metadata": {"a": 1}}, publish=True, note="first"
    )
    row = await agent_row(database, made)
    (version,) = await versions(database, made)
    assert (row.default_version_id, row.draft_version_id) == (version.id, None)
    assert (version.number, version.note, version.name, version.metadata) == (1, "first", "Ada", {"a": 1})
    assert version.published_by == admin.principal


async def test_editing_begins_a_draft_and_changes_it_from_then_on(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin, instructions="one", models=["a"])
    await do(database, update_agent, admin, made, {"instructions": "two"})
    first, draft = sorted(await versions(database, made), key=lambda each: each.state, reverse=True)
    assert (first.instructions, draft.instructions, draft.models) == ("one", "two", ["a"])
    assert draft.base_version_id == first.id
    await do(database, update_agent, admin, made, {"models": ["b"], "name": "Eve"})
    draft = await row_of(database, agent_version, draft.id)
    assert (draft.instructions, draft.models, draft.name) == ("two", ["b"], "Eve")
    assert len(await versions(database, made)) == 2


async def test_an_edit_that_changes_nothing_touches_nothing(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin, instructions="one", metadata={"a": 1})
    before = await agent_row(database, made)
    same = {"instructions": "one", "name": "Ada", "metadata": {"a": 1}, "models": None}
    await do(database, update_agent, admin, made, same)
    await do(database, update_agent, admin, made, same, publish=True)
    await do(database, update_agent, admin, made, {})
    assert await agent_row(database, made) == before
    assert len(await versions(database, made)) == 1


async def test_true_is_another_value_than_one(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin, metadata={"a": 1})
    await do(database, update_agent, admin, made, {"metadata": {"a": True}})
    assert (await agent_row(database, made)).metadata["a"] is True


async def test_a_through_edit_publishes_the_next_version_and_leaves_a_draft_alone(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin, instructions="one")
    await do(database, update_agent, admin, made, {"instructions": "drafted"})
    draft = (await agent_row(database, made)).draft_version_id
    await do(database, update_agent, admin, made, {"models": ["b"]}, publish=True)
    row = await agent_row(database, made)
    default = await row_of(database, agent_version, row.default_version_id)
    assert (default.number, default.instructions, default.models) == (2, "one", ["b"])
    assert row.draft_version_id == draft
    assert (await row_of(database, agent_version, draft)).instructions == "drafted"


async def test_a_new_name_alone_makes_a_version_of_a_through_edit(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin)
    await do(database, update_agent, admin, made, {"name": "Eve"}, publish=True)
    assert [each.name for each in await versions(database, made)] == ["Ada", "Eve"]
    await do(database, update_agent, admin, made, {"labels": {"team": "x"}}, publish=True)
    assert len(await versions(database, made)) == 2


async def test_a_through_edit_of_an_agent_never_published_publishes_its_draft(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin, publish=False, instructions="one")
    await do(database, update_agent, admin, made, {"models": ["b"]}, publish=True)
    row = await agent_row(database, made)
    (version,) = await versions(database, made)
    assert (version.number, version.instructions, version.models) == (1, "one", ["b"])
    assert (row.default_version_id, row.draft_version_id) == (version.id, None)


async def test_the_next_draft_is_begun_once(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin, instructions="one")
    await do(database, edit_agent, admin, made)
    row = await agent_row(database, made)
    await do(database, edit_agent, admin, made)
    assert await agent_row(database, made) == row
    assert (await row_of(database, agent_version, row.draft_version_id)).instructions == "one"


async def test_discarding_a_draft_gives_the_published_name_back(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin, description="before", metadata={"a": 1})
    await do(database, update_agent, admin, made, {"name": "Eve", "metadata": {}, "instructions": "x"})
    await do(database, discard_draft, admin, made)
    row = await agent_row(database, made)
    assert (row.name, row.description, row.metadata, row.draft_version_id) == (
        "Ada",
        "before",
        {"a": 1},
        None,
    )
    assert len(await versions(database, made)) == 1
    with pytest.raises(Conflict, match="no draft"):
        await do(database, discard_draft, admin, made)


async def test_a_draft_is_discarded_though_a_session_tried_it_out(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin)
    await do(database, edit_agent, admin, made)
    draft = (await agent_row(database, made)).draft_version_id
    talk = await do(database, start_session, admin, made, {"version_id": draft})
    await do(database, discard_draft, admin, made)
    row = await row_of(database, session, talk)
    assert (row.agent_version_id, row.snapshot["agentVersionId"]) == (None, draft)


async def test_a_draft_that_nothing_stands_behind_is_not_discarded(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin, publish=False)
    with pytest.raises(Conflict, match="delete it instead"):
        await do(database, discard_draft, admin, made)


async def test_made_handles_are_counted_up_and_given_ones_clash(database: Database, admin: Viewer) -> None:
    made = [await new_agent(database, admin) for _ in range(3)]
    assert [(await agent_row(database, each)).handle for each in made] == ["ada", "ada-2", "ada-3"]
    with pytest.raises(Conflict, match="handle") as refusal:
        await new_agent(database, admin, handle="ada-2")
    assert refusal.value.path == ("handle",)
    await new_agent(database, admin, external_id="x")
    with pytest.raises(Conflict, match="externalId"):
        await new_agent(database, admin, external_id="x")


async def test_equal_names_at_once_are_given_different_handles(database: Database, admin: Viewer) -> None:
    with anyio.fail_after(30):
        async with anyio.create_task_group() as tasks:
            for _ in range(8):
                tasks.start_soon(new_agent, database, admin)
    async with database.read() as tx:
        rows = await tx.raw("SELECT handle FROM agent", ())
    assert {handle for (handle,) in rows} == {"ada", *(f"ada-{n}" for n in range(2, 9))}


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"name": None}, ("name",)),
        ({"name": "  "}, ("name",)),
        ({"name": "x" * 201}, ("name",)),
        ({"description": "x" * 4_001}, ("description",)),
        ({"labels": {"k": 1}}, ("labels", "k")),
        ({"metadata": [1]}, ("metadata",)),
        ({"metadata": {"k": "x" * 17_000}}, ("metadata",)),
        ({"metadata": {"k": float("nan")}}, ("metadata",)),
        ({"models": ["a", ""]}, ("models", 1)),
        ({"models": ["a"] * 11}, ("models",)),
        ({"limits": {"maxTurns": 0}}, ("limits", "maxTurns")),
        ({"limits": {"maxTurns": True}}, ("limits", "maxTurns")),
        ({"limits": {"turns": 1}}, ("limits", "turns")),
        ({"models": [""]}, ("models", 0)),
        ({"input_schema": {"type": "nothing"}}, ("inputSchema", "type")),
        ({"handle": "Über"}, ("handle",)),
        ({"retention_tier": "FOREVER"}, ("retentionTier",)),
        ({"created_by": "prn_x"}, ("createdBy",)),
        ({"external_id": "a\0b"}, ()),
    ],
)
async def test_what_breaks_a_law_is_refused_by_its_path(
    database: Database, admin: Viewer, columns: dict[str, object], path: tuple[str | int, ...]
) -> None:
    with pytest.raises(BadInput) as refusal:
        await do(database, create_agent, admin, {"name": "Ada", **columns})
    assert refusal.value.path == path


async def test_tools_act_for_a_member_whom_an_administrator_names(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin)
    elsewhere = await do(database, create_workspace, admin, {"name": "Other"})
    row = born("prn") | {"account_id": admin.account, "kind": PrincipalKind.USER, "name": "Cy"}
    guest = str(row["id"])
    async with database.write() as tx:
        await add(tx, principal, row | {"account_admin": False})
    seeing = admin.seeing(elsewhere, Role.ADMIN)
    await do(database, add_member, seeing, guest, Role.EDITOR, workspace=elsewhere)
    with pytest.raises(BadInput, match="no member") as refusal:
        await do(database, update_agent, admin, made, {"runtime_user_id": guest})
    assert refusal.value.path == ("runtimeUserId",)
    await do(database, add_member, admin, guest, Role.EDITOR)
    editor = Viewer(guest, admin.account, {str(admin.home): Role.EDITOR}, admin.home)
    with pytest.raises(Forbidden):
        await do(database, update_agent, editor, made, {"runtime_user_id": guest})
    with pytest.raises(Forbidden):
        await new_agent(database, editor, runtime_user_id=admin.principal)
    assert await new_agent(database, editor, runtime_user_id=None, owner_id=admin.principal)
    assert await new_agent(database, admin, runtime_user_id=guest)
    await do(database, update_agent, admin, made, {"runtime_user_id": guest})
    assert (await agent_row(database, made)).runtime_user_id == guest


async def test_nobody_owns_an_agent_who_is_not_of_the_account(database: Database, admin: Viewer) -> None:
    with pytest.raises(NotFound) as refusal:
        await new_agent(database, admin, owner_id="prn_00000000000000000000000000")
    assert refusal.value.path == ("ownerId",)
