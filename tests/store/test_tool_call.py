"""Calls of tools: rows that follow from the log, decisions that wait, and runs that go on from them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.domain.ending import completed
from backend.domain.errors import BadInput, Conflict, Forbidden, NotFound
from backend.domain.event import EventKind
from backend.domain.tool_call import arguments_digest
from backend.domain.usage import Usage
from backend.domain.viewer import Role
from backend.platform import clock
from backend.store.consequence import NewEvent
from backend.store.context_window import context_window
from backend.store.event import Progress, append_as_run, finish, park
from backend.store.precondition import Precondition
from backend.store.run_cancel import cancel
from backend.store.run_claim import Claimed, claim
from backend.store.task import task
from backend.store.tool_call import tool_call
from backend.store.tool_call_decide import answer, approve, deny, expire, expired
from tests.stage import Stage
from tests.store.agents import do, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

PROGRESS = Progress(1, Usage())


def requested(number: int, approval: str = "NOT_NEEDED", kind: str = "BUILTIN") -> NewEvent:
    told = {
        "toolCallId": call_id(number),
        "providerCallId": f"call_{number}",
        "messageId": "msg_1",
        "name": "clock",
        "arguments": {"n": number},
        "approval": approval,
    }
    return NewEvent(EventKind.TOOL_CALL_REQUESTED, told, {"kind": kind, "position": number})


def call_id(number: int) -> str:
    return f"tcl_{number:026d}"


def told(kind: EventKind, number: int, **payload: Any) -> NewEvent:
    return NewEvent(kind, {"toolCallId": call_id(number), "name": "clock", **payload})


async def taken(stage: Stage) -> Claimed:
    async with stage.database.write() as tx:
        claimed = await claim(tx, "w")
    assert claimed is not None
    return claimed


async def running(stage: Stage, *events: NewEvent) -> Claimed:
    """A run that was taken and has logged these events."""
    await stage.run(await stage.session())
    claimed = await taken(stage)
    async with stage.database.write() as tx:
        await append_as_run(tx, claimed.held, events, PROGRESS)
    return claimed


async def waiting(stage: Stage, *events: NewEvent) -> Claimed:
    claimed = await running(stage, *events)
    async with stage.database.write() as tx:
        assert await park(tx, claimed.held, PROGRESS)
    return claimed


async def call(stage: Stage, number: int) -> Any:
    return await row_of(stage.database, tool_call, call_id(number))


async def decide(stage: Stage, verb: Any, number: int, *given: Any, **options: Any) -> Any:
    await do(stage.database, verb, stage.viewer, call_id(number), *given, **options)
    return await call(stage, number)


async def test_a_calls_row_says_what_the_log_does(stage: Stage) -> None:
    claimed = await running(stage, *(requested(number) for number in (1, 2, 3, 4)))
    started = [told(EventKind.TOOL_CALL_STARTED, number, idempotencyKey="k") for number in (1, 2, 3)]
    ended = [
        told(EventKind.TOOL_CALL_COMPLETED, 1, result={"a": None}),
        told(EventKind.TOOL_CALL_FAILED, 2, code="X", message="No."),
    ]
    async with stage.database.write() as tx:
        await append_as_run(tx, claimed.held, [*started, *ended], PROGRESS)
    rows = [await call(stage, number) for number in (1, 2, 3, 4)]
    assert [row.status for row in rows] == ["COMPLETED", "FAILED", "RUNNING", "PENDING"]
    assert (rows[0].result, rows[1].error) == ({"a": None}, {"code": "X", "message": "No."})
    assert (rows[0].run_id, rows[0].session_id) == (claimed.held.id, claimed.held.session_id)
    assert rows[0].idempotency_key == f"{claimed.held.id}:1"
    assert (rows[0].provider_call_id, rows[0].arguments_digest) == ("call_1", arguments_digest({"n": 1}))
    assert (rows[2].started_at is None, rows[3].started_at is None) == (False, True)
    async with stage.database.write() as tx:
        await finish(tx, claimed.held, [], completed("done"), PROGRESS)
    rows = [await call(stage, number) for number in (1, 2, 3, 4)]
    assert [row.status for row in rows] == ["COMPLETED", "FAILED", "CANCELLED", "CANCELLED"]
    assert (await stage.session_row(claimed.held.session_id)).tool_call_count == 4


async def test_a_run_waits_for_decisions_and_goes_on_when_they_are_made(stage: Stage) -> None:
    events = [requested(1, "WAITING"), requested(2), requested(3, "WAITING")]
    claimed = await waiting(stage, *events)
    session_id, run_id = claimed.held.session_id, claimed.held.id
    row = await stage.row(run_id)
    assert (row.status, row.waiting_for) == ("WAITING", [call_id(1), call_id(3)])
    assert (await stage.events(session_id))[-1].payload == {"toolCallIds": [call_id(1), call_id(3)]}
    agreed = await decide(stage, approve, 1, "Fine.")
    assert (agreed.approval, agreed.status, agreed.memo) == ("APPROVED", "PENDING", "Fine.")
    assert (agreed.decided_by, agreed.expires_at) == (stage.viewer.principal, None)
    async with stage.database.write() as tx:
        assert await claim(tx, "w") is None
    refused = await decide(stage, deny, 3)
    assert (refused.approval, refused.status) == ("DENIED", "CANCELLED")
    again = await taken(stage)
    assert (again.held.id, again.held.epoch, again.attempts) == (run_id, 2, 1)
    assert (await stage.kinds(session_id))[-4:] == [
        "RunWaiting",
        "ToolCallApproved",
        "ToolCallDenied",
        "RunResumed",
    ]
    assert (await stage.row(run_id)).status == "RUNNING"
    assert again.started_at > claimed.started_at


async def test_a_decision_is_made_once_and_only_about_what_was_seen(stage: Stage) -> None:
    claimed = await waiting(stage, requested(1, "WAITING"), requested(2))
    believed: list[tuple[Precondition, Any]] = [
        (Precondition(arguments_digest="x"), Conflict),
        (Precondition(approval="APPROVED"), Conflict),
        (Precondition(within=await stage.session()), NotFound),
    ]
    for when, error in believed:
        with pytest.raises(error):
            await decide(stage, approve, 1, when=when)
    with pytest.raises(Conflict, match="no decision"):
        await decide(stage, approve, 2)
    with pytest.raises(BadInput):
        await decide(stage, deny, 1, "x" * 4_001)
    seen = Precondition(
        arguments_digest=arguments_digest({"n": 1}), approval="WAITING", within=claimed.held.session_id
    )
    await decide(stage, approve, 1, when=seen)
    for verb in (approve, deny):
        with pytest.raises(Conflict):
            await decide(stage, verb, 1)


async def test_a_decision_that_comes_before_the_run_waits_leaves_nothing_to_wait_for(stage: Stage) -> None:
    claimed = await running(stage, requested(1, "WAITING"))
    await decide(stage, approve, 1)
    async with stage.database.write() as tx:
        assert not await park(tx, claimed.held, PROGRESS)
    assert (await stage.row(claimed.held.id)).status == "RUNNING"


async def test_a_client_answers_its_own_calls(stage: Stage) -> None:
    claimed = await waiting(
        stage, requested(1, kind="CLIENT"), requested(2, "WAITING", "CLIENT"), requested(3, "WAITING")
    )
    done = await decide(stage, answer, 1, result={"a": 1})
    assert (done.status, done.result) == ("COMPLETED", {"a": 1})
    with pytest.raises(Conflict):
        await decide(stage, answer, 1, result=1)
    with pytest.raises(Conflict, match="WAITING"):
        await decide(stage, answer, 2, result=1)
    with pytest.raises(Conflict, match="BUILTIN"):
        await decide(stage, answer, 3, result=1)
    both = {"result": 1, "error": {"message": "x"}}
    unfit: tuple[Any, ...] = ({}, both, {"error": {}}, {"result": "x" * 262_144})
    for wrong in unfit:
        with pytest.raises(BadInput):
            await decide(stage, answer, 2, **wrong)
    await decide(stage, deny, 3)
    await decide(stage, approve, 2)
    assert (await stage.row(claimed.held.id)).waiting_for == [call_id(2)]
    failed = await decide(stage, answer, 2, error={"message": "Nobody home."})
    assert failed.error == {"code": "CLIENT_FAILED", "message": "Nobody home."}
    assert (await taken(stage)).held.id == claimed.held.id


async def test_what_nobody_decides_or_answers_in_time_is_given_up(stage: Stage) -> None:
    claimed = await waiting(stage, requested(1, "WAITING"), requested(2, kind="CLIENT"))
    past = clock.now() - timedelta(seconds=1)
    async with stage.database.write() as tx:
        assert await expired(tx, clock.now()) == []
        await tx.fetch(update(tool_call).values(expires_at=past))
        for due in await expired(tx, clock.now()):
            await expire(tx, due)
        assert await expired(tx, clock.now()) == []
    first, second = await call(stage, 1), await call(stage, 2)
    assert (first.approval, first.status, first.decided_by) == ("EXPIRED", "CANCELLED", None)
    assert (second.status, second.error["code"]) == ("FAILED", "EXPIRED")
    assert (await taken(stage)).held.id == claimed.held.id


async def test_cancelling_a_run_that_waits_cancels_its_calls(stage: Stage) -> None:
    claimed = await waiting(stage, requested(1, "WAITING"))
    await do(stage.database, cancel, stage.viewer, claimed.held.id)
    assert (await stage.row(claimed.held.id)).status == "CANCELLED"
    assert (await call(stage, 1)).status == "CANCELLED"
    with pytest.raises(Conflict):
        await decide(stage, approve, 1)
    async with stage.database.write() as tx:
        assert await claim(tx, "w") is None


async def test_others_decide_nothing(stage: Stage) -> None:
    await waiting(stage, requested(1, "WAITING"))
    roles = dict.fromkeys(stage.viewer.workspaces, Role.VIEWER)
    reader = replace(stage.viewer, workspaces=roles, need=Role.VIEWER)
    for who, error in ((await stranger(stage.database), NotFound), (reader, Forbidden)):
        for verb in (approve, deny):
            with pytest.raises(error):
                await do(stage.database, verb, who, call_id(1))


async def test_tasks_and_windows_follow_from_the_log(stage: Stage) -> None:
    row_id = "tsk_" + "1" * 26

    def noted(text: str, *, completed: bool) -> NewEvent:
        payload = {"taskId": row_id, "number": 1, "text": text, "completed": completed}
        return NewEvent(EventKind.TASK_CHANGED, payload)

    message = {
        "messageId": "msg_1",
        "attempt": 1,
        "model": "offline",
        "text": "",
        "stopReason": "END_TURN",
        "content": [],
        "usage": Usage(7, 5, 3, 2).payload(),
    }
    said = NewEvent(EventKind.MESSAGE_COMPLETED, message)
    claimed = await running(stage, noted("one", completed=False), said, said)
    window = "win_" + "1" * 26
    compacted = {"contextWindowId": window, "strategies": ["s"], "messagesCompacted": 2, "summary": "Short."}
    moved = NewEvent(EventKind.CONTEXT_COMPACTED, compacted, {"number": 2})
    async with stage.database.write() as tx:
        await append_as_run(tx, claimed.held, [noted("two", completed=True), moved], PROGRESS)
        await append_as_run(tx, claimed.held, [said], PROGRESS)
    kept = await row_of(stage.database, task, row_id)
    assert (kept.text, kept.number, kept.completed_at is None) == ("two", 1, False)
    async with stage.database.read() as tx:
        first, second = await tx.fetch(select(context_window).order_by(context_window.c.number))
    assert (first.input_tokens, first.output_tokens, first.first_seq) == (14, 10, 1)
    assert (second.id, second.input_tokens, second.summary) == (window, 7, "Short.")
    events = await stage.events(claimed.held.session_id)
    assert second.first_seq == next(each.seq for each in events if each.kind == "ContextCompacted")
    assert [each.context_window_id for each in events[-3:]] == [first.id, first.id, window]
    counted = await stage.session_row(claimed.held.session_id)
    assert (counted.input_tokens, counted.output_tokens) == (21, 15)
    assert (counted.cache_read_tokens, counted.cache_write_tokens) == (9, 6)
