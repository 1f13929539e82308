"""Secrets by the names that a text uses: `{{ secrets.NAME }}`.

A name means the session's own secret, else a linked one with that alias, else the workspace's with that
handle.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain.errors import Conflict, Path
from backend.domain.link import LinkKind
from backend.domain.sealed import Sealed
from backend.platform.secrets import Place
from backend.store.database import Transaction
from backend.store.link import links_of_session
from backend.store.sealing import opened_in
from backend.store.secret import OpenSecret, secret, use_secret
from backend.store.session import session
from backend.store.table import Text
from backend.store.workspace import workspace

_NAMED = re.compile(r"\bsecrets\.([\w-]+)")
_SESSION = (
    select(session, workspace.c.account_id)
    .join(workspace, workspace.c.id == session.c.workspace_id)
    .where(session.c.id == bindparam("session", type_=Text()))
)
_BY_HANDLE = select(secret.c.id).where(
    secret.c.workspace_id == bindparam("home", type_=Text()),
    secret.c.handle == bindparam("handle", type_=Text()),
    secret.c.deleted_at.is_(None),
)
_TOLD = ("value", "token", "accessToken", "password")
"""What a secret of each kind says where one text stands for it."""


@dataclass(frozen=True, slots=True)
class Using:
    """Who uses a secret: a workspace, and perhaps one of its sessions with what it runs with."""

    workspace_id: str
    session_id: str | None = None
    snapshot: Mapping[str, Any] = field(default_factory=dict)


async def linked_secrets(tx: Transaction, using: Using) -> list[tuple[str, str | None]]:
    """The ids and aliases of the secrets that are linked to the session itself, and then of its version's."""
    of_session = [] if using.session_id is None else await links_of_session(tx, using.session_id)
    own = [
        (each.target_id, (each.settings or {}).get("alias"))
        for each in of_session
        if each.kind is LinkKind.SECRET and each.target_id is not None
    ]
    told = using.snapshot.get("secrets", ())
    return [*own, *((each["secretId"], each["alias"]) for each in told if each["secretId"] is not None)]


async def scope_of(tx: Transaction, using: Using, texts: Iterable[str], path: Path = ()) -> dict[str, Any]:
    """The values of Liquid texts: `variables`, `session`, and the `secrets` that they name, opened.

    A secret that is named and is nowhere is absent; CONFLICT for one that cannot be used.
    """
    names = sorted({name for each in texts for name in _NAMED.findall(each)})
    row = None if using.session_id is None else await tx.first(_SESSION, {"session": using.session_id})
    own = {} if row is None else row.secrets
    secrets: dict[str, str] = {}
    for name in names:
        if row is not None and name in own:
            place = Place(row.account_id, session.name, row.id, "secrets")
            secrets[name] = opened_in(tx, place, own[name])[name]
        elif (found := await _found(tx, using, name)) is not None:
            secrets[name] = _told(found, path)
    told = {} if row is None else {"id": row.id, "externalId": row.external_id, "endUserId": row.end_user_id}
    return {"secrets": secrets, "session": told, "variables": {} if row is None else row.variables}


async def _found(tx: Transaction, using: Using, name: str) -> OpenSecret | None:
    linked = await linked_secrets(tx, using)
    named = next((secret_id for secret_id, alias in linked if alias == name), None)
    if named is None:
        row = await tx.first(_BY_HANDLE, {"home": using.workspace_id, "handle": name})
        named = None if row is None else row.id
    return None if named is None else await use_secret(tx, using.workspace_id, named)


def _told(found: OpenSecret, path: Path) -> str:
    for each in _TOLD:
        if each in found.values:
            return found.values[each].reveal()
    raise Conflict(f"{found.id} is of kind {found.kind.name}, for which no one text stands.", path)


def sealed_in(scope: Mapping[str, Any]) -> tuple[Sealed, ...]:
    """The secrets that a scope holds, to be hidden in what comes back."""
    return tuple(Sealed(each) for each in scope["secrets"].values())
