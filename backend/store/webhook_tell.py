"""Who is told: deliveries are made in the transaction that writes what they tell, and so once, or not at all.

Activities are told to the endpoints that listen then; events to those that did when their session started,
and still do. This file is below every noun whose life it tells, so it knows their tables by name alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    TableClause,
    and_,
    bindparam,
    column as sql_column,
    exists,
    literal_column,
    select,
    table as sql_table,
    type_coerce,
)

from backend.domain.webhook import about, wants
from backend.store.database import Transaction
from backend.store.scope import among
from backend.store.statement import Row
from backend.store.table import Flag, Json, Text, TextList
from backend.store.webhook_delivery import Addressed, Told, enqueue

_ENDPOINT = sql_table(
    "webhook_endpoint",
    *(sql_column(name, Text()) for name in ("id", "workspace_id", "agent_id", "url")),
    sql_column("types", Json()),
    sql_column("enabled", Flag),
    sql_column("deleted_at"),
    sql_column("archived_at"),
)
_SESSION = sql_table("session", sql_column("id", Text()), sql_column("snapshot", Json()))
_WANTED = select(
    type_coerce(_SESSION.c.snapshot.op("->")(literal_column("'endpoints'")), Json()).label("endpoints")
).where(_SESSION.c.id == bindparam("session", type_=Text()))
_SUBJECTS = ("agent", "session", "run")


@dataclass(frozen=True, slots=True)
class Happened:
    """An activity, as much of it as says whom it concerns."""

    id: str
    workspace_id: str
    type: str
    subject_id: str
    parent_id: str | None
    data: Mapping[str, object]


def listens(endpoint: FromClause) -> ColumnElement[bool]:
    """Whether an endpoint is told anything."""
    in_use = and_(endpoint.c.deleted_at.is_(None), endpoint.c.archived_at.is_(None))
    return and_(endpoint.c.enabled, in_use)


def is_heard(workspace_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether any endpoint of the workspace listens: a column for a statement that writes what is told."""
    found = exists().where(_ENDPOINT.c.workspace_id == workspace_id, listens(_ENDPOINT))
    return found.correlate_except(_ENDPOINT).label("heard")


async def tell_activities(tx: Transaction, happened: Sequence[Happened]) -> list[str]:
    """Tell the endpoints that want activities of these types. The ids of the deliveries."""
    workspaces = sorted({each.workspace_id for each in happened})
    endpoints = await tx.fetch(_listening(tx.dialect), {"workspaces": workspaces})
    wanted = [(each, endpoint) for each in happened for endpoint in endpoints if _wants(endpoint, each)]
    there = await _there(tx, [each for each, _ in wanted])
    addressed = [_addressed(each, endpoint, there) for each, endpoint in wanted]
    return await enqueue(tx, addressed)


async def tell_events(tx: Transaction, session: Row, events: Sequence[Mapping[str, Any]]) -> list[str]:
    """Tell the endpoints in a session's snapshot that want events of these kinds. The ids of the deliveries.

    `session` is its row, by `id`, `workspace_id` and `agent_id`; the caller holds its lock.
    """
    found = await tx.first(_WANTED, {"session": session.id})
    specs = (found and found.endpoints) or ()
    wanted = [
        (event, spec["id"])
        for event in events
        for spec in specs
        if wants(spec["types"], f"event.{event['kind']}")
    ]
    return await enqueue(tx, await _still_wanted(tx, session, wanted)) if wanted else []


async def tell_result(tx: Transaction, run: Row) -> None:
    """Tell the URL that a run was given for it how the run ended; nobody if it was given none."""
    if run.callback_url is not None:
        told = Told("run.result", run.agent_id, run.session_id, run.id)
        await enqueue(tx, [Addressed(run.workspace_id, run.callback_url, told)])


def _wants(endpoint: Row, each: Happened) -> bool:
    agent = about(each.type, each.subject_id, each.parent_id, each.data).get("agent_id")
    at_home = endpoint.workspace_id == each.workspace_id and endpoint.agent_id in {None, agent}
    return at_home and wants(endpoint.types, each.type)


def _addressed(each: Happened, endpoint: Row, there: Collection[str]) -> Addressed:
    named = about(each.type, each.subject_id, each.parent_id, each.data)
    rows = {name: row for name, row in named.items() if row in there}
    told = Told(each.type, **rows, activity_id=each.id)
    return Addressed(each.workspace_id, endpoint.url, told, endpoint.id)


async def _still_wanted(
    tx: Transaction, session: Row, wanted: Sequence[tuple[Mapping[str, Any], str]]
) -> list[Addressed]:
    named = sorted({endpoint for _, endpoint in wanted})
    urls = {row.id: row.url for row in await tx.fetch(_still_listening(tx.dialect), {"named": named})}
    return [
        Addressed(session.workspace_id, urls[endpoint], _told_of(session, event), endpoint)
        for event, endpoint in wanted
        if endpoint in urls
    ]


def _told_of(session: Row, event: Mapping[str, Any]) -> Told:
    return Told(f"event.{event['kind']}", session.agent_id, session.id, event["run_id"], event["id"])


async def _there(tx: Transaction, happened: Sequence[Happened]) -> set[str]:
    """Of the rows that activities are about those that still exist, and do until the transaction ends."""
    named = [about(each.type, each.subject_id, each.parent_id, each.data) for each in happened]
    there: set[str] = set()
    for noun in _SUBJECTS:
        ids = sorted({each[f"{noun}_id"] for each in named if f"{noun}_id" in each})
        if ids:
            there |= {row.id for row in await tx.fetch(_existing(noun, tx.dialect), {"named": ids})}
    return there


def _named(table: TableClause, dialect: str) -> ColumnElement[bool]:
    return among(table.c.id, bindparam("named", type_=TextList()), dialect)


@lru_cache
def _existing(noun: str, dialect: str) -> Select[Any]:
    table = sql_table(noun, sql_column("id", Text()))
    found = select(table.c.id).where(_named(table, dialect)).order_by(table.c.id)
    return found.with_for_update(read=True, key_share=True)


@lru_cache
def _listening(dialect: str) -> Select[Any]:
    at_home = among(_ENDPOINT.c.workspace_id, bindparam("workspaces", type_=TextList()), dialect)
    columns = (_ENDPOINT.c[name] for name in ("id", "workspace_id", "agent_id", "url", "types"))
    found = select(*columns).where(at_home, listens(_ENDPOINT)).order_by(_ENDPOINT.c.id)
    return found.with_for_update(read=True, key_share=True)


@lru_cache
def _still_listening(dialect: str) -> Select[Any]:
    found = select(_ENDPOINT.c.id, _ENDPOINT.c.url).where(_named(_ENDPOINT, dialect), listens(_ENDPOINT))
    return found.order_by(_ENDPOINT.c.id).with_for_update(read=True, key_share=True)
