"""Tokens of OAuth: kept in a secret or with an MCP server, renewed by whoever uses them, and never told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backend.domain.errors import Conflict
from backend.domain.sealed import Sealed
from backend.domain.secret import SecretKind
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.mcp_server import mcp_server
from backend.store.row import change, the_row
from backend.store.sealing import closed, opened
from backend.store.secret import OpenSecret, secret
from backend.store.statement import Row
from backend.store.table import Table

MARGIN = timedelta(minutes=1)
"""A token that can be renewed is, from so long before its end on."""

_TABLES: Mapping[str, Table] = {table.name: table for table in (secret, mcp_server)}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The access token, and what another one is got by: a refresh token, or the client's own secret.

    `table` and `row_id` say where they are kept.
    """

    table: str
    row_id: str
    access: Sealed | None
    refresh: Sealed | None
    client_secret: Sealed | None
    client_id: str | None
    endpoint: str | None
    scopes: str | None
    expires_at: datetime | None
    asks_people: bool = False

    @property
    def hidden(self) -> tuple[Sealed, ...]:
        """All that is secret of them."""
        return tuple(each for each in (self.access, self.refresh, self.client_secret) if each is not None)

    @property
    def form(self) -> dict[str, str] | None:
        """What asks the endpoint for another access token; None if there is not what it takes."""
        if self.endpoint is None:
            return None
        if self.refresh is not None:
            return {"grant_type": "refresh_token", "refresh_token": self.refresh.reveal()}
        if self.client_id and self.client_secret and not self.asks_people:
            return {"grant_type": "client_credentials"} | ({"scope": self.scopes} if self.scopes else {})
        return None

    def live(self) -> Sealed:
        """The access token (TokenEnded if there is none, or it ends now)."""
        soon = clock.now() + (timedelta() if self.form is None else MARGIN)
        if self.access is None or (self.expires_at is not None and self.expires_at <= soon):
            raise TokenEnded(self)
        return self.access


class TokenEnded(Exception):
    """There is no access token that still holds: renew these tokens, and open again what held them."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(f"The access token of {tokens.row_id} has ended.")
        self.tokens = tokens


@dataclass(frozen=True, slots=True)
class Granted:
    """What a token endpoint gave. A refresh token that is not given again stays."""

    access: Sealed
    refresh: Sealed | None
    expires_at: datetime | None


def tokens_of_secret(used: OpenSecret) -> Tokens:
    """The tokens of a secret of kind OAUTH that is open."""
    return Tokens(
        secret.name,
        used.id,
        **_parted(used.values),
        client_id=used.settings.get("clientId"),
        endpoint=used.settings.get("tokenEndpoint"),
        scopes=used.settings.get("scopes"),
        expires_at=used.expires_at,
    )


def renewable(used: OpenSecret, name: str) -> Tokens | None:
    """The tokens of a secret for which others can be got; None if it holds none such.

    TokenEnded if they are to be got first; CONFLICT if the secret, called so, has expired for good.
    """
    if used.kind is SecretKind.OAUTH and (tokens := tokens_of_secret(used)).form is not None:
        tokens.live()
        return tokens
    if used.expires_at is not None and used.expires_at <= clock.now():
        raise Conflict(f"The secret {name} has expired: give it a new value.")
    return None


def tokens_of_server(row: Row, texts: Mapping[str, str]) -> Tokens:
    """The tokens of an MCP server whose sealed texts are open."""
    client: Mapping[str, Any] = row.oauth or {}
    expires = client.get("expiresAt")
    return Tokens(
        mcp_server.name,
        row.id,
        **_parted({name: Sealed(each) for name, each in texts.items()}),
        client_id=client.get("clientId"),
        endpoint=client.get("tokenEndpoint"),
        scopes=client.get("scopes"),
        expires_at=clock.parse(expires) if expires else None,
        asks_people=client.get("authorizationEndpoint") is not None,
    )


async def keep_tokens(tx: Transaction, tokens: Tokens, granted: Granted) -> bool:
    """Keep new tokens in the place of those that were read; False if others were kept meanwhile."""
    table = _TABLES[tokens.table]
    row = await the_row(tx, table, tokens.row_id, lock=True)
    texts = opened(tx, row.account_id, table, row)
    if not _says(texts, tokens):
        return False
    texts["accessToken"] = granted.access.reveal()
    if granted.refresh is not None:
        texts["refreshToken"] = granted.refresh.reveal()
    columns = closed(tx, row.account_id, table, row.id, texts)
    await change(tx, table, row.id, {**columns, **_expiry(table, row, granted.expires_at)})
    return True


async def are_kept(tx: Transaction, tokens: Tokens) -> bool:
    """Whether these tokens are still those that are kept."""
    table = _TABLES[tokens.table]
    row = await the_row(tx, table, tokens.row_id)
    return _says(opened(tx, row.account_id, table, row), tokens)


def _says(texts: Mapping[str, str], tokens: Tokens) -> bool:
    """Whether these are the tokens among a row's texts, however often it was sealed and whatever else is."""
    held = _parted({name: Sealed(each) for name, each in texts.items()})
    return held == {name: getattr(tokens, name) for name in held}


def _expiry(table: Table, row: Row, expires_at: datetime | None) -> dict[str, object]:
    if table is secret:
        return {"expires_at": expires_at}
    known = {name: each for name, each in (row.oauth or {}).items() if name != "expiresAt"}
    return {"oauth": known | ({"expiresAt": clock.text(expires_at)} if expires_at else {})}


def _parted(values: Mapping[str, Sealed]) -> dict[str, Any]:
    return {
        "access": values.get("accessToken"),
        "refresh": values.get("refreshToken"),
        "client_secret": values.get("clientSecret"),
    }
