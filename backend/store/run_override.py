"""Overrides: what one run does otherwise than its session's snapshot says, resolved when the run starts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain import law
from backend.domain.configured import Change
from backend.domain.errors import BadInput, ConcordError
from backend.domain.link import LinkKind
from backend.domain.link_list import Links
from backend.domain.spelling import camel
from backend.domain.viewer import Viewer
from backend.store.agent import agent
from backend.store.configuration import asked
from backend.store.database import Transaction
from backend.store.model_named import models_of
from backend.store.prompt import prompted
from backend.store.snapshot import PARTS, kept, linked_parts, require_small
from backend.store.statement import Row
from backend.store.table import Text

_NAMES = ("instructions", "models", "model_settings", "limits", "output_schema", "output_schema_id")
_COLUMNS: Mapping[str, str] = MappingProxyType({camel(name): name for name in _NAMES})
_HEADERS = ("target", "inline", "definition", "config", "headers")
_APPENDED = "appendInstructions"
_WHOLE = ("model_settings", "output_schema")
_AGENT = select(agent).where(agent.c.id == bindparam("agent", type_=Text()))
_appended = law.text(200_000)


async def overridden(tx: Transaction, viewer: Viewer, home: Row, given: object) -> dict[str, Any] | None:
    """The parts of a session's snapshot that are others for one run, in its form; None for none.

    BAD_INPUT, NOT_FOUND and CONFLICT name the place in `overrides`.
    """
    if given is None:
        return None
    said = law.mapping(given, ("overrides",))
    try:
        wanted = await asked(tx, viewer, home.workspace_id, _columns(said))
        parts = {**await _parts(tx, home, wanted), **await _linked(tx, home.snapshot, said, wanted)}
        require_small(parts)
        return {**parts, **await _instructions(tx, home, said)}
    except ConcordError as error:
        raise type(error)(error.message, ("overrides", *error.path)) from error


def _columns(said: Mapping[str, object]) -> dict[str, object]:
    for name in said:
        if name not in _COLUMNS and name not in {_APPENDED, "links"}:
            raise BadInput(f"A run has no override {name!r}.", (name,))
    columns = {_COLUMNS[name]: value for name, value in said.items() if name in _COLUMNS}
    return {**columns, "links": said.get("links")}


async def _parts(tx: Transaction, home: Row, wanted: Change) -> dict[str, Any]:
    parts = {camel(name): wanted.columns[name] for name in _WHOLE if name in wanted.columns}
    if "models" in wanted.columns:
        named = law.sequence(wanted.columns["models"], ("models",))
        parts["models"], parts["providers"] = await models_of(tx, home.workspace_id, [*map(str, named)])
    if "limits" in wanted.columns:
        parts["limits"] = {**home.snapshot["limits"], **law.mapping(wanted.columns["limits"], ("limits",))}
    return parts


async def _linked(
    tx: Transaction, snapshot: Mapping[str, Any], said: Mapping[str, Any], wanted: Change
) -> dict[str, Any]:
    """The parts that links of some kinds make, these in the place of those that were."""
    if wanted.edit is None:
        return {}
    kinds = {LinkKind[name] for each in said["links"] for name in each["kinds"]}
    links = wanted.edit(())
    _require_kept(said, links)
    made = await linked_parts(tx, links, kept(snapshot, kinds))
    named = {PARTS[kind] for kind in kinds if kind in PARTS}
    return {part: made[part] for part in named | ({"servers"} if "tools" in named else set())}


def _require_kept(said: Mapping[str, Any], links: Links) -> None:
    """Refuse a tool whose definition has withheld headers: a run keeps none, and every call would fail."""
    places = [
        (index, at) for index, each in enumerate(said["links"]) for at in range(len(each.get("links") or ()))
    ]
    for (index, at), each in zip(places, links, strict=True):
        if each.kind is LinkKind.TOOL and each.sealed is not None:
            raise BadInput(
                "A run keeps no secret headers: write {{ secrets.NAME }} in them, and give `secrets`.",
                ("links", index, "links", at, *_HEADERS),
            )


async def _instructions(tx: Transaction, home: Row, said: Mapping[str, object]) -> dict[str, str]:
    """The instructions with what is said behind them, if either is said."""
    if "instructions" not in said and _APPENDED not in said:
        return {}
    (whose,) = await tx.fetch(_AGENT, {"agent": home.agent_id})
    told = str(home.snapshot["instructions"])
    if "instructions" in said:
        told = prompted(str(said["instructions"]), whose, home._asdict(), ("instructions",))
    if _APPENDED in said:
        more = str(_appended(said[_APPENDED], (_APPENDED,)))
        gap = "" if more.startswith("\n") else "\n\n"
        told = f"{told}{gap}{prompted(more, whose, home._asdict(), (_APPENDED,))}".strip()
    return {"instructions": told}
