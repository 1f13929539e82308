"""Claiming: a worker takes a due run and raises its epoch, which shuts out whoever held it before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text as PlainText,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from backend.domain.event import EventKind
from backend.domain.run import RunStatus
from backend.platform import clock
from backend.store.consequence import NewEvent
from backend.store.database import Transaction
from backend.store.event import append_as_viewer
from backend.store.run import ACTIVE_STATUS, QUEUED, RUNNING, RUNS, Held, is_active, run
from backend.store.run_activity import note_run
from backend.store.scope import among
from backend.store.session import session
from backend.store.statement import Row
from backend.store.table import Integer, Text, TextList, Time
from backend.store.workspace import IN_TRASH

LEASE = timedelta(seconds=20)
"""A run whose worker has not been heard of for so long is taken over; workers tell every few seconds."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A run that was taken, with all that its worker needs besides the log.

    `started_at` is from when its time counts: it was started, or went on after it had waited. `attempts` are
    the workers that had it; that it went on is none. `parent_call` is the call that started the session.
    """

    held: Held
    snapshot: dict[str, Any]
    started_at: datetime
    attempts: int
    cancel_requested: bool
    cancel_reason: str | None
    parent_call: str | None


@dataclass(frozen=True, slots=True)
class Shares:
    """How many runs of one workspace, and of one agent, may be in the hands of workers at once; 0 is any
    number. Workers that claim at the same moment may take one more each.
    """

    workspace: int = 0
    agent: int = 0


ANY = Shares()

_earlier, _held = run.alias("earlier"), run.alias("held")
_FIRST_IN_LINE = ~exists().where(
    _earlier.c.session_id == run.c.session_id,
    _earlier.c.number < run.c.number,
    is_active(_earlier),
)
_ABANDONED = and_(
    RUNNING, or_(run.c.heartbeat_at.is_(None), run.c.heartbeat_at < bindparam("stale", type_=Time))
)
_WAITED = run.c.status == literal_column(f"'{RunStatus.WAITING.name}'")
_ANSWERED = and_(_WAITED, cast(run.c.waiting_for, PlainText) == literal_column("'[]'"))


@lru_cache
def _due(shares: Shares) -> Select[Any]:
    """The run that has been due longest, and what its worker needs of its session."""
    anew = and_(or_(and_(QUEUED, _FIRST_IN_LINE), _ANSWERED), *_room(shares))
    # The session is what is locked: an append locks it first too, so neither can wait for the other in a
    # circle.
    return (
        select(run, session.c.snapshot, session.c.parent_tool_call_id)
        .join(session, session.c.id == run.c.session_id)
        .where(ACTIVE_STATUS, or_(anew, _ABANDONED), run.c.workspace_id.not_in(IN_TRASH))
        .order_by(run.c.created_at, run.c.id)
        .limit(1)
        .with_for_update(of=session, skip_locked=True)
    )


def _room(shares: Shares) -> list[ColumnElement[bool]]:
    limits = {"workspace_id": shares.workspace, "agent_id": shares.agent}
    running = _held.c.status == literal_column(f"'{RunStatus.RUNNING.name}'")
    return [
        select(func.count())
        .select_from(_held)
        .where(is_active(_held), running, _held.c[name] == run.c[name])
        .scalar_subquery()
        < literal_column(str(most))
        for name, most in limits.items()
        if most
    ]


_TAKE = (
    update(run)
    .where(run.c.id == bindparam("run"), run.c.epoch == bindparam("seen", type_=Integer), ACTIVE_STATUS)
    .values(
        epoch=run.c.epoch + 1,
        status=bindparam("new_status", type_=Text),
        worker=bindparam("new_worker", type_=Text),
        heartbeat_at=bindparam("moment", type_=Time),
        started_at=func.coalesce(run.c.started_at, bindparam("moment", type_=Time)),
        resumptions=case((_WAITED, run.c.resumptions + 1), else_=run.c.resumptions),
        resumed_at=case((_WAITED, bindparam("moment", type_=Time)), else_=run.c.resumed_at),
        updated_at=bindparam("moment", type_=Time),
    )
    .returning(run.c.epoch, run.c.started_at, run.c.resumptions, run.c.resumed_at)
)


_BEAT = {
    dialect: update(run)
    .where(
        among(run.c.id, bindparam("runs", type_=TextList()), dialect),
        run.c.worker == bindparam("owner", type_=Text),
        RUNNING,
    )
    .values(heartbeat_at=bindparam("moment", type_=Time))
    .returning(run.c.id, run.c.epoch)
    for dialect in ("sqlite", "postgresql")
}
_LET_GO = update(run).where(RUNNING, run.c.worker == bindparam("owner", type_=Text)).values(heartbeat_at=None)
# Without a worker, or a heartbeat that is on its way would claim it back.
_PUT_BACK = (
    update(run)
    .where(run.c.id == bindparam("run"), run.c.epoch == bindparam("held"), RUNNING)
    .values(heartbeat_at=None, worker=None)
)
_LET_ALL_GO = update(run).where(RUNNING).values(heartbeat_at=None)
_WISHED = select(run.c.id, run.c.cancel_reason).where(
    ACTIVE_STATUS, run.c.cancel_requested_at.is_not(None), run.c.worker == bindparam("owner", type_=Text)
)

_TRIES = 5


async def claim(
    tx: Transaction, worker: str, lease: timedelta = LEASE, shares: Shares = ANY
) -> Claimed | None:
    """Take the run that has been due longest, or None.

    Due is what is queued and first in its session's line, what no worker was heard of within the lease, and
    what waited and has nothing left to wait for; but what has its share already waits, and so does what lies
    in a workspace in the trash.
    """
    for _ in range(_TRIES):
        due = await tx.first(_due(shares), {"stale": clock.now() - lease})
        if due is None:
            return None
        wanted = {"run": due.id, "seen": due.epoch, "new_status": RunStatus.RUNNING}
        taken = await tx.first(_TAKE, wanted | {"new_worker": worker, "moment": clock.now()})
        if taken is not None:
            return await _claimed(tx, due, taken)
    return None


async def heartbeat(tx: Transaction, worker: str, held: Collection[Held]) -> set[str]:
    """Tell that the worker lives; the ids of the runs that are still its own."""
    values = {"runs": [each.id for each in held], "owner": worker, "moment": clock.now()}
    epochs = {row.id: row.epoch for row in await tx.fetch(_BEAT[tx.dialect], values)}
    return {each.id for each in held if epochs.get(each.id) == each.epoch}


async def let_go(tx: Transaction, worker: str) -> None:
    """The worker ends: what it leaves running is taken over at once."""
    await tx.fetch(_LET_GO, {"owner": worker})


async def put_back(tx: Transaction, held: Held) -> None:
    """Let go of one run, if it is still the holder's: whoever comes first takes it."""
    await tx.fetch(_PUT_BACK, {"run": held.id, "held": held.epoch})
    tx.ring(RUNS, held.session_id)


async def let_all_go(tx: Transaction) -> None:
    """Let go for every worker, where none but the caller can be alive: one process owns the database."""
    await tx.fetch(_LET_ALL_GO)


async def wished_to_stop(tx: Transaction, worker: str) -> list[Row]:
    """The worker's runs that somebody wants to stop, by `id` and `cancel_reason`."""
    return await tx.fetch(_WISHED, {"owner": worker})


async def _claimed(tx: Transaction, due: Row, taken: Row) -> Claimed:
    snapshot = {**due.snapshot, **(due.overrides or {})}
    started = {
        "attempt": taken.epoch,
        "agentVersionId": snapshot["agentVersionId"],
        "model": snapshot["models"][0],
    }
    resumed = due.status == RunStatus.WAITING.name
    begun = NewEvent(EventKind.RUN_RESUMED, {}) if resumed else NewEvent(EventKind.RUN_STARTED, started)
    await append_as_viewer(tx, due.session_id, [begun], due.id)
    if due.started_at is None:
        await note_run(tx, due, "started")
    return Claimed(
        held=Held(due.id, due.session_id, due.workspace_id, taken.epoch),
        snapshot=snapshot,
        started_at=taken.resumed_at or taken.started_at,
        attempts=taken.epoch - taken.resumptions,
        cancel_requested=due.cancel_requested_at is not None,
        cancel_reason=due.cancel_reason,
        parent_call=due.parent_tool_call_id,
    )
