"""An idempotency key: the same request, sent again within a day, finds the row that the first one made."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

import orjson
from sqlalchemy import ForeignKey, Insert, and_, bindparam, delete, select, update

from backend.domain.errors import BadInput, IdempotencyConflict
from backend.domain.law import text
from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.row import upsert
from backend.store.table import Column, Table, Text, Time, metadata

KEPT = timedelta(hours=24)

idempotency = Table(
    "idempotency",
    metadata,
    Column("principal_id", Text, ForeignKey("principal.id"), primary_key=True),
    Column("operation", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("input_digest", Text, nullable=False),
    Column("row_id", Text),
    Column("created_at", Time, nullable=False, index=True),
)

_KEY = (idempotency.c.principal_id, idempotency.c.operation, idempotency.c.key)
_SAME = and_(*(column == bindparam(f"of_{column.name}", type_=Text()) for column in _KEY))
_FIRST = select(idempotency.c.input_digest, idempotency.c.row_id).where(_SAME)
_DONE = update(idempotency).where(_SAME).values(row_id=bindparam("made", type_=Text()))
_OLD = delete(idempotency).where(idempotency.c.created_at < bindparam("cutoff", type_=Time()))

_key = text(255, shortest=1)


async def once(
    tx: Transaction,
    viewer: Viewer,
    operation: str,
    key: str | None,
    given: Mapping[str, object],
    make: Callable[[], Awaitable[str]],
) -> str:
    """The id of the row that `make` makes, or made when the viewer first sent this key with this input.

    IDEMPOTENCY_CONFLICT if it came with another input. Whoever sends it meanwhile waits for the first.
    """
    if key is None:
        return await make()
    _key(key, ("idempotencyKey",))
    claim = {"principal_id": viewer.principal, "operation": operation, "key": key}
    written = _written(given)
    if await _claimed(tx, claim, tx.keyring.digest(written)):
        made = await make()
        await tx.fetch(_DONE, _of(claim) | {"made": made})
        return made
    first = await tx.first(_FIRST, _of(claim))
    if first is None or not tx.keyring.is_digest(first.input_digest, written):
        raise IdempotencyConflict(
            f"The idempotency key {key!r} was used with another input. Use a new key.", ("idempotencyKey",)
        )
    row_id: str = first.row_id
    return row_id


async def sweep_keys(tx: Transaction, now: datetime) -> int:
    """Forget the keys whose day is over, all at once: none are left."""
    await tx.fetch(_OLD, {"cutoff": now - KEPT})
    return 0


async def _claimed(tx: Transaction, claim: Mapping[str, str], digest: str) -> bool:
    now = clock.now()
    row = {**claim, "input_digest": digest, "created_at": now, "row_id": None}
    return await tx.first(_claim(tx.dialect), row | {"cutoff": now - KEPT}) is not None


@lru_cache
def _claim(dialect: str) -> Insert:
    """Insert the key, or take it over if its day is over; a row comes back if it is ours now."""
    made = upsert(idempotency, dialect)
    fresh = {name: made.excluded[name] for name in ("input_digest", "row_id", "created_at")}
    stale = idempotency.c.created_at < bindparam("cutoff", type_=Time())
    return made.on_conflict_do_update(index_elements=_KEY, set_=fresh, where=stale).returning(
        idempotency.c.key
    )


def _of(claim: Mapping[str, str]) -> dict[str, object]:
    return {f"of_{name}": value for name, value in claim.items()}


def _written(given: Mapping[str, object]) -> bytes:
    """The input as bytes, secrets and all: for a keyed digest only."""
    try:
        return orjson.dumps(given, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS, default=_spelt)
    except (TypeError, ValueError) as error:
        raise BadInput(f"This input cannot be stored: {error}.") from None


def _spelt(value: object) -> str:
    return value.reveal() if isinstance(value, Sealed) else str(value)
