"""What holds others is locked before them, by everybody: nobody waits for whoever waits for them."""

import asyncio
from typing import Any

import pytest

from backend.store.agent import agent
from backend.store.life import Life
from backend.store.link_change import Way, add_link
from backend.store.precondition import Precondition
from backend.store.row import the_row
from backend.store.secret import SECRET, secret
from backend.store.secret_edit import create_secret, update_secret
from backend.store.session import session
from backend.store.table import Table
from tests.patience import eventually
from tests.stage import Stage
from tests.store.agents import do

pytestmark = pytest.mark.anyio

BEARER = {"name": "Key", "kind": "BEARER"}
AT = {"settings": {"serverUrl": "https://mcp.example.com"}}
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


async def behind(
    stage: Stage, holder: tuple[Table, str], held: tuple[Table, str], verb: Any, *given: Any
) -> None:
    """Call a verb while somebody else locks the holder, and then what is held."""

    async def waits() -> bool:
        if stage.database.dialect == "sqlite":
            return True  # one writer waits for the other from its beginning on
        async with stage.database.read() as tx:
            return bool((await tx.raw(_WAITING, []))[0][0])

    async with stage.database.write() as tx:
        await the_row(tx, *holder, lock=True)
        changing = asyncio.create_task(do(stage.database, verb, stage.viewer, *given))
        await eventually(waits)
        await the_row(tx, *held, lock=True)
    await changing


async def test_a_group_is_locked_before_what_lies_in_it(stage: Stage) -> None:
    group = await do(stage.database, create_secret, stage.viewer, {"name": "Box", "kind": "GROUP"})
    child = await do(stage.database, create_secret, stage.viewer, BEARER | {"parent_id": group})
    rows = ((secret, group), (secret, child))
    await behind(stage, *rows, update_secret, child, AT)
    await do(stage.database, Life(SECRET).delete, stage.viewer, child)
    await behind(stage, *rows, Life(SECRET).restore, child)


async def test_an_agent_is_locked_before_its_sessions(stage: Stage) -> None:
    agent_id = await stage.agent()
    session_id = await stage.session(agent_id)
    target = {"target": {"tool": "handle:current_time"}}
    way = Way(when=Precondition(deleted=False))
    rows = ((agent, agent_id), (session, session_id))
    await behind(stage, *rows, add_link, {"sessionId": session_id}, target, way)
