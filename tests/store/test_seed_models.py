"""The models that come with a workspace: added when it is made and at start, with the prices of today."""

import pytest
from sqlalchemy import bindparam, delete, select, update

from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.price import PRICES
from backend.domain.viewer import Role, Viewer
from backend.store.database import Database
from backend.store.first_start import begin
from backend.store.model import model
from backend.store.model_provider import model_provider
from backend.store.model_provider_edit import create_model_provider
from backend.store.statement import Row
from backend.store.workspace import workspace
from backend.store.workspace_edit import create_workspace
from tests.store.agents import do
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

_PROVIDERS = (
    select(model_provider)
    .where(model_provider.c.workspace_id == bindparam("workspace"))
    .order_by(model_provider.c.handle)
)
_MODELS = select(model).where(model.c.workspace_id == bindparam("workspace")).order_by(model.c.handle)


async def providers(database: Database, home: str) -> list[Row]:
    async with database.read() as tx:
        return await tx.fetch(_PROVIDERS, {"workspace": home})


async def models(database: Database, home: str) -> list[Row]:
    async with database.read() as tx:
        return await tx.fetch(_MODELS, {"workspace": home})


async def start(database: Database) -> None:
    assert await begin(database, SECRET) is None


async def test_every_workspace_is_made_with_models(database: Database, admin: Viewer) -> None:
    room = await do(database, create_workspace, admin, {"name": "Room"})
    for home in (str(admin.home), room):
        found = await providers(database, home)
        assert [(row.handle, row.protocol, row.seeded) for row in found] == [
            ("anthropic", "MESSAGES", True),
            ("offline", "OFFLINE", True),
        ]
        made = {row.name: row for row in await models(database, home)}
        assert set(made) == set(PRICES)
        assert made["offline"].handle == "offline/offline"
        one = made["claude-haiku-4-5"]
        assert (one.handle, one.input_price, one.cache_write_price) == (
            "anthropic/claude-haiku-4-5",
            "1",
            "1.25",
        )
        assert all(row.enabled and row.seeded for row in made.values())
    assert await providers(database, SYSTEM_WORKSPACE) == []


async def test_at_start_what_is_missing_is_added_and_nothing_else_is_touched(
    database: Database, admin: Viewer
) -> None:
    home = str(admin.home)
    async with database.write() as tx:
        await tx.fetch(delete(model).where(model.c.name == "claude-opus-5"))
        await tx.fetch(delete(model_provider).where(model_provider.c.handle == "offline"))
        off = update(model).where(model.c.name == "claude-sonnet-5").values(enabled=False)
        await tx.fetch(off)
    before = {row.id: row for row in await models(database, home)}
    await start(database)
    after = {row.id: row for row in await models(database, home)}
    assert {row.name for row in after.values()} == set(PRICES)
    assert {key: after[key] for key in before} == before
    await start(database)
    assert {row.id: row for row in await models(database, home)} == after
    assert len(await providers(database, home)) == 2


async def test_at_start_prices_are_those_that_are_known_now(database: Database, admin: Viewer) -> None:
    own = await do(
        database, create_model_provider, admin, {"name": "Own", "models": [{"name": "claude-opus-5"}]}
    )
    async with database.write() as tx:
        await tx.fetch(update(model).where(model.c.name == "claude-opus-5").values(input_price="1"))
        await tx.fetch(update(model).where(model.c.name == "claude-sonnet-5").values(output_price=None))
    await start(database)
    found = await models(database, str(admin.home))
    priced = {(row.name, row.seeded): row for row in found}
    assert priced["claude-opus-5", True].input_price == "5"
    assert priced["claude-sonnet-5", True].output_price == "10"
    assert priced["claude-opus-5", False].input_price == "1"
    assert priced["claude-opus-5", False].model_provider_id == own


async def test_a_handle_that_somebody_has_stays_theirs(database: Database, admin: Viewer) -> None:
    home = str(admin.home)
    async with database.write() as tx:
        await tx.fetch(delete(model_provider).where(model_provider.c.handle == "offline"))
        await tx.fetch(delete(model).where(model.c.name == "claude-opus-5"))
    mine = {
        "name": "Mine",
        "handle": "offline",
        "models": [{"name": "x", "handle": "anthropic/claude-opus-5"}],
    }
    own = await do(database, create_model_provider, admin, mine)
    for _ in range(2):
        await start(database)
    found = {row.handle: row for row in await providers(database, home)}
    assert (found["offline"].id, len(found)) == (own, 2)
    held = {row.handle: row for row in await models(database, home)}
    assert held["anthropic/claude-opus-5"].model_provider_id == own


async def test_a_workspace_that_is_older_than_models_gets_them_at_start(
    database: Database, admin: Viewer
) -> None:
    room = await do(database, create_workspace, admin, {"name": "Room"})
    async with database.write() as tx:
        await tx.fetch(delete(model_provider))
        await tx.fetch(update(workspace).where(workspace.c.id == room).values(deleted_at=None))
    await start(database)
    for home in (str(admin.home), room):
        assert {row.name for row in await models(database, home)} == set(PRICES)
    numbers = [row.number for home in (str(admin.home), room) for row in await providers(database, home)]
    assert len(set(numbers)) == len(numbers)
    assert admin.workspaces[str(admin.home)] is Role.ADMIN
