"""The life of sessions: put away they are closed, in the trash their runs are cancelled."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import bindparam, select

from backend.domain.session import CHANGEABLE, named_secrets
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.noun import Noun, alter, mark, note_of, open_row
from backend.store.precondition import Precondition
from backend.store.row import change
from backend.store.session import session
from backend.store.session_close import close, end_runs
from backend.store.session_find import find_session
from backend.store.session_secret import with_secrets
from backend.store.statement import Row
from backend.store.table import Text

ARCHIVED = "The session was put out of use."
DELETED = "The session was put in the trash."


async def _close(tx: Transaction, viewer: Viewer, row: Row) -> None:
    await close(tx, viewer, row, ARCHIVED)


async def _end_runs(tx: Transaction, viewer: Viewer, row: Row) -> None:
    await end_runs(tx, viewer, row, DELETED)


SESSION = Noun(
    "Session",
    session,
    CHANGEABLE,
    parent="agent_id",
    find=find_session,
    also=MappingProxyType({"archived": _close, "deleted": _end_runs}),
    inner=True,
)

_TRIED_OUT = (
    select(session)
    .where(
        session.c.agent_version_id == bindparam("version", type_=Text()),
        session.c.of_draft,
        session.c.deleted_at.is_(None),
    )
    .order_by(session.c.id)
    .with_for_update(key_share=True)
)


async def update_session(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the session's id; `secrets` are merged by name."""
    found = await open_row(tx, viewer, SESSION, reference, when)
    own = {name: value for name, value in columns.items() if name != "secrets"}
    secrets = named_secrets(columns.get("secrets"), ("secrets",))
    await alter(tx, viewer, SESSION, found, own)
    if secrets:
        await change(tx, session, found.id, with_secrets(tx, viewer, found.id, found.secrets, secrets))
        await note_of(tx, viewer, SESSION, found, "updated", {"changed": ["secrets"]})
    return str(found.id)


async def drop_tried_out(tx: Transaction, viewer: Viewer, version_id: str) -> None:
    """Put the sessions in the trash that were started with a version while it was a draft."""
    for row in await tx.fetch(_TRIED_OUT, {"version": version_id}):
        await mark(tx, viewer, SESSION, row, "deleted", deleted_at=clock.now())
