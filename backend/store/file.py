"""A file: bytes that are kept under a name. It is made of an upload, and its bytes never change."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Index, bindparam, literal_column, select

from backend.domain import law
from backend.domain.errors import Path
from backend.domain.file import FILE_LAWS, file_name_of
from backend.domain.ids import PREFIXES
from backend.domain.viewer import Viewer, machine
from backend.platform.ids import new_id
from backend.store.activity import NOTHING
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.noun import Noun, insert, lawful_new, mark
from backend.store.session import session
from backend.store.table import (
    Column,
    Flag,
    Integer,
    Table,
    Text,
    Time,
    is_system,
    kept,
    metadata,
    reference,
)
from backend.store.upload import consume_upload
from backend.store.workspace import place

file = Table(
    "file",
    metadata,
    *kept(),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    reference("session_id", "session", nullable=True, ondelete="CASCADE"),
    Column("mount_path", Text),
    Column("downloadable", Flag, nullable=False),
    Column("expires_at", Time),
    Index(None, "session_id", "created_at", "id"),
    Index(None, "expires_at"),
    info={"derived": {"is_system": is_system}},
)

FILE = Noun(
    "File",
    file,
    FILE_LAWS,
    fixed=MappingProxyType({"session_id": law.optional(law.ID)}),
    references=MappingProxyType({"session_id": session}),
)

BATCH = 100
_LATE = (
    select(file)
    .where(file.c.expires_at <= bindparam("now", type_=Time()), file.c.deleted_at.is_(None))
    .order_by(file.c.expires_at)
    .limit(literal_column(str(BATCH)))
    .with_for_update(skip_locked=True)
)


async def create_file(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make a file of the upload that `columns` name, and return its id.

    The upload is used up with it. Its name is the file's, where none is given.
    """
    home = await place(tx, viewer, workspace)
    own = {name: value for name, value in columns.items() if name != "upload_id"}
    reference_ = str(law.ID(columns.get("upload_id"), ("uploadId",)))

    async def make() -> str:
        return await keep_upload(tx, viewer, reference_, home, own)

    given = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createFile", idempotency_key, given, make)


async def keep_upload(
    tx: Transaction,
    viewer: Viewer,
    reference_: str,
    home: str,
    columns: Mapping[str, object] = NOTHING,
    path: Path = ("uploadId",),
) -> str:
    """Make a file in the workspace `home` of an upload that is used up with it, and return the file's id.

    `path` is where the input names the upload.
    """
    made = new_id(PREFIXES["File"])
    row = await consume_upload(tx, viewer, reference_, home, by=made, path=path)
    given = {name: value for name, value in columns.items() if value is not None}
    own = lawful_new(FILE, {"name": file_name_of(row.name), **given})
    bytes_ = {"media_type": row.media_type, "size": row.size, "sha256": row.sha256}
    return await insert(tx, viewer, FILE, home, {**own, **bytes_, "id": made})


async def sweep_files(tx: Transaction, now: datetime) -> int:
    """Put files whose time is over in the trash, up to a batch of them; how many there were."""
    late = await tx.fetch(_LATE, {"now": now})
    for row in late:
        await mark(tx, machine({}), FILE, row, "deleted", deleted_at=now)
    return len(late)
