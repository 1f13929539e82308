"""The server of a provider's models: where it is and what is shown to it, as both are at this moment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, select

from backend.domain.credential import plain
from backend.domain.errors import Conflict, NotFound
from backend.domain.headers import MASK
from backend.domain.model import ModelProtocol
from backend.domain.sealed import Sealed
from backend.domain.secret import SecretKind
from backend.platform.fetch import host_of
from backend.store.database import Database, Transaction
from backend.store.model_provider import model_provider
from backend.store.oauth_tokens import Tokens, renewable
from backend.store.sealing import HEADERS, opened
from backend.store.secret import OpenSecret, secret, use_secret
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.workspace import workspace

_KEYS = frozenset({SecretKind.VALUE, SecretKind.BEARER, SecretKind.OAUTH})
_PROVIDER = (
    select(
        *(model_provider.c[name] for name in ("id", "workspace_id", "name", "protocol", "base_url")),
        *(model_provider.c[name] for name in ("secret_id", "headers", "sealed", "deleted_at")),
        workspace.c.account_id,
        secret.c.hosts.label("secret_hosts"),
    )
    .join(workspace, workspace.c.id == model_provider.c.workspace_id)
    .outerjoin(secret, secret.c.id == model_provider.c.secret_id)
    .where(
        model_provider.c.id == bindparam("provider", type_=Text()),
        model_provider.c.workspace_id == bindparam("home", type_=Text()),
    )
)


@dataclass(frozen=True, slots=True)
class ModelServer:
    """Whom to ask for a model's words, and what to show; it prints without that.

    Without `base_url` it is the server of the installation's settings. Without `key` nothing is shown to a
    server of the provider's own, and to that of the settings their own key. `tokens` are those of the key, if
    it can be renewed.
    """

    protocol: ModelProtocol
    base_url: str | None = None
    key: Sealed | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    withheld: Mapping[str, Sealed] = field(default_factory=dict)
    tokens: Tokens | None = None


async def plain_server(database: Database, home: str, provider_id: str) -> ModelServer | None:
    """The server of a provider of the workspace that has nothing secret to show; None if it has some.

    NOT_FOUND if the provider is gone, or in the trash.
    """
    provider = _there(await database.fetch(_PROVIDER, {"provider": provider_id, "home": home}))
    if provider.secret_id is None and provider.sealed is None:
        return _server(provider, {})
    return None


async def open_server(tx: Transaction, home: str, provider_id: str, ours: str) -> ModelServer:
    """The server of a provider of the workspace with what is secret, and a note of its secret's use.

    `ours` is the URL of the settings' server.
    NOT_FOUND as above; CONFLICT or FORBIDDEN if its secret cannot be used, is no key, or is not meant for the
    host; TokenEnded if it is to be renewed first.
    """
    provider = _there(await tx.fetch(_PROVIDER, {"provider": provider_id, "home": home}))
    texts = opened(tx, provider.account_id, model_provider, provider)
    server = _server(provider, json.loads(texts.get(HEADERS, "{}")))
    if provider.secret_id is None:
        return server
    found = await _secret(tx, provider, provider.base_url or ours)
    tokens = renewable(found, f"of the provider {provider.name}")
    return replace(server, key=_key(provider, found), tokens=tokens)


def _there(rows: list[Row]) -> Row:
    if not rows or rows[0].deleted_at is not None:
        raise NotFound("The provider of this model is gone.")
    return rows[0]


async def _secret(tx: Transaction, provider: Row, url: str) -> OpenSecret:
    # A secret that lists no host is for the one that the provider itself writes out.
    host = host_of(url) if provider.secret_hosts else None
    try:
        return await use_secret(tx, provider.workspace_id, provider.secret_id, host=host)
    except NotFound as error:
        raise Conflict(f"The secret of the provider {provider.name} is gone.") from error


def _key(provider: Row, found: OpenSecret) -> Sealed:
    """What the secret shows: a text that a header can hold."""
    key = plain(found.kind, found.values) if found.kind in _KEYS else None
    if key is None:
        raise Conflict(f"The secret of the provider {provider.name} is {found.kind.name}, which is no key.")
    text = key.reveal()
    if not (text.isascii() and text.isprintable() and text.strip() == text):
        raise Conflict(f"The secret of the provider {provider.name} holds what no header can: give it anew.")
    return key


def _server(provider: Row, withheld: Mapping[str, str]) -> ModelServer:
    return ModelServer(
        ModelProtocol[provider.protocol],
        provider.base_url,
        headers={name: text for name, text in provider.headers.items() if text != MASK},
        withheld={name: Sealed(text) for name, text in withheld.items()},
    )
