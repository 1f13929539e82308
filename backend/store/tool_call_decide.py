"""Deciding calls of tools, and answering those that are the client's: what a waiting run goes on from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from backend.domain.errors import BadInput, Conflict
from backend.domain.event import EventKind
from backend.domain.law import closed, optional, text, written_size
from backend.domain.run import RunStatus
from backend.domain.tool import ToolKind
from backend.domain.tool_call import LARGEST_RESULT, Approval, ToolCallStatus
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.consequence import NewEvent
from backend.store.database import Transaction
from backend.store.event import append_as_viewer
from backend.store.precondition import Precondition, agree, hold_within
from backend.store.row import the_row
from backend.store.run import RUNS, run
from backend.store.scope import locate
from backend.store.session import lock_session
from backend.store.statement import Row
from backend.store.table import Json, Text, Time
from backend.store.tool_call import tool_call

_memo = optional(text(4_000))
_error = closed({"code": text(100, shortest=1), "message": text(4_000, shortest=1)}, "message")

_WAITING_FOR = select(run.c.waiting_for, run.c.status).where(run.c.id == bindparam("run", type_=Text()))
_LESS = (
    update(run)
    .where(run.c.id == bindparam("run", type_=Text()))
    .values(waiting_for=bindparam("left", type_=Json()))
)
_EXPIRED = (
    select(tool_call.c.id, tool_call.c.session_id)
    .where(tool_call.c.expires_at < bindparam("moment", type_=Time()))
    .order_by(tool_call.c.expires_at)
    .limit(100)
)


async def approve(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    memo: str | None = None,
    *,
    when: Precondition | None = None,
) -> str:
    """Agree to a call, which is made then, and return its id. CONFLICT unless it waits for a decision."""
    call = await _opened(tx, viewer, reference, when)
    await _decide(tx, call, Approval.APPROVED, viewer.principal, _memo(memo, ("memo",)))
    return str(call.id)


async def deny(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    memo: str | None = None,
    *,
    when: Precondition | None = None,
) -> str:
    """Refuse a call, of which the model is told, and return its id. CONFLICT likewise."""
    call = await _opened(tx, viewer, reference, when)
    await _decide(tx, call, Approval.DENIED, viewer.principal, _memo(memo, ("memo",)))
    return str(call.id)


async def answer(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    *,
    result: object = None,
    error: Mapping[str, object] | None = None,
    when: Precondition | None = None,
) -> str:
    """Answer a call of kind CLIENT with its result, or the error `{code, message}`, and return its id.

    CONFLICT if it is of another kind, is not decided or has an answer already.
    """
    if (result is None) == (error is None):
        raise BadInput("Say the result or the error: exactly one of the two.", ("result",))
    if written_size(result, ("result",)) > LARGEST_RESULT:
        raise BadInput(f"A result may have up to {LARGEST_RESULT:,} bytes of JSON.", ("result",))
    told = None if error is None else _error(error, ("error",))
    call = await _opened(tx, viewer, reference, when)
    if call.kind != ToolKind.CLIENT.name:
        raise Conflict(f"Tool call {call.id} is of kind {call.kind}: clients answer those of kind CLIENT.")
    if call.status != ToolCallStatus.PENDING.name or call.approval == Approval.WAITING.name:
        raise Conflict(
            f"Tool call {call.id} is {call.status}, its approval {call.approval}: it takes no answer."
        )
    await answered(tx, call, result, told)
    return str(call.id)


async def expired(tx: Transaction, moment: datetime) -> list[Row]:
    """Calls that nobody decided or answered in time, by `id` and `session_id`: for `expire`."""
    return await tx.fetch(_EXPIRED, {"moment": moment})


async def expire(tx: Transaction, due: Row) -> None:
    """Give up a call that is due, unless somebody decided or answered meanwhile."""
    call = await locked(tx, due)
    if call.expires_at is None or call.expires_at > clock.now():
        return
    if call.approval == Approval.WAITING.name:
        await _decide(tx, call, Approval.EXPIRED, None, None)
    else:
        await answered(tx, call, None, {"code": "EXPIRED", "message": "Nobody answered in time."})


async def _opened(tx: Transaction, viewer: Viewer, reference: str, when: Precondition | None) -> Row:
    """The call and, before it, its session, locked: as everybody who appends locks them."""
    found = await locate(tx, viewer.at_least(Role.EDITOR), tool_call, reference, lock=False)
    await hold_within(tx, viewer, found, when, tool_call.c.session_id)
    call = await locked(tx, found)
    agree(when, call, {"approval": call.approval, "arguments_digest": call.arguments_digest})
    return call


async def locked(tx: Transaction, found: Row) -> Row:
    """The call, by `id` and `session_id`, and before it its session, locked."""
    await lock_session(tx, found.session_id)
    return await the_row(tx, tool_call, found.id)


async def _decide(tx: Transaction, call: Row, approval: Approval, by: str | None, memo: object) -> None:
    if call.approval != Approval.WAITING.name or call.status != ToolCallStatus.PENDING.name:
        raise Conflict(
            f"Tool call {call.id} is {call.status}, its approval {call.approval}: it waits for no decision."
        )
    agreed = approval is Approval.APPROVED
    kind = EventKind.TOOL_CALL_APPROVED if agreed else EventKind.TOOL_CALL_DENIED
    told = {"toolCallId": call.id, "name": call.name, "decidedById": by, "memo": memo}
    event = NewEvent(kind, told, {"approval": approval, "kind": call.kind})
    await append_as_viewer(tx, call.session_id, [event], call.run_id)
    # The client's answer is waited for besides.
    if not (agreed and call.kind == ToolKind.CLIENT.name):
        await _let_go_on(tx, call)


async def answered(tx: Transaction, call: Row, result: object, error: Mapping[str, Any] | None) -> None:
    """Log what a call was answered, which its run waits for no more. The caller has the session's lock."""
    about = {"toolCallId": call.id, "name": call.name}
    if error is None:
        event = NewEvent(EventKind.TOOL_CALL_COMPLETED, {**about, "result": result})
    else:
        event = NewEvent(EventKind.TOOL_CALL_FAILED, {**about, "code": "CLIENT_FAILED", **error})
    await append_as_viewer(tx, call.session_id, [event], call.run_id)
    await _let_go_on(tx, call)


async def _let_go_on(tx: Transaction, call: Row) -> None:
    """The run waits for this call no more; with nothing left it is due."""
    (waiting,) = await tx.fetch(_WAITING_FOR, {"run": call.run_id})
    if waiting.status == RunStatus.WAITING.name:
        left = [each for each in waiting.waiting_for if each != call.id]
        await tx.fetch(_LESS, {"run": call.run_id, "left": left})
        tx.ring(RUNS, call.session_id)
