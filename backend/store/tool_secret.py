"""The secrets of a tool's call over HTTP: opened at each use, for the one host that the call goes to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select

from backend.domain.credential import SHOWN_BY_HOST, authorization, plain
from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.domain.sealed import Sealed
from backend.domain.secret import SecretKind
from backend.domain.url import origin
from backend.store.database import Transaction
from backend.store.oauth_tokens import Tokens, renewable
from backend.store.run import Held
from backend.store.secret import OpenSecret, secret, secrets_in, use_secret
from backend.store.secret_named import Linked, Using, Way, home_of, linked_secrets, ways_of
from backend.store.session_secret import own_secret
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.tool_header import Spec, Withheld, withheld_headers
from backend.store.tool_set import tool_set
from backend.store.workspace import workspace

_OWNER = (
    select(
        *(tool_set.c[name] for name in ("id", "base_url", "sealed", "secret_id")),
        workspace.c.account_id,
        secret.c.name.label("secret_name"),
        secret.c.hosts.label("secret_hosts"),
    )
    .join(workspace, workspace.c.id == tool_set.c.workspace_id)
    .outerjoin(secret, secret.c.id == tool_set.c.secret_id)
    .where(tool_set.c.id == bindparam("set", type_=Text()))
)
_CALLED = select(secret.c.id).where(
    secret.c.workspace_id == bindparam("home", type_=Text()),
    secret.c.handle == bindparam("handle", type_=Text()),
)


@dataclass(frozen=True, slots=True)
class Need:
    """What a call needs: `host` is where it goes, `templates` may name secrets, and `signed` says whether a
    header of the tool tells already who calls.
    """

    host: str
    templates: Sequence[str]
    signed: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened for a call; it prints without the values.

    `secrets` are those that templates name; `authorization` is the header that the credential of the tool's
    set, or a linked one, makes. `hidden` is all that an answer may not repeat, `tokens` are those of it that
    can be renewed.
    """

    headers: Withheld
    secrets: Mapping[Way, Sealed]
    authorization: Sealed | None
    hidden: Sequence[Sealed]
    tokens: Sequence[Tokens] = ()


async def open_secrets(tx: Transaction, held: Held, snapshot: Spec, spec: Spec, need: Need) -> Opened:
    """All that is secret about a call of a tool of the snapshot, and a note of each use.

    NOT_FOUND, CONFLICT or FORBIDDEN, which name the secret, if one is gone, cannot be used, has expired or is
    not meant for the host; TokenEnded if one is to be renewed first.
    """
    home = await home_of(tx, held.session_id)
    owner = await tx.first(_OWNER, {"set": spec["toolSetId"]}) if spec["toolSetId"] is not None else None
    using = Using(held.workspace_id, held.session_id, snapshot)
    headers = await withheld_headers(tx, using, spec, owner)
    withheld = [*headers.of_tool.values(), *headers.of_set.values()]
    linked = await linked_secrets(tx, using)
    box = _Box(tx, home, linked, need.host)
    named = ways_of([*need.templates, *(each.reveal() for each in withheld)])
    secrets = {way: await box.named(".".join(way)) for way in sorted(named)}
    shown = None if need.signed else await box.credential(owner)
    return Opened(headers, secrets, shown, (*withheld, *box.hidden), box.tokens)


class _Box:
    """The secrets that one call may use; it remembers what it has opened."""

    def __init__(self, tx: Transaction, home: Row, linked: Sequence[Linked], host: str) -> None:
        self._tx = tx
        self._home = home
        self._linked = linked
        self._host = host
        self.hidden: list[Sealed] = []
        self.tokens: list[Tokens] = []

    async def named(self, name: str) -> Sealed:
        """What `{{ secrets.name }}` means: a secret of the session, a linked one, or the workspace's."""
        if name in self._home.secrets:
            return self._of_session(name)
        found = await self._use(name, await self._meant(name), host=self._host)
        said = plain(found.kind, found.values)
        if said is None:
            raise Conflict(f"The secret {name} of kind {found.kind.name} holds no text for templates.")
        self.hidden.append(said)
        return said

    async def credential(self, owner: Row | None) -> Sealed | None:
        """The header that the secret of the tool's set makes, or else the first linked one for the host."""
        if owner is not None and owner.secret_id is not None:
            return await self._of_set(owner)
        rows = await self._rows()
        fitting = [row for each in self._linked for row in rows if self._fits(row, each)]
        if fitting:
            live = [row for row in fitting if row.deleted_at is None]
            row = (live or fitting)[0]
            return await self._shown(row.name, row.id, host=self._host)
        self._require_none_gone({row.id for row in rows})
        return None

    def _require_none_gone(self, there: Collection[str]) -> None:
        """A credential that is missing is told of: the host would be asked by nobody in particular."""
        for each in self._linked:
            if each.secret_id not in there and _is_shown(each.kind) and self._host in each.hosts:
                raise _gone(each.alias or each.secret_id)

    def _of_session(self, name: str) -> Sealed:
        try:
            text = own_secret(self._tx, self._home.account_id, self._home, name)
        except Conflict:
            raise _unusable(name) from None
        self.hidden.append(text)
        return text

    async def _of_set(self, owner: Row) -> Sealed:
        """A secret that lists no host is for the one that the set itself writes out."""
        listed = owner.secret_hosts or [urlsplit(origin(owner.base_url)).hostname]
        if self._host not in listed:
            raise _not_meant(owner.secret_name, self._host)
        host = self._host if owner.secret_hosts else None
        return await self._shown(owner.secret_name, owner.secret_id, host=host)

    async def _rows(self) -> list[Row]:
        """The linked secrets that are there, and those that lie in linked groups."""
        ids = [each.secret_id for each in self._linked]
        return await secrets_in(self._tx, self._home.workspace_id, ids)

    def _fits(self, row: Row, linked: Linked) -> bool:
        # What was taken out of a group is missed by nobody; what is linked itself is.
        meant = row.id == linked.secret_id or (row.parent_id == linked.secret_id and row.deleted_at is None)
        return meant and _is_shown(row.kind) and self._host in row.hosts

    async def _meant(self, name: str) -> str:
        for each in self._linked:
            if each.alias == name:
                return each.secret_id
        row = await self._tx.first(_CALLED, {"home": self._home.workspace_id, "handle": name})
        if row is None:
            raise NotFound(f"There is no secret called {name}.")
        return str(row.id)

    async def _shown(self, name: str, secret_id: str, *, host: str | None) -> Sealed:
        found = await self._use(name, secret_id, host=host)
        shown = authorization(found.kind, found.values)
        if shown is None:
            raise Conflict(f"The secret {name} of kind {found.kind.name} holds nothing to show to a host.")
        self.hidden.append(shown)
        return shown

    async def _use(self, name: str, secret_id: str, *, host: str | None) -> OpenSecret:
        try:
            found = await use_secret(self._tx, self._home.workspace_id, secret_id, host=host)
        except NotFound:
            raise _gone(name) from None
        except Forbidden:
            raise _not_meant(name, self._host) from None
        except Conflict:
            raise _unusable(name) from None
        if (tokens := renewable(found, name)) is not None:
            self.tokens.append(tokens)
        self.hidden.extend(found.values.values())
        return found


def _is_shown(kind: str | None) -> bool:
    return kind is not None and SecretKind[kind] in SHOWN_BY_HOST


def _gone(name: str) -> NotFound:
    return NotFound(f"The secret {name} is gone.")


def _unusable(name: str) -> Conflict:
    return Conflict(
        f"The secret {name} cannot be used: it is in the trash, holds nothing, or no key opens it."
    )


def _not_meant(name: str, host: str) -> Forbidden:
    return Forbidden(f"The secret {name} is not meant for {host}: add that to the secret's hosts.")
