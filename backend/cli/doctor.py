"""`concord doctor`: whether Concord can run here, a line for each thing that it needs."""

import os
import sys
import warnings
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console

from backend.domain.errors import ConcordError
from backend.graph.explorer import BUILD
from backend.graph.manifest import ManifestError, read
from backend.platform import bus
from backend.platform.blob_put import BlobsUnavailable
from backend.platform.blobs import Blobs
from backend.platform.bubblewrap import trouble
from backend.platform.server import listening
from backend.platform.settings import Settings, SettingsError
from backend.store.database import connect
from backend.store.migrate import pending
from backend.store.skew import clock_skew

State = Literal["ok", "warn", "fail"]

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}
OLDEST = (3, 11)
FASTEST = 2.0
"""Seconds by which the database's clock may differ: leases of runs are told by ours."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one thing, and, unless it is well, what to do."""

    state: State
    what: str
    text: str


async def doctor() -> int:
    """Check this machine and its settings; nothing is changed. 1 if something keeps Concord from running."""
    console = Console(highlight=False, soft_wrap=True)
    failed = False
    async for found in _examine():
        console.print(f"{found.state:<5}", style=COLOURS[found.state], end="")
        console.print(f"{found.what:<10} {found.text}", markup=False)
        failed |= found.state == "fail"
    return int(failed)


async def _examine() -> AsyncIterator[Found]:
    yield _python()
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            settings = Settings.load()
    except SettingsError as error:
        yield Found("fail", "settings", str(error).replace("\n", "; "))
        return
    yield _settings([str(each.message) for each in warned])
    yield _data_dir(settings)
    yield _secret(settings)
    database = await _database(settings)
    yield database
    yield await _clock(settings) if database.state == "ok" else Found("warn", "clock", "not compared")
    yield await _redis(settings)
    yield await _blobs(settings)
    yield _sandbox(settings)
    yield _port(settings)
    yield _documents(settings)
    yield _explorer(settings)
    yield _model(settings)


def _python() -> Found:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        return Found("fail", "python", f"{version} is too old: install {'.'.join(map(str, OLDEST))} or newer")
    return Found("ok", "python", version)


def _settings(warned: list[str]) -> Found:
    if warned:
        return Found("warn", "settings", " ".join(warned))
    return Found("ok", "settings", "docs/settings.md lists them")


def _data_dir(settings: Settings) -> Found:
    """The directory, or the nearest one above it that exists, must take a new file."""
    folder = settings.data_dir.absolute()
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Found("ok", "data", str(folder))
    return Found("fail", "data", f"{nearest} cannot be written to: change its owner, or set CONCORD_DATA_DIR")


def _secret(settings: Settings) -> Found:
    if settings.secret_key is not None:
        return Found("ok", "secret", "given by CONCORD_SECRET_KEY")
    if settings.database.startswith("sqlite:"):
        return Found("ok", "secret", "kept in the data directory")
    return Found("fail", "secret", "set CONCORD_SECRET_KEY: openssl rand -hex 32 makes one")


async def _database(settings: Settings) -> Found:
    kind = settings.database.partition(":")[0]
    try:
        if await pending(settings.database):
            return Found(
                "warn", "database", f"{kind}: migrations are pending; concord migrate or serve runs them"
            )
    except ConcordError as error:
        return Found("fail", "database", error.message)
    return Found("ok", "database", f"{kind}, up to date")


async def _clock(settings: Settings) -> Found:
    database = connect(settings.database, bus.Bus(None))
    await database.open()
    try:
        skew = await clock_skew(database)
    finally:
        await database.close()
    if abs(skew) > FASTEST:
        return Found("warn", "clock", f"{skew:+.1f} s from the database's: let both follow a time server")
    return Found("ok", "clock", f"{abs(skew):.1f} s from the database's")


async def _redis(settings: Settings) -> Found:
    if settings.redis_url is None:
        alone = settings.database.startswith("sqlite:")
        effect = "one process needs none" if alone else "processes hear of each other by polling"
        return Found("ok", "redis", f"not set: {effect}")
    try:
        await bus.ping(settings.redis_url)
    except OSError as error:
        return Found("fail", "redis", f"{str(error).rstrip('.')}: start it, or change CONCORD_REDIS_URL")
    return Found("ok", "redis", "answers")


async def _blobs(settings: Settings) -> Found:
    if not settings.blobs.startswith("s3:"):
        return Found("ok", "blobs", "in a directory")
    try:
        await Blobs(settings.blobs).ping()
    except BlobsUnavailable as error:
        return Found("fail", "blobs", f"{str(error).rstrip('.')}: start S3, or change CONCORD_BLOB_URL")
    return Found("ok", "blobs", "S3 answers")


def _sandbox(settings: Settings) -> Found:
    if settings.sandbox == "off":
        return Found("ok", "sandbox", "off, by CONCORD_SANDBOX")
    missing = trouble()
    if missing is not None:
        return Found("warn", "sandbox", f"none, so bash and the tools for files fail: {missing}")
    return Found("ok", "sandbox", "bubblewrap works")


def _port(settings: Settings) -> Found:
    try:
        listening(settings.host, settings.port).close()
    except OSError as error:
        return Found("warn", "port", f"{error.strerror}: Concord runs already, or set CONCORD_PORT")
    return Found("ok", "port", f"{settings.port} is free")


def _documents(settings: Settings) -> Found:
    if settings.trusted_documents is None:
        return Found("ok", "documents", "any is taken")
    try:
        count = len(read(settings.trusted_documents))
    except ManifestError as error:
        return Found("fail", "documents", f"{str(error).rstrip('.')}: change CONCORD_TRUSTED_DOCUMENTS")
    return Found(
        "ok", "documents", f"{count} are trusted, {'no other' if settings.trusted_only else 'any'} is taken"
    )


def _explorer(settings: Settings) -> Found:
    if not settings.has_explorer:
        return Found("ok", "explorer", "not served")
    if Path(BUILD / "index.html").is_file():
        return Found("ok", "explorer", "built")
    return Found(
        "warn", "explorer", "not built, so the page loads GraphiQL from a CDN; scripts/explorer builds it"
    )


def _model(settings: Settings) -> Found:
    if settings.anthropic_api_key is None:
        return Found("warn", "models", "only the offline model answers; set ANTHROPIC_API_KEY for others")
    return Found("ok", "models", settings.anthropic_base_url or "anthropic")
