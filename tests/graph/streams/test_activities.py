"""Following a workspace: what happens in it, exactly once and in order, from any activity on."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from backend.domain.viewer import Role, Viewer
from backend.runtime.relay import Relay
from backend.store.api_key import WantedKey, create_api_key, revoke_api_key
from backend.store.authenticate import authenticate
from backend.store.member import member, remove_member
from backend.store.workspace_edit import create_workspace, delete_workspace
from tests.activities import OLDER_ONES, all_placed
from tests.at_work import at_work
from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker
from tests.stage import Stage
from tests.store.agents import do
from tests.tenants import SECRET, stranger

pytestmark = pytest.mark.anyio

FOLLOW = """
subscription ($in: ID, $types: [String!], $subject: ID, $after: ID) {
  workspaceActivity(workspaceId: $in, types: $types, subjectId: $subject, after: $after) {
    __typename id type subjectId position
  }
}
"""
DEEP = """
subscription ($after: ID) {
  workspaceActivity(after: $after) { what: type ...A data parentId }
}
fragment A on Activity { actor { id } workspace { id handle } }
"""
LIST = "{ activities(first: 100) { nodes { id type position subjectId createdAt } } }"


FIRST = "query ($in: ID) { activities(workspaceId: $in) { nodes { id } } }"


@pytest.fixture
async def relaying(stage: Stage) -> AsyncIterator[None]:
    """A relay at work, where one is needed."""
    async with at_work(Relay(stage.database)):
        yield


async def first_of(asker: Asker) -> str:
    """The workspace's first activity: an agent was made."""
    await asker.change(doc.CREATE, input={"name": "First"})
    found = (await asker.data(LIST))["activities"]["nodes"]
    return str(found[-1]["id"])


async def next_of(frames: Any, number: int = 1) -> list[Any]:
    """The next frames, within bounds."""
    async with asyncio.timeout(OLDER_ONES):
        return [await anext(frames) for _ in range(number)]


async def refused(asker: Asker, **given: Any) -> tuple[str, list[Any]]:
    """The code and path of the one answer of a subscription that does not begin."""
    (answer,) = await asker.followed(FOLLOW, **given)
    assert answer["data"] is None
    (error,) = answer["errors"]
    assert error["path"] == ["workspaceActivity"]
    return error["extensions"]["code"], error["extensions"]["path"]


@pytest.mark.usefixtures("relaying")
async def test_what_happens_is_told_in_the_order_of_positions(asker: Asker) -> None:
    first = await first_of(asker)
    async with asker.follow(FOLLOW, after=first) as frames:
        made = await asker.change(doc.CREATE, input={"name": "Ada"}, publish=True)
        await asker.change(doc.ARCHIVE, id=made["id"])
        told = await next_of(frames, 2)
        await asker.change(doc.DELETE, id=made["id"])
        told += await next_of(frames)
    assert [frame["type"] for frame in told] == ["agent.created", "agent.archived", "agent.deleted"]
    assert [frame["position"] for frame in told] == [2, 3, 4]
    assert {(frame["__typename"], frame["subjectId"]) for frame in told} == {("Activity", made["id"])}
    listed = (await asker.data(LIST))["activities"]["nodes"]
    assert [row["id"] for row in listed] == [*(frame["id"] for frame in reversed(told)), first]


@pytest.mark.usefixtures("relaying")
async def test_after_any_activity_the_rest_is_told_and_nothing_twice(stage: Stage, asker: Asker) -> None:
    ids = [await first_of(asker)]
    for number in range(4):
        await asker.change(doc.CREATE, input={"name": f"Agent {number}"})
    await all_placed(stage.database)
    nodes = (await asker.data(LIST))["activities"]["nodes"]
    ids = [row["id"] for row in reversed(nodes)]
    for index in range(len(ids) - 1):
        async with asker.follow(FOLLOW, after=ids[index]) as frames:
            told = await next_of(frames, len(ids) - 1 - index)
        assert [frame["id"] for frame in told] == ids[index + 1 :]


async def test_an_activity_without_its_position_yet_is_a_place_to_begin_too(
    stage: Stage, asker: Asker
) -> None:
    first = await first_of(asker)
    async with asker.follow(FOLLOW, after=first) as frames:
        waiting = asyncio.ensure_future(next_of(frames))
        await asker.change(doc.CREATE, input={"name": "Ada"})
        await all_placed(stage.database)
        (told,) = await waiting
    assert (told["type"], told["position"]) == ("agent.created", 2)


@pytest.mark.usefixtures("relaying")
async def test_without_a_place_it_begins_now(stage: Stage, asker: Asker) -> None:
    first = await first_of(asker)
    await all_placed(stage.database)
    async with asker.follow(FOLLOW) as frames:
        waiting = asyncio.ensure_future(next_of(frames))
        while not waiting.done():
            await asker.change(doc.CREATE, input={"name": "Later"})
            await asyncio.wait([waiting], timeout=0.05)
        (told,) = await waiting
    assert told["id"] != first
    assert told["position"] > 1


@pytest.mark.usefixtures("relaying")
async def test_types_and_a_subject_pick_what_is_told(asker: Asker) -> None:
    first = await first_of(asker)
    ada, bea = [await asker.change(doc.CREATE, input={"name": name}) for name in ("Ada", "Bea")]
    await asker.change('mutation { createDataSchema(input: {name: "S"}) { dataSchema { id } } }')
    await asker.change(doc.ARCHIVE, id=ada["id"])
    await asker.change(doc.ARCHIVE, id=bea["id"])
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"types": ["agent.archived"]}, ["agent.archived", "agent.archived"]),
        ({"types": ["dataSchema.*"]}, ["dataSchema.created"]),
        ({"types": ["dataSchema.*", "agent.archived"]}, ["dataSchema.created", "agent.archived"]),
        ({"subject": ada["id"]}, ["agent.created", "agent.archived"]),
        ({"subject": bea["id"], "types": ["agent.archived", "run.*"]}, ["agent.archived"]),
    ]
    for given, types in cases:
        async with asker.follow(FOLLOW, after=first, **given) as frames:
            told = await next_of(frames, len(types))
        assert [frame["type"] for frame in told] == types
        assert {frame["subjectId"] for frame in told} <= {
            given.get("subject", frame["subjectId"]) for frame in told
        }


@pytest.mark.usefixtures("relaying")
async def test_a_frame_has_what_the_selection_asks_for(asker: Asker) -> None:
    first = await first_of(asker)
    async with asker.follow(DEEP, after=first) as frames:
        made = await asker.change(doc.CREATE, input={"name": "Ada"}, publish=True)
        await asker.change(doc.UPDATE, id=made["id"], input={"name": "Bea"})
        created, updated = await next_of(frames, 2)
    assert created == {
        "what": "agent.created",
        "actor": {"id": asker.viewer.principal},
        "workspace": {"id": asker.viewer.home, "handle": "default"},
        "data": {},
        "parentId": None,
    }
    assert (updated["what"], updated["data"]) == ("agent.updated", {"changed": ["name"]})


async def test_a_place_of_elsewhere_is_no_place(stage: Stage, asker: Asker) -> None:
    await first_of(asker)
    other = await stranger(stage.database)
    (foreign,) = (await asker.as_(other).data(LIST))["activities"]["nodes"]
    for after in (foreign["id"], "act_" + "7" * 26, str(asker.viewer.home), "junk", ""):
        assert await refused(asker, after=after) == ("BAD_CURSOR", ["after"])


async def test_a_workspace_of_others_is_one_of_nobody(stage: Stage, asker: Asker) -> None:
    other = await stranger(stage.database)
    system = "wsp_" + "0" * 26
    for named in (other.home, "wsp_" + "7" * 26, "handle:other", "ext:x", "number:99", "junk", system):
        assert await refused(asker, **{"in": named}) == ("NOT_FOUND", ["workspaceId"])
    homeless = replace(asker.viewer, home=None)
    assert await refused(asker.as_(homeless)) == ("BAD_INPUT", ["workspaceId"])


async def test_what_is_no_type_is_named(asker: Asker) -> None:
    assert await refused(asker, types=["agent.*", "agents"]) == ("BAD_INPUT", ["types", 1])
    assert await refused(asker, types=["agent.*"] * 51) == ("BAD_INPUT", ["types"])


@pytest.mark.usefixtures("relaying")
async def test_each_workspace_is_followed_for_itself_by_any_of_its_names(stage: Stage, asker: Asker) -> None:
    admin = replace(stage.viewer, account_admin=True)
    room = await do(stage.database, create_workspace, admin, {"name": "Room", "external_id": "r"})
    both = asker.as_(stage.viewer.seeing(room, Role.ADMIN))
    (begun,) = (await both.data(FIRST, **{"in": room}))["activities"]["nodes"]
    await both.change(doc.CREATE, input={"name": "Elsewhere"})
    made = await both.change(doc.CREATE, input={"name": "There"}, workspace=room)
    for named in (room, "handle:room", "ext:r", "number:2"):
        async with both.follow(FOLLOW, after=begun["id"], **{"in": named}) as frames:
            (told,) = await next_of(frames)
        assert (told["type"], told["subjectId"]) == ("agent.created", made["id"])


async def membership(stage: Stage, reader: Viewer) -> str:
    """The id of the reader's one membership."""
    async with stage.database.read() as tx:
        rows = await tx.fetch(member.select())
    (found,) = [row.id for row in rows if row.principal_id == reader.principal]
    return str(found)


@pytest.mark.parametrize("why", ["revoked", "removed", "trashed"])
async def test_a_stream_ends_when_its_reader_may_read_no_more(stage: Stage, asker: Asker, why: str) -> None:
    admin = replace(stage.viewer, account_admin=True, need=Role.ADMIN)
    made = await do(stage.database, create_api_key, admin, SECRET, WantedKey("Reader"))
    reader = await authenticate(stage.database, str(made.key), SECRET)
    async with asker.as_(reader).follow(FOLLOW) as frames:
        waiting = asyncio.ensure_future(next_of(frames))
        if why == "revoked":
            await do(stage.database, revoke_api_key, admin, made.id)
        elif why == "removed":
            await do(stage.database, remove_member, admin, await membership(stage, reader))
        else:
            await do(stage.database, delete_workspace, admin, admin.home)
        (answer,) = await waiting
        error = answer["errors"][0]["extensions"]
        expected = (
            {"code": "UNAUTHENTICATED"}
            if why == "revoked"
            else {"code": "NOT_FOUND", "path": ["workspaceId"]}
        )
        assert error == expected
        assert [frame async for frame in frames] == []


async def test_a_stream_ends_uncompleted_when_the_server_stops(stage: Stage, asker: Asker) -> None:
    async with asker.follow(FOLLOW) as frames:
        waiting = asyncio.ensure_future(anext(frames, None))
        await asyncio.wait([waiting], timeout=0.05)
        stage.database.bus.stop()
        async with asyncio.timeout(OLDER_ONES):
            assert await waiting is None
