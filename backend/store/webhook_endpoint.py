"""A webhook endpoint: a URL that is told of what happens in a workspace, or to one of its agents."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Index

from backend.domain.errors import Conflict
from backend.domain.viewer import Role, Viewer
from backend.domain.webhook import ENDPOINT_FIXED, ENDPOINT_LAWS, signing_key, succeeding
from backend.platform import clock, tokens
from backend.platform.ids import new_id
from backend.platform.secrets import Place
from backend.store.account import account
from backend.store.agent import agent
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.noun import Noun, insert, lawful_new, merged, open_row, rewrite
from backend.store.precondition import Precondition
from backend.store.row import change, the_row
from backend.store.sealing import closed, opened_in
from backend.store.statement import Row
from backend.store.table import (
    Column,
    Flag,
    Json,
    Table,
    Text,
    has_value,
    is_system,
    kept,
    metadata,
    reference,
)
from backend.store.workspace import place

webhook_endpoint = Table(
    "webhook_endpoint",
    metadata,
    *kept(),
    Column("url", Text, nullable=False),
    reference("agent_id", "agent", nullable=True, ondelete="CASCADE"),
    Column("types", Json, nullable=False),
    Column("enabled", Flag, nullable=False),
    Column("sealed", Text),
    Index(None, "agent_id", "created_at", "id"),
    info={"derived": {"is_system": is_system, "has_value": has_value}},
)

WEBHOOK_ENDPOINT = Noun(
    "WebhookEndpoint",
    webhook_endpoint,
    ENDPOINT_LAWS,
    ENDPOINT_FIXED,
    references=MappingProxyType({"agent_id": agent}),
    role=Role.ADMIN,
)


async def create_webhook_endpoint(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make an endpoint and return its id. `key` among the columns is its own; else the account's signs."""
    home = await place(tx, viewer.at_least(Role.ADMIN), workspace)
    own = lawful_new(WEBHOOK_ENDPOINT, _plain(columns))
    key = _key(columns.get("key"))

    async def make() -> str:
        row_id = new_id("whe")
        sealed = closed(tx, viewer.account, webhook_endpoint, row_id, key)
        return await insert(tx, viewer, WEBHOOK_ENDPOINT, home, {**own, **sealed, "id": row_id})

    given = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createWebhookEndpoint", idempotency_key, given, make)


async def update_webhook_endpoint(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the row's id. A `key` of None is taken away.

    Another one takes the place of the one before, which signs beside it for a day.
    """
    found = await open_row(tx, viewer, WEBHOOK_ENDPOINT, reference, when)
    own = merged(found, _plain(columns), WEBHOOK_ENDPOINT.changeable)
    if "key" in columns:
        kept = _succeeding(_kept(tx, viewer, found), _key(columns["key"]))
        own |= closed(tx, viewer.account, webhook_endpoint, found.id, kept)
    await rewrite(tx, viewer, WEBHOOK_ENDPOINT, found, own, beside=("key",) if "key" in columns else ())
    return str(found.id)


async def rotate_webhook_key(tx: Transaction, viewer: Viewer) -> str:
    """Give the account another key that signs, and return it: it is shown this once.

    It takes an administrator of the account. Deliveries that are sent from now on are signed with it, and for
    a day with the one before too.
    """
    viewer.require_account_admin()
    key = tokens.new_signing_key()
    place_ = Place(viewer.account, account.name, viewer.account, "webhook_key")
    found = await the_row(tx, account, viewer.account, lock=True)
    kept = _succeeding(_opened(tx, place_, found.webhook_key), {"key": key})
    await change(tx, account, viewer.account, {"webhook_key": tx.keyring.seal(kept, place_)})
    return key


def _kept(tx: Transaction, viewer: Viewer, found: Row) -> Mapping[str, str]:
    return _opened(tx, Place(viewer.account, webhook_endpoint.name, found.id, "sealed"), found.sealed)


def _opened(tx: Transaction, place_: Place, text: str | None) -> Mapping[str, str]:
    """What is kept there; nothing if it cannot be opened any more, for then it signs nothing either."""
    try:
        return {} if text is None else opened_in(tx, place_, text)
    except Conflict:
        return {}


def _succeeding(before: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    return succeeding(before, given["key"], clock.now()) if given else {}


def _plain(columns: Mapping[str, object]) -> dict[str, object]:
    return {name: each for name, each in columns.items() if name != "key"}


def _key(given: object) -> dict[str, str]:
    return {} if given is None else {"key": signing_key(given, ("key",)).reveal()}
