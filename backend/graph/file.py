"""Files: bytes that are kept under a name, made of uploads."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.viewer import Viewer
from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.context import Services
from backend.graph.declare import by_reference, column, computed, entity, every, many, one
from backend.graph.described import field, input_type, object_type
from backend.graph.kept import Kept, KeptInput
from backend.graph.policy import READ
from backend.graph.scalars import BigInt
from backend.graph.session import Session
from backend.platform import clock
from backend.platform.transfer import LASTING, Offered, file_path, steady_until
from backend.store import file as files
from backend.store.plan.model import Steady
from backend.store.statement import Row

if TYPE_CHECKING:
    from backend.graph.link import Link

LinkType = Annotated["Link", strawberry.lazy("backend.graph.link")]


async def _addresses(rows: Sequence[Row], _: Viewer, services: Services) -> list[Steady | str | None]:
    """Where each file may be fetched."""
    now = clock.now()
    return [_address(row, now, steady_until(now), services) for row in rows]


def _address(row: Row, now: datetime, until: datetime, services: Services) -> Steady | str | None:
    last = until + LASTING
    expires = min(last, clock.parse(row.expires_at)) if row.expires_at else last
    if not row.downloadable or row.deleted_at is not None or expires <= now:
        return None
    path = file_path(services.signer, Offered(row.name, row.media_type, row.size, row.sha256), expires)
    return path if row.expires_at else Steady(path, until)


@entity(files.file)
class File(Kept):
    """Bytes that are kept under a name. They never change."""

    media_type: str = column("What kind of bytes they are, as declared.", filter=True, order=True)
    size: BigInt = column("How many bytes there are.", filter=True, order=True)
    sha256: str = column("The SHA-256 of the bytes, in hex.", filter=True)
    mount_path: str | None = column("Where it lies in a sandbox, if that was said.")
    downloadable: bool = column("Whether it has a url.", filter=True)
    url: str | None = computed(
        "Where to GET the bytes for at least an hour, without a key: a path of this server. Null if it is "
        "not downloadable, has expired or is in the trash.",
        needs=("name", "media_type", "size", "sha256", "downloadable", "deleted_at", "expires_at"),
        by=_addresses,
    )
    session: Session | None = one(
        "The one session that it belongs to and goes with.", key="session_id", filter=True
    )
    expires_at: datetime | None = column("When it is put in the trash by itself.", filter=True, order=True)
    linked_by: Connection[LinkType] = many("The links that name it.", on="target_id", filter=True)


@input_type
class UpdateFileInput(KeptInput):
    """Changes to a file: what is left out stays as it is, null takes a value away."""

    mount_path: strawberry.Maybe[str | None] = field(
        "Where it lies in a sandbox: an absolute path without `..`, up to 512 characters."
    )
    downloadable: strawberry.Maybe[bool | None] = field("Whether it has a url; true by default.")
    expires_at: strawberry.Maybe[datetime | None] = field("When it is to be put in the trash by itself.")


@input_type
class CreateFileInput(UpdateFileInput):
    """A new file: what is left out or null has its default, the name that of the upload."""

    upload_id: strawberry.ID = field(
        "The upload that becomes the file, by its id or ext:<externalId>: one of your own that is complete."
    )
    session_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The session that it belongs to and goes with; without one it is anybody's in the workspace."
    )


@object_type
class FilePayload:
    """A file, as a mutation leaves it."""

    file: File = field("The file.")


@strawberry.type
class FileQuery:
    """Reads of files."""

    file: File | None = by_reference("A file.", READ, within="workspace_id")
    files: Connection[File] = every("The files of the viewer's workspaces.", READ)


FileChange, FileLife = changes(
    Changed(files.FILE, "a file", FilePayload, CreateFileInput, UpdateFileInput, create=files.create_file),
    create="Make a file of an upload, which is used up with it.",
)
