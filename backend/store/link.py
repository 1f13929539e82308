"""A link: a row that a version or a session has besides its own columns, or a definition of its own."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import CheckConstraint, Index, bindparam, select

from backend.domain.kept import differs
from backend.domain.link import LinkKind
from backend.domain.link_list import Linked, Links, positions
from backend.domain.viewer import Viewer
from backend.store.database import Transaction
from backend.store.row import add_all, born, change, remove_all
from backend.store.statement import Row
from backend.store.table import Column, Integer, Json, Table, Text, identity, metadata, reference, stamps

link = Table(
    "link",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    # The id of the first row: a copy on another version has an id of its own and keeps this one.
    Column("stable_id", Text, nullable=False),
    reference("agent_version_id", "agent_version", nullable=True, ondelete="CASCADE"),
    reference("session_id", "session", nullable=True, ondelete="CASCADE"),
    Column("kind", Text, nullable=False),
    # No foreign key: it names rows of nine tables.
    Column("target_id", Text),
    Column("inline", Json),
    Column("position", Integer, nullable=False),
    Column("settings", Json, nullable=False),
    Column("sealed", Text),
    Column("extensions", Json, nullable=False),
    reference("created_by", "principal"),
    *stamps(),
    CheckConstraint("(agent_version_id IS NULL) <> (session_id IS NULL)", name="ck_link_holder"),
    Index(None, "agent_version_id", "stable_id", unique=True),
    Index(None, "agent_version_id", "kind", "position"),
    Index(None, "session_id", "kind", "position"),
    Index(None, "target_id", "created_at", "id"),
    Index(None, "workspace_id", "created_at", "id"),
)

_HOLDER = bindparam("holder", type_=Text())
_ALL = select(link).order_by(link.c.kind, link.c.position)
_OF_VERSION = _ALL.where(link.c.agent_version_id == _HOLDER)
_OF_SESSION = _ALL.where(link.c.session_id == _HOLDER)


async def links_of_version(tx: Transaction, version_id: str) -> Links:
    """The links of a version, those of a kind in their order."""
    return _read(await tx.fetch(_OF_VERSION, {"holder": version_id}))


async def links_of_session(tx: Transaction, session_id: str) -> Links:
    """The links of a session, those of a kind in their order."""
    return _read(await tx.fetch(_OF_SESSION, {"holder": session_id}))


async def write_links(
    tx: Transaction, viewer: Viewer, holder: Mapping[str, str], before: Links, after: Links
) -> None:
    """Make a holder's links what they are after a change. `holder` are the columns that name it, and its
    workspace.
    """
    rows = {each.stable_id: each for each in before}
    places = dict(zip((each.stable_id for each in after), positions(after), strict=True))
    old = dict(zip((each.stable_id for each in before), positions(before), strict=True))
    await remove_all(tx, link, "id", [str(each.id) for each in before if each.stable_id not in places])
    made = []
    for each in after:
        known = rows.get(each.stable_id)
        columns = _columns(each, places[each.stable_id])
        if known is None:
            whose = {**holder, "stable_id": each.stable_id, "created_by": viewer.principal}
            made.append(born("lnk") | whose | columns)
        elif differs(_columns(known, old[each.stable_id]), columns):
            await change(tx, link, str(known.id), columns)
    await add_all(tx, link, made)


def _columns(linked: Linked, position: int) -> dict[str, object]:
    return {
        "kind": linked.kind.name,
        "target_id": linked.target_id,
        "inline": linked.inline,
        "settings": dict(linked.settings or {}),
        "extensions": dict(linked.extensions or {}),
        "sealed": linked.sealed,
        "position": position,
    }


def _read(rows: list[Row]) -> Links:
    return tuple(_linked(row) for row in rows)


def _linked(row: Any) -> Linked:
    return Linked(
        row.stable_id,
        LinkKind[row.kind],
        row.target_id,
        row.inline,
        row.settings,
        row.extensions,
        row.sealed,
        row.id,
    )
