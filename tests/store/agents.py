"""Shorthand of the tests of agents: each verb in a transaction of its own, each row read afresh."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain.viewer import Viewer
from backend.store.agent import agent
from backend.store.agent_create import create_agent
from backend.store.agent_version import agent_version
from backend.store.database import Database
from backend.store.statement import Row
from backend.store.table import Table, Text

_VERSIONS = (
    select(agent_version)
    .where(agent_version.c.agent_id == bindparam("agent"))
    .order_by(agent_version.c.number)
)


async def do(
    database: Database, verb: Callable[..., Awaitable[Any]], viewer: Viewer, *given: Any, **options: Any
) -> Any:
    """Call a verb of the store in a transaction of its own."""
    async with database.write() as tx:
        return await verb(tx, viewer, *given, **options)


async def new_agent(database: Database, viewer: Viewer, publish: bool = True, **columns: Any) -> str:  # noqa: FBT001, FBT002
    """An agent called Ada unless told otherwise."""
    made: str = await do(database, create_agent, viewer, {"name": "Ada", **columns}, publish=publish)
    return made


async def row_of(database: Database, table: Table, row_id: str) -> Row:
    """A row of a table, or None."""
    async with database.read() as tx:
        return await tx.first(
            select(table).where(table.c.id == bindparam("row_id", type_=Text())), {"row_id": row_id}
        )


async def all_of(database: Database, table: Table) -> list[Row]:
    """Every row of a table, by id."""
    async with database.read() as tx:
        return await tx.fetch(select(table).order_by(table.c.id))


async def agent_row(database: Database, agent_id: str) -> Row:
    """The agent's row, or None."""
    return await row_of(database, agent, agent_id)


async def versions(database: Database, agent_id: str) -> list[Row]:
    """The agent's versions by their numbers; a draft stands where the database sorts what has none."""
    async with database.read() as tx:
        return await tx.fetch(_VERSIONS, {"agent": agent_id})
