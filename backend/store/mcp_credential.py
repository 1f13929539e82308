"""Who calls an MCP server: by its own key or tokens, by a secret that it names, or by one that is linked.

A secret may also lie in a group, from which the server's URL picks it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select

from backend.domain.credential import authorization
from backend.domain.errors import Conflict
from backend.domain.mcp_server import ServerAuth
from backend.domain.sealed import Sealed, revealed
from backend.domain.secret import SecretKind, server_of
from backend.domain.url import alike
from backend.store.database import Transaction
from backend.store.oauth_tokens import Tokens, tokens_of_secret, tokens_of_server
from backend.store.secret import OpenSecret, secret, secrets_in, use_secret
from backend.store.secret_named import Using, linked_secrets
from backend.store.statement import Row
from backend.store.table import Text

_BY_ID = select(secret).where(secret.c.id == bindparam("row_id", type_=Text()))

_OWN = frozenset({"apiKey", "accessToken", "refreshToken", "clientSecret"})
"""What says who calls, among the sealed texts of a server."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What says who calls: headers, variables of a program, and the tokens among them, which can be renewed.

    `hidden` is what no answer may repeat, but for the variables.
    """

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    tokens: Tokens | None = None
    hidden: tuple[Sealed, ...] = ()


async def credential_of(
    tx: Transaction, using: Using, row: Row, texts: Mapping[str, str], of_set: str | None
) -> Credential:
    """That of a server whose sealed texts are open; `of_set` is the secret that its set names.

    NOT_FOUND and CONFLICT for a secret that cannot be used, TokenEnded for tokens that have ended.
    """
    auth = ServerAuth[row.auth]
    named = row.secret_id or (None if _OWN.intersection(texts) else of_set)
    if named is not None:
        return await _of_secret(tx, using, named, auth, row.url)
    if auth is ServerAuth.OAUTH:
        return _of_tokens(tokens_of_server(row, texts))
    if auth is ServerAuth.NONE:
        return await linked_credential(tx, using, row.url)
    if "apiKey" not in texts:
        raise Conflict(f"MCP server {row.id} has no key: give it apiKey, or secretId.")
    return _named(texts["apiKey"], auth)


async def inline_credential(
    tx: Transaction, using: Using, inline: Mapping[str, Any], texts: Mapping[str, str]
) -> Credential:
    """That of a server which a link defines."""
    if "token" in texts:
        return _named(texts["token"], ServerAuth.BEARER)
    if "secretId" in inline:
        return await _of_secret(tx, using, inline["secretId"], ServerAuth.BEARER, inline["url"])
    return await linked_credential(tx, using, inline["url"])


async def linked_credential(tx: Transaction, using: Using, url: str | None) -> Credential:
    """What the session is linked to for the server; nothing says who calls if there is none."""
    if url is None:
        return Credential()
    ids = [each.secret_id for each in await linked_secrets(tx, using)]
    return await _for_url(tx, using, ids, url) or Credential()


async def _for_url(tx: Transaction, using: Using, ids: list[str], url: str) -> Credential | None:
    for row in await secrets_in(tx, using.workspace_id, ids):
        if row.deleted_at is None and server_of(row.kind, row.settings) == alike(url):
            return await _of_secret(tx, using, row.id, ServerAuth.BEARER, url)
    return None


async def _of_secret(
    tx: Transaction, using: Using, secret_id: str, auth: ServerAuth, url: str | None
) -> Credential:
    row = await tx.first(_BY_ID, {"row_id": secret_id})
    if row is not None and row.kind == SecretKind.GROUP.name:
        found = None if url is None else await _for_url(tx, using, [secret_id], url)
        if found is None:
            whom = (url and urlsplit(url).hostname) or "a program"
            raise Conflict(f"{secret_id} holds no secret whose serverUrl is that of {whom}.")
        return found
    # A secret that lists no host is for the server that names it.
    host = urlsplit(url).hostname if url and row is not None and row.hosts else None
    used = await use_secret(tx, using.workspace_id, secret_id, host=host)
    if used.kind is SecretKind.OAUTH:
        return _of_tokens(tokens_of_secret(used))
    if used.kind is SecretKind.ENV:
        return Credential(environment=revealed(used.values))
    return _basic(used) if used.kind is SecretKind.BASIC else _of_text(used, auth)


def _of_tokens(tokens: Tokens) -> Credential:
    shown = {"authorization": f"Bearer {tokens.live().reveal()}"}
    return Credential(shown, tokens=tokens, hidden=tokens.hidden)


def _basic(used: OpenSecret) -> Credential:
    shown = authorization(used.kind, used.values)
    hidden = (used.values["password"], *([] if shown is None else [shown]))
    return Credential({} if shown is None else {"authorization": shown.reveal()}, hidden=hidden)


def _of_text(used: OpenSecret, auth: ServerAuth) -> Credential:
    (text,) = (each.reveal() for each in used.values.values())
    variable = used.settings.get("variable")
    return _named(text, auth, {} if variable is None else {variable: text})


def _named(text: str, auth: ServerAuth, environment: Mapping[str, str] | None = None) -> Credential:
    name, value = ("x-api-key", text) if auth is ServerAuth.API_KEY else ("authorization", f"Bearer {text}")
    return Credential({name: value}, environment or {}, hidden=(Sealed(text),))
