"""A webhook delivery: due, taken by one worker at a time, tried again until it arrives or there is no hope.

Whoever takes a delivery has its number of the attempt: what it says of an earlier one changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Index, and_, bindparam, func, not_, or_, select

from backend.domain.errors import Conflict
from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer, machine
from backend.domain.webhook import BACK_OFF, PATIENCE, DeliveryStatus, fitting, wants
from backend.platform import clock
from backend.platform.secrets import Place
from backend.store.account import account
from backend.store.activity import record
from backend.store.database import Transaction
from backend.store.row import add, born, change
from backend.store.scope import locate
from backend.store.sealing import opened_in
from backend.store.statement import Row
from backend.store.table import Column, Integer, Json, Table, Text, Time, inner, metadata, reference
from backend.store.webhook_endpoint import webhook_endpoint
from backend.store.workspace import workspace

LEASE = timedelta(minutes=2)
"""How long a worker has for one attempt, before another one takes the delivery."""
LONGEST_ERROR = 1_000

webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    *inner("webhook_endpoint", nullable=True),
    reference("agent_id", "agent", nullable=True, ondelete="CASCADE"),
    reference("session_id", "session", nullable=True, ondelete="CASCADE"),
    reference("run_id", "run", nullable=True, ondelete="CASCADE"),
    # No foreign keys: what is told of may be swept before whoever was told.
    Column("event_id", Text),
    Column("activity_id", Text),
    Column("type", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Time),
    Column("attempted_at", Time),
    Column("http_status", Integer),
    Column("latency_ms", Integer),
    Column("response_bytes", Integer),
    Column("response_headers", Json),
    Column("error", Text),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "session_id", "created_at", "id"),
    Index(None, "run_id", "created_at", "id"),
)

_IS_DUE = webhook_delivery.c.due_at.is_not(None)

Index("ix_webhook_delivery_due_at", webhook_delivery.c.due_at, sqlite_where=_IS_DUE, postgresql_where=_IS_DUE)


_ABOUT = ("type", "agent_id", "session_id", "run_id", "event_id", "activity_id")
_LISTENS = and_(
    webhook_endpoint.c.enabled,
    webhook_endpoint.c.deleted_at.is_(None),
    webhook_endpoint.c.archived_at.is_(None),
)
_ENDPOINTS = (
    select(
        webhook_endpoint.c.id, webhook_endpoint.c.url, webhook_endpoint.c.agent_id, webhook_endpoint.c.types
    )
    .where(webhook_endpoint.c.workspace_id == bindparam("workspace", type_=Text()), _LISTENS)
    .order_by(webhook_endpoint.c.id)
)
_ENDPOINT = select(webhook_endpoint.c.id, webhook_endpoint.c.enabled, _LISTENS.label("listens")).where(
    webhook_endpoint.c.id == bindparam("row_id", type_=Text())
)
_BY_ID = (
    select(webhook_delivery)
    .where(webhook_delivery.c.id == bindparam("row_id", type_=Text()))
    .with_for_update()
)
_OF_ENDPOINT = webhook_delivery.c.webhook_endpoint_id == bindparam("endpoint", type_=Text())
_ARRIVED = webhook_delivery.c.status == DeliveryStatus.COMPLETED.name
_LAST_ARRIVED = (
    select(func.max(webhook_delivery.c.attempted_at)).where(_OF_ENDPOINT, _ARRIVED).scalar_subquery()
)
_FAILING = select(func.min(webhook_delivery.c.created_at).label("since")).where(
    _OF_ENDPOINT,
    webhook_delivery.c.attempts > 0,
    not_(_ARRIVED),
    or_(_LAST_ARRIVED.is_(None), webhook_delivery.c.created_at > _LAST_ARRIVED),
)
_DUE = (
    select(
        webhook_delivery,
        workspace.c.account_id,
        account.c.webhook_key,
        webhook_endpoint.c.sealed.label("own_key"),
        _LISTENS.label("listens"),
    )
    .select_from(
        webhook_delivery.join(workspace, workspace.c.id == webhook_delivery.c.workspace_id)
        .join(account, account.c.id == workspace.c.account_id)
        .outerjoin(webhook_endpoint, webhook_endpoint.c.id == webhook_delivery.c.webhook_endpoint_id)
    )
    .where(webhook_delivery.c.due_at <= bindparam("now", type_=Time()))
    .order_by(webhook_delivery.c.due_at, webhook_delivery.c.id)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(of=webhook_delivery, skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a delivery tells: its type, and the rows that it is about."""

    type: str
    agent_id: str | None = None
    session_id: str | None = None
    run_id: str | None = None
    event_id: str | None = None
    activity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery to be made now, and what signs it: None where neither endpoint nor account has a key."""

    id: str
    workspace: str
    attempt: int
    url: str
    told: Told
    key: Sealed | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: an answer, or an error that people can read."""

    http_status: int | None = None
    latency_ms: int | None = None
    response_bytes: int | None = None
    response_headers: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None

    @property
    def arrived(self) -> bool:
        """Whether the receiver took it."""
        return self.http_status is not None and 200 <= self.http_status < 300


async def tell(tx: Transaction, workspace_id: str, told: Told) -> list[str]:
    """Enqueue a delivery for each endpoint of the workspace that wants this type. Their ids."""
    found = await tx.fetch(_ENDPOINTS, {"workspace": workspace_id})
    wanted = [
        each for each in found if each.agent_id in {None, told.agent_id} and wants(each.types, told.type)
    ]
    return [await enqueue(tx, workspace_id, each.url, told, each.id) for each in wanted]


async def enqueue(
    tx: Transaction, workspace_id: str, url: str, told: Told, endpoint_id: str | None = None
) -> str:
    """Enqueue a delivery to a URL, due at once, and return its id. Without an endpoint it is a callback."""
    made = born("whd")
    whose = {"workspace_id": workspace_id, "webhook_endpoint_id": endpoint_id, "url": url}
    about = {name: getattr(told, name) for name in _ABOUT}
    stage = {"status": DeliveryStatus.PENDING, "attempts": 0, "due_at": made["created_at"]}
    await add(tx, webhook_delivery, {**made, **whose, **about, **stage})
    return str(made["id"])


async def claim(tx: Transaction, now: datetime, limit: int) -> list[Due]:
    """Take up to so many deliveries that are due, for an attempt each; nobody else takes them for a while.

    One whose endpoint is switched off, out of use or gone is DISABLED, one whose last attempt was never told
    the end of is FAILED.
    """
    taken: list[Due] = []
    for row in await tx.fetch(_DUE, {"now": now, "limit": limit}):
        if row.webhook_endpoint_id is not None and not row.listens:
            await _end(tx, row.id, DeliveryStatus.DISABLED)
        elif row.attempts >= len(BACK_OFF):
            await _fail(tx, row, now, {"error": "Whoever made the last attempt never told what came of it."})
        else:
            taken += await _take(tx, row, now)
    return taken


async def _take(tx: Transaction, row: Row, now: datetime) -> list[Due]:
    """The delivery for an attempt; none if what signs it cannot be opened, then or later."""
    try:
        key = _key(tx, row)
    except Conflict as error:
        await _fail(tx, row, now, {"error": error.message})
        return []
    attempt = row.attempts + 1
    stage = {"attempts": attempt, "attempted_at": now, "due_at": now + LEASE}
    await change(tx, webhook_delivery, row.id, stage)
    told = Told(**{name: getattr(row, name) for name in _ABOUT})
    return [Due(row.id, row.workspace_id, attempt, row.url, told, key)]


async def finish(tx: Transaction, due: Due, outcome: Outcome, now: datetime) -> bool:
    """Write down what came of an attempt; whether it was still the delivery's last.

    What did not arrive is due again after its back-off. An endpoint that has failed for days is switched off.
    """
    row = await tx.first(_BY_ID, {"row_id": due.id})
    if row is None or row.attempts != due.attempt or row.status != DeliveryStatus.PENDING.name:
        return False
    told = {
        "http_status": outcome.http_status,
        "latency_ms": outcome.latency_ms,
        "response_bytes": outcome.response_bytes,
        "response_headers": fitting(outcome.response_headers) or None,
        "error": outcome.error[:LONGEST_ERROR] if outcome.error else None,
    }
    if outcome.arrived:
        await _end(tx, row.id, DeliveryStatus.COMPLETED, told)
    elif due.attempt < len(BACK_OFF):
        await change(tx, webhook_delivery, row.id, {**told, "due_at": now + BACK_OFF[due.attempt]})
    else:
        await _fail(tx, row, now, told)
    return True


async def redeliver(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """Make a delivery due once more, with all its attempts. Its id.

    CONFLICT if it is under way, or its endpoint is switched off.
    """
    found = await locate(tx, viewer, webhook_delivery, reference_)
    if found.status == DeliveryStatus.PENDING.name:
        raise Conflict(f"{found.id} is under way: wait for its end.")
    endpoint = await tx.first(_ENDPOINT, {"row_id": found.webhook_endpoint_id})
    if endpoint is not None and not endpoint.listens:
        raise Conflict(f"{endpoint.id} is switched off, out of use or in the trash: put it to use first.")
    stage = {"status": DeliveryStatus.PENDING, "attempts": 0, "due_at": clock.now()}
    await change(tx, webhook_delivery, found.id, stage)
    return str(found.id)


async def _end(
    tx: Transaction, row_id: str, status: DeliveryStatus, told: Mapping[str, object] | None = None
) -> None:
    await change(tx, webhook_delivery, row_id, {**(told or {}), "status": status, "due_at": None})


async def _fail(tx: Transaction, row: Row, now: datetime, told: Mapping[str, object]) -> None:
    """End a delivery that did not arrive, and switch its endpoint off if none has for days."""
    await _end(tx, row.id, DeliveryStatus.FAILED, told)
    if row.webhook_endpoint_id is None:
        return
    (failing,) = await tx.fetch(_FAILING, {"endpoint": row.webhook_endpoint_id})
    if failing.since is None or now - failing.since < PATIENCE:
        return
    endpoint = await tx.first(_ENDPOINT, {"row_id": row.webhook_endpoint_id})
    if endpoint is not None and endpoint.enabled:
        await change(tx, webhook_endpoint, endpoint.id, {"enabled": False})
        await record(tx, machine({}), row.workspace_id, "webhookEndpoint.disabled", endpoint.id)


def _key(tx: Transaction, row: Row) -> Sealed | None:
    if row.own_key is not None:
        place = Place(row.account_id, webhook_endpoint.name, row.webhook_endpoint_id, "sealed")
        return Sealed(opened_in(tx, place, row.own_key)["key"])
    if row.webhook_key is None:
        return None
    place = Place(row.account_id, account.name, row.account_id, "webhook_key")
    return Sealed(opened_in(tx, place, row.webhook_key)["key"])
