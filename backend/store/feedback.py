"""Feedback: how good a session or a run was, said once. It counts for the session's variation."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Index, bindparam, select, update

from backend.domain import law
from backend.domain.errors import NotFound
from backend.domain.feedback import FEEDBACK_LAWS, gain
from backend.domain.kept import patched
from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.retirement import require_present
from backend.store.row import add, born
from backend.store.run import run
from backend.store.scope import locate
from backend.store.session import session
from backend.store.statement import Row
from backend.store.table import Column, Integer, Json, Real, Table, Text, inner, metadata, reference
from backend.store.variation import variation

feedback = Table(
    "feedback",
    metadata,
    *inner("session"),
    reference("run_id", "run", nullable=True, ondelete="CASCADE"),
    reference("agent_id", "agent"),
    reference("variation_id", "variation", nullable=True, ondelete="SET NULL"),
    Column("score", Real, nullable=False),
    Column("comment", Text),
    Column("attributes", Json, nullable=False),
    Column("labels", Json, nullable=False),
    Column("extensions", Json, nullable=False),
    Column("external_id", Text),
    reference("created_by", "principal"),
    Index(None, "workspace_id", "external_id", unique=True),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "variation_id", "created_at", "id"),
    Index(None, "run_id", "created_at", "id"),
)

_RUN = select(run.c.id).where(
    run.c.id == bindparam("run", type_=Text()), run.c.session_id == bindparam("session", type_=Text())
)
_RAISE = (
    update(variation)
    .where(variation.c.id == bindparam("variation", type_=Text()))
    .values(
        feedback_count=variation.c.feedback_count + 1,
        gain_millis=variation.c.gain_millis + bindparam("gain", type_=Integer),
    )
)
_EMPTY: Mapping[str, None] = MappingProxyType(dict.fromkeys(FEEDBACK_LAWS))


async def add_feedback(
    tx: Transaction,
    viewer: Viewer,
    session_reference: str,
    given: Mapping[str, object],
    *,
    idempotency_key: str | None = None,
) -> str:
    """Say how good a session was, or its run `run_id`, from -1 to 1, and return the feedback's id.

    NOT_FOUND for a run of another session; CONFLICT in the trash.
    """
    own = law.lawful({**_EMPTY, **given}, FEEDBACK_LAWS)

    async def make() -> str:
        home = await locate(tx, viewer.at_least(Role.EDITOR), session, session_reference, "sessionId")
        require_present(home, ("sessionId",), kind="Session ")
        return await _insert(tx, viewer, home, own)

    asked = {"session": session_reference, "given": given}
    return await once(tx, viewer, "addFeedback", idempotency_key, asked, make)


async def _insert(tx: Transaction, viewer: Viewer, home: Row, own: Mapping[str, object]) -> str:
    named = own["run_id"]
    if named is not None and await tx.first(_RUN, {"run": named, "session": home.id}) is None:
        raise NotFound(f"Session {home.id} has no run called {named!r}.", ("runId",))
    whose = {name: getattr(home, name) for name in ("workspace_id", "agent_id", "variation_id")}
    row = {**born("fbk"), **own, **whose, "session_id": home.id, "created_by": viewer.principal}
    row["extensions"] = patched({}, own["extensions"])
    await add(tx, feedback, row)
    if home.variation_id is not None:
        await tx.fetch(_RAISE, {"variation": home.variation_id, "gain": gain(own["score"])})
    return str(row["id"])
