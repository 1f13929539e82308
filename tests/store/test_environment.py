"""Environments: ready at once, and known apart by what they are built of."""

from typing import Any

import pytest

from backend.domain.errors import BadInput, Conflict, NotFound
from backend.domain.viewer import Viewer
from backend.store.database import Database
from backend.store.environment import ENVIRONMENT, environment, update_environment
from backend.store.life import Life
from backend.store.noun import create
from backend.store.precondition import Precondition
from backend.store.statement import Row
from tests.store.agents import do, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(ENVIRONMENT)


async def made(database: Database, viewer: Viewer, **columns: Any) -> Row:
    row = await do(database, create, viewer, ENVIRONMENT, {"name": "Box", **columns})
    return await row_of(database, environment, row)


async def change(database: Database, viewer: Viewer, row: str, columns: Any, **options: Any) -> Row:
    await do(database, update_environment, viewer, row, columns, **options)
    return await row_of(database, environment, row)


async def test_an_environment_is_ready_at_once(database: Database, admin: Viewer) -> None:
    row = await made(database, admin)
    assert (row.status, row.build_error, row.base_image) == ("READY", None, None)
    assert (row.packages, row.network, row.variables) == ({}, {}, {})
    assert len(row.digest) == 64


async def test_the_digest_is_of_what_it_is_built_of(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, packages={"pip": ["a"]})
    same = await made(database, admin, packages={"pip": ["a"]}, variables={"A": "1"}, description="x")
    assert row.digest == same.digest
    seen = {row.digest}
    for columns in ({"base_image": "i"}, {"packages": {"npm": ["b"]}}, {"network": {"unrestricted": True}}):
        after = await change(database, admin, row.id, columns)
        assert after.digest not in seen
        seen.add(after.digest)
    back = {"base_image": None, "packages": {"pip": ["a"]}, "network": None, "variables": {"B": "2"}}
    assert (await change(database, admin, row.id, back)).digest == row.digest


async def test_what_changes_nothing_writes_nothing(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, packages={"pip": ["a"]}, variables={"A": "1"})
    assert await change(database, admin, row.id, {"packages": {"pip": ["a"]}}) == row
    assert await change(database, admin, row.id, {}) == row


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"packages": {"brew": []}}, ("packages", "brew")),
        ({"network": {"allowedHosts": ["*"]}}, ("network", "allowedHosts", 0)),
        ({"variables": {"A": 1}}, ("variables", "A")),
        ({"digest": "x"}, ("digest",)),
        ({"status": "ERROR"}, ("status",)),
    ],
)
async def test_what_cannot_be_meant_names_its_column(
    database: Database, admin: Viewer, columns: Any, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await made(database, admin, **columns)
    assert refused.value.path == path
    row = await made(database, admin)
    with pytest.raises(BadInput) as refused:
        await change(database, admin, row.id, columns)
    assert refused.value.path == path


async def test_it_is_changed_only_by_who_sees_it_and_as_believed(database: Database, admin: Viewer) -> None:
    row = await made(database, admin)
    other = await stranger(database)
    for verb, given in ((update_environment, (row.id, {"name": "x"})), (LIFE.delete, (row.id,))):
        with pytest.raises(NotFound):
            await do(database, verb, other, *given)
    with pytest.raises(Conflict) as refused:
        await change(database, admin, row.id, {"name": "x"}, when=Precondition(archived=True))
    assert refused.value.path == ("if", "archived")
    await do(database, LIFE.delete, admin, row.id)
    with pytest.raises(Conflict, match="restore it first"):
        await change(database, admin, row.id, {"name": "x"})
