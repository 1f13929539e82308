"""The text of an upload: read from the blobs while no transaction is open."""

from backend.domain.errors import BadInput, Path, Unavailable
from backend.domain.upload import UploadStatus
from backend.graph.context import Context
from backend.platform.blob_put import BlobsUnavailable, blob_name
from backend.platform.blobs import Blobs, Missing
from backend.platform.logging import log
from backend.store.upload import own_upload


async def uploaded_text(
    context: Context, reference: str, home: str, most: int, path: Path, what: str
) -> str | None:
    """The text of one of the viewer's uploads in the workspace `home`, of at most so many bytes.

    None if its bytes have not come, or were used before: whoever consumes it says so. BAD_INPUT says of
    `what` that it is too long or no text; UNAVAILABLE if the blobs do not answer.
    """
    async with context.database.read() as tx:
        row = await own_upload(tx, context.viewer, reference, home, path)
    if row.status != UploadStatus.COMPLETE.name:
        return None
    if row.size > most:
        raise BadInput(f"{what} may have up to {most:,} bytes.", path)
    read = await read_blob(context.services.blobs, row.sha256)
    text = decoded(read)
    if read is not None and text is None:
        raise BadInput(f"{what} must be text in UTF-8.", path)
    return text


async def read_blob(blobs: Blobs, sha256: str) -> bytes | None:
    """The bytes with this digest, or None if they are gone (UNAVAILABLE)."""
    try:
        return b"".join([piece async for piece in await blobs.open(blob_name(sha256))])
    except Missing:
        return None
    except BlobsUnavailable as error:
        raise unavailable(error) from None


def decoded(read: bytes | None) -> str | None:
    """The text that the bytes are, if they are one."""
    try:
        return None if read is None or b"\0" in read else read.decode()
    except UnicodeDecodeError:
        return None


def unavailable(error: BlobsUnavailable) -> Unavailable:
    """What is said when the blobs do not answer."""
    log.warning("blobs_unavailable", error=str(error))
    return Unavailable("The store of files does not answer at the moment; try again.")
