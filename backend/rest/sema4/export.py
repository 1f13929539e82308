"""Exporting: an agent as the archive of a package, written while it is sent."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from pathlib import PurePosixPath
from typing import Any

import orjson

from backend.platform.ids import uuid_of
from backend.platform.packing import Entry, packed, whole
from backend.platform.plain_yaml import YamlError, read_yaml, write_yaml
from backend.rest.give import Download, Open
from backend.rest.sema4 import spec
from backend.rest.sema4.spec import Json

SHORT = 16_384
"""Bytes of a description of data that is written as YAML, which is slow to read."""

_UNSAFE = re.compile(r"[^\w.-]+")
_HOMES = (spec.FILES, spec.KNOWLEDGE, spec.ACTIONS)


def exported(agent: Json, open_: Open) -> Download:
    """The archive of an agent as ExportAgent tells it."""
    return Download(f"{agent['name']}.zip", packed(_entries(agent, open_)))


async def _entries(agent: Json, open_: Open) -> AsyncIterator[Entry]:
    version = agent["currentVersion"]
    guide = spec.guide_of(spec.fields(spec.fields(agent["sema4"]).get("spec")).get("conversation-guide"))
    files = {name: each for each in version["links"]["nodes"] if (name := _place(each, guide))}
    models = _named(version["semanticDataModels"]["nodes"])
    lists: dict[str, list[Json]] = {
        "semantic-data-models": [{"name": name} for name in models],
        "shared-files": list(_shared(files)),
        "action-packages": [
            each for one in version["toolSets"]["nodes"] if (each := spec.fields(one["sema4"]))
        ],
    }
    manifest = spec.manifest_of(agent, version["mcpServers"]["nodes"], lists)
    yield _entry(spec.MANIFEST, await asyncio.to_thread(write_yaml, manifest))
    yield _entry(spec.RUNBOOK, version["instructions"])
    for name, model in models.items():
        yield _entry(f"{spec.MODELS}/{name}", await asyncio.to_thread(_described, model))
    for name, each in sorted(files.items()):
        yield Entry(name, _lazily(open_, each["file"]["sha256"]))


def _entry(name: str, text: str) -> Entry:
    return Entry(name, whole(text.encode()))


async def _lazily(open_: Open, sha256: str) -> AsyncIterator[bytes]:
    async for piece in await open_(sha256):
        yield piece


def _named(models: Iterable[Json]) -> dict[str, Json]:
    """Semantic data models by their files, which have the models' names; equal ones are numbered."""
    found: dict[str, Json] = {}
    for each in sorted(models, key=lambda model: str(model["handle"])):
        stem = _UNSAFE.sub("-", each["name"]).strip("-.") or "model"
        names = (f"{stem}{number}.yaml" for number in ("", *range(2, len(found) + 3)))
        taken = {name.casefold() for name in found}
        found[next(name for name in names if name.casefold() not in taken)] = each
    return found


def _place(link: Json, guide: str) -> str | None:
    """Where a linked file lies in the archive: at its own path if that is a package's, else it is shared."""
    file = link["file"]
    if file is None or file["deletedAt"] is not None or not file["downloadable"]:
        return None
    path = str(link["settings"]["mountPath"] or file["mountPath"] or "").lstrip("/")
    if path == guide or path.startswith(tuple(f"{each}/" for each in _HOMES)):
        return path
    return f"{spec.FILES}/{uuid_of(file['id'])}"


def _shared(files: dict[str, Json]) -> Iterable[Json]:
    for name, link in sorted(files.items()):
        if name.startswith(f"{spec.FILES}/"):
            file = link["file"]
            told = {"name": file["name"], "mime-type": file["mediaType"]}
            yield {"file-ref": PurePosixPath(name).relative_to(spec.FILES).as_posix(), **told}


def _described(model: Json) -> str:
    """A semantic data model as YAML, or as JSON where YAML would be slow or would not give it back."""
    told: dict[str, Any] = {"name": model["name"], "description": model["description"], **model["definition"]}
    data = orjson.dumps(told)
    if len(data) <= SHORT:
        source = write_yaml(told)
        try:
            if read_yaml(source) == told:
                return source
        except YamlError:
            pass
    return data.decode()
