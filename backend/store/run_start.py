"""Input starts a run. A session has one at a time; what comes meanwhile is refused, queued, or interrupts."""

from typing import Any

from sqlalchemy import bindparam, func, select

from backend.domain.ending import cancelled
from backend.domain.errors import BadInput, Conflict
from backend.domain.event import EventKind
from backend.domain.run import OnBusy, RunStatus
from backend.domain.usage import Usage
from backend.domain.viewer import Viewer
from backend.platform import clock, json_schema
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.event import NewEvent, append_as_viewer
from backend.store.idempotency import once
from backend.store.row import add
from backend.store.run import RUNS, run
from backend.store.run_cancel import active_runs, stop
from backend.store.scope import locate
from backend.store.session import session
from backend.store.statement import Row

_LAST = select(func.coalesce(func.max(run.c.number), 0).label("number")).where(
    run.c.session_id == bindparam("session")
)

INTERRUPTED = "Interrupted by new input."


async def start_run(
    tx: Transaction,
    viewer: Viewer,
    session_reference: str,
    *,
    text: str | None = None,
    data: Any = None,
    on_busy: OnBusy = OnBusy.REJECT,
    idempotency_key: str | None = None,
) -> str:
    """Give a session input, and so a run that a worker will take: its id.

    BAD_INPUT if there is neither text nor data, or the data do not fit the agent's input schema. CONFLICT if
    the session is closed or in the trash, or has an active run and `on_busy` is REJECT. QUEUE waits for the
    runs before; INTERRUPT cancels them first.
    """
    given = {"text": text, "data": data}

    async def make() -> str:
        home = await locate(tx, viewer, session, session_reference, "sessionId")
        _require_open(home)
        _require_fitting(home, text, data)
        await _make_room(tx, home, on_busy)
        identifier = await _insert(tx, viewer, home, given)
        await append_as_viewer(tx, home.id, [NewEvent(EventKind.INPUT_RECEIVED, given)], identifier)
        tx.ring(RUNS, home.id)
        return identifier

    asked = {"session": session_reference, "onBusy": on_busy.name} | given
    return await once(tx, viewer, "startRun", idempotency_key, asked, make)


def _require_open(home: Row) -> None:
    if home.deleted_at is not None:
        raise Conflict(f"Session {home.id} is in the trash: restore it first.", ("sessionId",))
    if home.closed_at is not None:
        raise Conflict(f"Session {home.id} is closed: start a new one.", ("sessionId",))


def _require_fitting(home: Row, text: str | None, data: Any) -> None:
    if data is None and not (text or "").strip():
        raise BadInput("An input needs a text that is not blank, or data.", ("text",))
    schema = home.snapshot["inputSchema"]
    if schema is None:
        return
    problems = json_schema.validate(schema, data)
    if problems:
        first = problems[0]
        raise BadInput(
            f"The data do not fit the agent's input schema: {first.message}", ("data", *first.path)
        )


async def _make_room(tx: Transaction, home: Row, on_busy: OnBusy) -> None:
    busy = await active_runs(tx, home.id)
    if busy and on_busy is OnBusy.REJECT:
        message = (
            f"Run {busy[0].id} of this session is active: wait for it, or say onBusy QUEUE or INTERRUPT."
        )
        raise Conflict(message, ("onBusy",))
    if busy and on_busy is OnBusy.INTERRUPT:
        await stop(tx, busy, cancelled(INTERRUPTED))


async def _insert(tx: Transaction, viewer: Viewer, home: Row, given: dict[str, Any]) -> str:
    last = await tx.fetch(_LAST, {"session": home.id})
    moment, identifier = clock.now(), new_id("run")
    row = {
        "id": identifier,
        "workspace_id": home.workspace_id,
        "session_id": home.id,
        "agent_id": home.agent_id,
        "agent_version_id": home.agent_version_id,
        "number": last[0].number + 1,
        "status": RunStatus.QUEUED,
        "epoch": 0,
        "input": given,
        "usage": Usage().payload(),
        "turns": 0,
        "created_by": viewer.principal,
        "created_at": moment,
        "updated_at": moment,
    }
    await add(tx, run, row)
    return identifier
