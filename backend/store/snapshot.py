"""The snapshot: all that a run needs to know of a version, written once when a session starts.

No secret is in it: those are looked up at each use.
"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import orjson

from backend.domain.agent import VersionState
from backend.domain.errors import Conflict
from backend.domain.link import LinkKind
from backend.domain.link_list import Links
from backend.store.database import Transaction
from backend.store.link import links_of_version
from backend.store.model_named import models_of
from backend.store.prompt import Session, prompted
from backend.store.snapshot_links import targets
from backend.store.snapshot_parts import endpoints, files, memory, secrets, skills
from backend.store.snapshot_tools import CALLED, offered
from backend.store.statement import Row

LARGEST = 4_000_000
"""Bytes of a snapshot."""

PARTS: Mapping[LinkKind, str] = {
    **dict.fromkeys(CALLED, "tools"),
    LinkKind.SKILL: "skills",
    LinkKind.MEMORY_STORE: "memory",
    LinkKind.SECRET: "secrets",
    LinkKind.FILE: "files",
}
"""The part of a snapshot in which links of a kind come to lie."""


Parts = Mapping[str, Sequence[Mapping[str, Any]]]
"""Parts of a snapshot that are lists, by their names."""

NOTHING: Parts = MappingProxyType({})

_LINKED = ("tools", "servers", "skills", "memory", "secrets", "files")
"""The parts that follow from links."""


async def snapshot_of(
    tx: Transaction, version: Row, agent: Row, session: Session, environment: Row | None, links: Links
) -> dict[str, Any]:
    """A version of an agent as it runs in a session, with the environment and the links of that.

    BAD_INPUT at `variables` if the instructions do not hold with them; CONFLICT for a link that leads to
    nothing any more, for tools of one name, and beyond 4 MB.
    """
    home = session["workspace_id"]
    models, providers = await models_of(tx, home, version.models)
    linked = await links_of_version(tx, version.id)
    made = {
        "agentId": version.agent_id,
        "agentVersionId": version.id,
        "number": version.number,
        "variationId": session["variation_id"],
        "ofDraft": version.state == VersionState.DRAFT.name,
        "instructions": prompted(version.instructions, agent, session, ("variables",)),
        "models": models,
        "providers": providers,
        "modelSettings": version.model_settings,
        "limits": version.limits,
        "inputSchema": version.input_schema,
        "outputSchema": version.output_schema,
        "compaction": version.compaction,
        "toolSelection": version.tool_selection,
        "episodicMemory": version.episodic_memory,
        **await linked_parts(tx, (*linked, *_beside(linked, links))),
        "environment": environment and {"environmentId": environment.id, "digest": environment.digest},
        "endpoints": await endpoints(tx, home, agent.id),
        "runtimeUserId": agent.runtime_user_id,
    }
    require_small(made)
    return made


def kept(snapshot: Mapping[str, Any], kinds: Collection[LinkKind]) -> Parts:
    """The tools and servers of a snapshot that are of links of other kinds."""
    gone = {kind.name for kind in kinds}
    return {
        part: [each for each in snapshot.get(part, ()) if each.get("linkKind") not in gone]
        for part in ("tools", "servers")
    }


async def relinked(
    tx: Transaction, snapshot: Mapping[str, Any], before: Links, after: Links
) -> dict[str, Any]:
    """The snapshot of a session whose own links have changed; what its version links stays as it was.

    CONFLICT as above.
    """
    gone = {each.stable_id for each in before}
    parts = {
        part: [each for each in snapshot.get(part, ()) if each["linkId"] not in gone] for part in _LINKED
    }
    of_version = await links_of_version(tx, snapshot["agentVersionId"])
    made = {**snapshot, **await linked_parts(tx, _beside(of_version, after), parts)}
    require_small(made)
    return made


def _beside(of_version: Links, links: Links) -> Links:
    """What a session's own links add; its secrets are looked up at each use, and counted then."""
    known = {each.sort for each in of_version}
    return tuple(each for each in links if each.kind is not LinkKind.SECRET and each.sort not in known)


async def linked_parts(tx: Transaction, links: Links, before: Parts = NOTHING) -> Parts:
    """The parts of a snapshot that follow from links, behind those of `before`."""
    rows = await targets(tx, links)
    tools, servers = await offered(tx, links, rows, before.get("tools", ()))
    made: Parts = {
        "servers": servers,
        "skills": await skills(tx, links, rows),
        "memory": memory(links, rows),
        "secrets": secrets(links, rows),
        "files": files(links, rows),
    }
    return {"tools": tools, **{part: [*before.get(part, ()), *made[part]] for part in made}}


def require_small(snapshot: Mapping[str, Any]) -> None:
    """Refuse a snapshot, or parts of one, beyond 4 MB (CONFLICT)."""
    size = len(orjson.dumps(snapshot))
    if size > LARGEST:
        raise Conflict(
            f"What this agent runs with has {size:,} bytes, and may have {LARGEST:,}: link less.",
            ("agentId",),
        )
