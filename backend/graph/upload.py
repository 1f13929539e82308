"""Uploads: bytes that are announced here, sent to a signed address, and named where they are used."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.upload import UploadStatus
from backend.domain.viewer import Viewer
from backend.graph.account import Principal, Workspace
from backend.graph.argument import Home, IdempotencyKey
from backend.graph.connection import Connection
from backend.graph.context import Info, Services
from backend.graph.declare import at_path, by_reference, column, computed, entity, every, one
from backend.graph.described import expose, field, input_type, object_type, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import EXTENSIONS
from backend.graph.node import Node
from backend.graph.policy import READ, WRITE
from backend.graph.scalars import JSON, BigInt
from backend.platform import clock
from backend.platform.transfer import Awaited, upload_path
from backend.store import upload as uploads
from backend.store.statement import Row

expose(
    UploadStatus,
    PENDING="Its bytes are awaited, for 15 minutes.",
    COMPLETE="Its bytes have come, and wait for 24 hours to be used.",
    CONSUMED="It was used: something was made of it.",
    EXPIRED="Its time is over, and its bytes are gone.",
)


async def _addresses(rows: Sequence[Row], viewer: Viewer, services: Services) -> list[str | None]:
    """Where the viewer may PUT the bytes of each upload."""
    return [_address(row, viewer, services) for row in rows]


def _address(row: Row, viewer: Viewer, services: Services) -> str | None:
    expires = clock.parse(row.expires_at)
    awaited = row.status == UploadStatus.PENDING.name and expires > clock.now()
    if not awaited or row.created_by != viewer.principal:
        return None
    return upload_path(services.signer, Awaited(row.id, row.media_type, row.size, row.sha256), expires)


@entity(uploads.upload)
class Upload(Node):
    """Bytes on their way: announced, then sent, then used once by whoever announced them."""

    name: str = column("The file's own name.", filter=True, order=True)
    media_type: str = column("What kind of bytes they are, as declared.")
    size: BigInt = column("How many bytes there are, as declared.")
    sha256: str | None = column("The SHA-256 of the bytes, in hex: as declared, or as found.")
    status: UploadStatus = column("How far it is.", filter=True)
    url: str | None = computed(
        "Where to PUT the bytes, with the declared content-type and no key: a path of this server. Null if "
        "none are awaited, and for everybody who did not make it.",
        needs=("id", "media_type", "size", "sha256", "status", "expires_at", "created_by"),
        by=_addresses,
    )
    consumed_by: strawberry.ID | None = column("The id of the row that was made of it.")
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the workspace.", filter=True
    )
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id", filter=True)
    created_by: Principal | None = one("Who made it: nobody else may use it.", key="created_by", filter=True)
    expires_at: datetime = column("When it expires, if nothing happens.", filter=True, order=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it last changed.", filter=True, order=True)


@input_type
class CreateUploadInput:
    """Bytes that are to come."""

    name: str = field("The file's own name: 1 to 255 characters, no slashes.")
    media_type: str = field("What kind of bytes they are, such as text/markdown.")
    size: BigInt = field("How many bytes there are: exactly so many must come, up to 512 MB.")
    sha256: strawberry.Maybe[str | None] = field("Their SHA-256 in hex, if they are to be checked by it.")
    labels: strawberry.Maybe[JSON | None] = field("A JSON object of texts: up to 64 labels.")
    external_id: strawberry.Maybe[str | None] = field(
        "The id that your own systems give it; unique in the workspace."
    )
    extensions: strawberry.Maybe[JSON | None] = field(
        "What only one dialect knows, under its name: up to 64 kB of JSON."
    )


@object_type
class UploadPayload:
    """An upload, as a mutation leaves it."""

    upload: Upload = field("The upload.")


@strawberry.type
class UploadQuery:
    """Reads of uploads."""

    upload: Upload | None = by_reference("An upload.", READ, within="workspace_id")
    uploads: Connection[Upload] = every("The uploads of the viewer's workspaces.", READ)


@strawberry.type
class UploadChange:
    """Making uploads."""

    @mutation(WRITE)
    async def create_upload(
        self,
        info: Info,
        input: Annotated[CreateUploadInput, said("What is to come.")],  # noqa: A002  (the argument's name)
        workspace_id: Home = None,
        idempotency_key: IdempotencyKey = None,
    ) -> UploadPayload:
        """Announce bytes: send them to the upload's url, then name the upload where it is used."""
        tx, viewer = info.context.tx, info.context.viewer
        given = {"workspace": workspace_id, "idempotency_key": idempotency_key}
        with naming(input):
            made = await uploads.create_upload(tx, viewer, columns(input), **given)
        return written(UploadPayload, upload=made)
