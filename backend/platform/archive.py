"""Archives: a ZIP file that somebody sent, read in bounded memory and time, however it is meant to hurt.

Nothing is ever written by the names in it. They are checked all the same, for whoever unpacks it later.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from stat import S_IFMT, S_ISDIR, S_ISREG
from typing import IO

LONGEST_NAME = 512
PIECE = 256 * 1024
"""Bytes that are unpacked at a time."""

STEEPEST = 200
"""How many times as long as it is packed an entry of more than a megabyte may be."""

_MEGABYTE = 1_048_576
_END = struct.Struct("<4s4H2LH")
_FAR_END = b"PK\x06\x07"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, ValueError, OSError, EOFError)
"""What the library raises for archives that are not in order."""
_ENTRY = 46
"""Bytes of the shortest entry of an archive's directory."""


class ArchiveError(Exception):
    """The archive is not taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most entries, and the most bytes of all entries when they are unpacked."""

    entries: int = 1_000
    size: int = 64 * _MEGABYTE


class Archive:
    """An archive whose directory is in order: plain files under clean relative names, none of them twice."""

    def __init__(self, file: IO[bytes], bounds: Bounds) -> None:
        _check_end(file, bounds)
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise ArchiveError(f"It is no ZIP archive: {error}.") from None
        self._entries = dict(_entries(self._zip.infolist(), bounds))

    @property
    def sizes(self) -> Mapping[str, int]:
        """The names of the files, with their bytes."""
        return {name: entry.file_size for name, entry in self._entries.items()}

    def read(self, name: str, most: int) -> bytes:
        """A file of at most so many bytes (ArchiveError; KeyError if there is none)."""
        if self._entries[name].file_size > most:
            raise ArchiveError(f"{name} has more than {most:,} bytes.")
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file as they are unpacked (ArchiveError; KeyError if there is none)."""
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(PIECE):
                    yield piece
        except _BROKEN as error:
            raise ArchiveError(f"{name} cannot be unpacked: {error}.") from None


def _check_end(file: IO[bytes], bounds: Bounds) -> None:
    """Refuse a directory that is too long before anything of it is read."""
    length = file.seek(0, 2)
    tail_at = max(length - 65_535 - _END.size - 20, 0)
    file.seek(tail_at)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise ArchiveError("It is no ZIP archive, or the end of it is missing.")
    size = _END.unpack_from(tail, at)[5]
    if tail[max(at - 20, 0) : at].startswith(_FAR_END):
        raise ArchiveError("Archives of the ZIP64 form are not taken.")
    if size > bounds.entries * (_ENTRY + LONGEST_NAME):
        raise ArchiveError(f"It has more than {bounds.entries:,} entries.")
    file.seek(0)


def _entries(listed: list[zipfile.ZipInfo], bounds: Bounds) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    if len(listed) > bounds.entries:
        raise ArchiveError(f"It has more than {bounds.entries:,} entries.")
    seen: set[str] = set()
    left = bounds.size
    for entry in listed:
        name = _clean(entry)
        if name.casefold() in seen:
            raise ArchiveError(f"{name} is in it twice.")
        seen.add(name.casefold())
        left -= entry.file_size
        if left < 0:
            raise ArchiveError(f"Unpacked it has more than {bounds.size:,} bytes.")
        _check_kind(entry, name)
        if not entry.is_dir():
            yield name, entry


def _clean(entry: zipfile.ZipInfo) -> str:
    """The entry's name without a folder's last slash, if it leads nowhere but inside."""
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    if len(name) > LONGEST_NAME or "\\" in name or not name.isprintable():
        raise ArchiveError("An entry's name is too long, or has characters that no name should have.")
    if not all(parts) or {".", ".."}.intersection(parts) or ":" in parts[0]:
        raise ArchiveError(f"{name} leads out of the archive.")
    return "/".join(parts)


def _check_kind(entry: zipfile.ZipInfo, name: str) -> None:
    mode = entry.external_attr >> 16
    if S_IFMT(mode) and not (S_ISDIR(mode) if entry.is_dir() else S_ISREG(mode)):
        raise ArchiveError(f"{name} is a link or no plain file.")
    if entry.flag_bits & 0x1 or entry.flag_bits & 0x2000:
        raise ArchiveError(f"{name} is encrypted.")
    if entry.compress_type not in _METHODS:
        raise ArchiveError(f"{name} is packed by a method that is not taken.")
    if entry.is_dir() and entry.file_size:
        raise ArchiveError(f"{name} is a folder with bytes of its own.")
    if entry.file_size > max(_MEGABYTE, entry.compress_size * STEEPEST):
        raise ArchiveError(f"{name} is more than {STEEPEST} times as long as it is packed.")
