"""What lies in a room besides its own files: linked files and skills, copied from the blobs at first use."""

import asyncio
import hashlib
import os
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from backend.domain.link import Access
from backend.domain.skill import MANUAL
from backend.platform.blob_put import BlobsUnavailable, blob_name
from backend.platform.blobs import Blobs, Missing
from backend.platform.bubblewrap import HOME, MEBIBYTE, NOBODY, Mount, is_root
from backend.platform.world import BadPath, World, parts_of
from backend.runtime.tools.base import Call, Lent, ToolError
from backend.store.skill_file import files_of

FILES, SKILLS = "/files", "/skills"
"""Where files and skills lie whose links say nothing of it."""

LARGEST = 256 * MEBIBYTE
"""Bytes of the largest file that is copied."""

_SYSTEM = {"bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "run", "sbin", "sys", "tmp", "usr"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is mounted: digests and texts by paths inside it; the path of a single file is empty."""

    name: str
    path: str
    key: str
    writable: bool = False
    digests: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_folder(self) -> bool:
        """Whether it is more than one file."""
        return "" not in self.digests


async def furnished(call: Call, lent: Lent, world: World) -> World:
    """The world with all that is linked in it (ToolError)."""
    for piece in [*_files(call.snapshot), *await _skills(call, lent)]:
        mount = _mount(piece, world)
        source = world.folder / mount.source
        if not source.exists():
            await _copied(piece, source, Blobs(lent.settings.blobs))
        # In the room's own folder a program may have put something in the way.
        inside = parts_of(mount.path)[:1] == parts_of(HOME)
        if not inside or await asyncio.to_thread(world.make_way, mount, folder=piece.is_folder):
            world = replace(world, mounts=[*world.mounts, mount])
    return world


def _files(snapshot: Mapping[str, Any]) -> Iterator[Piece]:
    seen: set[str] = set()
    for each in snapshot.get("files") or ():
        name = _plain(each["name"])
        given = f"{FILES}/{name}" if name not in seen else f"{FILES}/{each['fileId']}-{name}"
        seen.add(name)
        yield Piece(
            name=each["name"],
            path=each["mountPath"] or given,
            key=_key(each["linkId"], each["fileId"], each["sha256"]),
            writable=each["access"] == Access.READ_WRITE.name,
            digests={"": each["sha256"]},
        )


async def _skills(call: Call, lent: Lent) -> list[Piece]:
    pieces = []
    for each in call.snapshot.get("skills") or ():
        version = each["skillVersionId"]
        name = each["handle"] or each["name"]
        piece = Piece(each["name"], each["mountPath"] or f"{SKILLS}/{_plain(name)}", "")
        if version is None:
            key = _key(each["linkId"], each["body"])
            pieces.append(replace(piece, key=key, texts={MANUAL: each["body"] or ""}))
            continue
        async with lent.database.read() as tx:
            digests = {row.path: row.sha256 for row in await files_of(tx, version)}
        pieces.append(replace(piece, key=_key(each["linkId"], version), digests=digests))
    return pieces


def _plain(name: str) -> str:
    """A name that can be that of a file."""
    plain = "".join("_" if each in "/\\" or not each.isprintable() else each for each in name)
    return plain.strip(".") or "_"


def _key(*what: object) -> str:
    return hashlib.sha256("/".join(map(str, what)).encode()).hexdigest()


def _mount(piece: Piece, world: World) -> Mount:
    """Where it lies: at a path of its own, neither the system's nor inside another one (ToolError)."""
    try:
        parts = parts_of(piece.path)
    except BadPath:
        parts = ()
    others = [parts_of(each.path) for each in world.mounts]
    nested = any(_clash(parts, each) for each in others)
    if not parts or parts[0] in _SYSTEM or not "".join(parts).isprintable() or nested:
        message = (
            f"{piece.name} cannot lie at {piece.path}: its link needs another mountPath, such as /data/x."
        )
        raise ToolError("BAD_MOUNT", message)
    return Mount("/" + "/".join(parts), f"linked/{piece.key}", piece.writable)


def _clash(parts: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one lies in the other; in the room's own folder anything may."""
    if other == parts_of(HOME):
        return parts == other
    return parts[: len(other)] == other or other[: len(parts)] == parts


async def _copied(piece: Piece, source: Path, blobs: Blobs) -> None:
    """Copy it whole beside its place, and then there: a copy that broke off is begun again."""
    draft = source.with_suffix(".draft")
    await asyncio.to_thread(_clear, draft)
    try:
        for path, digest in piece.digests.items():
            target = draft / path if path else draft
            await _fill(target, await blobs.open(blob_name(digest)), piece)
    except (Missing, BlobsUnavailable) as error:
        raise ToolError("UNAVAILABLE", f"{piece.name} cannot be read now.") from error
    for path, text in piece.texts.items():
        await asyncio.to_thread(_write, draft / path, text)
    await asyncio.to_thread(_placed, draft, source, piece)


def _placed(draft: Path, source: Path, piece: Piece) -> None:
    """Put the copy into its place, passable for programs; those of a skill may be run."""
    if piece.is_folder:
        draft.mkdir(exist_ok=True)
        for each in (draft, *draft.rglob("*")):
            each.chmod(0o755)
    else:
        draft.chmod(0o644)
        if piece.writable and is_root():
            os.chown(draft, NOBODY, NOBODY)
    draft.rename(source)


def _clear(draft: Path) -> None:
    draft.parent.mkdir(exist_ok=True)
    draft.parent.chmod(0o755)
    if draft.is_dir():
        shutil.rmtree(draft)
    draft.unlink(missing_ok=True)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)


async def _fill(target: Path, stream: AsyncIterator[bytes], piece: Piece) -> None:
    await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True)
    total = 0
    with target.open("wb") as file:
        async for part in stream:
            total += len(part)
            if total > LARGEST:
                raise ToolError("TOO_LARGE", f"{piece.name} has more than {LARGEST:,} bytes.")
            await asyncio.to_thread(file.write, part)
