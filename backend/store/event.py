"""The log of a session: events 1, 2, 3 … without gaps, never changed, appended through this file alone.

Whoever appends locks the session first and a run after it, always in this order. The session's counter and
the events are written in one transaction, so the order of commits is the order of `seq`. The deliveries that
tell webhooks of them are written there too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, Update, and_, bindparam, insert, literal_column, or_, select, update

from backend.domain.ending import Ending
from backend.domain.errors import BadCursor
from backend.domain.event import EventKind
from backend.domain.run import RunStatus
from backend.domain.tool import ToolKind
from backend.domain.tool_call import Approval, ToolCallStatus
from backend.domain.usage import Usage
from backend.platform import clock, telemetry
from backend.platform.ids import new_id
from backend.store.consequence import Appended, NewEvent, follow
from backend.store.database import Database, Transaction
from backend.store.run import RUNNING, RUNS, Held, run, session_topic
from backend.store.run_activity import note_end, note_run
from backend.store.session import lock_session, session
from backend.store.statement import Row
from backend.store.table import Column, Integer, Json, Table, Text, Time, identity, metadata, reference
from backend.store.tool_call import tool_call
from backend.store.webhook_tell import is_heard, tell_events

event = Table(
    "event",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    reference("session_id", "session", ondelete="CASCADE"),
    Column("run_id", Text),
    Column("context_window_id", Text),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("created_at", Time, nullable=False),
    Index(None, "session_id", "seq", unique=True),
    Index(None, "run_id", "seq"),
    Index(None, "context_window_id", "seq"),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: the messages of the model that are complete, and what they took together."""

    turns: int
    usage: Usage


class Replaced(Exception):
    """Another worker holds the run, or it has ended: stop and write nothing."""


_COUNTED = {
    "input_tokens": "inputTokens",
    "output_tokens": "outputTokens",
    "cache_read_tokens": "cacheReadTokens",
    "cache_write_tokens": "cacheWriteTokens",
}
"""Columns of a session that count on, by the keys of a message's usage."""
_NOTHING = {f"more_{name}": 0 for name in (*_COUNTED, "tool_call_count")}
_COUNT = (
    update(session)
    .where(session.c.id == bindparam("session"))
    .values(
        seq=session.c.seq + bindparam("count", type_=Integer),
        updated_at=bindparam("moment", type_=Time),
        **{
            name: session.c[name] + bindparam(f"more_{name}", type_=Integer)
            for name in (*_COUNTED, "tool_call_count")
        },
    )
    .returning(
        *(session.c[name] for name in ("id", "seq", "workspace_id", "agent_id")),
        *(session.c[name] for name in ("context_window_id", "tool_call_count")),
        is_heard(session.c.workspace_id),
    )
)
_TAKING = {EventKind.MESSAGE_COMPLETED, EventKind.CONTEXT_COMPACTED}
_FENCE = run.c.id == bindparam("run"), run.c.epoch == bindparam("held"), RUNNING
_PROGRESS = {
    name: bindparam(f"new_{name}", type_=run.c[name].type) for name in ("heartbeat_at", "turns", "usage")
}
_STAMP = {"updated_at": bindparam("moment", type_=Time)}
_KEEP = update(run).where(*_FENCE).values(_PROGRESS | _STAMP).returning(run.c.id)
_ENDED = {name: bindparam(f"new_{name}", type_=run.c[name].type) for name in ("status", "output", "error")}
_NOTED = (
    *(run.c.id, run.c.workspace_id, run.c.session_id, run.c.agent_id),
    *(run.c.number, run.c.created_by, run.c.callback_url),
)
_END = (
    update(run)
    .where(*_FENCE)
    .values(_PROGRESS | _ENDED | _STAMP | {"finished_at": bindparam("moment", type_=Time)})
    .returning(*_NOTED)
)
_WAITING = {name: bindparam(f"new_{name}", type_=run.c[name].type) for name in ("status", "waiting_for")}
_PARK = update(run).where(*_FENCE).values(_PROGRESS | _WAITING | _STAMP).returning(*_NOTED)
_BY_OTHERS = and_(
    tool_call.c.status == literal_column(f"'{ToolCallStatus.PENDING.name}'"),
    or_(
        tool_call.c.approval == literal_column(f"'{Approval.WAITING.name}'"),
        tool_call.c.kind == literal_column(f"'{ToolKind.CLIENT.name}'"),
    ),
)
_BY_AGENT = and_(
    tool_call.c.status == literal_column(f"'{ToolCallStatus.RUNNING.name}'"),
    tool_call.c.child_session_id.is_not(None),
)
_AWAITED = (
    select(tool_call.c.id)
    .where(tool_call.c.run_id == bindparam("run", type_=Text()), or_(_BY_OTHERS, _BY_AGENT))
    .order_by(tool_call.c.position)
)
_INSERT = insert(event)
_LOG = (
    select(event)
    .where(event.c.session_id == bindparam("session"), event.c.seq > bindparam("after"))
    .order_by(event.c.seq)
    .limit(bindparam("count", type_=Integer))
)
_POSITION = select(event.c.seq).where(
    event.c.id == bindparam("event"), event.c.session_id == bindparam("session")
)


async def append_as_run(tx: Transaction, held: Held, events: Sequence[NewEvent], progress: Progress) -> None:
    """Append what the run did, and how far it has come.

    Replaced if it is no longer the holder's to write: let that leave the transaction, and nothing is written.
    """
    moment = clock.now()
    await _append(tx, held.session_id, held.id, events, moment)
    await _fenced(tx, held, _KEEP, progress, moment)


async def finish(
    tx: Transaction, held: Held, events: Sequence[NewEvent], ending: Ending, progress: Progress
) -> None:
    """Append what the run did last and its one terminal event, and end it. Replaced as in `append_as_run`."""
    last, moment = NewEvent(ending.kind, ending.payload(progress.usage)), clock.now()
    await _append(tx, held.session_id, held.id, [*events, last], moment)
    ended = {"new_status": ending.status, "new_output": ending.output, "new_error": ending.error()}
    await note_end(tx, await _fenced(tx, held, _END, progress, moment, ended), ending)
    tx.ring(RUNS, held.session_id)
    telemetry.runs.labels(ending.status.name).inc()


async def park(tx: Transaction, held: Held, progress: Progress) -> bool:
    """Let a run wait for those of its calls that others decide or answer; no worker has it meanwhile.

    False if there are none any more: then nothing is written. Replaced as in `append_as_run`.
    """
    await lock_session(tx, held.session_id)
    calls = [row.id for row in await tx.fetch(_AWAITED, {"run": held.id})]
    if not calls:
        return False
    waiting, moment = NewEvent(EventKind.RUN_WAITING, {"toolCallIds": calls}), clock.now()
    await _append(tx, held.session_id, held.id, [waiting], moment)
    parked = {"new_status": RunStatus.WAITING, "new_waiting_for": calls}
    noted = await _fenced(tx, held, _PARK, progress, moment, parked)
    await note_run(tx, noted, "waiting", {"toolCallIds": calls})
    return True


async def append_as_viewer(
    tx: Transaction, session_id: str, events: Sequence[NewEvent], run_id: str | None = None
) -> None:
    """Append what somebody other than a worker did. The caller may do so, and holds the session's lock."""
    await _append(tx, session_id, run_id, events, clock.now())


async def log(database: Database, session_id: str, after: int, limit: int = 500) -> list[Row]:
    """The session's events behind a position, in order, with every column of the table."""
    return await database.fetch(_LOG, {"session": session_id, "after": after, "count": limit})


async def position(tx: Transaction, session_id: str, event_id: str) -> int:
    """The `seq` of an event of this session (BAD_CURSOR if it is none of its events)."""
    row = await tx.first(_POSITION, {"event": event_id, "session": session_id})
    if row is None:
        raise BadCursor(
            f"{event_id!r} is no event of this session: follow it from an event's id, or from the start.",
            ("after",),
        )
    return int(row.seq)


async def _append(
    tx: Transaction, session_id: str, run_id: str | None, events: Sequence[NewEvent], moment: datetime
) -> None:
    values = {"session": session_id, "count": len(events), "moment": moment, **_more(events)}
    row = await tx.first(_COUNT, values)
    if row is None:
        raise Replaced(f"Session {session_id} is gone.")
    first = row.seq - len(events) + 1
    same = {
        "workspace_id": row.workspace_id,
        "session_id": session_id,
        "run_id": run_id,
        "context_window_id": row.context_window_id,
        "created_at": moment,
    }
    rows = [
        same
        | {"id": new_id("evt"), "seq": first + index, "kind": each.kind.value, "payload": dict(each.payload)}
        for index, each in enumerate(events)
    ]
    await tx.many(_INSERT, rows)
    await follow(tx, Appended(row, run_id, moment), events, range(first, row.seq + 1))
    if row.heard:
        await tell_events(tx, row, rows)
    tx.ring(session_topic(session_id), str(row.seq))
    telemetry.events.inc(len(events))


def _more(events: Sequence[NewEvent]) -> dict[str, int]:
    """What the events add to what their session counts."""
    more = _NOTHING.copy()
    for each in events:
        if each.kind is EventKind.TOOL_CALL_REQUESTED:
            more["more_tool_call_count"] += 1
        elif each.kind in _TAKING and each.payload.get("usage"):
            for name, key in _COUNTED.items():
                more[f"more_{name}"] += int(each.payload["usage"][key] or 0)
    return more


async def _fenced(
    tx: Transaction,
    held: Held,
    statement: Update,
    progress: Progress,
    moment: datetime,
    ended: Mapping[str, object] | None = None,
) -> Row:
    values = {
        "run": held.id,
        "held": held.epoch,
        "moment": moment,
        "new_heartbeat_at": moment,
        "new_turns": progress.turns,
        "new_usage": progress.usage.payload(),
    }
    written = await tx.first(statement, values | dict(ended or {}))
    if written is None:
        raise Replaced(f"Run {held.id} is no longer held with epoch {held.epoch}.")
    return written
