"""Changing links: of an agent or a variation, whose versions have them, and of a session, which has them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain import link_settings
from backend.domain.configured import Change
from backend.domain.errors import BadInput, Conflict, renaming
from backend.domain.law import EXTENSIONS, ID, mapping, whole_number
from backend.domain.link import LinkKind
from backend.domain.link_list import MOST, Edit, Linked, Links, added, changed, named, removed, same
from backend.domain.viewer import Role, Viewer
from backend.store.activity import record
from backend.store.agent import find_agent, open_agent
from backend.store.agent_edit import configure, goes_through
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.link import link, links_of_session, links_of_version, write_links
from backend.store.link_target import kinds_of, link_set, linked, targets_named
from backend.store.noun import open_row
from backend.store.precondition import Precondition
from backend.store.retirement import require_present
from backend.store.row import change
from backend.store.scope import locate
from backend.store.session import session
from backend.store.snapshot import relinked
from backend.store.table import Text
from backend.store.variation import VARIATION, configure_variation

_STABLE = select(link.c.stable_id).where(link.c.id == bindparam("link", type_=Text()))
_EXTENSIONS = ("input", "extensions")
_position = whole_number(0, MOST - 1)


@dataclass(frozen=True, slots=True)
class Way:
    """How a change reaches an agent's versions; see `update_agent`. `when` is believed of the agent."""

    publish: bool = False
    unless_draft: bool = False
    note: str | None = None
    when: Precondition | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """What has links: the word of its kind, its id, its workspace, its links, and how a change is written.

    `write` gives the links that it has then.
    """

    word: str
    id: str
    workspace: str
    links: Links
    write: Callable[[Edit], Awaitable[Links]]
    agent: str | None = None

    @property
    def is_session(self) -> bool:
        """Whether it has the links itself."""
        return self.word == "session"


@dataclass(frozen=True, slots=True)
class Relinked:
    """What a change of links leaves: the holder, the row of the link that was meant, and how many there are
    of the kinds that were set.
    """

    holder: str
    holder_id: str
    link: str | None = None
    count: int = 0


async def add_link(
    tx: Transaction,
    viewer: Viewer,
    on: Mapping[str, Any],
    given: Mapping[str, Any],
    way: Way = Way(),
    *,
    idempotency_key: str | None = None,
) -> Relinked:
    """Link something; `given` is `{target, position, settings, extensions}`. What is linked already stays."""
    made: list[Relinked] = []

    async def make() -> str:
        made.append(await _add(tx, viewer, on, given, way))
        return str(made[0].link)

    asked = {"on": on, "input": given, "publish": way.publish, "unlessDraft": way.unless_draft}
    first = await once(tx, viewer, "addLink", idempotency_key, asked | {"note": way.note}, make)
    if made:
        return made[0]
    holder = await _opened(tx, viewer, on, Way())
    return Relinked(holder.word, holder.id, first)


async def update_link(
    tx: Transaction,
    viewer: Viewer,
    on: Mapping[str, Any],
    reference: str,
    given: Mapping[str, Any],
    way: Way = Way(),
) -> Relinked:
    """Change a link's position, settings and extensions: settings are written whole, extensions merged."""
    holder = await _opened(tx, viewer, on, way)
    known = await _named(tx, holder, reference)
    settings, extensions = given.get("settings"), given.get("extensions")

    def lawful(kind: LinkKind) -> Mapping[str, Any]:
        return link_settings.settings(kind, settings, ("input", "settings"))

    edit = changed(
        known.stable_id,
        None if settings is None else lawful,
        None if extensions is None else mapping(EXTENSIONS(extensions, _EXTENSIONS), _EXTENSIONS),
        _placed(given.get("position")),
    )
    return _meant(holder, await holder.write(edit), known)


async def remove_link(
    tx: Transaction, viewer: Viewer, on: Mapping[str, Any], reference: str, way: Way = Way()
) -> Relinked:
    """Take a link away, which is named by its own id or by what it leads to (NOT_FOUND)."""
    holder = await _opened(tx, viewer, on, way)
    known = await _named(tx, holder, reference)
    await holder.write(removed([known.stable_id]))
    return Relinked(holder.word, holder.id)


async def set_links(
    tx: Transaction, viewer: Viewer, on: Mapping[str, Any], given: Mapping[str, Any], way: Way = Way()
) -> Relinked:
    """Replace all links of some kinds by a list, in its order; `given` is `{kinds, links}`."""
    holder = await _opened(tx, viewer, on, way)
    edit = await link_set(
        tx, viewer, holder.workspace, given, ("set",), agent=holder.agent, session=holder.is_session
    )
    kinds = kinds_of(given.get("kinds"), ("set", "kinds"))
    count = sum(each.kind in kinds for each in await holder.write(edit))
    return Relinked(holder.word, holder.id, None, count)


async def _add(
    tx: Transaction, viewer: Viewer, on: Mapping[str, Any], given: Mapping[str, Any], way: Way
) -> Relinked:
    holder = await _opened(tx, viewer, on, way)
    wanted = await linked(
        tx, viewer, holder.workspace, given, ("input",), agent=holder.agent, session=holder.is_session
    )
    return _meant(holder, await holder.write(added(wanted, _placed(given.get("position")))), wanted)


def _meant(holder: Holder, after: Links, wanted: Linked) -> Relinked:
    """The link of that stable id, else the one that leads where this does: one that was there already."""
    own = [each for each in after if each.stable_id == wanted.stable_id]
    found = own or [each for each in after if each.sort == wanted.sort]
    return Relinked(holder.word, holder.id, found[0].id)


async def _named(tx: Transaction, holder: Holder, reference: str) -> Linked:
    """The link that is meant among those of the holder. A row's id of another version means its copy here."""
    row = await tx.first(_STABLE, {"link": reference})
    copies = [each for each in holder.links if row is not None and each.stable_id == row.stable_id]
    if copies:
        return copies[0]
    return named(holder.links, reference, await targets_named(tx, holder.links, reference, ("id",)))


def _placed(position: object) -> int | None:
    return None if position is None else int(str(_position(position, ("input", "position"))))


async def _opened(tx: Transaction, viewer: Viewer, on: Mapping[str, Any], way: Way) -> Holder:
    if len(on) != 1:
        raise BadInput("Say whose links: exactly one of agentId, variationId and sessionId.", ("on",))
    ((word, reference),) = on.items()
    with renaming(("id",), ("on", word)):
        return await _OPENED[word](tx, viewer, str(ID(reference, ("id",))), way)


async def _of_agent(tx: Transaction, viewer: Viewer, reference: str, way: Way) -> Holder:
    found = await open_agent(tx, viewer, reference, way.when)
    through = goes_through(found, publish=way.publish, unless_draft=way.unless_draft)
    default = found.default_version_id
    edited = (default if through else None) or found.draft_version_id or default

    async def write(edit: Edit) -> Links:
        written = await configure(tx, viewer, found, Change(edit=edit), through=through, note=way.note)
        return await links_of_version(tx, written)

    links = await links_of_version(tx, edited)
    return Holder("agent", found.id, found.workspace_id, links, write, found.id)


async def _of_variation(tx: Transaction, viewer: Viewer, reference: str, way: Way) -> Holder:
    seen = await locate(tx, viewer, VARIATION.table, reference, lock=False)
    # The agent first, as everybody who publishes locks it.
    found = await open_agent(tx, viewer, seen.agent_id, way.when)
    row = await open_row(tx, viewer, VARIATION, seen.id, None)

    async def write(edit: Edit) -> Links:
        written = await configure_variation(tx, viewer, found, row, Change(edit=edit), way.note)
        return await links_of_version(tx, written)

    links = await links_of_version(tx, row.agent_version_id)
    return Holder("variation", row.id, row.workspace_id, links, write, row.agent_id)


async def _of_session(tx: Transaction, viewer: Viewer, reference: str, way: Way) -> Holder:
    seen = await locate(tx, viewer.at_least(Role.EDITOR), session, reference, lock=False)
    if way.when is not None:
        # The agent first, as whoever drops its sessions or purges it locks it.
        await find_agent(tx, viewer, seen.agent_id, way.when)
    row = await locate(tx, viewer.at_least(Role.EDITOR), session, seen.id)
    require_present(row)
    if row.closed_at is not None:
        raise Conflict(f"Session {row.id} is closed: its links no longer count.", ("id",))
    links = await links_of_session(tx, row.id)

    async def write(edit: Edit) -> Links:
        after = edit(links)
        if same(links, after):
            return links
        await change(tx, session, row.id, {"snapshot": await relinked(tx, row.snapshot, links, after)})
        holder = {"workspace_id": row.workspace_id, "session_id": row.id}
        await write_links(tx, viewer, holder, links, after)
        await record(tx, viewer, row.workspace_id, "session.updated", row.id, {"changed": ["links"]})
        return await links_of_session(tx, row.id)

    return Holder("session", row.id, row.workspace_id, links, write)


_OPENED = {"agentId": _of_agent, "variationId": _of_variation, "sessionId": _of_session}
