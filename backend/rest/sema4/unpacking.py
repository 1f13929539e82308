"""Unpacking: the archive of an agent as an input of ours, its files as uploads."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import PurePosixPath
from typing import IO, Any

import orjson

from backend.domain.media_type import media_type_of
from backend.platform.archive import Archive, ArchiveError, Bounds
from backend.platform.plain_yaml import YamlError, read_yaml
from backend.rest.parcel import Keep
from backend.rest.sema4 import spec
from backend.rest.sema4.spec import Json, Misplaced, listed, text

BOUNDS = Bounds(entries=1_000, size=256 * 1_048_576)
LONGEST_TEXT = 262_144
"""Bytes of the manifest, or of a description of data that is no JSON."""
LARGEST_MODEL = 1_048_576
MOST_FILES = 100

_MEDIA_TYPE = re.compile(r"[\w.+!#$&^-]+/[\w.+!#$&^-]+", re.ASCII)


async def package(file: IO[bytes], keep: Keep) -> Mapping[str, Any]:
    """The variable `package` of an archive (BAD_INPUT)."""
    found = await named_package(file, keep)
    return {"package": found["package"]}


async def named_package(file: IO[bytes], keep: Keep) -> Mapping[str, Any]:
    """The same, and the `name` of the agent (BAD_INPUT)."""
    try:
        archive = await asyncio.to_thread(Archive, file, BOUNDS)
        agent, made = await asyncio.to_thread(_made, archive)
        files = [
            {"path": f"/{name}", "uploadId": await keep(known, media, _pieces(archive, name))}
            for name, known, media in _files(archive, agent)
        ]
    except ArchiveError as error:
        raise Misplaced(str(error)) from None
    return {"package": {**made, "files": files}, "name": made["agent"]["name"]}


def _made(archive: Archive) -> tuple[Json, dict[str, Any]]:
    """The agent of the manifest, and the input without its files."""
    agent = spec.agent_of(_value(archive, spec.MANIFEST))
    made = {
        "agent": _agent(archive, agent),
        "mcpServers": [
            {"name": text(each, "name"), "url": text(each, "url", "") or None}
            for each in listed(agent, "mcp-servers")
        ],
        "semanticDataModels": [_model(archive, each) for each in listed(agent, "semantic-data-models")],
        "toolSets": [
            {"name": text(each, "name"), "extensions": {"sema4": dict(each)}, "tools": []}
            for each in listed(agent, "action-packages")
        ],
    }
    return agent, made


def _agent(archive: Archive, agent: Json) -> dict[str, Any]:
    runbook = text(agent, "runbook", spec.RUNBOOK)
    models = spec.models_of(agent)
    return {
        "name": text(agent, "name"),
        "description": text(agent, "description", "") or None,
        "instructions": _text(archive, runbook),
        "extensions": {"sema4": spec.kept(agent)},
        **({} if models is None else {"models": models}),
    }


def _model(archive: Archive, given: Json) -> dict[str, Any]:
    file = text(given, "name")
    found = _value(archive, f"{spec.MODELS}/{file}")
    if not isinstance(found, dict):
        raise Misplaced(f"{file} must be an object.")
    name = text(found, "name", PurePosixPath(file).stem, file)
    description = text(found, "description", "", file) or None
    told = {each: value for each, value in found.items() if each not in {"name", "description"}}
    return {"name": name, "description": description, "definition": told}


def _text(archive: Archive, name: str, most: int = LONGEST_TEXT) -> str:
    try:
        return archive.read(name, most).decode()
    except KeyError:
        raise Misplaced(f"The package has no {name}.") from None
    except UnicodeDecodeError:
        raise Misplaced(f"{name} must be text in UTF-8.") from None


def _value(archive: Archive, name: str) -> Any:
    """What a YAML file says. JSON is YAML too: a long one is written so, for it is read faster."""
    source = _text(archive, name, LARGEST_MODEL)
    try:
        if source.startswith("{"):
            return orjson.loads(source)
        if len(source) > LONGEST_TEXT:
            raise YamlError(f"it has more than {LONGEST_TEXT:,} characters")
        return read_yaml(source)
    except (YamlError, orjson.JSONDecodeError) as error:
        raise Misplaced(f"{name} cannot be read: {error}.") from None


def _files(archive: Archive, agent: Json) -> Iterator[tuple[str, str, str]]:
    """The files to keep: where each lies in the archive, and under which name and media type it is kept."""
    shared = {f"{spec.FILES}/{text(each, 'file-ref')}": each for each in listed(agent, "shared-files")}
    folders = (f"{spec.FILES}/", f"{spec.KNOWLEDGE}/", f"{spec.ACTIONS}/")
    guide = spec.guide_of(text(agent, "conversation-guide", spec.GUIDE))
    names = [each for each in archive.sizes if each.startswith(folders) or each == guide]
    missing = [each for each in shared if each not in names]
    if missing:
        raise Misplaced(f"The package has no {missing[0]}.")
    if len(names) > MOST_FILES:
        raise Misplaced(f"A package may hold up to {MOST_FILES} files.")
    for name in names:
        told = shared.get(name, {})
        known = PurePosixPath(text(told, "name", name)).name
        media = str(told.get("mime-type"))
        yield name, known, media if _MEDIA_TYPE.fullmatch(media) else media_type_of(known)


async def _pieces(archive: Archive, name: str) -> AsyncIterator[bytes]:
    pieces = archive.pieces(name)
    while (piece := await asyncio.to_thread(next, pieces, b"")) != b"":
        yield piece
