"""Which version a session runs, what it keeps of its own, and when one that is under way is gone on with."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import update

from backend.domain.errors import BadInput, Conflict, Forbidden, NotFound
from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.sealed import Sealed
from backend.domain.viewer import Role, Viewer
from backend.platform.secrets import Place
from backend.store.agent import AGENT, agent
from backend.store.agent_edit import update_agent
from backend.store.agent_publish import publish_agent
from backend.store.database import Database
from backend.store.environment import ENVIRONMENT
from backend.store.life import Life
from backend.store.noun import create
from backend.store.precondition import Precondition
from backend.store.run_claim import claim
from backend.store.session import session
from backend.store.session_close import close_session
from backend.store.session_life import SESSION, update_session
from backend.store.session_start import start_session
from backend.store.variation import VARIATION, create_variation
from backend.store.workspace_edit import create_workspace
from tests.stage import Stage
from tests.store.agents import agent_row, do, new_agent, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(SESSION)
CANARY = "canary-in-the-mine"


async def begin(database: Database, viewer: Viewer, agent_id: str, **given: Any) -> Any:
    """The row of a session that is started."""
    return await row_of(database, session, await do(database, start_session, viewer, agent_id, given))


async def variation(database: Database, viewer: Viewer, agent_id: str, name: str, weight: int) -> str:
    given = {"name": name, "weight": weight, "instructions": name}
    made: str = await do(database, create_variation, viewer, agent_id, given)
    return made


async def test_the_named_runs_else_the_variation_else_the_selection_else_the_default_else_the_draft(
    database: Database, admin: Viewer
) -> None:
    agent_id = await new_agent(database, admin, publish=False, instructions="draft")
    row = await begin(database, admin, agent_id)
    assert (row.snapshot["instructions"], row.of_draft, row.variation_id) == ("draft", True, None)
    await do(database, publish_agent, admin, agent_id)
    row = await begin(database, admin, agent_id)
    assert (row.snapshot["instructions"], row.of_draft) == ("draft", False)
    picked = await variation(database, admin, agent_id, "often", 1)
    never = await variation(database, admin, agent_id, "never", 0)
    row = await begin(database, admin, agent_id)
    assert (row.snapshot["instructions"], row.variation_id) == ("often", picked)
    row = await begin(database, admin, agent_id, variation_id=never)
    assert (row.snapshot["instructions"], row.variation_id) == ("never", never)
    row = await begin(database, admin, agent_id, variation_id=never, version_id="number:1")
    assert (row.snapshot["instructions"], row.variation_id) == ("draft", None)


async def test_a_variation_of_another_agent_is_not_found_and_one_in_the_trash_is_refused(
    database: Database, admin: Viewer
) -> None:
    one, other = await new_agent(database, admin), await new_agent(database, admin)
    made = await variation(database, admin, one, "one", 1)
    with pytest.raises(NotFound) as refused:
        await begin(database, admin, other, variation_id=made)
    assert refused.value.path == ("variationId",)
    await do(database, Life(VARIATION).delete, admin, made)
    with pytest.raises(Conflict, match="trash"):
        await begin(database, admin, one, variation_id=made)


async def test_a_session_has_the_environment_that_is_given_else_its_versions(
    database: Database, admin: Viewer
) -> None:
    box, other = [await do(database, create, admin, ENVIRONMENT, {"name": name}) for name in ("Box", "Other")]
    agent_id = await new_agent(database, admin, environment_id=box)
    for given, held in (({}, box), ({"environment_id": "handle:other"}, other)):
        row = await begin(database, admin, agent_id, **given)
        digest = (await row_of(database, ENVIRONMENT.table, held)).digest
        assert (row.environment_id, row.snapshot["environment"]) == (
            held,
            {"environmentId": held, "digest": digest},
        )
    plain = await begin(database, admin, await new_agent(database, admin))
    assert (plain.environment_id, plain.snapshot["environment"]) == (None, None)
    with pytest.raises(NotFound) as unfound:
        await begin(database, admin, agent_id, environment_id="handle:nothing")
    assert unfound.value.path == ("environmentId",)
    await do(database, Life(ENVIRONMENT).delete, admin, box)
    for named in ({}, {"environment_id": box}):
        with pytest.raises(Conflict, match="trash"):
            await begin(database, admin, agent_id, **named)


async def test_a_thread_is_gone_on_with_while_its_session_is_open(database: Database, admin: Viewer) -> None:
    agent_id, other = await new_agent(database, admin), await new_agent(database, admin)
    first = await begin(database, admin, agent_id, thread="t", title="One")
    assert (first.thread, first.title) == ("t", "One")
    again = await begin(database, admin, agent_id, thread="t", title="Two")
    assert (again.id, again.title) == (first.id, "One")
    assert (await begin(database, admin, agent_id, thread=first.id)).id == first.id
    assert (await begin(database, admin, other, thread="t")).id != first.id
    own = await begin(database, admin, agent_id)
    assert own.thread == own.id
    await do(database, close_session, admin, first.id)
    next_ = await begin(database, admin, agent_id, thread="t")
    assert (next_.id != first.id, next_.thread) == (True, "t")
    await do(database, LIFE.delete, admin, next_.id)
    third = await begin(database, admin, agent_id, thread="t")
    assert third.id not in {first.id, next_.id}
    with pytest.raises(Conflict, match="thread"):
        await do(database, LIFE.restore, admin, next_.id)


async def test_a_thread_of_an_archived_agent_goes_on_and_none_begins(
    database: Database, admin: Viewer
) -> None:
    agent_id = await new_agent(database, admin)
    first = await begin(database, admin, agent_id, thread="t")
    await do(database, Life(AGENT).archive, admin, agent_id)
    assert (await begin(database, admin, agent_id, thread="t")).id == first.id
    with pytest.raises(Conflict, match="archive"):
        await begin(database, admin, agent_id, thread="u")


async def test_of_many_who_begin_a_thread_at_once_one_session_comes(
    database: Database, admin: Viewer
) -> None:
    agent_id = await new_agent(database, admin)
    made = await asyncio.gather(*(begin(database, admin, agent_id, thread="t") for _ in range(8)))
    assert len({row.id for row in made}) == 1


async def test_a_thread_of_a_system_agent_is_each_workspaces_own(database: Database, admin: Viewer) -> None:
    agent_id, other = await new_agent(database, admin), await stranger(database)
    async with database.write() as tx:
        await tx.fetch(update(agent).values(workspace_id=SYSTEM_WORKSPACE))
    mine = await begin(database, admin, agent_id, thread="t")
    theirs = await begin(database, other, agent_id, thread="t")
    assert (mine.workspace_id, theirs.workspace_id) == (admin.home, other.home)
    assert (await begin(database, other, agent_id, thread=mine.id)).id not in {mine.id, theirs.id}


async def test_the_instructions_are_filled_in_with_the_variables(database: Database, admin: Viewer) -> None:
    said = "{{ agent.name }} greets {{ who }} of {{ variables.who }} in {{ session.title }}."
    agent_id = await new_agent(database, admin, instructions=said)
    row = await begin(database, admin, agent_id, title="Tea", variables={"who": "Bo"})
    assert row.snapshot["instructions"] == "Ada greets Bo of Bo in Tea."
    unfit: tuple[Any, ...] = ({}, [1], "x")
    for variables in unfit:
        with pytest.raises(BadInput) as refused:
            await begin(database, admin, agent_id, title="Tea", variables=variables)
        assert refused.value.path == ("variables",)
    plain = await new_agent(database, admin)
    assert (await begin(database, admin, plain, variables=[1, None])).variables == [1, None]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"variables": "x" * 65_535}, ("variables",)),
        ({"thread": ""}, ("thread",)),
        ({"thread": "x" * 256}, ("thread",)),
        ({"extensions": []}, ("extensions",)),
        ({"secrets": [{"name": "a b", "value": Sealed("x")}]}, ("secrets", 0, "name")),
        ({"secrets": [{"name": "a"}, {"name": "a"}]}, ("secrets", 1, "name")),
        ({"secrets": [{"name": "a", "value": Sealed("x" * 16_385)}]}, ("secrets", 0, "value")),
        ({"links": [{"target": {"agent": "handle:none"}}]}, ("links", 0, "target", "agent")),
    ],
    ids=lambda each: str(each)[:30],
)
async def test_what_is_wrong_with_a_start_is_named(
    database: Database, admin: Viewer, given: Any, path: Any
) -> None:
    with pytest.raises((BadInput, NotFound)) as refused:
        await begin(database, admin, await new_agent(database, admin), **given)
    assert refused.value.path == path
    assert "x" * 20 not in refused.value.message


async def test_secrets_are_sealed_one_by_one_and_open_in_their_session_alone(
    database: Database, admin: Viewer
) -> None:
    agent_id = await new_agent(database, admin)
    given = [{"name": "b", "value": Sealed(CANARY)}, {"name": "a", "value": Sealed("other")}]
    row = await begin(database, admin, agent_id, secrets=given)
    assert row.secret_names == ["a", "b"]
    assert CANARY not in str(row)
    async with database.read() as tx:
        place = Place(admin.account, "session", row.id, "secrets")
        assert tx.keyring.unseal(row.secrets["b"], place) == {"b": CANARY}
    change = {"secrets": [{"name": "b"}, {"name": "c", "value": Sealed("more")}], "title": "x"}
    await do(database, update_session, admin, row.id, change)
    after = await row_of(database, session, row.id)
    assert (after.secret_names, after.title) == (["a", "c"], "x")
    assert after.secrets["a"] == row.secrets["a"]


async def test_a_session_is_changed_but_not_what_it_runs(database: Database, admin: Viewer) -> None:
    row = await begin(database, admin, await new_agent(database, admin), extensions={"make": {"a": 1}})
    given = {"end_user_id": "u", "labels": {"a": "b"}, "extensions": {"make": {"b": 2}, "x": 1}}
    await do(database, update_session, admin, row.id, given)
    after = await row_of(database, session, row.id)
    assert (after.end_user_id, after.labels) == ("u", {"a": "b"})
    assert after.extensions == {"make": {"a": 1, "b": 2}, "x": 1}
    for refused in ("thread", "variables", "snapshot", "name"):
        with pytest.raises(BadInput):
            await do(database, update_session, admin, row.id, {refused: "x"})


async def test_the_life_of_a_session_ends_its_runs(stage: Stage) -> None:
    first, second = [await stage.session() for _ in range(2)]
    runs = [await stage.run(each) for each in (first, second)]
    async with stage.database.write() as tx:
        assert await claim(tx, "w") is not None
    await do(stage.database, LIFE.archive, stage.viewer, first)
    await do(stage.database, LIFE.delete, stage.viewer, second)
    assert [(await stage.row(each)).status for each in runs] == ["CANCELLED", "CANCELLED"]
    assert (await stage.kinds(first))[-1] == "SessionClosed"
    assert (await stage.session_row(first)).archived_at is not None
    with pytest.raises(Conflict, match="trash"):
        await stage.run(second)
    await do(stage.database, LIFE.restore, stage.viewer, second)
    await stage.run(second)
    await do(stage.database, LIFE.delete, stage.viewer, second)
    await do(stage.database, LIFE.purge, stage.viewer, second)
    assert await stage.session_row(second) is None


@pytest.mark.parametrize(
    ("believed", "error", "path"),
    [
        ({"status": ["RUNNING", "IDLE"]}, Conflict, ("if", "status")),
        ({"outcome": ["COMPLETED"]}, Conflict, ("if", "outcome")),
        ({"owned": False}, Forbidden, ("if", "owned")),
        ({"archived": True}, Conflict, ("if", "archived")),
        ({"agent_id": "handle:other"}, NotFound, ("if", "agentId")),
    ],
)
async def test_nothing_is_changed_unless_the_session_is_as_believed(
    stage: Stage, believed: Any, error: Any, path: Any
) -> None:
    await stage.agent(handle="other")
    session_id = await stage.session(await stage.agent(handle="ada"))
    await stage.run(session_id)
    with pytest.raises(error) as refused:
        await do(stage.database, close_session, stage.viewer, session_id, when=Precondition(**believed))
    assert refused.value.path == path
    right = Precondition(status=["QUEUED"], outcome=["QUEUED"], owned=True, agent_id="handle:ada")
    await do(stage.database, close_session, stage.viewer, session_id, when=right)


async def test_publishing_may_drop_what_the_draft_was_tried_out_in(stage: Stage) -> None:
    database, viewer = stage.database, stage.viewer
    agent_id = await new_agent(database, viewer)
    kept = await stage.session(agent_id)
    await do(database, update_agent, viewer, agent_id, {"instructions": "next"})
    draft = (await agent_row(database, agent_id)).draft_version_id
    tried = await stage.session(agent_id, {"version_id": draft})
    run_id = await stage.run(tried)
    await do(database, publish_agent, viewer, agent_id, drop_draft_sessions=True)
    assert (await stage.session_row(tried)).deleted_at is not None
    assert (await stage.session_row(kept)).deleted_at is None
    assert (await stage.row(run_id)).status == "CANCELLED"


async def test_others_start_nothing(database: Database, admin: Viewer) -> None:
    agent_id = await new_agent(database, admin)
    row = await begin(database, admin, agent_id, thread="t")
    other = await stranger(database)
    for act in (
        begin(database, other, agent_id, thread="t"),
        do(database, update_session, other, row.id, {"title": "x"}),
        do(database, LIFE.delete, other, row.id),
    ):
        with pytest.raises(NotFound):
            await act
    reader = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.VIEWER), admin.home)
    for act in (
        begin(database, reader, agent_id, thread="t"),
        do(database, update_session, reader, row.id, {"title": "x"}),
    ):
        with pytest.raises(Forbidden):
            await act
    room = await do(database, create_workspace, admin, {"name": "Room"})
    with pytest.raises(NotFound):
        await do(database, start_session, admin.seeing(room, Role.ADMIN), agent_id, {}, workspace=room)
