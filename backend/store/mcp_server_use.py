"""Using an MCP server: where it is and as whom it is spoken to, opened at each use and kept nowhere.

The row counts as it is now, whole: a new key is never sent to an old address.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import bindparam, or_, select, update

from backend.domain.errors import Conflict, NotFound
from backend.domain.headers import MASK
from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.mcp_server import ServerStatus, Transport
from backend.domain.sealed import Sealed
from backend.platform import clock
from backend.platform.secrets import Place
from backend.platform.template import Budget, Form, TemplateError, rendered
from backend.store.database import Transaction
from backend.store.link import link
from backend.store.mcp_credential import Credential, credential_of, inline_credential, linked_credential
from backend.store.mcp_server import mcp_server
from backend.store.oauth_tokens import Tokens
from backend.store.row import the_row
from backend.store.sealing import HEADERS, opened, opened_in
from backend.store.secret_named import Using, scope_of
from backend.store.table import Text, Time
from backend.store.tool_set import tool_set
from backend.store.workspace import workspace

SHORTEST = 6
"""Characters of a variable that may be secret: shorter ones are switches and numbers."""

_ID = bindparam("row_id", type_=Text())
_BY_ID = select(mcp_server).where(mcp_server.c.id == _ID)
_LINK = (
    select(link, workspace.c.account_id)
    .join(workspace, workspace.c.id == link.c.workspace_id)
    .where(
        link.c.stable_id == _ID,
        or_(
            link.c.session_id == bindparam("session", type_=Text()),
            link.c.agent_version_id == bindparam("version", type_=Text()),
        ),
    )
    .order_by(link.c.id)
    .limit(1)
)
_HEALTH = (
    update(mcp_server)
    .where(mcp_server.c.id == _ID, mcp_server.c.status != bindparam("new_status", type_=Text()))
    .values(
        status=bindparam("new_status", type_=Text()),
        error=bindparam("new_error", type_=Text()),
        checked_at=bindparam("moment", type_=Time()),
    )
)


@dataclass(frozen=True, slots=True)
class Reached:
    """A server under way to whoever speaks to it. It prints without what is secret of it.

    `id` and `status` are those of its row, if it is one; `headers` are whole, the credential among them.
    `tokens` are those of OAuth that it shows; `hidden` is what no answer may repeat.
    """

    name: str
    transport: Transport
    id: str | None = None
    status: ServerStatus | None = None
    url: str | None = None
    command: tuple[str, ...] = ()
    headers: Mapping[str, Sealed] = field(default_factory=dict)
    environment: Mapping[str, Sealed] = field(default_factory=dict)
    tokens: Tokens | None = None
    hidden: tuple[Sealed, ...] = ()


@dataclass(slots=True)
class _Headers:
    """Headers by their names in lower case: those that are shown, which may be templates, and others."""

    shown: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)

    def add(self, shown: Mapping[str, str], texts: Mapping[str, str]) -> None:
        """Add those of a row or link whose sealed texts are open; of one name the last counts."""
        secret: dict[str, str] = json.loads(texts.get(HEADERS, "{}"))
        for name, value in shown.items():
            mine, other = (self.withheld, self.shown) if value == MASK else (self.shown, self.withheld)
            other.pop(name.lower(), None)
            mine[name.lower()] = secret.get(name, "") if value == MASK else value


async def server_in_use(tx: Transaction, using: Using, server_id: str) -> Reached:
    """A server that is a row of the workspace or Concord's own, to be spoken to now.

    Its set's headers go with its own, and its set's secret says who calls if it does not say so itself.
    NOT_FOUND if it is gone; CONFLICT if it or its secret is in the trash, or something does not open;
    TokenEnded if there is an access token to be renewed first.
    """
    row = await tx.first(_BY_ID, {"row_id": server_id})
    if row is None or row.workspace_id not in {using.workspace_id, SYSTEM_WORKSPACE}:
        raise NotFound(f"MCP server {server_id} is gone.")
    if row.deleted_at is not None:
        raise Conflict(f"MCP server {server_id} is in the trash: restore it.")
    owner = await the_row(tx, tool_set, row.tool_set_id)
    texts = opened(tx, row.account_id, mcp_server, row)
    headers = _Headers()
    headers.add(owner.headers, opened(tx, row.account_id, tool_set, owner))
    headers.add(row.headers, texts)
    credential = await credential_of(tx, using, row, texts, owner.secret_id)
    where = Reached(
        row.name,
        Transport[row.transport],
        row.id,
        ServerStatus[row.status],
        row.url,
        command=tuple(row.command or ()),
    )
    return await _dressed(tx, using, where, headers, credential, json.loads(texts.get("env", "{}")))


async def inline_in_use(tx: Transaction, using: Using, spec: Mapping[str, Any]) -> Reached:
    """A server that a link defines, by what the snapshot says of it, to be spoken to now.

    One that was defined for a single run has no row, and none of its secrets is known. CONFLICT if its
    address is another one by now, or something does not open; TokenEnded as above.
    """
    version = using.snapshot.get("agentVersionId")
    wanted = {"row_id": spec["linkId"], "session": using.session_id, "version": version}
    row = await tx.first(_LINK, wanted)
    if row is None:
        where = Reached(str(spec["linkId"]), Transport[spec["transport"]], url=spec["url"])
        return await _dressed(tx, using, where, _Headers(), await linked_credential(tx, using, spec["url"]))
    inline = row.inline or {}
    if inline.get("url") != spec["url"]:
        raise Conflict(f"Link {spec['linkId']} leads elsewhere by now: start a new session.")
    texts = {}
    if row.sealed is not None:
        texts = opened_in(tx, Place(row.account_id, link.name, row.stable_id, "sealed"), row.sealed)
    credential = await inline_credential(tx, using, inline, texts)
    transport = Transport[inline.get("transport", Transport.AUTO.name)]
    where = Reached(inline["name"], transport, url=inline["url"])
    headers = _Headers()
    headers.add(inline.get("headers", {}), texts)
    return await _dressed(tx, using, where, headers, credential)


async def note_health(tx: Transaction, server_id: str, status: ServerStatus, error: str | None) -> None:
    """Say how a server was found when it was used; nothing is written if that was known."""
    told = {"row_id": server_id, "new_status": status.name, "new_error": error, "moment": clock.now()}
    await tx.fetch(_HEALTH, told)


async def _dressed(
    tx: Transaction,
    using: Using,
    where: Reached,
    headers: _Headers,
    credential: Credential,
    environment: Mapping[str, str] | None = None,
) -> Reached:
    """The server with its headers, in which values stand for their names, and its credential."""
    host = urlsplit(where.url).hostname if where.url else None
    scope = await scope_of(tx, using, headers.shown.values(), host)
    plain, budget = dict(headers.withheld), Budget()
    for name, each in headers.shown.items():
        try:
            plain[name] = rendered(each, scope.values, Form.TEXT, budget)
        except TemplateError as error:
            # A discovery has no session: what is said of one is left out.
            if using.session_id is not None:
                raise Conflict(f"Header {name} of {where.name} cannot be written. {error.message}") from error
    variables = {**(environment or {}), **credential.environment}
    telling = [each for each in variables.values() if len(each) >= SHORTEST]
    hidden = map(Sealed, [*headers.withheld.values(), *telling])
    return replace(
        where,
        headers={name: Sealed(each) for name, each in {**plain, **credential.headers}.items()},
        environment={name: Sealed(each) for name, each in variables.items()},
        tokens=credential.tokens,
        hidden=(*hidden, *credential.hidden, *scope.hidden),
    )
