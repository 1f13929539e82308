"""A rehearsal leaves nothing, and inside it changes are seen, and undone alone if they fail."""

from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.errors import Conflict
from backend.graph.schema import Schema
from backend.store import tables
from backend.store.database import Database
from tests.graph.calls import documents as doc
from tests.graph.calls.acting import act, codes, mutations, prepare
from tests.graph.calls.asker import Asker
from tests.graph.calls.filling import arguments
from tests.graph.calls.rehearsal import Rehearsed
from tests.graph.calls.test_agents import new_agent
from tests.graph.calls.world import make_world

pytestmark = pytest.mark.anyio


async def rows(database: Database) -> dict[str, list[Any]]:
    """Everything that the database holds."""
    async with database.read() as tx:
        return {
            table.name: sorted(await tx.fetch(select(table)), key=str)
            for table in tables.metadata.sorted_tables
        }


async def test_every_mutation_can_be_rehearsed_and_leaves_nothing(
    schema: Schema, database: Database, rehearsed: Rehearsed, actor: Asker
) -> None:
    world = await make_world(actor, str(actor.viewer.home), "world")
    before = await rows(database)
    for name, field in mutations(schema).items():
        async with rehearsed.rehearsal():
            await prepare(actor, schema, name, world)
            assert codes(await act(actor, name, field, arguments(name, field, world))) == [], name
    assert await rows(database) == before
    assert all(before[table] for table in ("agent", "session", "run", "event", "member", "api_key"))


async def test_what_is_rehearsed_is_seen_until_the_end(rehearsed: Rehearsed, actor: Asker) -> None:
    async with rehearsed.rehearsal():
        agent = await new_agent(actor)
        assert (await actor.data(doc.AGENT, id=agent))["agent"]["name"] == "Ada"
        two = f"{{ agents {{ totalCount }} agent(id: {agent!r}) {{ name }} }}".replace("'", '"')
        assert await actor.data(two) == {"agents": {"totalCount": 1}, "agent": {"name": "Ada"}}
    assert (await actor.data(doc.AGENT, id=agent))["agent"] is None


async def test_a_change_that_fails_leaves_those_before_it(rehearsed: Rehearsed, actor: Asker) -> None:
    async with rehearsed.rehearsal():
        agent = await new_agent(actor)
        taken = {"name": "Ada", "handle": "ada"}
        assert (await actor.refusal(doc.CREATE, input=taken))[0] == "CONFLICT"
        assert (await actor.data(doc.AGENT, id=agent))["agent"]["name"] == "Ada"
        again = await actor.change(doc.UPDATE, id=agent, input={"name": "Bea"})
        assert again["name"] == "Bea"


async def test_an_error_ends_a_rehearsal_as_it_is(rehearsed: Rehearsed, actor: Asker) -> None:
    with pytest.raises(Conflict, match="not undone"):
        await _failing(rehearsed, actor)
    assert await actor.data("{ agents { totalCount } }") == {"agents": {"totalCount": 0}}


async def _failing(rehearsed: Rehearsed, actor: Asker) -> None:
    async with rehearsed.rehearsal():
        await new_agent(actor)
        raise Conflict("This is not undone quietly.")


async def test_what_is_written_outside_a_rehearsal_is_kept(rehearsed: Rehearsed, actor: Asker) -> None:
    async with rehearsed.rehearsal():
        await new_agent(actor)
    agent = await new_agent(actor)
    assert (await actor.data(doc.AGENT, id=agent))["agent"]["name"] == "Ada"
