"""A skill: files that teach an agent something, of which SKILL.md is the first to be read. Their laws."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from backend.domain import law
from backend.domain.errors import BadInput, Path

MANUAL = "SKILL.md"
"""The file that every skill has, by its path."""

MAX_FILES = 200
MAX_SIZE = 50 * 1024 * 1024
"""How many files a version has, and bytes of all of them together."""

MAX_MANUAL = 1_000_000
"""Bytes of SKILL.md."""

BODY = law.text(200_000)
"""The law of what stands in SKILL.md behind its front matter."""

_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")
_path = law.text(512, shortest=1)
_text = law.text(1_000_000)
_upload = law.ID


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is given: where it goes, and its text or the upload that holds its bytes.

    `at` is where the input gave it.
    """

    path: str
    at: Path
    text: str | None = None
    upload: str | None = None


def sources(files: object, at: Path = ("files",)) -> list[Source]:
    """The files of an input, without the folder that all are in (BAD_INPUT)."""
    given = [_source(each, (*at, index)) for index, each in enumerate(law.sequence(files, at))]
    if not 1 <= len(given) <= MAX_FILES:
        raise BadInput(f"A skill has 1 to {MAX_FILES} files.", at)
    folder = _folder(PurePosixPath(each.path) for each in given)
    bare = [Source(each.path[len(folder) :], each.at, each.text, each.upload) for each in given]
    _refuse_clashes(bare)
    if MANUAL not in {each.path for each in bare}:
        raise BadInput(f"A skill needs a file {MANUAL}, in the folder that holds all of its files.", at)
    return bare


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of the sorted lines `path NUL sha256`: of the files of a version."""
    lines = sorted(f"{path}\0{sha256}\n" for path, sha256 in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _source(given: object, at: Path) -> Source:
    fields = law.mapping(given, at)
    text, upload = fields.get("text"), fields.get("uploadId")
    if (text is None) == (upload is None):
        raise BadInput("A file has either a text or an uploadId.", at)
    path = _relative(fields.get("path"), (*at, "path"))
    if text is None:
        return Source(path, at, upload=str(_upload(upload, (*at, "uploadId"))))
    return Source(path, at, text=encodable(str(_text(text, (*at, "text"))), (*at, "text")))


def encodable(text: str, at: Path) -> str:
    """The text, if it can be written as bytes (BAD_INPUT)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("Text may not hold half of a surrogate pair.", at) from None
    return text


def _relative(value: object, at: Path) -> str:
    path = encodable(str(_path(value, at)), at)
    if _UNFIT.search(path) or {"", ".", ".."}.intersection(path.split("/")):
        raise BadInput(
            "A path is relative and has slashes only: no empty part, no `.` or `..`, no control characters.",
            at,
        )
    return path


def _folder(paths: Iterable[PurePosixPath]) -> str:
    """The folder that all paths are in, with its slash; nothing if they share none."""
    folders = [path.parts[:-1] for path in paths]
    shared = _shared(folders)
    return "".join(f"{part}/" for part in shared)


def _shared(folders: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    first, last = min(folders), max(folders)
    same = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), None)
    return first[: min(len(first), len(last)) if same is None else same]


def _refuse_clashes(files: Sequence[Source]) -> None:
    """Refuse paths that differ only in case, or in how accents are spelt: on many disks they are one file.
    Refuse what is a file and a folder.
    """
    taken: dict[str, Source] = {}
    for each in files:
        other = taken.setdefault(_alike(each.path), each)
        if other is not each:
            raise BadInput(f"{each.path!r} is the same path as {other.path!r}.", (*each.at, "path"))
    for each in files:
        for folder in PurePosixPath(_alike(each.path)).parents:
            if str(folder) in taken:
                raise BadInput(f"{taken[str(folder)].path!r} is a file and a folder.", (*each.at, "path"))


def _alike(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def written(name: str, description: str | None) -> Mapping[str, str]:
    """What stands in the front matter of a SKILL.md that is written of a body."""
    return {"name": name} if description is None else {"name": name, "description": description}
