"""The body of a delivery: `{type, timestamp, data}`, written from what it tells when it is sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain.ids import SYSTEM_PRINCIPAL
from backend.domain.webhook import TRIAL
from backend.platform import clock
from backend.store.activity import activity
from backend.store.database import Transaction
from backend.store.event import event
from backend.store.run import run
from backend.store.statement import Row
from backend.store.table import Table, Text
from backend.store.webhook_delivery import Told, webhook_delivery

Json = dict[str, Any]


async def body_of(tx: Transaction, delivery: str, told: Told) -> Json | None:
    """What a delivery sends, the same at each attempt; None if what it tells is not there any more.

    `timestamp` is when it happened. What `data` holds is named as in the graph: an event's own fields lie in
    its `payload`.
    """
    if told.event_id is not None:
        row = await tx.first(_EVENT, {"row_id": told.event_id})
        return row and _written(told, row.created_at, _event(row, told))
    if told.activity_id is not None:
        row = await tx.first(_ACTIVITY, {"row_id": told.activity_id})
        return row and _written(told, row.created_at, _activity(row))
    if told.type == TRIAL:
        row = await tx.first(_DELIVERY, {"row_id": delivery})
        return row and _written(told, row.created_at, _trial(row))
    row = await tx.first(_RUN, {"row_id": told.run_id})
    return row and _written(told, row.finished_at, _result(row))


def _written(told: Told, moment: datetime, data: Json) -> Json:
    return {"type": told.type, "timestamp": clock.text(moment), "data": data}


def _event(row: Row, told: Told) -> Json:
    return {
        "id": row.id,
        "kind": row.kind,
        "seq": row.seq,
        "workspaceId": row.workspace_id,
        "agentId": told.agent_id,
        "sessionId": row.session_id,
        "runId": row.run_id,
        "payload": row.payload,
    }


def _activity(row: Row) -> Json:
    return {
        "id": row.id,
        "position": row.position,
        "workspaceId": row.workspace_id,
        "subjectId": row.subject_id,
        "parentId": row.parent_id,
        "actorId": None if row.actor_id == SYSTEM_PRINCIPAL else row.actor_id,
        "data": row.data,
    }


def _result(row: Row) -> Json:
    return {
        "id": row.id,
        "number": row.number,
        "workspaceId": row.workspace_id,
        "agentId": row.agent_id,
        "sessionId": row.session_id,
        "status": row.status,
        "output": row.output,
        "error": row.error,
        "usage": row.usage,
        "extensions": row.extensions,
    }


def _trial(row: Row) -> Json:
    return {
        "id": row.id,
        "workspaceId": row.workspace_id,
        "agentId": row.agent_id,
        "webhookEndpointId": row.webhook_endpoint_id,
    }


def _by_id(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("row_id", type_=Text()))


_EVENT, _ACTIVITY, _RUN, _DELIVERY = map(_by_id, (event, activity, run, webhook_delivery))
