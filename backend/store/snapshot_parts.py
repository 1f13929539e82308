"""What a snapshot tells of links that offer no tools, and of who is told of its events."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from backend.domain.errors import Conflict
from backend.domain.link import Access, LinkKind, SecretUse
from backend.domain.link_list import Linked, Links
from backend.store.database import Transaction
from backend.store.scope import among
from backend.store.skill_version import skill_version
from backend.store.snapshot_links import Rows
from backend.store.table import Text, TextList
from backend.store.webhook_endpoint import webhook_endpoint

Spec = dict[str, Any]

_ENDPOINTS = (
    select(webhook_endpoint.c.id, webhook_endpoint.c.types)
    .where(
        webhook_endpoint.c.workspace_id == bindparam("home", type_=Text()),
        or_(
            webhook_endpoint.c.agent_id.is_(None),
            webhook_endpoint.c.agent_id == bindparam("agent", type_=Text()),
        ),
        webhook_endpoint.c.enabled,
        webhook_endpoint.c.deleted_at.is_(None),
        webhook_endpoint.c.archived_at.is_(None),
    )
    .order_by(webhook_endpoint.c.created_at, webhook_endpoint.c.id)
)


def memory(links: Links, rows: Rows) -> list[Spec]:
    """The memory stores, the last on top."""
    return [
        {
            "linkId": each.stable_id,
            "memoryStoreId": each.target_id,
            "kind": rows[str(each.target_id)].kind,
            "entryKey": _setting(each, "entryKey"),
            "access": _setting(each, "access") or Access.READ_WRITE.name,
            "prompt": _setting(each, "prompt"),
        }
        for each in _of(links, LinkKind.MEMORY_STORE)
    ]


def secrets(links: Links, rows: Rows) -> list[Spec]:
    """The secrets by their ids, and nothing of what they hold; those that are gone are looked for at use."""
    return [
        {
            "linkId": each.stable_id,
            "secretId": each.target_id,
            "alias": _setting(each, "alias"),
            "kind": row.kind if (row := rows.get(str(each.target_id))) is not None else None,
            "use": _setting(each, "use") or SecretUse.TOOLS.name,
            "hosts": [] if row is None else row.hosts,
        }
        for each in _of(links, LinkKind.SECRET)
    ]


def files(links: Links, rows: Rows) -> list[Spec]:
    """The files, as they are then."""
    return [
        {
            "linkId": each.stable_id,
            "fileId": row.id,
            "name": row.name,
            "sha256": row.sha256,
            "mountPath": _setting(each, "mountPath") or row.mount_path,
            "access": _setting(each, "access") or Access.READ_ONLY.name,
        }
        for each in _of(links, LinkKind.FILE)
        for row in (rows[str(each.target_id)],)
    ]


async def skills(tx: Transaction, links: Links, rows: Rows) -> list[Spec]:
    """The skills in the version that each link pins, else in the newest (CONFLICT if it is not there)."""
    linked = [*_of(links, LinkKind.SKILL)]
    ids = [str(each.target_id) for each in linked if each.target_id is not None]
    found = await tx.fetch(_versions(tx.dialect), {"skills": ids}) if ids else []
    versions = {(row.skill_id, row.number): row for row in found}
    return [_skill(each, rows, versions) for each in linked]


def _skill(link: Linked, rows: Rows, versions: Mapping[tuple[str, int], Any]) -> Spec:
    told = {
        "linkId": link.stable_id,
        "mountPath": _setting(link, "mountPath"),
        "prompt": _setting(link, "prompt"),
    }
    if link.inline is not None:
        own = {name: link.inline.get(name) for name in ("name", "description", "body")}
        return {**told, "skillId": None, "skillVersionId": None, "handle": None, "digest": None, **own}
    row = rows[str(link.target_id)]
    number = _setting(link, "version") or row.number
    version = versions.get((row.id, number))
    if version is None:
        message = f"Link {link.stable_id} pins version {number} of skill {row.id}, which there is not."
        raise Conflict(message, ("agentId",))
    return {
        **told,
        "skillId": row.id,
        "skillVersionId": version.id,
        "handle": row.handle,
        "name": version.name,
        "description": version.description,
        "digest": version.digest,
    }


async def endpoints(tx: Transaction, home: str, agent_id: str) -> list[Spec]:
    """The endpoints that want events of the agent's sessions, and which."""
    rows = await tx.fetch(_ENDPOINTS, {"home": home, "agent": agent_id})
    wanted = [{"id": row.id, "types": _of_events(row.types)} for row in rows]
    return [each for each in wanted if each["types"]]


def _of_events(types: Sequence[str]) -> list[str]:
    return [each for each in types if each.split(".")[0] in {"event", "*"}]


def _of(links: Links, kind: LinkKind) -> Iterator[Linked]:
    return (each for each in links if each.kind is kind)


def _setting(link: Linked, name: str) -> Any:
    return (link.settings or {}).get(name)


@lru_cache
def _versions(dialect: str) -> Select[Any]:
    columns = ("id", "skill_id", "number", "name", "description", "digest")
    named = among(skill_version.c.skill_id, bindparam("skills", type_=TextList()), dialect)
    return select(*(skill_version.c[name] for name in columns)).where(named)
