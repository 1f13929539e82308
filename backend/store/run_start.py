"""Input starts a run. A session has one at a time; what comes meanwhile is refused, queued, or interrupts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from backend.domain.ending import cancelled
from backend.domain.errors import BadInput, Conflict
from backend.domain.event import EventKind
from backend.domain.kept import patched
from backend.domain.law import EXTENSIONS
from backend.domain.message import spoken
from backend.domain.run import OnBusy, RunStatus, RunTrigger
from backend.domain.session import named_secrets
from backend.domain.url import url
from backend.domain.usage import Usage
from backend.domain.viewer import Viewer
from backend.platform import clock, json_schema
from backend.platform.ids import new_id
from backend.store.consequence import NewEvent
from backend.store.database import Transaction
from backend.store.event import append_as_viewer
from backend.store.idempotency import once
from backend.store.precondition import Precondition
from backend.store.row import add, change
from backend.store.run import RUNS, run
from backend.store.run_cancel import active_runs, stop
from backend.store.run_override import overridden
from backend.store.session import session
from backend.store.session_find import find_session, require_open
from backend.store.session_secret import with_secrets
from backend.store.statement import Row

_LAST = select(func.coalesce(func.max(run.c.number), 0).label("number")).where(
    run.c.session_id == bindparam("session")
)

INTERRUPTED = "Interrupted by new input."


Given = Mapping[str, Any]
"""What a run is given: `text`, `data`, `messages`, `secrets`, `overrides`, `callback_url`, `extensions`."""


async def start_run(
    tx: Transaction,
    viewer: Viewer,
    session_reference: str,
    given: Given,
    *,
    on_busy: OnBusy = OnBusy.REJECT,
    when: Precondition | None = None,
    parent_run: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Give a session input, and so a run that a worker will take: its id.

    BAD_INPUT if there is nothing to answer, or the data do not fit the agent's input schema. CONFLICT if the
    session is closed or in the trash, is not as believed, or has an active run and `on_busy` is REJECT. QUEUE
    waits for the runs before; INTERRUPT cancels them first. Secrets are the session's from then on.
    """
    said = spoken(given.get("text"), given.get("data"), given.get("messages"))
    secrets = named_secrets(given.get("secrets"), ("secrets",))
    callback = None if given.get("callback_url") is None else url(given["callback_url"], ("callbackUrl",))
    extensions = patched({}, EXTENSIONS(given.get("extensions"), ("extensions",)))

    async def make() -> str:
        home = await find_session(tx, viewer, session_reference, when, path="sessionId")
        require_open(home)
        _require_fitting(home, said["data"])
        await _make_room(tx, viewer, home, on_busy)
        if secrets:
            await change(tx, session, home.id, with_secrets(tx, viewer, home.id, home.secrets, secrets))
        overrides = await overridden(tx, viewer, home, given.get("overrides"))
        own = {"input": said, "overrides": overrides, "callback_url": callback, "extensions": extensions}
        own |= {"parent_run_id": parent_run, "trigger": RunTrigger.AGENT if parent_run else RunTrigger.USER}
        identifier = await _insert(tx, viewer, home, own)
        await append_as_viewer(tx, home.id, [NewEvent(EventKind.INPUT_RECEIVED, said)], identifier)
        tx.ring(RUNS, home.id)
        return identifier

    asked = {"session": session_reference, "onBusy": on_busy.name, "given": given}
    return await once(tx, viewer, "startRun", idempotency_key, asked, make)


def _require_fitting(home: Row, data: object) -> None:
    schema = home.snapshot["inputSchema"]
    if schema is None:
        return
    problems = json_schema.validate(schema, data)
    if problems:
        first = problems[0]
        raise BadInput(
            f"The data do not fit the agent's input schema: {first.message}", ("data", *first.path)
        )


async def _make_room(tx: Transaction, viewer: Viewer, home: Row, on_busy: OnBusy) -> None:
    busy = await active_runs(tx, home.id)
    if busy and on_busy is OnBusy.REJECT:
        message = (
            f"Run {busy[0].id} of this session is active: wait for it, or say onBusy QUEUE or INTERRUPT."
        )
        raise Conflict(message, ("onBusy",))
    if busy and on_busy is OnBusy.INTERRUPT:
        await stop(tx, busy, cancelled(INTERRUPTED), by=viewer.principal)


async def _insert(tx: Transaction, viewer: Viewer, home: Row, own: Mapping[str, object]) -> str:
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
        **own,
        "waiting_for": [],
        "resumptions": 0,
        "usage": Usage().payload(),
        "turns": 0,
        "created_by": viewer.principal,
        "created_at": moment,
        "updated_at": moment,
    }
    await add(tx, run, row)
    return identifier
