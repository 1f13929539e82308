"""Tenants do not see each other: what is another's is answered as what does not exist."""

import pytest

from backend.domain.errors import BadInput, ConcordError, Forbidden, NotFound
from backend.domain.ids import SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.platform.ids import new_id
from backend.store.agent import AGENT, agent
from backend.store.agent_create import create_agent
from backend.store.agent_edit import edit_agent, update_agent
from backend.store.agent_publish import publish_agent, set_default_version
from backend.store.api_key import WantedKey, create_api_key, revoke_api_key
from backend.store.database import Database
from backend.store.life import Life
from backend.store.row import add
from backend.store.scope import locate
from backend.store.workspace_edit import create_workspace
from tests.store.agents import agent_row, do, new_agent
from tests.tenants import SECRET, stranger

pytestmark = pytest.mark.anyio

LIFE = Life(AGENT)

VERBS = [
    (update_agent, ({"name": "x"},)),
    (edit_agent, ()),
    (publish_agent, ()),
    (set_default_version, ("number:1",)),
    (LIFE.archive, ()),
    (LIFE.delete, ()),
    (LIFE.restore, ()),
    (LIFE.purge, ()),
]


async def refusal(
    database: Database, verb: object, viewer: Viewer, *given: object
) -> tuple[type, str, object]:
    """What the verb is refused with."""
    with pytest.raises(ConcordError) as refused:
        await do(database, verb, viewer, *given)  # type: ignore[arg-type]
    return type(refused.value), refused.value.message, refused.value.path


async def test_what_is_anothers_and_what_is_nobodys_are_refused_alike(
    database: Database, admin: Viewer
) -> None:
    other = await stranger(database)
    theirs, nobodys = await new_agent(database, other), new_id("agt")
    before = await agent_row(database, theirs)
    for verb, given in VERBS:
        kind, words, path = await refusal(database, verb, admin, theirs, *given)
        assert kind is NotFound
        assert (kind, words.replace(theirs, nobodys), path) == await refusal(
            database, verb, admin, nobodys, *given
        )
    assert await agent_row(database, theirs) == before


async def test_a_row_is_made_in_ones_own_workspaces_only(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    assert other.home is not None
    for place in (other.home, new_id("wsp"), SYSTEM_WORKSPACE):
        with pytest.raises(NotFound):
            await do(database, create_agent, admin, {"name": "x"}, workspace=place)
    with pytest.raises(NotFound):
        await do(database, create_api_key, admin, SECRET, WantedKey("x", others={other.home: Role.VIEWER}))


async def test_anothers_key_is_not_revoked(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    assert admin.key_id is not None
    with pytest.raises(NotFound):
        await do(database, revoke_api_key, other, admin.key_id)


async def test_to_see_is_not_to_write(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin)
    reader = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.VIEWER), admin.home)
    for verb, given in VERBS:
        assert (await refusal(database, verb, reader, made, *given))[0] is Forbidden
    with pytest.raises(Forbidden):
        await do(database, create_agent, reader, {"name": "x"})


async def test_system_rows_are_read_by_all_and_written_by_nobody(database: Database, admin: Viewer) -> None:
    row: dict[str, object] = {"id": new_id("agt"), "workspace_id": SYSTEM_WORKSPACE}
    row |= {"name": "Guide", "handle": "guide", "metadata": {}, "labels": {}, "extensions": {}}
    row |= {"created_by": SYSTEM_PRINCIPAL, "owner_id": SYSTEM_PRINCIPAL}
    row |= {"created_at": clock.now(), "updated_at": clock.now()}
    async with database.write() as tx:
        await add(tx, agent, row)
    found = await do(database, locate, admin, agent, "handle:guide", lock=False)
    assert found.id == row["id"]
    for verb, given in VERBS:
        kind, message, _ = await refusal(database, verb, admin, row["id"], *given)
        assert (kind, message.partition(":")[0]) == (Forbidden, "What comes with Concord cannot be changed")


async def test_every_spelling_of_a_reference_finds_the_row(database: Database, admin: Viewer) -> None:
    made = await new_agent(database, admin, external_id="a:1")
    for reference in (made, "ext:a:1", "handle:ada"):
        assert await do(database, edit_agent, admin, reference) == made
    for reference in ("handle:ad", "ext:", "number:1", "ada", "", new_id("wsp")):
        with pytest.raises((NotFound, BadInput)):
            await do(database, edit_agent, admin, reference)


async def test_a_reference_that_several_workspaces_use_means_the_one_at_home(
    database: Database, admin: Viewer
) -> None:
    second = await do(database, create_workspace, admin, {"name": "Second"})
    both = admin.seeing(second, Role.ADMIN)
    here = await new_agent(database, both, external_id="x")
    there: str = await do(
        database, create_agent, both, {"name": "Ada", "external_id": "x"}, workspace="handle:second"
    )
    assert await do(database, edit_agent, both, "ext:x") == here
    homeless = Viewer(both.principal, both.account, both.workspaces, None)
    with pytest.raises(BadInput, match="ambiguous"):
        await do(database, edit_agent, homeless, "ext:x")
    assert (await agent_row(database, there)).workspace_id == second
