"""Who a key is: one statement finds its principal and the workspaces it sees."""

from collections.abc import Iterator, Sequence

from sqlalchemy import bindparam, literal, select, true, union_all

from backend.domain.errors import Unauthenticated
from backend.domain.ids import ReferenceKind
from backend.domain.viewer import Role, Viewer
from backend.platform import clock, tokens
from backend.store.api_key import api_key
from backend.store.database import Database
from backend.store.known import Known, recall, remember
from backend.store.member import member
from backend.store.principal import principal
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.workspace import workspace

_KEY = (
    api_key.c.id,
    api_key.c.workspace_id.label("home"),
    api_key.c.expires_at,
    principal.c.id.label("principal"),
    principal.c.account_id.label("account"),
    principal.c.account_admin,
)
_SHOWN = (api_key.c.digest == bindparam("digest", type_=Text())) & api_key.c.revoked_at.is_(None)
_WHOSE = api_key.join(principal, principal.c.id == api_key.c.principal_id)
_NAMES = (workspace.c.number, workspace.c.handle, workspace.c.external_id)
_LIVING = workspace.c.deleted_at.is_(None)

_BY_MEMBERSHIP = (
    select(*_KEY, workspace.c.id.label("workspace"), *_NAMES, member.c.role.label("role"))
    .select_from(
        _WHOSE.outerjoin(member, member.c.principal_id == principal.c.id).outerjoin(
            workspace, (workspace.c.id == member.c.workspace_id) & _LIVING
        )
    )
    .where(_SHOWN)
)
_BY_ACCOUNT = (
    select(*_KEY, workspace.c.id, *_NAMES, literal(Role.ADMIN.name, Text()))
    .select_from(_WHOSE.join(workspace, workspace.c.account_id == principal.c.account_id))
    .where(_SHOWN, _LIVING, principal.c.account_admin.is_(true()))
)
_STATEMENT = union_all(_BY_MEMBERSHIP, _BY_ACCOUNT)


async def authenticate(database: Database, key: str, *secrets: str) -> Viewer:
    """The viewer that shows this key, or UNAUTHENTICATED.

    A key that was made under a retired one of the installation's secrets is let in as well.
    """
    for each in secrets:
        digest = tokens.digest(key, each)
        known = recall(database, digest) or await _look_up(database, digest)
        if known is not None:
            return _admitted(known)
    raise Unauthenticated("This API key is unknown or was revoked.")


def _admitted(known: Known) -> Viewer:
    if known.expires_at is not None and known.expires_at <= clock.now():
        raise Unauthenticated("This API key has expired. Ask an administrator for another one.")
    return known.viewer


async def _look_up(database: Database, digest: str) -> Known | None:
    rows = await database.fetch(_STATEMENT, {"digest": digest})
    if not rows:
        return None
    return remember(database, digest, _viewer(rows), rows[0].expires_at)


def _viewer(rows: Sequence[Row]) -> Viewer:
    key = rows[0]
    workspaces: dict[str, Role] = {}
    for row in rows:
        if row.workspace is not None:
            workspaces[row.workspace] = max(Role[row.role], workspaces.get(row.workspace, Role.VIEWER))
    return Viewer(
        key.principal,
        key.account,
        workspaces,
        home=key.home if key.home in workspaces else None,
        account_admin=key.account_admin,
        key_id=key.id,
        names={name: row.workspace for row in rows if row.workspace is not None for name in _names(row)},
    )


def _names(row: Row) -> Iterator[str]:
    yield f"{ReferenceKind.NUMBER}:{row.number}"
    yield f"{ReferenceKind.HANDLE}:{row.handle}"
    if row.external_id is not None:
        yield f"{ReferenceKind.EXTERNAL}:{row.external_id}"
