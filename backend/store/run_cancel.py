"""Stopping runs: a wish that the owner is told of; left unheeded, the run is ended over the owner's head."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, select, update

from backend.domain.ending import Ending, cancelled
from backend.domain.event import EventKind
from backend.domain.law import NOTE
from backend.domain.run import RunStatus
from backend.domain.usage import usage_from
from backend.domain.viewer import Role, Viewer
from backend.platform import clock, telemetry
from backend.store.consequence import NewEvent
from backend.store.database import Transaction
from backend.store.event import append_as_viewer, event
from backend.store.run import ACTIVE_STATUS, RUNS, Held, cancel_topic, run
from backend.store.run_activity import note_end
from backend.store.scope import locate
from backend.store.session import lock_session
from backend.store.statement import Row
from backend.store.table import Time

HEEDED_WITHIN = timedelta(seconds=2)
"""An owner that has not ended its run so long after the wish is taken for dead."""

DROPPED = "A run was cancelled before this input was answered."

_ACTIVE_RUNS = (
    select(run)
    .where(run.c.session_id == bindparam("session"), ACTIVE_STATUS)
    .order_by(run.c.number)
    .with_for_update()
)
_WISH = (
    update(run)
    .where(run.c.id == bindparam("run"), run.c.cancel_requested_at.is_(None))
    .values(
        cancel_requested_at=bindparam("moment", type_=Time),
        cancel_reason=bindparam("reason", type_=run.c.cancel_reason.type),
        updated_at=bindparam("moment", type_=Time),
    )
)
_OVERRULE = (
    update(run)
    .where(run.c.id == bindparam("run"))
    .values(
        epoch=bindparam("new_epoch", type_=run.c.epoch.type),
        finished_at=bindparam("moment", type_=Time),
        updated_at=bindparam("moment", type_=Time),
        **{
            f"{name}": bindparam(f"new_{name}", type_=run.c[name].type)
            for name in ("status", "output", "error")
        },
    )
)
_INPUT_OF = (
    select(event.c.id)
    .where(event.c.run_id == bindparam("run"), event.c.kind == EventKind.INPUT_RECEIVED.value)
    .limit(1)
)
_UNHEEDED = select(run.c.id, run.c.session_id).where(
    ACTIVE_STATUS, run.c.cancel_requested_at < bindparam("before", type_=Time)
)


async def cancel(tx: Transaction, viewer: Viewer, run_reference: str, reason: str | None = None) -> str:
    """Wish that a run stops, and drop what is queued behind it. One that has ended stays so. Its id."""
    NOTE(reason, ("reason",))
    wanted = await locate(tx, viewer.at_least(Role.EDITOR), run, run_reference, lock=False)
    await lock_session(tx, wanted.session_id)
    busy = await active_runs(tx, wanted.session_id)
    if any(each.id == wanted.id for each in busy):
        stopped = [each for each in busy if each.number >= wanted.number]
        await stop(tx, stopped, cancelled(reason), by=viewer.principal)
    return str(wanted.id)


async def active_runs(tx: Transaction, session_id: str) -> list[Row]:
    """The runs of a session that have not ended, in their order. The caller holds the session's lock."""
    return await tx.fetch(_ACTIVE_RUNS, {"session": session_id})


async def stop(tx: Transaction, runs: Sequence[Row], ending: Ending, *, by: str) -> None:
    """Stop active runs of one session: what is queued at once, what runs by a wish that its owner hears.

    `by` is the principal who wants it.
    """
    for each in runs:
        if each.status == RunStatus.RUNNING.name:
            await tx.fetch(_WISH, {"run": each.id, "moment": clock.now(), "reason": ending.message})
            tx.ring(cancel_topic(each.id), ending.message or "")
        else:
            await overrule(tx, each, ending, by=by)


async def overrule(tx: Transaction, active: Row, ending: Ending, *, by: str | None = None) -> None:
    """End an active run, whoever holds it; that one writes no more. The caller has the session's lock.

    `by` is the principal who ends it, if one does.
    """
    held = active.status == RunStatus.RUNNING.name
    values = {
        "run": active.id,
        "new_epoch": active.epoch + 1 if held else active.epoch,
        "moment": clock.now(),
        "new_status": ending.status,
        "new_output": ending.output,
        "new_error": ending.error(),
    }
    await tx.fetch(_OVERRULE, values)
    dropped = [await _dropped(tx, active, ending)] if active.started_at is None else []
    last = NewEvent(ending.kind, ending.payload(usage_from(active.usage)))
    await append_as_viewer(tx, active.session_id, [*dropped, last], active.id)
    await note_end(tx, active, ending, by=by)
    tx.ring(cancel_topic(active.id), ending.message or "")
    tx.ring(RUNS, active.session_id)
    telemetry.runs.labels(ending.status.name).inc()


async def unheeded(tx: Transaction) -> list[Row]:
    """Runs whose owner was told to stop and did not, by `id` and `session_id`: for `overrule_unheeded`."""
    return await tx.fetch(_UNHEEDED, {"before": clock.now() - HEEDED_WITHIN})


async def overrule_unheeded(tx: Transaction, run_id: str, session_id: str) -> None:
    """End a run that was wished to stop and has not, unless it has meanwhile."""
    await lock_session(tx, session_id)
    for each in await active_runs(tx, session_id):
        if each.id == run_id and each.cancel_requested_at is not None:
            await overrule(tx, each, cancelled(each.cancel_reason))


async def give_up(tx: Transaction, held: Held, ending: Ending) -> None:
    """End a run by its row alone, if it is still the holder's: for an owner that cannot read its log."""
    await lock_session(tx, held.session_id)
    for each in await active_runs(tx, held.session_id):
        if (each.id, each.epoch) == (held.id, held.epoch):
            await overrule(tx, each, ending)


async def _dropped(tx: Transaction, active: Row, ending: Ending) -> NewEvent:
    found = await tx.first(_INPUT_OF, {"run": active.id})
    told = {"inputEventId": found.id if found else None, "reason": ending.message or DROPPED}
    return NewEvent(EventKind.INPUT_DROPPED, told)
