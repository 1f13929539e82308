"""A file of a skill's version: a path, and the bytes that lie there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Index, bindparam, insert, select

from backend.domain.ids import PREFIXES
from backend.domain.media_type import media_type_of
from backend.store.database import Transaction
from backend.store.row import born
from backend.store.statement import Row
from backend.store.table import Column, Integer, Table, Text, inner, metadata

skill_file = Table(
    "skill_file",
    metadata,
    *inner("skill_version"),
    Column("path", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Index(None, "skill_version_id", "path", unique=True),
)

_INSERT = insert(skill_file)
_OF_VERSION = (
    select(skill_file.c.path, skill_file.c.size, skill_file.c.sha256)
    .where(skill_file.c.skill_version_id == bindparam("version", type_=Text()))
    .order_by(skill_file.c.path)
)


@dataclass(frozen=True, slots=True)
class SkillFile:
    """A file that is to be kept: its id, where it goes, and its bytes."""

    id: str
    path: str
    size: int
    sha256: str


async def add_files(tx: Transaction, workspace_id: str, version_id: str, files: Sequence[SkillFile]) -> None:
    """Write down the files of a version."""
    whose = {"workspace_id": workspace_id, "skill_version_id": version_id}
    rows = [
        {
            **born(PREFIXES["SkillFile"]),
            **whose,
            "id": each.id,
            "path": each.path,
            "media_type": media_type_of(each.path),
            "size": each.size,
            "sha256": each.sha256,
        }
        for each in files
    ]
    await tx.many(_INSERT, rows)


async def files_of(tx: Transaction, version_id: str) -> list[Row]:
    """Path, size and digest of each file of a version, by their paths."""
    return await tx.fetch(_OF_VERSION, {"version": version_id})
