"""A skill's version: its files, frozen when it is made, by a digest that tells whether two are the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Index

from backend.domain.errors import BadInput, Conflict
from backend.domain.ids import PREFIXES
from backend.domain.skill import BODY, MAX_SIZE, Source, digest_of
from backend.domain.viewer import Viewer
from backend.platform.blob_put import Stored
from backend.platform.front_matter import Parted
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.row import add, born
from backend.store.skill_file import SkillFile, add_files
from backend.store.table import Column, Integer, Table, Text, inner, metadata, reference
from backend.store.upload import consume_upload, own_upload

skill_version = Table(
    "skill_version",
    metadata,
    *inner("skill"),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("body", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("size", Integer, nullable=False),
    reference("created_by", "principal"),
    Index(None, "skill_id", "number", unique=True),
)


@dataclass(frozen=True, slots=True)
class Contents:
    """The files that are given for a version.

    Their texts lie in the blobs already, as `texts` says by path. `manual` is SKILL.md; None if it is in an
    upload that could not be read.
    """

    files: Sequence[Source]
    texts: Mapping[str, Stored]
    manual: Parted | None

    def named(self, name: str) -> str | None:
        """What the front matter of SKILL.md says under a name."""
        return None if self.manual is None else self.manual.named.get(name)


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is to be made: its digest and the bytes of all of its files."""

    files: Sequence[SkillFile]
    digest: str
    size: int


async def drafted(tx: Transaction, viewer: Viewer, home: str, contents: Contents) -> Draft:
    """Look at the files of a version before it is made; nothing is written (BAD_INPUT, NOT_FOUND …).

    Of an upload whose bytes have not come the digest is not known: to consume it is refused.
    """
    files = [await _file(tx, viewer, home, contents, each) for each in contents.files]
    size = sum(each.size for each in files)
    if size > MAX_SIZE:
        raise BadInput(f"The files of a skill may have up to {MAX_SIZE:,} bytes together.", ("files",))
    return Draft(files, digest_of((each.path, each.sha256) for each in files), size)


async def _file(tx: Transaction, viewer: Viewer, home: str, contents: Contents, source: Source) -> SkillFile:
    made = new_id(PREFIXES["SkillFile"])
    if source.upload is None:
        stored = contents.texts[source.path]
        return SkillFile(made, source.path, stored.size, stored.sha256)
    row = await own_upload(tx, viewer, source.upload, home, (*source.at, "uploadId"))
    return SkillFile(made, source.path, row.size, row.sha256 or "")


async def consume_files(
    tx: Transaction, viewer: Viewer, home: str, contents: Contents, draft: Draft
) -> Parted:
    """Use up the uploads of a version for its files; SKILL.md (FORBIDDEN, CONFLICT, BAD_INPUT)."""
    for source, file in zip(contents.files, draft.files, strict=True):
        if source.upload is not None:
            path = (*source.at, "uploadId")
            await consume_upload(tx, viewer, source.upload, home, by=file.id, path=path)
    if contents.manual is None:
        raise Conflict("The bytes of SKILL.md came only now: try again.", ("files",))
    return contents.manual


async def add_version(
    tx: Transaction, viewer: Viewer, whose: Mapping[str, object], manual: Parted, draft: Draft
) -> None:
    """Write a version with its files. `whose` are its id, workspace, skill, number, name and description."""
    body = BODY(manual.body, ("body",))
    made = {"body": body, "digest": draft.digest, "size": draft.size, "created_by": viewer.principal}
    await add(tx, skill_version, {**born(PREFIXES["SkillVersion"]), **made, **whose})
    await add_files(tx, str(whose["workspace_id"]), str(whose["id"]), draft.files)
