"""An attempt at a delivery: taken by one worker at a time, and again until it arrives or there is no hope.

Whoever takes a delivery has its number of the attempt: what it says of an earlier one changes nothing. What
an endpoint is told of one session has a lane: one delivery of it is under way at a time, the one that is due
longest. So a session's events arrive in their order while they are taken. What is refused steps aside until
its back-off is over, and stands in line anew: else one of them would hold up all others for a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    FromClause,
    bindparam,
    func,
    literal_column,
    not_,
    or_,
    select,
    update,
)

from backend.domain.errors import Conflict
from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer, machine
from backend.domain.webhook import BACK_OFF, GONE, PATIENCE, DeliveryStatus, fitting, signing
from backend.platform import clock
from backend.platform.secrets import Place
from backend.store.account import account
from backend.store.activity import record
from backend.store.database import Transaction
from backend.store.row import change
from backend.store.scope import locate
from backend.store.sealing import opened_in
from backend.store.statement import Row
from backend.store.table import Integer, Text, Time
from backend.store.webhook_delivery import DELIVERIES, Told, webhook_delivery
from backend.store.webhook_endpoint import webhook_endpoint
from backend.store.webhook_tell import listens
from backend.store.workspace import IN_TRASH, workspace

LEASE = timedelta(seconds=30)
"""How long a worker has for one attempt, before another one takes the delivery: three times what the receiver
has for its answer.
"""
LONGEST_ERROR = 1_000
ALL = 2**62
"""More deliveries than there are."""
UNTOLD = "Whoever made the last attempt never told what came of it."

_NOW = bindparam("now", type_=Time())


def _is_free(table: FromClause) -> ColumnElement[bool]:
    """Nobody has it: it was never taken, what came of that is written, or whoever took it is overdue."""
    return or_(
        table.c.attempts == literal_column("0"),
        table.c.http_status.is_not(None),
        table.c.error.is_not(None),
        table.c.attempted_at <= bindparam("overdue", type_=Time()),
    )


_LISTENS = listens(webhook_endpoint)
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
_TOLD = tuple(each.name for each in fields(Told))
_ANSWER = ("http_status", "latency_ms", "response_bytes", "response_headers", "error")
_IS_DUE = webhook_delivery.c.due_at <= _NOW
_IN_LINE = (
    *("id", "due_at", "webhook_endpoint_id", "session_id"),
    *("attempts", "attempted_at", "http_status", "error"),
)
_SINCE = (webhook_delivery.c.due_at, webhook_delivery.c.id)
_longest = (
    select(*(webhook_delivery.c[name] for name in _IN_LINE))
    .where(_IS_DUE, webhook_delivery.c.workspace_id.not_in(IN_TRASH))
    .order_by(*_SINCE)
    .limit(bindparam("among", type_=Integer))
    .subquery("longest")
)
_lane = (_longest.c.webhook_endpoint_id, _longest.c.session_id)
_place = func.row_number().over(partition_by=_lane, order_by=(_longest.c.due_at, _longest.c.id))
_line = select(_longest, _place.label("place")).subquery("line")
# What is under way stays due as it was, and so it is the first of its lane and holds up the others.
_FIRST_IN_LINE = (
    select(_line.c.id)
    .where(_line.c.place == literal_column("1"), _is_free(_line))
    .order_by(_line.c.due_at, _line.c.id)
    .limit(bindparam("limit", type_=Integer))
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
    # That it is free is said again: of a row that another worker takes meanwhile, this alone is asked anew.
    .where(webhook_delivery.c.id.in_(_FIRST_IN_LINE), _IS_DUE, _is_free(webhook_delivery))
    .order_by(*_SINCE)
    .with_for_update(of=webhook_delivery, skip_locked=True)
)
_DUE_OF_ENDPOINT = (
    select(webhook_delivery.c.id)
    .where(_OF_ENDPOINT, _IS_DUE, _is_free(webhook_delivery))
    .with_for_update(skip_locked=True)
)
_DISABLE = (
    update(webhook_delivery)
    .where(webhook_delivery.c.id.in_(_DUE_OF_ENDPOINT))
    .values(status=DeliveryStatus.DISABLED.name, due_at=None, updated_at=_NOW)
)
_LET_GO = (
    update(webhook_delivery)
    .where(webhook_delivery.c.due_at.is_not(None), not_(_is_free(webhook_delivery)))
    .values(error=UNTOLD)
)


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery to be made now, and the keys that sign it: none if neither endpoint nor account has one."""

    id: str
    workspace: str
    attempt: int
    url: str
    told: Told
    keys: tuple[Sealed, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: an answer, or an error that people can read. A hopeless one was the last."""

    http_status: int | None = None
    latency_ms: int | None = None
    response_bytes: int | None = None
    response_headers: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None
    hopeless: bool = False

    @property
    def arrived(self) -> bool:
        """Whether the receiver took it."""
        return self.http_status is not None and 200 <= self.http_status < 300


async def claim(
    tx: Transaction, now: datetime, limit: int, lease: timedelta = LEASE, among: int = ALL
) -> list[Due]:
    """Take up to so many deliveries that are due, for an attempt each; nobody else takes them for a while.

    Only so many as `among` says are looked at, those that are due longest: where thousands wait for one slow
    receiver, the others are found by a look at all of them, which takes a tenth of a second.

    One whose endpoint is switched off, out of use or gone is DISABLED, one whose last attempt was never told
    the end of is FAILED.
    """
    taken: list[Due] = []
    moment = {"now": now, "overdue": now - lease}
    for row in await tx.fetch(_DUE, {**moment, "limit": limit, "among": among}):
        if row.webhook_endpoint_id is not None and not row.listens:
            await tx.fetch(_DISABLE, {**moment, "endpoint": row.webhook_endpoint_id})
            tx.ring(DELIVERIES, "")
        elif row.attempts >= len(BACK_OFF):
            await _fail(tx, row, now, {"error": UNTOLD})
        else:
            taken += await _take(tx, row, now)
    return taken


async def let_all_go(tx: Transaction) -> None:
    """Let others have what is under way, where none but the caller can be alive: one process owns the
    database.
    """
    await tx.fetch(_LET_GO, {"overdue": datetime.min.replace(tzinfo=UTC)})


async def finish(tx: Transaction, due: Due, outcome: Outcome, now: datetime) -> bool:
    """Write down what came of an attempt; whether it was still the delivery's last.

    What did not arrive is due again after its back-off. An endpoint that is gone, or has failed for days, is
    switched off.
    """
    row = await tx.first(_BY_ID, {"row_id": due.id})
    if row is None or row.attempts != due.attempt or row.status != DeliveryStatus.PENDING.name:
        return False
    answer = {
        "http_status": outcome.http_status,
        "latency_ms": outcome.latency_ms,
        "response_bytes": outcome.response_bytes,
        "response_headers": fitting(outcome.response_headers) or None,
        "error": outcome.error[:LONGEST_ERROR] if outcome.error else None,
    }
    if outcome.arrived:
        await _end(tx, row.id, DeliveryStatus.COMPLETED, answer)
    elif outcome.http_status == GONE and row.webhook_endpoint_id is not None:
        await _end(tx, row.id, DeliveryStatus.DISABLED, answer)
        await _switch_off(tx, row)
    elif outcome.http_status == GONE or outcome.hopeless or due.attempt >= len(BACK_OFF):
        await _fail(tx, row, now, answer)
    else:
        await change(tx, webhook_delivery, row.id, {**answer, "due_at": now + BACK_OFF[due.attempt]})
        tx.ring(DELIVERIES, "")
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
    tx.ring(DELIVERIES, "")
    return str(found.id)


async def _take(tx: Transaction, row: Row, now: datetime) -> list[Due]:
    """The delivery for an attempt; none if what signs it cannot be opened, then or later."""
    try:
        keys = _keys(tx, row, now)
    except Conflict as error:
        await _fail(tx, row, now, {"error": error.message})
        return []
    attempt = row.attempts + 1
    stage = {"attempts": attempt, "attempted_at": now}
    await change(tx, webhook_delivery, row.id, {**dict.fromkeys(_ANSWER), **stage})
    told = Told(**{name: getattr(row, name) for name in _TOLD})
    return [Due(row.id, row.workspace_id, attempt, row.url, told, keys)]


async def _end(tx: Transaction, row_id: str, status: DeliveryStatus, answer: Mapping[str, object]) -> None:
    await change(tx, webhook_delivery, row_id, {**answer, "status": status, "due_at": None})
    tx.ring(DELIVERIES, "")


async def _fail(tx: Transaction, row: Row, now: datetime, answer: Mapping[str, object]) -> None:
    """End a delivery that did not arrive, and switch its endpoint off if none has for days."""
    await _end(tx, row.id, DeliveryStatus.FAILED, answer)
    if row.webhook_endpoint_id is None:
        return
    (failing,) = await tx.fetch(_FAILING, {"endpoint": row.webhook_endpoint_id})
    if failing.since is not None and now - failing.since >= PATIENCE:
        await _switch_off(tx, row)


async def _switch_off(tx: Transaction, row: Row) -> None:
    endpoint = await tx.first(_ENDPOINT, {"row_id": row.webhook_endpoint_id})
    if endpoint is not None and endpoint.enabled:
        await change(tx, webhook_endpoint, endpoint.id, {"enabled": False})
        await record(tx, machine({}), row.workspace_id, "webhookEndpoint.disabled", endpoint.id)


def _keys(tx: Transaction, row: Row, now: datetime) -> tuple[Sealed, ...]:
    if row.own_key is not None:
        place = Place(row.account_id, webhook_endpoint.name, row.webhook_endpoint_id, "sealed")
        return signing(opened_in(tx, place, row.own_key), now)
    if row.webhook_key is None:
        return ()
    place = Place(row.account_id, account.name, row.account_id, "webhook_key")
    return signing(opened_in(tx, place, row.webhook_key), now)
