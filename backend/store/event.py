"""The log of a session: events 1, 2, 3 … without gaps, never changed, appended through this file alone.

Whoever appends locks the session first and a run after it, always in this order. The session's counter and
the events are written in one transaction, so the order of commits is the order of `seq`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Index, Update, bindparam, insert, select, update

from backend.domain.ending import Ending
from backend.domain.errors import BadCursor
from backend.domain.event import EventKind
from backend.domain.usage import Usage
from backend.platform import clock, telemetry
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.run import RUNNING, RUNS, Held, run, session_topic
from backend.store.session import session
from backend.store.statement import Row
from backend.store.table import Column, Integer, Json, Table, Text, Time, identity, metadata, reference

event = Table(
    "event",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    reference("session_id", "session", ondelete="CASCADE"),
    Column("run_id", Text),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("created_at", Time, nullable=False),
    Index(None, "session_id", "seq", unique=True),
    Index(None, "run_id", "seq"),
)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be appended; the payload's keys are the fields of its GraphQL type."""

    kind: EventKind
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: the messages of the model that are complete, and what they took together."""

    turns: int
    usage: Usage


class Replaced(Exception):
    """Another worker holds the run, or it has ended: stop and write nothing."""


_COUNT = (
    update(session)
    .where(session.c.id == bindparam("session"))
    .values(seq=session.c.seq + bindparam("count", type_=Integer), updated_at=bindparam("moment", type_=Time))
    .returning(session.c.seq, session.c.workspace_id)
)
_FENCE = run.c.id == bindparam("run"), run.c.epoch == bindparam("held"), RUNNING
_PROGRESS = {
    name: bindparam(f"new_{name}", type_=run.c[name].type) for name in ("heartbeat_at", "turns", "usage")
}
_STAMP = {"updated_at": bindparam("moment", type_=Time)}
_KEEP = update(run).where(*_FENCE).values(_PROGRESS | _STAMP).returning(run.c.id)
_ENDED = {name: bindparam(f"new_{name}", type_=run.c[name].type) for name in ("status", "output", "error")}
_END = (
    update(run)
    .where(*_FENCE)
    .values(_PROGRESS | _ENDED | _STAMP | {"finished_at": bindparam("moment", type_=Time)})
    .returning(run.c.id)
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
    await _append(tx, held.session_id, held.id, events)
    await _fenced(tx, held, _KEEP, progress)


async def finish(
    tx: Transaction, held: Held, events: Sequence[NewEvent], ending: Ending, progress: Progress
) -> None:
    """Append what the run did last and its one terminal event, and end it. Replaced as in `append_as_run`."""
    last = NewEvent(ending.kind, ending.payload(progress.usage))
    await _append(tx, held.session_id, held.id, [*events, last])
    ended = {"new_status": ending.status, "new_output": ending.output, "new_error": ending.error()}
    await _fenced(tx, held, _END, progress, ended)
    tx.ring(RUNS, held.session_id)
    telemetry.runs.labels(ending.status.name).inc()


async def append_as_viewer(
    tx: Transaction, session_id: str, events: Sequence[NewEvent], run_id: str | None = None
) -> None:
    """Append what somebody other than a worker did. The caller may do so, and holds the session's lock."""
    await _append(tx, session_id, run_id, events)


async def log(tx: Transaction, session_id: str, after: int, limit: int = 500) -> list[Row]:
    """The session's events behind a position, in order, with every column of the table."""
    return await tx.fetch(_LOG, {"session": session_id, "after": after, "count": limit})


async def position(tx: Transaction, session_id: str, event_id: str) -> int:
    """The `seq` of an event of this session (BAD_CURSOR if it is none of its events)."""
    row = await tx.first(_POSITION, {"event": event_id, "session": session_id})
    if row is None:
        raise BadCursor(
            f"{event_id!r} is no event of this session: follow it from an event's id, or from the start.",
            ("after",),
        )
    return int(row.seq)


async def _append(tx: Transaction, session_id: str, run_id: str | None, events: Sequence[NewEvent]) -> None:
    moment = clock.now()
    row = await tx.first(_COUNT, {"session": session_id, "count": len(events), "moment": moment})
    if row is None:
        raise Replaced(f"Session {session_id} is gone.")
    first = row.seq - len(events) + 1
    same = {
        "workspace_id": row.workspace_id,
        "session_id": session_id,
        "run_id": run_id,
        "created_at": moment,
    }
    rows = [
        same
        | {"id": new_id("evt"), "seq": first + index, "kind": each.kind.value, "payload": dict(each.payload)}
        for index, each in enumerate(events)
    ]
    await tx.many(_INSERT, rows)
    tx.ring(session_topic(session_id), str(row.seq))
    telemetry.events.inc(len(events))


async def _fenced(
    tx: Transaction,
    held: Held,
    statement: Update,
    progress: Progress,
    ended: Mapping[str, object] | None = None,
) -> None:
    moment = clock.now()
    values = {
        "run": held.id,
        "held": held.epoch,
        "moment": moment,
        "new_heartbeat_at": moment,
        "new_turns": progress.turns,
        "new_usage": progress.usage.payload(),
    }
    if await tx.first(statement, values | dict(ended or {})) is None:
        raise Replaced(f"Run {held.id} is no longer held with epoch {held.epoch}.")
