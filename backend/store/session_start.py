"""Starting a session: which version runs, and whether one that is under way is gone on with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, bindparam, or_, select

from backend.domain.agent import VersionState
from backend.domain.errors import Conflict, NotFound
from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.law import ID, lawful
from backend.domain.link import LinkKind
from backend.domain.link_list import Links
from backend.domain.sealed import Sealed
from backend.domain.session import SESSION_LAWS, named_secrets
from backend.domain.viewer import Role, Viewer
from backend.store.activity import record
from backend.store.agent import agent
from backend.store.agent_version import version, version_of
from backend.store.context_window import add_window, window_id
from backend.store.database import Transaction
from backend.store.environment import environment_of
from backend.store.idempotency import once
from backend.store.link import write_links
from backend.store.link_target import link_set
from backend.store.retirement import require_present
from backend.store.row import born, upsert
from backend.store.scope import locate, placed, refer
from backend.store.session import OPEN, THREAD, session
from backend.store.session_secret import with_secrets
from backend.store.snapshot import snapshot_of
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.variation import pick_variation, variation
from backend.store.workspace import place

_IN_THREAD = (
    select(session)
    .where(
        session.c.agent_id == bindparam("agent", type_=Text()),
        session.c.workspace_id == bindparam("home", type_=Text()),
        or_(
            session.c.thread == bindparam("thread", type_=Text()),
            session.c.id == bindparam("thread", type_=Text()),
        ),
        OPEN,
    )
    .order_by(session.c.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Parent:
    """The session and the call that start a session, and the links that it takes over."""

    session_id: str
    call_id: str
    links: Links


Given = Mapping[str, Any]
"""How a session is opened: its columns, secrets and links, and ids of its version, variation, environment."""


async def start_session(
    tx: Transaction,
    viewer: Viewer,
    agent_reference: str,
    given: Given,
    *,
    workspace: str | None = None,
    parent: Parent | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Open a session of an agent and return its id; of an open one that has the `thread`, that one's.

    What runs is the version that is named, else the variation, else the one that the agent's selection picks,
    else the default, else the draft; the session keeps a copy. It lies in the agent's workspace; with a
    system agent in the one named, or the viewer's home. NOT_FOUND for what the viewer does not see, CONFLICT
    if the agent is archived or in the trash.
    """
    own = {name: value for name, value in given.items() if name in SESSION_LAWS}
    kept = lawful(dict.fromkeys(SESSION_LAWS) | own, SESSION_LAWS)
    secrets = named_secrets(given.get("secrets"), ("secrets",))

    async def make() -> str:
        # To see an agent is enough: the right to write is asked for where the session will lie.
        near = viewer if workspace is None else replace(viewer, home=await place(tx, viewer, workspace))
        found = await locate(tx, near.needing(Role.VIEWER), agent, agent_reference, "agentId", lock=False)
        home = _home(near, found, workspace)
        known = await _in_thread(tx, found, home, kept["thread"])
        if known is not None:
            return known
        _require_usable(found)
        return await _open(tx, viewer, found, home, {**given, **kept, "secrets": secrets, "parent": parent})

    asked = {"agent": agent_reference, "workspace": workspace, "given": given}
    return await once(tx, viewer, "startSession", idempotency_key, asked, make)


def _home(near: Viewer, found: Row, workspace: str | None) -> str:
    """The workspace in which the session lies. It takes an editor."""
    if found.workspace_id == SYSTEM_WORKSPACE:
        return placed(near, None)
    if workspace is not None and near.home != found.workspace_id:
        raise NotFound(f"No agent is called {found.id!r} in {workspace!r}.", ("agentId",))
    return placed(near, found.workspace_id)


async def _in_thread(tx: Transaction, found: Row, home: str, thread: object) -> str | None:
    """The open session of the agent that has this thread, or this id."""
    if thread is None:
        return None
    known = await tx.first(_IN_THREAD, {"agent": found.id, "home": home, "thread": thread})
    return None if known is None else str(known.id)


def _require_usable(found: Row) -> None:
    require_present(found, ("agentId",), kind="Agent ")
    if found.archived_at is not None:
        raise Conflict(f"Agent {found.id} is archived: take it out of the archive first.", ("agentId",))


async def _open(tx: Transaction, viewer: Viewer, found: Row, home: str, given: Given) -> str:
    chosen, picked = await _chosen(tx, viewer, found, given)
    above: Parent | None = given["parent"]
    links = await _links(tx, viewer, found, home, given.get("links")) if above is None else above.links
    held = await environment_of(tx, viewer, home, given.get("environment_id"), chosen.environment_id)
    made = born("ses")
    row = {
        **made,
        **{name: given[name] for name in SESSION_LAWS},
        **_secrets(tx, viewer, str(made["id"]), given["secrets"]),
        "workspace_id": home,
        "agent_id": found.id,
        "agent_version_id": chosen.id,
        "variation_id": picked,
        "environment_id": held and held.id,
        "parent_id": above and above.session_id,
        "parent_tool_call_id": above and above.call_id,
        "of_draft": chosen.state == VersionState.DRAFT.name,
        "thread": given["thread"] or made["id"],
        "seq": 0,
        "context_window_id": window_id(),
        "created_by": viewer.principal,
        "owner_id": viewer.principal,
    }
    row["snapshot"] = await snapshot_of(tx, chosen, found, row, held, links)
    begun = await tx.first(_begin(tx.dialect), row)
    if begun is None:
        return await _begun_meanwhile(tx, found, home, given["thread"])
    await add_window(tx, begun, begun.context_window_id, number=1, first_seq=1)
    await write_links(tx, viewer, {"workspace_id": home, "session_id": str(made["id"])}, (), links)
    await record(tx, viewer, home, "session.started", str(made["id"]), parent_id=found.id)
    return str(made["id"])


async def _begun_meanwhile(tx: Transaction, found: Row, home: str, thread: object) -> str:
    known = await _in_thread(tx, found, home, thread)
    if known is None:
        raise Conflict("A session of this thread was begun and closed meanwhile: try again.", ("thread",))
    return known


async def _chosen(tx: Transaction, viewer: Viewer, found: Row, given: Given) -> tuple[Row, str | None]:
    """The version that runs, and the variation that it is of."""
    if given.get("version_id") is not None:
        return await version_of(tx, found.id, str(given["version_id"])), None
    if given.get("variation_id") is not None:
        path, named = ("variationId",), str(ID(given["variation_id"], ("variationId",)))
        picked = await refer(tx, viewer, variation, named, found.workspace_id, path)
        if picked.agent_id != found.id:
            raise NotFound(f"Agent {found.id} has no variation called {named!r}.", path)
    else:
        picked = await pick_variation(tx, found)
    if picked is not None:
        return await version(tx, picked.agent_version_id), picked.id
    return await version(tx, found.default_version_id or found.draft_version_id), None


async def _links(tx: Transaction, viewer: Viewer, found: Row, home: str, given: object) -> Links:
    every = {"kinds": [kind.name for kind in LinkKind], "links": given}
    return (await link_set(tx, viewer, home, every, (), agent=found.id, session=True))(())


def _secrets(
    tx: Transaction, viewer: Viewer, session_id: str, given: Mapping[str, Sealed | None]
) -> dict[str, object]:
    return with_secrets(tx, viewer, session_id, {}, given) if given else {"secrets": {}, "secret_names": []}


@lru_cache
def _begin(dialect: str) -> Insert:
    """Insert a session, unless an open one of its agent has its thread; a row comes back if it was."""
    unique = [session.c[name] for name in THREAD]
    made = upsert(session, dialect).on_conflict_do_nothing(index_elements=unique, index_where=OPEN)
    return made.returning(session)
