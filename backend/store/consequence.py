"""Consequences: the rows that follow from events, written by the append that writes the events.

Calls of tools, tasks and context windows are nothing else than what the log says of them so far.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, bindparam, func, insert, update

from backend.domain.event import TERMINAL_KINDS, EventKind
from backend.domain.tool import ToolKind
from backend.domain.tool_call import Approval, ToolCallStatus, arguments_digest
from backend.store.context_window import context_window
from backend.store.database import Transaction
from backend.store.row import upsert
from backend.store.session import session
from backend.store.table import Integer, Table, Text, Time
from backend.store.task import task
from backend.store.tool_call import tool_call

DECIDED_WITHIN = timedelta(hours=24)
"""How long a call waits for a decision, or for a client's answer."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be appended; the payload's keys are the fields of its GraphQL type.

    `row` are columns of the row that follows from it, which the payload does not hold.
    """

    kind: EventKind
    payload: Mapping[str, Any]
    row: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Appended:
    """Where events were appended: the session's row as it is then, their run, and when."""

    session: Any
    run_id: str | None
    moment: datetime


Values = dict[str, object]
Written = tuple[Any, Values]
"""A statement and its values."""


async def follow(tx: Transaction, there: Appended, events: Sequence[NewEvent], seqs: Sequence[int]) -> None:
    """Write what follows from events that were appended as `seqs`: a statement for each sort of row."""
    grouped: dict[int, tuple[Any, list[Values]]] = {}
    for each, seq in zip(events, seqs, strict=True):
        make = _MAKERS.get(each.kind)
        for statement, values in () if make is None else make(there, each, seq, tx.dialect):
            grouped.setdefault(id(statement), (statement, []))[1].append(values)
    for statement, rows in grouped.values():
        await tx.many(statement, rows)


def _requested(there: Appended, each: NewEvent, _seq: int, _dialect: str) -> list[Written]:
    told, known = each.payload, each.row or {}
    waits = told["approval"] == Approval.WAITING.name or known["kind"] == ToolKind.CLIENT.name
    row = {
        "id": told["toolCallId"],
        "workspace_id": there.session.workspace_id,
        "session_id": there.session.id,
        "run_id": there.run_id,
        "agent_id": there.session.agent_id,
        "tool_id": known.get("tool_id"),
        "agent_called_id": known.get("agent_called_id"),
        "message_id": told["messageId"],
        "provider_call_id": told["providerCallId"],
        "position": known["position"],
        "name": told["name"],
        "kind": known["kind"],
        "arguments": told["arguments"],
        "arguments_digest": arguments_digest(told["arguments"]),
        "approval": told["approval"],
        "status": ToolCallStatus.PENDING,
        "expires_at": there.moment + DECIDED_WITHIN if waits else None,
        "idempotency_key": f"{there.run_id}:{known['position']}",
        "created_at": there.moment,
        "updated_at": there.moment,
    }
    return [(_REQUESTED, row)]


def _decided(there: Appended, each: NewEvent, _seq: int, _dialect: str) -> list[Written]:
    told, known = each.payload, each.row or {}
    denied = each.kind is EventKind.TOOL_CALL_DENIED
    waits = not denied and known["kind"] == ToolKind.CLIENT.name
    values = {
        "call": told["toolCallId"],
        "moment": there.moment,
        "new_approval": known["approval"],
        "new_status": ToolCallStatus.CANCELLED if denied else ToolCallStatus.PENDING,
        "new_memo": told["memo"],
        "new_decided_by": told["decidedById"],
        "new_finished_at": there.moment if denied else None,
        "new_expires_at": there.moment + DECIDED_WITHIN if waits else None,
    }
    return [(_DECIDED, values)]


def _started(there: Appended, each: NewEvent, _seq: int, _dialect: str) -> list[Written]:
    return [(_STARTED, {"call": each.payload["toolCallId"], "moment": there.moment})]


def _ended(there: Appended, each: NewEvent, _seq: int, _dialect: str) -> list[Written]:
    told, failed = each.payload, each.kind is EventKind.TOOL_CALL_FAILED
    error = {"code": told["code"], "message": told["message"]} if failed else None
    values = {
        "call": told["toolCallId"],
        "moment": there.moment,
        "new_status": ToolCallStatus.FAILED if failed else ToolCallStatus.COMPLETED,
        "new_result": told.get("result"),
        "new_error": error,
    }
    return [(_ENDED, values)]


def _child(there: Appended, each: NewEvent, _seq: int, _dialect: str) -> list[Written]:
    told = each.payload
    values = {"call": told["toolCallId"], "child": told["sessionId"], "called": told["agentId"]}
    return [(_CHILD, values | {"moment": there.moment})]


def _run_ended(there: Appended, _each: NewEvent, _seq: int, _dialect: str) -> list[Written]:
    # A session that never called a tool has nothing to cancel, and its runs end with a statement less.
    if not there.session.tool_call_count:
        return []
    return [(_CANCELLED, {"run": there.run_id, "moment": there.moment})]


def _used(there: Appended, each: NewEvent, _seq: int, _dialect: str) -> list[Written]:
    if there.session.context_window_id is None:
        return []
    usage = each.payload["usage"]
    values = {"window": there.session.context_window_id, "moment": there.moment}
    return [(_USED, values | {"read": usage["inputTokens"], "wrote": usage["outputTokens"]})]


def _compacted(there: Appended, each: NewEvent, seq: int, dialect: str) -> list[Written]:
    told, known = each.payload, each.row or {}
    row = {
        "id": told["contextWindowId"],
        "workspace_id": there.session.workspace_id,
        "session_id": there.session.id,
        "number": known["number"],
        "first_seq": seq,
        "input_tokens": 0,
        "output_tokens": 0,
        "strategies": told["strategies"],
        "messages_compacted": told["messagesCompacted"],
        "summary": told["summary"],
        "pending": False,
        "created_at": there.moment,
        "updated_at": there.moment,
    }
    moved = {"session": there.session.id, "window": told["contextWindowId"]}
    return [(_laid(context_window, dialect, _REWRITTEN), row), (_MOVED, moved)]


def _noted(there: Appended, each: NewEvent, _seq: int, dialect: str) -> list[Written]:
    told = each.payload
    row = {
        "id": told["taskId"],
        "workspace_id": there.session.workspace_id,
        "session_id": there.session.id,
        "number": told["number"],
        "text": told["text"],
        "completed_at": there.moment if told["completed"] else None,
        "created_at": there.moment,
        "updated_at": there.moment,
    }
    return [(_laid(task, dialect, ("text", "completed_at", "updated_at")), row)]


_MAKERS: dict[EventKind, Callable[[Appended, NewEvent, int, str], list[Written]]] = {
    EventKind.TOOL_CALL_REQUESTED: _requested,
    EventKind.TOOL_CALL_APPROVED: _decided,
    EventKind.TOOL_CALL_DENIED: _decided,
    EventKind.TOOL_CALL_STARTED: _started,
    EventKind.TOOL_CALL_COMPLETED: _ended,
    EventKind.TOOL_CALL_FAILED: _ended,
    EventKind.CHILD_SESSION_STARTED: _child,
    EventKind.MESSAGE_COMPLETED: _used,
    EventKind.CONTEXT_COMPACTED: _compacted,
    EventKind.TASK_CHANGED: _noted,
    **dict.fromkeys(TERMINAL_KINDS.values(), _run_ended),
}

_REWRITTEN = ("first_seq", "strategies", "messages_compacted", "summary", "pending", "updated_at")
_MOMENT = bindparam("moment", type_=Time())
_CALL = tool_call.c.id == bindparam("call", type_=Text())


def _new(*names: str) -> dict[str, Any]:
    return {name: bindparam(f"new_{name}", type_=tool_call.c[name].type) for name in names}


_REQUESTED = insert(tool_call)
_DECIDED = (
    update(tool_call)
    .where(_CALL)
    .values(
        _new("approval", "status", "memo", "decided_by", "finished_at", "expires_at")
        | {"decided_at": _MOMENT, "updated_at": _MOMENT}
    )
)
_STARTED = (
    update(tool_call)
    .where(_CALL)
    .values(
        status=ToolCallStatus.RUNNING.name,
        started_at=func.coalesce(tool_call.c.started_at, _MOMENT),
        updated_at=_MOMENT,
    )
)
_ENDED = (
    update(tool_call)
    .where(_CALL)
    .values(
        _new("status", "result", "error")
        | {"finished_at": _MOMENT, "expires_at": None, "updated_at": _MOMENT}
    )
)
_CHILD = (
    update(tool_call)
    .where(_CALL)
    .values(
        child_session_id=bindparam("child", type_=Text()),
        agent_called_id=bindparam("called", type_=Text()),
        updated_at=_MOMENT,
    )
)
_CANCELLED = (
    update(tool_call)
    .where(
        tool_call.c.run_id == bindparam("run", type_=Text()),
        tool_call.c.finished_at.is_(None),
    )
    .values(status=ToolCallStatus.CANCELLED.name, finished_at=_MOMENT, expires_at=None, updated_at=_MOMENT)
)
_USED = (
    update(context_window)
    .where(context_window.c.id == bindparam("window", type_=Text()))
    .values(
        input_tokens=context_window.c.input_tokens + bindparam("read", type_=Integer),
        output_tokens=context_window.c.output_tokens + bindparam("wrote", type_=Integer),
        updated_at=_MOMENT,
    )
)
_MOVED = (
    update(session)
    .where(session.c.id == bindparam("session", type_=Text()))
    .values(context_window_id=bindparam("window", type_=Text()))
)


@lru_cache
def _laid(table: Table, dialect: str, changed: tuple[str, ...]) -> Insert:
    """Insert a row, or change these columns of it if it is there."""
    made = upsert(table, dialect)
    anew = {name: made.excluded[name] for name in changed}
    return made.on_conflict_do_update(index_elements=[table.c.id], set_=anew)
