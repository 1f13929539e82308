"""Blobs as rows name them: files, files of skills, and uploads whose bytes wait to be used. Others may go."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, literal_column, select, union

from backend.domain.upload import UploadStatus
from backend.store.database import Transaction
from backend.store.file import file
from backend.store.scope import among
from backend.store.skill_file import skill_file
from backend.store.table import TextList
from backend.store.upload import upload


async def named(tx: Transaction, digests: Sequence[str]) -> set[str]:
    """Those of the SHA-256s by which some row names its bytes.

    One statement is one snapshot: what an upload hands on to a file meanwhile is seen at one of them.
    """
    found = await tx.fetch(_named(tx.dialect), {"digests": digests})
    return {row.sha256 for row in found}


@lru_cache
def _named(dialect: str) -> CompoundSelect[Any]:
    digests = bindparam("digests", type_=TextList())
    waits = upload.c.status == literal_column(f"'{UploadStatus.COMPLETE.name}'")
    return union(
        select(file.c.sha256).where(among(file.c.sha256, digests, dialect)),
        select(skill_file.c.sha256).where(among(skill_file.c.sha256, digests, dialect)),
        select(upload.c.sha256).where(waits, among(upload.c.sha256, digests, dialect)),
    )
