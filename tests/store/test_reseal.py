"""Sealing again: after a change of the installation's key everything is sealed with the new one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer
from backend.platform.bus import Bus
from backend.platform.secrets import Keyring, Place, key_of
from backend.store.database import Database, connect
from backend.store.link import link
from backend.store.model_provider_edit import create_model_provider
from backend.store.reseal import reseal_due
from backend.store.row import add, born
from backend.store.secret import secret, use_secret
from backend.store.secret_edit import create_secret
from backend.store.session import session
from backend.store.session_start import start_session
from backend.store.tables import metadata
from backend.store.webhook_endpoint import create_webhook_endpoint, rotate_webhook_key
from tests.store.agents import do, new_agent, row_of
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

NEW = "n" * 32


@asynccontextmanager
async def reopened(url: str, *secrets: str) -> AsyncIterator[Database]:
    """The same database, opened by an installation with these keys."""
    bus = Bus(None)
    await bus.open()
    opened = connect(url, bus, keyring=Keyring(secrets[0], secrets[1:]))
    await opened.open()
    try:
        yield opened
    finally:
        await opened.close()
        await bus.close()


async def resealed(database: Database, limit: int = 100) -> int:
    async with database.write() as tx:
        return await reseal_due(tx, limit)


async def new_secret(database: Database, viewer: Viewer, text: str) -> str:
    given = {"name": "Key", "kind": "VALUE", "value": {"value": Sealed(text)}}
    made: str = await do(database, create_secret, viewer, given)
    return made


async def value_of(database: Database, viewer: Viewer, row: str) -> str:
    async with database.write() as tx:
        return (await use_secret(tx, str(viewer.home), row)).values["value"].reveal()


async def test_what_a_retired_key_sealed_is_sealed_again_and_opens_without_it(
    database: Database, database_url: str, admin: Viewer
) -> None:
    rows = [await new_secret(database, admin, f"v{each}") for each in range(5)]
    before = await row_of(database, secret, rows[0])
    async with reopened(database_url, NEW, SECRET) as between:
        assert [await resealed(between, 2) for _ in range(4)] == [2, 2, 1, 0]
    async with reopened(database_url, NEW) as after:
        assert [await value_of(after, admin, row) for row in rows] == [f"v{each}" for each in range(5)]
        kept = await row_of(after, secret, rows[0])
        assert kept.sealed_with == key_of(kept.sealed) == Keyring(NEW).current
        assert kept.updated_at == before.updated_at


async def test_every_column_in_which_something_is_sealed_is_sealed_again(
    database: Database, database_url: str, admin: Viewer
) -> None:
    await new_secret(database, admin, "v")
    await do(database, create_model_provider, admin, {"name": "P", "headers": {"x-key": Sealed("h")}})
    key = Sealed(await do(database, rotate_webhook_key, replace(admin, account_admin=True)))
    endpoint = {"name": "E", "url": "https://a.example", "types": ["*.*"], "key": key}
    await do(database, create_webhook_endpoint, admin, endpoint)
    await _sealed_link(database, admin)
    async with reopened(database_url, NEW, SECRET) as between:
        assert await resealed(between) == 5
        assert await resealed(between) == 0
        assert {key_of(text) for text in await _sealed_texts(between)} == {Keyring(NEW).current}


async def test_the_secrets_of_a_session_are_sealed_again_one_by_one(
    database: Database, database_url: str, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    named = [{"name": "a", "value": Sealed("1")}, {"name": "b", "value": Sealed("2")}]
    first, other = [await do(database, start_session, admin, agent, {"secrets": named}) for _ in range(2)]
    await do(database, start_session, admin, agent, {})
    async with database.write() as tx:
        broken = {**(await row_of(database, session, other)).secrets, "b": "sealed:gone"}
        await tx.fetch(update(session).where(session.c.id == other).values(secrets=broken))
    async with reopened(database_url, NEW, SECRET) as between:
        assert [await resealed(between, 1) for _ in range(3)] == [1, 1, 0]
        kept = (await row_of(between, session, other)).secrets
        assert kept["b"] == "sealed:gone"
    async with reopened(database_url, NEW) as after:
        held = (await row_of(after, session, first)).secrets
        place = Place(admin.account, "session", first, "secrets")
        async with after.write() as tx:
            opened = {name: tx.keyring.unseal(each, place)[name] for name, each in held.items()}
        assert opened == {"a": "1", "b": "2"}
        assert key_of(kept["a"]) == Keyring(NEW).current


async def test_without_a_retired_key_nothing_is_due(database: Database, admin: Viewer) -> None:
    row = await new_secret(database, admin, "v")
    before = await row_of(database, secret, row)
    assert await resealed(database) == 0
    assert await row_of(database, secret, row) == before


async def test_what_cannot_be_opened_is_left_and_does_not_hold_up_the_rest(
    database: Database, database_url: str, admin: Viewer
) -> None:
    rows = [await new_secret(database, admin, f"v{each}") for each in range(3)]
    first = await row_of(database, secret, rows[0])
    broken = first.sealed[:-4] + ("AAAA" if not first.sealed.endswith("AAAA") else "BBBB")
    async with database.write() as tx:
        await tx.fetch(update(secret).where(secret.c.id == rows[0]).values(sealed=broken))
    async with reopened(database_url, NEW, SECRET) as between:
        assert [await resealed(between, 1) for _ in range(3)] == [1, 1, 0]
        assert (await row_of(between, secret, rows[0])).sealed == broken
        assert [await value_of(between, admin, row) for row in rows[1:]] == ["v1", "v2"]


async def _sealed_link(database: Database, viewer: Viewer) -> None:
    """A link with something sealed, bound to the id that its copies keep."""
    agent = await new_agent(database, viewer)
    version = (await row_of(database, metadata.tables["agent"], agent)).default_version_id
    made = born("lnk") | {"workspace_id": viewer.home, "created_by": viewer.principal, "position": 0}
    row: dict[str, Any] = {**made, "agent_version_id": version, "kind": "TOOL", "target_id": agent}
    async with database.write() as tx:
        sealed = tx.keyring.seal({"token": "t"}, _place(viewer, "lnk_first"))
        said = {"stable_id": "lnk_first", "settings": {}, "extensions": {}, "sealed": sealed}
        await add(tx, link, {**row, **said})


def _place(viewer: Viewer, row: str) -> Place:
    return Place(viewer.account, "link", row, "sealed")


async def _sealed_texts(database: Database) -> list[str]:
    found: list[str] = []
    async with database.read() as tx:
        for table in metadata.sorted_tables:
            for name in ("sealed", "webhook_key"):
                if name in table.c:
                    rows = await tx.fetch(select(table.c[name]).where(table.c[name].is_not(None)))
                    found += [row[0] for row in rows]
    return found
