"""Admission: whether a viewer who was let in a while ago still is. Streams ask at each look at their log."""

from sqlalchemy import bindparam, exists, or_, select

from backend.domain.errors import NotFound, Path, Unauthenticated
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.api_key import api_key
from backend.store.database import Database
from backend.store.member import member
from backend.store.table import Text, Time
from backend.store.workspace import workspace

_LIVE = exists().where(
    api_key.c.id == bindparam("key", type_=Text()),
    api_key.c.revoked_at.is_(None),
    or_(api_key.c.expires_at.is_(None), api_key.c.expires_at > bindparam("now", type_=Time())),
)
_LIVING = exists().where(
    workspace.c.id == bindparam("workspace", type_=Text()), workspace.c.deleted_at.is_(None)
)
_MEMBER = _LIVING.where(
    workspace.c.id == member.c.workspace_id, member.c.principal_id == bindparam("principal", type_=Text())
)


_BY_MEMBERSHIP = select(_LIVE.label("lives"), _MEMBER.label("reads"))
_BY_ACCOUNT = select(_LIVE.label("lives"), _LIVING.label("reads"))


async def require_admission(database: Database, viewer: Viewer, home: str, path: Path = ("id",)) -> None:
    """Refuse a viewer whose key works no more (UNAUTHENTICATED), or who may not read a workspace any more.

    That is NOT_FOUND: the workspace is in the trash, or the viewer is no member of it. `path` is what the
    viewer named.
    """
    asked = {"key": viewer.key_id, "now": clock.now(), "principal": viewer.principal, "workspace": home}
    by_membership = viewer.key_id is not None and not viewer.account_admin
    (found,) = await database.fetch(_BY_MEMBERSHIP if by_membership else _BY_ACCOUNT, asked)
    if viewer.key_id is not None and not found.lives:
        raise Unauthenticated("This API key was revoked or has expired: show another one.")
    if not found.reads:
        raise NotFound("You may not read this workspace any more.", path)
