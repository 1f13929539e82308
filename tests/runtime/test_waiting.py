"""A run waits for people and clients with no worker, and goes on when they have answered."""

import os
from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.event import EventKind
from backend.domain.sealed import Sealed
from backend.store.tool_call import tool_call
from backend.store.tool_call_decide import answer, approve, deny
from tests.patience import eventually
from tests.stage import CLOCK, Stage, gapless
from tests.store.agents import do

pytestmark = pytest.mark.anyio

WAITING = 200 if os.environ.get("CONCORD_PROOF") else 20
"""Runs that wait at the same time."""

PATIENCE = 60.0
"""Seconds that all of them may take."""

ASK = 'call current_time {"zone": "UTC"}'
ASKED = [{"kinds": ["TOOL"], "links": [{**CLOCK[0]["links"][0], "settings": {"approval": "ALWAYS"}}]}]
PICK = {"kind": "TOOL", "definition": {"name": "pick", "kind": "CLIENT"}}
CANARY = "canary-in-the-mine"


async def calls(stage: Stage) -> list[Any]:
    async with stage.database.read() as tx:
        return await tx.fetch(select(tool_call).order_by(tool_call.c.position))


async def parked(stage: Stage, run_id: str) -> None:
    async def probe() -> bool:
        return bool((await stage.row(run_id)).status == "WAITING")

    await eventually(probe)


@pytest.mark.parametrize("agreed", [True, False])
async def test_a_call_is_made_when_somebody_agreed_and_told_if_not(stage: Stage, *, agreed: bool) -> None:
    session_id = await stage.session(await stage.agent(links=ASKED))
    run_id = await stage.run(session_id, ASK)
    async with stage.engine():
        await parked(stage, run_id)
        (call,) = await calls(stage)
        assert (call.approval, call.status, call.name) == ("WAITING", "PENDING", "current_time")
        verb = approve if agreed else deny
        await do(stage.database, verb, stage.viewer, call.id, "Not today.")
        row = await stage.ended(run_id)
    assert row.status == "COMPLETED"
    assert ("Not today." in row.output) is not agreed
    (call,) = await calls(stage)
    assert call.status == ("COMPLETED" if agreed else "CANCELLED")
    kinds = await stage.kinds(session_id)
    assert kinds[4:8] == [
        "ToolCallRequested",
        "RunWaiting",
        "ToolCallApproved" if agreed else "ToolCallDenied",
        "RunResumed",
    ]
    assert gapless(await stage.events(session_id))


async def test_runs_that_wait_hold_no_worker_and_outlive_a_restart(stage: Stage) -> None:
    asking, plain = await stage.agent(links=ASKED), await stage.agent()
    sessions = [await stage.session(asking) for _ in range(WAITING)]
    runs = [await stage.run(session_id, ASK) for session_id in sessions]

    async def all_wait() -> bool:
        return all(row.status == "WAITING" for row in await stage.runs())

    async with stage.engine(run_concurrency=2):
        await eventually(all_wait, PATIENCE)
        assert (await stage.ended(await stage.run(await stage.session(plain)))).status == "COMPLETED"
    async with stage.engine(run_concurrency=2):
        for call in await calls(stage):
            await do(stage.database, approve, stage.viewer, call.id)
        assert {(await stage.ended(run, PATIENCE)).status for run in runs} == {"COMPLETED"}
    for session_id in sessions:
        assert gapless(await stage.events(session_id))


async def test_what_can_be_called_is_called_before_the_run_waits(stage: Stage) -> None:
    linked = [{"kinds": ["TOOL"], "links": [*CLOCK[0]["links"], {"target": {"inline": PICK}}]}]
    session_id = await stage.session(await stage.agent(links=linked))
    run_id = await stage.run(session_id, f'call pick {{"of": [1, 2]}} and {ASK}')
    async with stage.engine():
        await parked(stage, run_id)
        pick, time = await calls(stage)
        assert (pick.kind, pick.status, time.status) == ("CLIENT", "PENDING", "COMPLETED")
        await do(stage.database, answer, stage.viewer, pick.id, result={"picked": 2})
        row = await stage.ended(run_id)
    assert '{"picked":2}' in row.output
    assert (await stage.payload(session_id, EventKind.RUN_WAITING))["toolCallIds"] == [pick.id]


async def test_secrets_of_a_session_are_nowhere_in_what_its_run_leaves(
    stage: Stage, capfd: pytest.CaptureFixture[str]
) -> None:
    secrets = [{"name": "key", "value": Sealed(CANARY)}]
    session_id = await stage.session(await stage.agent(links=CLOCK), {"secrets": secrets})
    run_id = await stage.run(session_id, ASK, secrets=[{"name": "more", "value": Sealed(CANARY)}])
    async with stage.engine():
        row = await stage.ended(run_id)
    left = [row, await stage.session_row(session_id), await stage.events(session_id), await calls(stage)]
    told = capfd.readouterr()
    assert CANARY not in str(left) + told.out + told.err
