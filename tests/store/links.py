"""Shorthand of the tests of links: inputs as the graph gives them, and the links of a version or session."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from backend.domain.errors import ConcordError
from backend.domain.viewer import Viewer
from backend.store.agent_version import agent_version
from backend.store.database import Database
from backend.store.link import link
from backend.store.statement import Row
from backend.store.table import Text
from tests.store.agents import agent_row, do, new_agent

_OF_VERSION = (
    select(link)
    .where(link.c.agent_version_id == bindparam("holder", type_=Text()))
    .order_by(link.c.kind, link.c.position)
)
_OF_SESSION = (
    select(link)
    .where(link.c.session_id == bindparam("holder", type_=Text()))
    .order_by(link.c.kind, link.c.position)
)
_PUBLISHED = (
    select(agent_version)
    .where(agent_version.c.agent_id == bindparam("agent", type_=Text()), agent_version.c.number.is_not(None))
    .order_by(agent_version.c.number)
)


def to_agent(target: str, **more: Any) -> dict[str, Any]:
    """The input of a link to an agent."""
    return {"target": {"agent": target}, **more}


def to_inline(kind: str, definition: object, **more: Any) -> dict[str, Any]:
    """The input of a link with a definition of its own."""
    return {"target": {"inline": {"kind": kind, "definition": definition}}, **more}


def agents_of(*targets: str) -> dict[str, Any]:
    """The set of all links to agents."""
    return {"kinds": ["AGENT"], "links": [to_agent(each) for each in targets]}


async def callees(database: Database, viewer: Viewer, names: str) -> list[str]:
    """Agents to be linked, with these handles."""
    return [await new_agent(database, viewer, handle=name) for name in names.split()]


async def links_of(database: Database, holder: str) -> list[Row]:
    """The links of a version or session, those of a kind in their order."""
    statement = _OF_SESSION if holder.startswith("ses") else _OF_VERSION
    async with database.read() as tx:
        return await tx.fetch(statement, {"holder": holder})


async def current(database: Database, agent: str) -> str:
    """The agent's current version."""
    row = await agent_row(database, agent)
    found: str = row.draft_version_id or row.default_version_id
    return found


async def linked_now(database: Database, agent: str) -> list[Row]:
    """The links of the agent's current version."""
    return await links_of(database, await current(database, agent))


async def published(database: Database, agent: str) -> list[Row]:
    """The agent's published versions by their numbers."""
    async with database.read() as tx:
        return await tx.fetch(_PUBLISHED, {"agent": agent})


def targets(rows: Sequence[Row]) -> list[str]:
    """What they lead to; their positions have no gap."""
    assert [row.position for row in rows] == list(range(len(rows)))
    return [row.target_id for row in rows]


async def refusal(
    error: type[ConcordError], database: Database, verb: Any, viewer: Viewer, *given: Any
) -> tuple[str | int, ...]:
    """The path of the error that a verb meets."""
    with pytest.raises(error) as refused:
        await do(database, verb, viewer, *given)
    return refused.value.path


async def with_links(database: Database, viewer: Viewer, names: str = "a b c") -> tuple[str, list[str]]:
    """An agent whose version 1 links others, and those."""
    others = await callees(database, viewer, names)
    return await new_agent(database, viewer, links=[agents_of(*others)]), others
