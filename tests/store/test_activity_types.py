"""The life of sessions, runs, members and keys among the activities: each once, by who did it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.ending import Ending, completed, failed, timed_out
from backend.domain.run import OnBusy
from backend.domain.usage import Usage
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.activity import activity
from backend.store.api_key import WantedKey, create_api_key, revoke_api_key
from backend.store.api_key_edit import rotate_api_key, update_api_key
from backend.store.event import Progress, finish
from backend.store.member import add_member, remove_member, set_role
from backend.store.principal_edit import create_principal
from backend.store.row import change
from backend.store.run_cancel import overrule_unheeded
from backend.store.run_claim import claim
from backend.store.run_start import start_run
from backend.store.session import session
from backend.store.session_close import close_session
from backend.store.statement import Row
from backend.store.workspace_edit import (
    archive_workspace,
    create_workspace,
    delete_workspace,
    restore_workspace,
    unarchive_workspace,
    update_workspace,
)
from tests.stage import Stage
from tests.store.agents import do
from tests.store.test_tool_call import call_id, requested, waiting
from tests.sweeping import swept
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

_ALL = select(activity).order_by(activity.c.id)


async def told(stage: Stage, noun: str) -> list[Row]:
    """The activities of a noun's rows, in the order in which they were written."""
    async with stage.database.read() as tx:
        return [row for row in await tx.fetch(_ALL) if row.type.startswith(f"{noun}.")]


async def words(stage: Stage, noun: str) -> list[str]:
    """What they say."""
    return [row.type.partition(".")[2] for row in await told(stage, noun)]


async def end(stage: Stage, ending: Ending) -> None:
    """Take a run and end it so."""
    async with stage.database.write() as tx:
        claimed = await claim(tx, "w")
    assert claimed is not None
    async with stage.database.write() as tx:
        await finish(tx, claimed.held, [], ending, Progress(0, Usage()))


@pytest.mark.parametrize(
    ("ending", "word", "data"),
    [
        (completed("secret output"), "completed", {}),
        (failed("MODEL_FAILED", "secret words"), "failed", {"code": "MODEL_FAILED"}),
        (timed_out(3), "timedOut", {"code": "TIMED_OUT"}),
    ],
)
async def test_a_run_starts_and_ends_in_the_name_of_its_starter(
    stage: Stage, ending: Ending, word: str, data: dict[str, Any]
) -> None:
    agent = await stage.agent()
    session_id = await stage.session(agent)
    run_id = await stage.run(session_id)
    assert await words(stage, "run") == []
    await end(stage, ending)
    started, ended = await told(stage, "run")
    assert (started.type, ended.type) == ("run.started", f"run.{word}")
    assert (started.data, ended.data) == (
        {"agentId": agent, "number": 1},
        {"agentId": agent, "number": 1, **data},
    )
    for row in (started, ended):
        whose = (row.subject_id, row.parent_id, row.actor_id, row.workspace_id)
        assert whose == (run_id, session_id, stage.viewer.principal, stage.viewer.home)


async def test_a_run_that_waits_says_for_which_calls(stage: Stage) -> None:
    await waiting(stage, requested(1, "WAITING"))
    started, parked = await told(stage, "run")
    assert (started.type, parked.type) == ("run.started", "run.waiting")
    assert parked.data["toolCallIds"] == [call_id(1)]


async def test_a_run_that_is_taken_over_has_started_once(stage: Stage) -> None:
    await stage.run(await stage.session())
    for _ in range(2):
        async with stage.database.write() as tx:
            assert await claim(tx, "w", timedelta(seconds=-1))
    assert await words(stage, "run") == ["started"]


async def test_who_cancels_a_run_has_done_it(stage: Stage) -> None:
    other = await do(stage.database, create_principal, administrator(stage), {"kind": "USER", "name": "Bo"})
    canceller = Stage(stage.database, replace(stage.viewer, principal=other), stage.settings)
    session_id = await stage.session()
    run_id = await stage.run(session_id)
    await canceller.cancel(run_id, "secret reason")
    (cancelled,) = await told(stage, "run")
    assert (cancelled.type, cancelled.subject_id, cancelled.actor_id) == ("run.cancelled", run_id, other)
    assert "secret" not in str(cancelled.data)
    await stage.run(session_id)
    async with stage.database.write() as tx:
        await start_run(tx, canceller.viewer, session_id, {"text": "hi"}, on_busy=OnBusy.INTERRUPT)
    assert [row.actor_id for row in await told(stage, "run")] == [other, other]


async def test_a_wish_that_nobody_heeds_is_carried_out_once(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id)
    async with stage.database.write() as tx:
        await claim(tx, "w")
    await stage.cancel(run_id)
    assert await words(stage, "run") == ["started"]
    for _ in range(2):
        async with stage.database.write() as tx:
            await overrule_unheeded(tx, run_id, session_id)
    assert await words(stage, "run") == ["started", "cancelled"]


async def test_a_session_starts_once_and_is_closed_once(stage: Stage) -> None:
    agent = await stage.agent()
    session_id = await stage.session(agent, idempotency_key="k")
    assert await stage.session(agent, idempotency_key="k") == session_id
    await stage.run(session_id)
    for _ in range(2):
        await do(stage.database, close_session, stage.viewer, session_id)
    assert await words(stage, "session") == ["started", "closed"]
    assert await words(stage, "run") == ["cancelled"]
    assert {(row.subject_id, row.parent_id) for row in await told(stage, "session")} == {(session_id, agent)}


async def test_a_swept_session_leaves_its_end(stage: Stage) -> None:
    session_id = await stage.session()
    async with stage.database.write() as tx:
        await change(tx, session, session_id, {"deleted_at": clock.now() - timedelta(days=31)})
    await swept(stage.database, clock.now())
    assert await words(stage, "session") == ["started", "purged"]


async def test_what_is_undone_is_not_told(stage: Stage) -> None:
    async def undone() -> None:
        async with stage.database.write() as tx:
            await create_workspace(tx, administrator(stage), {"name": "Never"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await undone()
    assert await words(stage, "workspace") == []


async def test_members_come_change_and_go(stage: Stage) -> None:
    admin = administrator(stage)
    who = await do(stage.database, create_principal, admin, {"kind": "USER", "name": "Bo"})
    made = await do(stage.database, add_member, admin, who, Role.VIEWER)
    for role in ("EDITOR", "EDITOR"):
        await do(stage.database, set_role, admin, made, role)
    await do(stage.database, remove_member, admin, made)
    rows = await told(stage, "member")
    assert [(row.type, row.data["role"]) for row in rows] == [
        ("member.added", "VIEWER"),
        ("member.roleChanged", "EDITOR"),
        ("member.removed", "EDITOR"),
    ]
    assert {(row.subject_id, row.data["principalId"]) for row in rows} == {(made, who)}


async def test_keys_are_made_changed_rotated_and_revoked(stage: Stage) -> None:
    admin = administrator(stage)
    second = await do(stage.database, create_workspace, admin, {"name": "Second"})
    both = replace(admin.seeing(second, Role.ADMIN), account_admin=True)
    wanted = WantedKey("CI", others={second: Role.VIEWER})
    made = await do(stage.database, create_api_key, both, SECRET, wanted)
    for _ in range(2):
        await do(stage.database, update_api_key, admin, made.id, {"description": "text"})
    await do(stage.database, rotate_api_key, admin, SECRET, made.id)
    for _ in range(2):
        await do(stage.database, revoke_api_key, admin, made.id)
    rows = await told(stage, "apiKey")
    assert [row.type for row in rows] == [
        "apiKey.created",
        "apiKey.updated",
        "apiKey.rotated",
        "apiKey.revoked",
    ]
    assert rows[1].data == {"changed": ["description"]}
    assert {row.subject_id for row in rows} == {made.id}
    joined = await told(stage, "member")
    assert {row.workspace_id for row in joined} == {admin.home, second}


async def test_the_life_of_a_workspace_is_told_in_it(stage: Stage) -> None:
    admin = administrator(stage)
    made = await do(stage.database, create_workspace, admin, {"name": "Room"})
    steps = (archive_workspace, unarchive_workspace, delete_workspace, restore_workspace)
    for verb in steps:
        for _ in range(2):
            await do(stage.database, verb, admin, made)
    for _ in range(2):
        await do(stage.database, update_workspace, admin, made, {"name": "Den", "description": None})
    rows = await told(stage, "workspace")
    assert [row.type.partition(".")[2] for row in rows] == [
        "created",
        "archived",
        "unarchived",
        "deleted",
        "restored",
        "updated",
    ]
    assert {(row.workspace_id, row.subject_id) for row in rows} == {(made, made)}
    assert rows[-1].data == {"changed": ["name"]}


def administrator(stage: Stage) -> Viewer:
    """The stage's viewer, who manages the account too."""
    return replace(stage.viewer, account_admin=True)
