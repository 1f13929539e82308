"""Forms: a multipart body as the object that a table reads, in which each file is an upload."""

from collections.abc import AsyncIterator
from typing import Any

from backend.domain.media_type import UNKNOWN, media_type_of
from backend.domain.viewer import Viewer
from backend.platform.body import pieces
from backend.platform.multipart import FilePart, TextField, read_form
from backend.platform.transfer import IDLE, MAX_UPLOAD
from backend.rest.house import Put
from backend.rest.kind import Kept
from backend.rest.request import Request

UNNAMED = "file"


async def read_body_of_form(request: Request, put: Put, viewer: Viewer, workspace: str) -> dict[str, Any]:
    """The fields of a form by their names; of one that is sent twice, the last (Refusal)."""

    async def keep(part: FilePart, data: AsyncIterator[bytes]) -> Kept:
        # Some clients send the path that the file has on their machine.
        name = part.file_name.replace("\\", "/").rpartition("/")[2] or UNNAMED
        return Kept(await put(name, _media_type(part, name), data, viewer, workspace))

    body = pieces(request.scope, request.receive, MAX_UPLOAD, patience=IDLE)
    fields = await read_form(request.header("content-type") or "", body, keep)
    return {
        **{each.name: each.text for each in fields if isinstance(each, TextField)},
        **{each.part.name: each.kept for each in fields if not isinstance(each, TextField)},
    }


def _media_type(part: FilePart, name: str) -> str:
    """What the client says of a file, or else what its name says: many clients know of none."""
    said = part.media_type.partition(";")[0].strip().lower()
    return media_type_of(name) if said in {"", UNKNOWN} else part.media_type
