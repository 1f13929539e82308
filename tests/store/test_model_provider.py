"""Providers and their models: headers are withheld, lists are whole, handles are the workspace's own."""

import json
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import bindparam, select, update

from backend.domain.errors import BadInput, Conflict, Forbidden, NotFound
from backend.domain.headers import MASK
from backend.domain.sealed import Sealed
from backend.domain.viewer import Role, Viewer
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.life import Life
from backend.store.model import model
from backend.store.model_edit import update_model
from backend.store.model_provider import model_provider
from backend.store.model_provider_edit import (
    MODEL_PROVIDER,
    create_model_provider,
    update_model_provider,
)
from backend.store.precondition import Precondition
from backend.store.sealing import opened
from backend.store.secret_edit import create_secret
from backend.store.statement import Row
from backend.store.workspace_edit import create_workspace
from tests.store.agents import do, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
LIFE = Life(MODEL_PROVIDER)
_MODELS = select(model).where(model.c.model_provider_id == bindparam("provider")).order_by(model.c.name)
_ACTIVITIES = select(activity.c.type, activity.c.data).order_by(activity.c.id)
_SEEDED = select(model_provider).where(model_provider.c.handle == "anthropic")


async def made(database: Database, viewer: Viewer, **columns: Any) -> str:
    given = {"name": "Own", **columns}
    options = {name: given.pop(name) for name in ("workspace", "idempotency_key") if name in given}
    found: str = await do(database, create_model_provider, viewer, given, **options)
    return found


async def change(database: Database, viewer: Viewer, row: str, columns: Any, **options: Any) -> Row:
    await do(database, update_model_provider, viewer, row, columns, **options)
    return await row_of(database, model_provider, row)


async def models_of(database: Database, provider: str) -> list[Row]:
    async with database.read() as tx:
        return await tx.fetch(_MODELS, {"provider": provider})


async def withheld(database: Database, row: Row) -> Any:
    async with database.read() as tx:
        return json.loads(opened(tx, row.account_id, model_provider, row)["headers"])


async def activities(database: Database) -> list[tuple[str, Any]]:
    async with database.read() as tx:
        return [(row.type, row.data) for row in await tx.fetch(_ACTIVITIES)]


async def seeded(database: Database) -> tuple[str, str]:
    """The provider that comes with the workspace, and one of its models."""
    async with database.read() as tx:
        (provider,) = await tx.fetch(_SEEDED)
    return provider.id, (await models_of(database, provider.id))[0].id


async def test_what_is_absent_has_its_default(database: Database, admin: Viewer) -> None:
    row = await row_of(database, model_provider, await made(database, admin))
    assert (row.protocol, row.vendor, row.base_url, row.secret_id) == ("MESSAGES", "own", None, None)
    assert (row.headers, row.sealed, row.seeded) == ({}, None, False)
    assert await models_of(database, row.id) == []


async def test_headers_that_look_like_secrets_are_withheld(database: Database, admin: Viewer) -> None:
    headers = {"X-Key": Sealed(CANARY), "x-team": Sealed("a"), "authorization": Sealed("{{ secrets.KEY }}")}
    row = await row_of(database, model_provider, await made(database, admin, headers=headers))
    assert row.headers == {"X-Key": MASK, "x-team": "a", "authorization": "{{ secrets.KEY }}"}
    assert CANARY not in repr(row)
    assert await withheld(database, row) == {"X-Key": CANARY}
    kept = await change(database, admin, row.id, {"headers": {"x-key": Sealed(MASK), "x-b": Sealed("b")}})
    assert kept.headers == {"x-key": MASK, "x-b": "b"}
    assert await withheld(database, kept) == {"x-key": CANARY}
    gone = await change(database, admin, row.id, {"headers": None})
    assert (gone.headers, gone.sealed) == ({}, None)
    with pytest.raises(BadInput) as refused:
        await change(database, admin, row.id, {"headers": {"x-key": Sealed(MASK)}})
    assert refused.value.path == ("headers", "x-key")


async def test_the_same_headers_write_nothing(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, headers={"x-key": Sealed(CANARY)})
    before = await row_of(database, model_provider, row)
    assert await change(database, admin, row, {"headers": {"x-key": Sealed(CANARY)}}) == before
    after = await change(database, admin, row, {"headers": {"x-key": Sealed("other")}})
    assert after.sealed != before.sealed
    assert await activities(database) == [
        ("modelProvider.created", {}),
        ("modelProvider.updated", {"changed": ["headers"]}),
    ]


async def test_headers_that_cannot_be_opened_can_be_given_again(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, headers={"x-key": Sealed(CANARY)})
    foreign = "sealed:000000000000:" + "A" * 60
    async with database.write() as tx:
        await tx.fetch(update(model_provider).where(model_provider.c.id == row).values(sealed=foreign))
    with pytest.raises(BadInput, match="write the value"):
        await change(database, admin, row, {"headers": {"x-key": Sealed(MASK)}})
    after = await change(database, admin, row, {"headers": {"x-key": Sealed("new")}})
    assert await withheld(database, after) == {"x-key": "new"}


async def test_models_are_written_whole_and_keep_what_the_list_leaves_out(
    database: Database, admin: Viewer
) -> None:
    given = [
        {"name": "a", "inputPrice": Decimal("2.50"), "family": "f"},
        {"name": "B 1", "handle": "own/b", "enabled": False, "maxInputTokens": 5},
    ]
    row = await made(database, admin, models=given)
    one, two = before = sorted(await models_of(database, row), key=lambda each: each.handle)
    assert [(each.name, each.handle, each.enabled) for each in before] == [
        ("a", "own/a", True),
        ("B 1", "own/b", False),
    ]
    assert (one.input_price, one.output_price, two.max_input_tokens, one.seeded) == ("2.5", None, 5, False)
    await change(database, admin, row, {"models": [{"name": "c"}, {"name": "B 1", "label": "Bee"}]})
    after = {each.name: each for each in await models_of(database, row)}
    assert set(after) == {"B 1", "c"}
    kept = after["B 1"]
    assert (kept.id, kept.handle, kept.enabled, kept.label) == (two.id, "own/b", False, "Bee")
    await change(database, admin, row, {"models": [{"name": "B 1"}, {"name": "c"}]})
    assert await activities(database) == [
        ("modelProvider.created", {}),
        ("modelProvider.updated", {"changed": ["models"]}),
    ]
    await change(database, admin, row, {"models": None})
    assert await models_of(database, row) == []


async def test_a_handle_is_one_models_in_the_workspace(database: Database, admin: Viewer) -> None:
    first = await made(database, admin, vendor="v", models=[{"name": "m"}])
    second = await made(database, admin, vendor="v", models=[{"name": "m"}, {"name": "n", "handle": "v/n"}])
    assert [each.handle for each in await models_of(database, second)] == ["v/m-2", "v/n"]
    for models in ([{"name": "x"}, {"name": "y", "handle": "v/n"}], [{"name": "m", "handle": "v/n"}]):
        with pytest.raises(Conflict) as refused:
            await change(database, admin, first, {"models": models})
        assert refused.value.path == ("models", len(models) - 1, "handle")
    with pytest.raises(Conflict):
        await made(database, admin, models=[{"name": "z", "handle": "v/n"}])
    room = await do(database, create_workspace, admin, {"name": "Room"})
    elsewhere = await made(
        database, admin.seeing(room, Role.ADMIN), vendor="v", models=[{"name": "m"}], workspace=room
    )
    assert [each.handle for each in await models_of(database, elsewhere)] == ["v/m"]


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"protocol": "HTTP"}, ("protocol",)),
        ({"vendor": "No Word"}, ("vendor",)),
        ({"base_url": "https://u:p@a"}, ("baseUrl",)),
        ({"headers": {"a b": Sealed("x")}}, ("headers",)),
        ({"models": [{"name": "a"}, {"name": "a"}]}, ("models", 1, "name")),
        ({"models": [{"name": "a", "inputPrice": Decimal(-1)}]}, ("models", 0, "inputPrice")),
        ({"seeded": True}, ("seeded",)),
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
        await change(database, admin, row, columns)
    assert refused.value.path == path


async def test_its_secret_is_one_of_its_workspace(database: Database, admin: Viewer) -> None:
    mine = await do(database, create_secret, admin, {"name": "K", "kind": "BEARER", "handle": "k"})
    row = await made(database, admin, secret_id="handle:k")
    assert (await row_of(database, model_provider, row)).secret_id == mine
    other = await stranger(database)
    theirs = await do(database, create_secret, other, {"name": "K", "kind": "BEARER"})
    room = await do(database, create_workspace, admin, {"name": "Room"})
    seeing = admin.seeing(room, Role.ADMIN)
    far = await do(database, create_secret, seeing, {"name": "K", "kind": "BEARER"}, workspace=room)
    for secret, error in ((theirs, NotFound), (far, BadInput)):
        with pytest.raises(error) as refused:
            await change(database, seeing, row, {"secret_id": secret})
        assert refused.value.path == ("secretId",)
    assert (await change(database, admin, row, {"secret_id": None})).secret_id is None


async def test_only_administrators_change_providers_and_models(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, models=[{"name": "m"}])
    (one,) = await models_of(database, row)
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    for verb, given in (
        (create_model_provider, ({"name": "x"},)),
        (update_model_provider, (row, {"name": "x"})),
        (update_model, (one.id, {"enabled": False})),
        (LIFE.delete, (row,)),
    ):
        with pytest.raises(Forbidden):
            await do(database, verb, editor, *given)
    other = await stranger(database)
    for verb, given in (
        (update_model_provider, (row, {})),
        (update_model, (one.id, {})),
        (LIFE.delete, (row,)),
    ):
        with pytest.raises(NotFound):
            await do(database, verb, other, *given)


async def test_one_model_can_be_switched_and_noted_of(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, models=[{"name": "m"}])
    (one,) = await models_of(database, row)
    given = {
        "enabled": False,
        "label": "M",
        "labels": {"a": "b"},
        "external_id": "x",
        "extensions": {"make": 1},
    }
    assert await do(database, update_model, admin, "handle:own/m", given) == one.id
    after = await row_of(database, model, one.id)
    assert {name: getattr(after, name) for name in given} == given
    assert await do(database, update_model, admin, "ext:x", {"enabled": None, "extensions": {"make": None}})
    after = await row_of(database, model, one.id)
    assert (after.enabled, after.extensions, after.label) == (True, {}, "M")
    await do(database, update_model, admin, one.id, {"enabled": True})
    assert [kind for kind, _ in await activities(database)] == [
        "modelProvider.created",
        "model.updated",
        "model.updated",
    ]
    with pytest.raises(BadInput) as refused:
        await do(database, update_model, admin, one.id, {"name": "n"})
    assert refused.value.path == ("name",)


@pytest.mark.parametrize(
    ("believed", "error"),
    [
        ({"deleted": True}, Conflict),
        ({"archived": True}, Conflict),
        ({"owned": False}, Forbidden),
        ({"within": "handle:anthropic"}, NotFound),
    ],
)
async def test_what_is_believed_of_a_model_is_true_of_its_provider(
    database: Database, admin: Viewer, believed: Any, error: type[Exception]
) -> None:
    row = await made(database, admin, models=[{"name": "m"}])
    (one,) = await models_of(database, row)
    with pytest.raises(error):
        await do(database, update_model, admin, one.id, {"label": "x"}, when=Precondition(**believed))
    right = Precondition(deleted=False, archived=False, owned=True, within="handle:own")
    await do(database, update_model, admin, one.id, {"label": "x"}, when=right)
    await do(database, LIFE.delete, admin, row)
    with pytest.raises(Conflict, match="restore it first"):
        await do(database, update_model, admin, one.id, {"label": "y"})


async def test_of_what_comes_with_the_workspace_little_can_be_changed(
    database: Database, admin: Viewer
) -> None:
    provider, one = await seeded(database)
    secret = await do(database, create_secret, admin, {"name": "K", "kind": "BEARER"})
    after = await change(database, admin, provider, {"secret_id": secret, "base_url": "https://a.example"})
    assert (after.secret_id, after.base_url) == (secret, "https://a.example")
    closed: list[Any] = [{"name": "x"}, {"models": []}, {"headers": {}}, {"base_url": None, "labels": {}}]
    for columns in closed:
        with pytest.raises(Forbidden):
            await change(database, admin, provider, columns)
    for verb in (LIFE.archive, LIFE.delete):
        with pytest.raises(Forbidden, match="comes with the workspace"):
            await do(database, verb, admin, provider)
    await do(database, update_model, admin, one, {"enabled": False})
    assert (await row_of(database, model, one)).enabled is False
    with pytest.raises(Forbidden) as refused:
        await do(database, update_model, admin, one, {"enabled": True, "external_id": "x"})
    assert refused.value.path == ("externalId",)


async def test_a_purged_provider_takes_its_models_along(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, models=[{"name": "m"}])
    await do(database, LIFE.delete, admin, row)
    await do(database, LIFE.purge, admin, row)
    assert await models_of(database, row) == []
    again = await made(database, admin, models=[{"name": "m"}])
    assert [each.handle for each in await models_of(database, again)] == ["own/m"]
