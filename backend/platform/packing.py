"""Packing: a ZIP archive that is written as its entries come, and never held whole."""

import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

MOMENT = (1980, 1, 1, 0, 0, 0)
"""When every entry was changed, so that the same content is the same archive."""

_PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive: its name there, and its bytes as they come."""

    name: str
    pieces: AsyncIterator[bytes]


async def packed(entries: AsyncIterator[Entry]) -> AsyncIterator[bytes]:
    """The bytes of an archive of these entries."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        async for entry in entries:
            told = zipfile.ZipInfo(entry.name, MOMENT)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, _PLAIN_FILE
            with archive.open(told, "w") as file:
                async for piece in entry.pieces:
                    file.write(piece)
                    if held := sink.taken():
                        yield held
    yield sink.taken()


async def whole(data: bytes) -> AsyncIterator[bytes]:
    """Bytes that are there already."""
    yield data


@dataclass(slots=True)
class _Sink:
    """A file that cannot be sought: what is written is taken from it."""

    held: bytearray = field(default_factory=bytearray)

    def write(self, data: bytes) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        data = bytes(self.held)
        self.held.clear()
        return data
