"""Secrets by the names that templates use, with or without a session: `{{ secrets.NAME }}`.

A name means the session's own secret, else a linked one with that alias, else the workspace's with that
handle; the last two only for a host that they are meant for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain.credential import plain
from backend.domain.errors import Conflict
from backend.domain.link import LinkKind, SecretUse
from backend.domain.sealed import Sealed
from backend.platform.template import TemplateError, references
from backend.store.database import Transaction
from backend.store.link import links_of_session
from backend.store.oauth_tokens import renewable
from backend.store.secret import secret, use_secret
from backend.store.session import session
from backend.store.session_secret import own_secret
from backend.store.session_values import told_of
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.workspace import workspace

ROOT = "secrets"
"""The name under which templates find secrets."""

Way = tuple[str, ...]
"""How a template names a secret: `secrets.a.b` is `("a", "b")`, and means the secret `a.b`."""

_SESSION = (
    select(session.c.id, session.c.workspace_id, session.c.secrets, workspace.c.account_id)
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
class Linked:
    """A secret that a link of a session or of its version lends to tools.

    `kind` and `hosts` are those that it had when the session began, of a link of the version alone.
    """

    secret_id: str
    alias: str | None
    kind: str | None = None
    hosts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The values of templates, and which of them are secret; it prints without them."""

    values: Mapping[str, Any] = field(repr=False)
    hidden: tuple[Sealed, ...]


async def linked_secrets(tx: Transaction, using: Using) -> list[Linked]:
    """What is linked for tools; what the session itself links goes before what its version does."""
    of_session = [] if using.session_id is None else await links_of_session(tx, using.session_id)
    own = [
        Linked(each.target_id, settings.get("alias"))
        for each in of_session
        if each.kind is LinkKind.SECRET and each.target_id is not None
        for settings in (each.settings or {},)
        if settings.get("use", SecretUse.TOOLS.name) == SecretUse.TOOLS.name
    ]
    return own + [
        Linked(each["secretId"], each["alias"], each.get("kind"), each.get("hosts", ()))
        for each in using.snapshot.get("secrets", ())
        if each["secretId"] is not None and each["use"] == SecretUse.TOOLS.name
    ]


def ways_of(templates: Iterable[str]) -> set[Way]:
    """The secrets that templates name. What is wrong with one is not said here: who fills it is told."""
    return {way[1:] for each in templates for way in _references(each) if way[0] == ROOT and len(way) > 1}


def _references(template: str) -> frozenset[Way]:
    try:
        return references(template)
    except TemplateError:
        return frozenset()


async def scope_of(tx: Transaction, using: Using, templates: Iterable[str], host: str | None) -> Scope:
    """What templates are told: `variables` and `session` if there is one, and the `secrets` that they name.

    A secret that is nowhere is absent. CONFLICT for one that cannot be used, FORBIDDEN if not for the host,
    TokenEnded for one that is to be renewed first.
    """
    ways = sorted(ways_of(templates))
    home = await home_of(tx, using.session_id) if ways and using.session_id is not None else None
    linked = await linked_secrets(tx, using) if ways else []
    found: dict[Way, Sealed] = {}
    for way in ways:
        held = await _opened(tx, using, home, linked, ".".join(way), host)
        found |= {} if held is None else {way: held}
    told = {} if using.session_id is None else await told_of(tx, using.session_id)
    secrets = nested({way: each.reveal() for way, each in found.items()})
    return Scope({**told, ROOT: secrets}, tuple(found.values()))


def nested(values: Mapping[Way, str]) -> dict[str, Any]:
    """Values so that templates find them: what is named `a.b` lies in `a`."""
    made: dict[str, Any] = {}
    for way, value in sorted(values.items(), key=lambda item: -len(item[0])):
        inner = made
        for step in way[:-1]:
            inner = inner.setdefault(step, {})
        inner.setdefault(way[-1], value)
    return made


async def home_of(tx: Transaction, session_id: str) -> Row:
    """A session that is known to exist, with its own secrets and its account."""
    (found,) = await tx.fetch(_SESSION, {"session": session_id})
    return found


async def _opened(
    tx: Transaction, using: Using, home: Row | None, linked: Sequence[Linked], name: str, host: str | None
) -> Sealed | None:
    if home is not None and name in home.secrets:
        return own_secret(tx, home.account_id, home, name)
    meant = next((each.secret_id for each in linked if each.alias == name), None)
    if meant is None:
        found = await tx.first(_BY_HANDLE, {"home": using.workspace_id, "handle": name})
        if found is None:
            return None
        meant = found.id
    used = await use_secret(tx, using.workspace_id, meant, host=host)
    renewable(used, name)  # what has ended is not sent
    said = plain(used.kind, used.values)
    if said is None:
        raise Conflict(f"The secret {name} of kind {used.kind.name} holds no text that could be sent.")
    return said
