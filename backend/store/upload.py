"""An upload: bytes that are announced, come to an address of their own, and become one row, once.

Nobody uses it but who made it, and only in its workspace.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Index, bindparam, delete, literal_column, select, update

from backend.domain.errors import BadInput, Conflict, Forbidden, NotFound, Path
from backend.domain.ids import PREFIXES
from backend.domain.kept import patched
from backend.domain.law import lawful
from backend.domain.upload import AWAITED, KEPT, UPLOAD_LAWS, UploadStatus
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.platform.blob_put import Stored
from backend.store.activity import record
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.row import add, born
from backend.store.scope import refer
from backend.store.statement import Row
from backend.store.table import (
    Column,
    Integer,
    Json,
    Table,
    Text,
    Time,
    identity,
    metadata,
    reference,
    stamps,
)
from backend.store.workspace import place

upload = Table(
    "upload",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text),
    Column("status", Text, nullable=False),
    Column("blob", Text),
    Column("expires_at", Time, nullable=False),
    Column("consumed_by", Text),
    Column("labels", Json, nullable=False),
    Column("external_id", Text),
    Column("extensions", Json, nullable=False),
    reference("created_by", "principal"),
    *stamps(),
    Index(None, "workspace_id", "external_id", unique=True),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "workspace_id", "name", "id"),
    Index(None, "workspace_id", "expires_at", "id"),
    Index(None, "status", "expires_at"),
    Index(None, "blob"),
)

_PENDING, _COMPLETE = UploadStatus.PENDING.name, UploadStatus.COMPLETE.name


def _one_of(*statuses: UploadStatus) -> ColumnElement[bool]:
    return upload.c.status.in_([literal_column(f"'{status.name}'") for status in statuses])


_WHY = {
    UploadStatus.PENDING.name: "its bytes have not come yet: PUT them to its url first",
    UploadStatus.CONSUMED.name: "it was used already: make another",
}
_IS = upload.c.id == bindparam("row_id", type_=Text())
_NOW = bindparam("now", type_=Time())
_LOCKED = select(upload).where(_IS).with_for_update()
_COMPLETED = (
    update(upload)
    .where(_IS)
    .values(
        status=_COMPLETE,
        sha256=bindparam("found", type_=Text()),
        blob=bindparam("where", type_=Text()),
        expires_at=bindparam("until", type_=Time()),
        updated_at=_NOW,
    )
)
_CONSUMED = (
    update(upload)
    .where(_IS, upload.c.status == _COMPLETE, upload.c.expires_at > _NOW)
    .values(
        status=UploadStatus.CONSUMED.name, consumed_by=bindparam("consumer", type_=Text()), updated_at=_NOW
    )
    .returning(*upload.c)
)
_LATE = (
    update(upload)
    .where(_one_of(UploadStatus.PENDING, UploadStatus.COMPLETE), upload.c.expires_at <= _NOW)
    .values(status=UploadStatus.EXPIRED.name, updated_at=_NOW)
)
_FORGOTTEN = delete(upload).where(
    _one_of(UploadStatus.CONSUMED, UploadStatus.EXPIRED),
    upload.c.updated_at < bindparam("cutoff", type_=Time()),
)


async def create_upload(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Announce bytes, of which name, media type and size are known, and return the upload's id.

    They are awaited for a quarter of an hour.
    """
    home = await place(tx, viewer, workspace)
    own = _lawful(columns)

    async def make() -> str:
        return await _add(tx, viewer, home, own)

    given = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createUpload", idempotency_key, given, make)


async def put_upload(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    stored: Stored,
    *,
    workspace: str | None = None,
) -> str:
    """Make an upload of bytes that were put already, and return its id: name and media type are said."""
    home = await place(tx, viewer, workspace)
    own = _lawful({**columns, "size": stored.size, "sha256": stored.sha256})
    made = await _add(tx, viewer, home, own)
    await complete_upload(tx, made, stored)
    return made


async def complete_upload(tx: Transaction, upload_id: str, stored: Stored) -> None:
    """Say that the bytes of an upload have come: they are kept for a day until something is made of them.

    NOT_FOUND if there is no such upload, CONFLICT if it awaits none or others. That the same bytes come again
    is well.
    """
    now = clock.now()
    row = await tx.first(_LOCKED, {"row_id": upload_id})
    if row is None:
        raise NotFound(f"No upload is called {upload_id!r}.")
    if row.status == _COMPLETE and row.sha256 == stored.sha256:
        return
    if row.status != _PENDING or row.expires_at <= now:
        raise Conflict(f"Upload {row.id} awaits no bytes: make another.")
    if row.size != stored.size or row.sha256 not in {None, stored.sha256}:
        raise Conflict(f"These are not the bytes that upload {row.id} awaits.")
    found = {"found": stored.sha256, "where": stored.name, "until": now + KEPT, "now": now}
    await tx.fetch(_COMPLETED, {"row_id": row.id, **found})


async def consume_upload(
    tx: Transaction,
    viewer: Viewer,
    reference_: str,
    home: str,
    *,
    by: str | None = None,
    path: Path = ("uploadId",),
) -> Row:
    """Use up a complete upload of the viewer's for a row of the workspace `home`; its row, as it is then.

    `by` is the id of the row that it becomes, `path` where the input names it. NOT_FOUND if it is unseen,
    FORBIDDEN if somebody else made it, BAD_INPUT if it lies elsewhere, CONFLICT if its bytes have not come or
    it was used before.
    """
    found = await own_upload(tx, viewer, reference_, home, path)
    given = {"row_id": found.id, "consumer": by, "now": clock.now()}
    row = await tx.first(_CONSUMED, given)
    if row is None:
        (now,) = await tx.fetch(_LOCKED, {"row_id": found.id}) or (found,)
        why = _WHY.get(now.status, "it has expired: make another")
        raise Conflict(f"Upload {found.id} cannot be used, for {why}.", path)
    data = {"name": row.name, "size": row.size, "consumedBy": by}
    await record(tx, viewer, home, "file.consumed", row.id, data)
    return row


async def own_upload(tx: Transaction, viewer: Viewer, reference_: str, home: str, path: Path) -> Row:
    """An upload that the viewer made in the workspace `home`, whatever its state, not locked."""
    found = await refer(tx, viewer, upload, reference_, home, path)
    if found.created_by != viewer.principal:
        raise Forbidden(f"Upload {found.id} is somebody else's: make one of your own.", path)
    return found


async def sweep_uploads(tx: Transaction, now: datetime) -> int:
    """Uploads whose time is over expire; what is over for a day is forgotten, all at once: none are left."""
    await tx.fetch(_LATE, {"now": now})
    await tx.fetch(_FORGOTTEN, {"cutoff": now - KEPT})
    return 0


def _lawful(columns: Mapping[str, object]) -> dict[str, object]:
    missing = [name for name in ("name", "media_type", "size") if columns.get(name) is None]
    if missing:
        raise BadInput(f"Say the upload's {missing[0].replace('_', ' ')}.", (missing[0],))
    return lawful({**dict.fromkeys(UPLOAD_LAWS), **columns}, UPLOAD_LAWS)


async def _add(tx: Transaction, viewer: Viewer, home: str, own: Mapping[str, object]) -> str:
    made = born(PREFIXES["Upload"])
    whose = {"workspace_id": home, "created_by": viewer.principal}
    state = {"status": _PENDING, "blob": None, "consumed_by": None, "expires_at": clock.now() + AWAITED}
    extensions = patched({}, own["extensions"])
    await add(tx, upload, {**own, **made, **whose, **state, "extensions": extensions})
    return str(made["id"])
