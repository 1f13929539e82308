"""Discovery of a set's tools, as due work: begun, and then ended by what was found or by a failure.

Nothing is locked while the server is asked. If the set changes meanwhile the end counts no more: it is due
again already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer as PlainInteger, and_, bindparam, literal_column, select, update

from backend.domain.errors import Conflict
from backend.domain.ids import SYSTEM_PRINCIPAL
from backend.domain.mcp_server import ServerStatus
from backend.domain.tool import Discovered, ToolKind
from backend.domain.tool_set import SyncStatus, pause
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.mcp_server import mcp_server, server_of
from backend.store.noun import note_of, open_row
from backend.store.precondition import Precondition
from backend.store.row import change, the_row
from backend.store.statement import Row
from backend.store.table import Text, Time
from backend.store.tool_pin import pin
from backend.store.tool_set import TOOL_SET, make_due, tool_set
from backend.store.waiting import Pending
from backend.store.workspace import IN_TRASH, workspace

AGAIN = timedelta(hours=24)
"""After this time tools that were discovered are discovered anew; one that failed is tried again sooner."""
LEASE = timedelta(minutes=5)
"""A discovery that has not ended by then was given up: the next one may begin."""
SYNCED = "synced"
"""The topic that is rung when a discovery has ended, with the set's id."""
LONGEST_ERROR = 1_000

_ID = bindparam("set", type_=Text())
_NOW = bindparam("now", type_=Time())
_IS_DUE = and_(
    tool_set.c.sync_due_at <= _NOW,
    tool_set.c.deleted_at.is_(None),
    tool_set.c.workspace_id.not_in(IN_TRASH),
)
_DUE = (
    select(tool_set.c.id)
    .where(_IS_DUE)
    .order_by(tool_set.c.sync_due_at)
    .limit(bindparam("most", type_=PlainInteger()))
)
_BEGIN = (
    update(tool_set)
    .where(tool_set.c.id == _ID, _IS_DUE)
    .values(
        sync_status=SyncStatus.RUNNING.name,
        sync_due_at=bindparam("until", type_=Time()),
        updated_at=_NOW,
    )
    .returning(tool_set)
)
_BEGUN = (
    select(tool_set)
    .where(tool_set.c.id == _ID, tool_set.c.sync_due_at == bindparam("until", type_=Time()))
    .with_for_update(key_share=True)
)
_UNDER_WAY: list[ColumnElement[str]] = [
    literal_column(f"'{each.name}'") for each in (SyncStatus.DUE, SyncStatus.RUNNING)
]
_BUSY = select(tool_set.c.id).where(tool_set.c.id == _ID, tool_set.c.sync_status.in_(_UNDER_WAY))
_OWNER = select(mcp_server.c.tool_set_id).where(mcp_server.c.id == bindparam("server", type_=Text()))


@dataclass(frozen=True, slots=True)
class Sync:
    """A discovery under way: of which set and server, as they were, until when, and in whose name."""

    owner: Row
    server: Row
    until: datetime
    viewer: Viewer


async def due_syncs(tx: Transaction, now: datetime, most: int = 20) -> list[str]:
    """The ids of sets whose tools are due to be discovered, the longest due first."""
    return [row.id for row in await tx.fetch(_DUE, {"now": now, "most": most})]


async def begin_sync(tx: Transaction, set_id: str) -> Sync | None:
    """Begin to discover a set's tools; None if it is not due, for instance since another one has begun."""
    now = clock.now()
    found = await tx.first(_BEGIN, {"set": set_id, "now": now, "until": now + LEASE})
    if found is None:
        return None
    home = await the_row(tx, workspace, found.workspace_id)
    viewer = Viewer(SYSTEM_PRINCIPAL, home.account_id, {home.id: Role.EDITOR}, home.id)
    await note_of(tx, viewer, TOOL_SET, found, "syncStarted")
    return Sync(found, await server_of(tx, found.id, lock=False), found.sync_due_at, viewer)


async def pin_tools(tx: Transaction, sync: Sync, discovered: Sequence[Discovered]) -> int | None:
    """Keep what a discovery found and return how many tools there are; None if it counts no more.

    Tools that are not found are GONE, those that the set does not let through FILTERED. What cannot be used
    is left out, and the set says so.
    """
    owner = await _still(tx, sync)
    if owner is None:
        return None
    pinned = await pin(tx, sync.viewer, owner, discovered)
    left_out = len(discovered) - pinned
    said = f"{left_out} tools were left out: their names or schemas cannot be used." if left_out else None
    now = clock.now()
    told = {"toolsSynced": pinned}
    columns = {
        "sync_status": SyncStatus.COMPLETED,
        "sync_error": said,
        "sync_failures": 0,
        "sync_due_at": now + AGAIN,
        "synced_at": now,
    }
    await _end(tx, sync, owner, "syncCompleted", told, columns, ServerStatus.CONNECTED, None)
    return pinned


async def fail_sync(
    tx: Transaction,
    sync: Sync,
    error_type: str,
    message: str,
    status: ServerStatus = ServerStatus.ERROR,
) -> bool:
    """End a discovery that failed, with words for people, and say how the server was found: it is due again
    after a pause.

    Whether it still counted.
    """
    owner = await _still(tx, sync)
    if owner is None:
        return False
    said = "".join(each for each in message if each.isprintable())[:LONGEST_ERROR]
    failures = owner.sync_failures + 1
    columns = {
        "sync_status": SyncStatus.FAILED,
        "sync_error": said,
        "sync_failures": failures,
        "sync_due_at": clock.now() + pause(failures),
    }
    told = {"errorType": error_type, "message": said}
    await _end(tx, sync, owner, "syncFailed", told, columns, status, said)
    return True


async def drop_sync(tx: Transaction, sync: Sync) -> None:
    """Let go of a discovery that was begun and has no end: it is due again, for whoever comes next."""
    if await _still(tx, sync) is not None:
        await make_due(tx, sync.owner.id)


async def sync_tool_set(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Have a set's tools discovered as soon as may be; its id. CONFLICT if they never are."""
    found = await open_row(tx, viewer, TOOL_SET, reference, when)
    if found.kind != ToolKind.MCP.name:
        raise Conflict(f"{found.id} is of kind {found.kind}: only the tools of MCP servers are discovered.")
    if found.sync_status != SyncStatus.DUE.name:
        await make_due(tx, found.id)
    return str(found.id)


def ended(set_id: str) -> Pending:
    """The end of a set's discovery, to wait for."""

    async def is_over(tx: Transaction) -> bool:
        return await tx.first(_BUSY, {"set": set_id}) is None

    return Pending(SYNCED, is_over)


def ended_at(server_id: str) -> Pending:
    """The same of a server's set."""

    async def is_over(tx: Transaction) -> bool:
        found = await tx.first(_OWNER, {"server": server_id})
        return found is None or await ended(found.tool_set_id).is_over(tx)

    return Pending(SYNCED, is_over)


async def _still(tx: Transaction, sync: Sync) -> Row | None:
    """The set, locked, if this discovery is the last that was begun and nothing has changed since."""
    return await tx.first(_BEGUN, {"set": sync.owner.id, "until": sync.until})


async def _end(
    tx: Transaction,
    sync: Sync,
    owner: Row,
    what: str,
    told: Mapping[str, object],
    columns: Mapping[str, object],
    status: ServerStatus,
    error: str | None,
) -> None:
    await change(tx, tool_set, owner.id, columns)
    found = {"status": status, "error": error, "checked_at": clock.now()}
    await change(tx, mcp_server, sync.server.id, found)
    await note_of(tx, sync.viewer, TOOL_SET, owner, what, told)
    tx.ring(SYNCED, owner.id)
