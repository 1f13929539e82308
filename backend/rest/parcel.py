"""Parcels: a file of a multipart form, which a function takes apart into variables of a document."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from backend.domain.errors import BadInput
from backend.domain.viewer import Viewer
from backend.platform.body import BodyError, pieces
from backend.platform.multipart import FilePart, read_form
from backend.platform.transfer import IDLE, SLOWEST
from backend.rest.house import Put
from backend.rest.request import Request

IN_MEMORY = 1_048_576
"""Bytes of a parcel that are held in memory; a longer one goes to disk."""

Keep = Callable[[str, str, AsyncIterator[bytes]], Awaitable[str]]
"""Keeps bytes, of this name and media type: the id of the upload they are."""
Take = Callable[[IO[bytes], Keep], Awaitable[Mapping[str, Any]]]
"""Takes a file apart (BAD_INPUT)."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """The file of a form: its name there, what takes it apart, the variables that this `gives`, and at most
    how many bytes it may have. What is kept of it goes to the workspace that the variable `home` names.
    """

    name: str
    take: Take
    gives: tuple[str, ...]
    most: int
    home: str
    media: str

    async def read(
        self, request: Request, viewer: Viewer, put: Put, pool: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The variables (BAD_INPUT, Refusal)."""

        async def keep(name: str, media_type: str, data: AsyncIterator[bytes]) -> str:
            return await put(name, media_type, data, viewer, pool.get(self.home))

        with SpooledTemporaryFile(IN_MEMORY) as file:
            await self._receive(request, file)
            file.seek(0)
            return await self.take(file, keep)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the form."""
        file = {"type": "string", "contentMediaType": self.media}
        return {"type": "object", "required": [self.name], "properties": {self.name: file}}

    async def _receive(self, request: Request, file: IO[bytes]) -> None:
        found = 0

        async def keep(part: FilePart, data: AsyncIterator[bytes]) -> None:
            nonlocal found
            found += part.name == self.name
            async for piece in data:
                if part.name == self.name:
                    file.write(piece)

        body = pieces(request.scope, request.receive, self.most, patience=IDLE)
        try:
            async with asyncio.timeout(IDLE + self.most / SLOWEST):
                await read_form(request.header("content-type") or "", body, keep)
        except TimeoutError:
            raise BodyError(408, "TIMEOUT", f"The body came at less than {SLOWEST} bytes a second.") from None
        if found != 1:
            raise BadInput(f"Send one file, called {self.name}.", (self.name,))
