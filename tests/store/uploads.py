"""Shorthand of the tests of uploads and of what is made of them."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, update

from backend.domain.principal import PrincipalKind
from backend.domain.skill import sources
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.platform.blob_put import Stored, blob_name
from backend.platform.front_matter import parted
from backend.platform.ids import new_id
from backend.store.database import Database
from backend.store.principal import principal
from backend.store.row import add
from backend.store.skill_version import Contents
from backend.store.table import Time
from backend.store.upload import put_upload, upload
from tests.store.agents import do

MANUAL = "---\nname: Sums\ndescription: How to add.\nhandle: sums\n---\n\nAdd them."
_OVER = update(upload).values(expires_at=bindparam("moment", type_=Time()))


def stored(data: bytes) -> Stored:
    """What a blob store says of these bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Stored(blob_name(sha256), len(data), sha256)


async def uploaded(database: Database, viewer: Viewer, data: bytes = b"bytes", **columns: Any) -> str:
    """A complete upload of these bytes; none are put anywhere."""
    said = {"name": "a.txt", "media_type": "text/plain", **columns}
    made: str = await do(database, put_upload, viewer, said, stored(data))
    return made


async def colleague(database: Database, of: Viewer) -> Viewer:
    """Another editor in the same workspace."""
    moment, who = clock.now(), new_id("prn")
    whose = {"id": who, "account_id": of.account, "kind": PrincipalKind.USER, "account_admin": False}
    async with database.write() as tx:
        await add(tx, principal, {**whose, "name": "Cy", "created_at": moment, "updated_at": moment})
    return Viewer(who, of.account, dict.fromkeys(of.workspaces, Role.EDITOR), of.home)


async def outlive(database: Database) -> None:
    """Let the time of every upload be over now."""
    async with database.write() as tx:
        await tx.fetch(_OVER, {"moment": clock.now()})


def contents(texts: Mapping[str, str], uploads: Mapping[str, str] = MappingProxyType({})) -> Contents:
    """The contents of a skill, by path, whose texts lie in the blobs; an uploaded SKILL.md is MANUAL."""
    given = [{"path": path, "text": text} for path, text in texts.items()]
    found = sources([*given, *({"path": path, "uploadId": each} for path, each in uploads.items())])
    held = {each.path: each.text for each in found if each.text is not None}
    put = {path: stored(text.encode()) for path, text in held.items()}
    return Contents(found, put, parted(held.get("SKILL.md", MANUAL)))
