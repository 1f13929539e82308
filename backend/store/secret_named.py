"""Secrets by the names that templates use, with or without a session: `{{ secrets.NAME }}`.

A name means the session's own secret, else a linked one with that alias, else the workspace's with that
handle; the last two only for a host that they are meant for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain.credential import plain
from backend.domain.errors import Conflict
from backend.domain.link import LinkKind, SecretUse
from backend.domain.sealed import Sealed
from backend.platform import clock
from backend.platform.secrets import Place
from backend.platform.template import TemplateError, references
from backend.store.database import Transaction
from backend.store.link import links_of_session
from backend.store.sealing import opened_in
from backend.store.secret import secret, use_secret
from backend.store.session import session
from backend.store.session_values import told_of
from backend.store.table import Text
from backend.store.workspace import workspace

_SESSION = (
    select(session.c.id, session.c.secrets, workspace.c.account_id)
    .join(workspace, workspace.c.id == session.c.workspace_id)
    .where(session.c.id == bindparam("session", type_=Text()))
)
_BY_HANDLE = select(secret.c.id).where(
    secret.c.workspace_id == bindparam("home", type_=Text()),
    secret.c.handle == bindparam("handle", type_=Text()),
    secret.c.deleted_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class Using:
    """Who uses a secret: a workspace, and perhaps one of its sessions with what it runs with."""

    workspace_id: str
    session_id: str | None = None
    snapshot: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """The values of templates, and which of them are secret; it prints without them."""

    values: Mapping[str, Any] = field(repr=False)
    hidden: tuple[Sealed, ...]


async def linked_secrets(tx: Transaction, using: Using) -> list[tuple[str, str | None]]:
    """Ids and aliases of what is linked for tools: to the session itself, and then to its version."""
    of_session = [] if using.session_id is None else await links_of_session(tx, using.session_id)
    own = [
        (each.target_id, settings.get("alias"))
        for each in of_session
        if each.kind is LinkKind.SECRET and each.target_id is not None
        for settings in (each.settings or {},)
        if settings.get("use", SecretUse.TOOLS.name) == SecretUse.TOOLS.name
    ]
    return own + [
        (each["secretId"], each["alias"])
        for each in using.snapshot.get("secrets", ())
        if each["secretId"] is not None and each["use"] == SecretUse.TOOLS.name
    ]


async def scope_of(tx: Transaction, using: Using, templates: Iterable[str], host: str | None) -> Scope:
    """What templates are told: `variables` and `session` if there is one, and the `secrets` that they name.

    A secret that is nowhere is absent. CONFLICT for one that cannot be used, FORBIDDEN if not for the host.
    """
    names = {name for each in templates for name in _named(each)}
    secrets: dict[str, Any] = {}
    hidden: list[Sealed] = []
    for name in sorted(names):
        found = await _opened(tx, using, name, host)
        if found is not None:
            hidden.append(found)
            *ways, last = name.split(".")
            inner = secrets
            for way in ways:
                inner = inner.setdefault(way, {})
            inner[last] = found.reveal()
    told = {} if using.session_id is None else await told_of(tx, using.session_id)
    return Scope({**told, "secrets": secrets}, tuple(hidden))


def _named(template: str) -> Iterator[str]:
    try:
        ways = references(template)
    except TemplateError:
        return  # whoever fills it is told
    yield from (".".join(way[1:]) for way in ways if way[0] == "secrets" and len(way) > 1)


async def _opened(tx: Transaction, using: Using, name: str, host: str | None) -> Sealed | None:
    row = None if using.session_id is None else await tx.first(_SESSION, {"session": using.session_id})
    if row is not None and name in row.secrets:
        place = Place(row.account_id, session.name, row.id, "secrets")
        return Sealed(opened_in(tx, place, row.secrets[name])[name])
    linked = await linked_secrets(tx, using)
    meant = next((secret_id for secret_id, alias in linked if alias == name), None)
    if meant is None:
        found = await tx.first(_BY_HANDLE, {"home": using.workspace_id, "handle": name})
        if found is None:
            return None
        meant = found.id
    used = await use_secret(tx, using.workspace_id, meant, host=host)
    said = plain(used.kind, used.values)
    if said is None or (used.expires_at is not None and used.expires_at <= clock.now()):
        raise Conflict(f"The secret {name} of kind {used.kind.name} holds no text that could be sent.")
    return said
