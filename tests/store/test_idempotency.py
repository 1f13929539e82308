"""The same request sent again finds the row that the first one made."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

import anyio
import pytest

from backend.domain.errors import BadInput, IdempotencyConflict
from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.platform.secrets import Keyring
from backend.store.agent import agent
from backend.store.agent_create import create_agent
from backend.store.database import Database
from backend.store.idempotency import idempotency, once
from tests.store.agents import do
from tests.sweeping import swept
from tests.tenants import SECRET, stranger

pytestmark = pytest.mark.anyio


async def make(database: Database, viewer: Viewer, key: str, name: str = "Ada") -> str:
    """An agent, made under an idempotency key."""
    made: str = await do(database, create_agent, viewer, {"name": name}, idempotency_key=key)
    return made


async def send(database: Database, viewer: Viewer, given: Mapping[str, object]) -> str:
    """The row that is made, or was made, of this input under one key."""

    async def add() -> str:
        return str(clock.now())

    async with database.write() as tx:
        return await once(tx, viewer, "keep", "k", given, add)


async def agents(database: Database) -> int:
    """How many agents there are."""
    async with database.read() as tx:
        return len(await tx.fetch(agent.select()))


async def test_ten_equal_requests_at_once_make_one_row(database: Database, admin: Viewer) -> None:
    made: list[str] = []

    async def send() -> None:
        made.append(await make(database, admin, "k"))

    with anyio.fail_after(10):
        async with anyio.create_task_group() as tasks:
            for _ in range(10):
                tasks.start_soon(send)
    assert len(made) == 10
    assert len(set(made)) == 1
    assert await agents(database) == 1


async def test_a_key_used_with_another_input_is_a_conflict(database: Database, admin: Viewer) -> None:
    await make(database, admin, "k")
    with pytest.raises(IdempotencyConflict) as refusal:
        await make(database, admin, "k", "Eve")
    assert refusal.value.path == ("idempotencyKey",)
    assert await agents(database) == 1


async def test_keys_belong_to_who_sent_them(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    assert await make(database, admin, "k") != await make(database, other, "k")


async def test_a_request_that_failed_leaves_its_key_free(database: Database, admin: Viewer) -> None:
    with pytest.raises(BadInput):
        await make(database, admin, "k", "a\0b")
    await make(database, admin, "k")


async def test_after_a_day_the_key_is_free_again(database: Database, admin: Viewer) -> None:
    first = await make(database, admin, "k")
    yesterday = {"created_at": clock.now() - timedelta(hours=25)}
    async with database.write() as tx:
        await tx.fetch(idempotency.update().values(yesterday))
    second = await make(database, admin, "k", "Eve")
    assert second != first
    assert await make(database, admin, "k", "Eve") == second
    await swept(database, clock.now() + timedelta(hours=25))
    async with database.read() as tx:
        assert await tx.fetch(idempotency.select()) == []


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_has_1_to_255_characters(database: Database, admin: Viewer, key: str) -> None:
    with pytest.raises(BadInput):
        await make(database, admin, key)


async def test_an_input_with_secrets_is_told_from_another(database: Database, admin: Viewer) -> None:
    given = {"token": Sealed("1234"), "env": {"A": Sealed("a")}}
    made = await send(database, admin, given)
    assert await send(database, admin, {"token": Sealed("1234"), "env": {"A": Sealed("a")}}) == made
    for other in ({"token": Sealed("1235")}, {"env": {"A": Sealed("b")}}):
        with pytest.raises(IdempotencyConflict):
            await send(database, admin, given | other)


async def test_a_digest_cannot_be_guessed_without_the_installations_secret(
    database: Database, admin: Viewer
) -> None:
    await send(database, admin, {"token": Sealed("1234")})
    async with database.read() as tx:
        [row] = await tx.fetch(idempotency.select())
    guesses = [b'{"token":"1234"}', b"1234"]
    plain = [hashlib.sha256(guess).hexdigest() for guess in guesses]
    keyed = [hmac.digest(b"", guess, "sha256").hex() for guess in guesses]
    assert not any(digest in row.input_digest for digest in (*plain, *keyed, "1234"))
    assert row.input_digest == Keyring(SECRET).digest(guesses[0])
    assert row.input_digest != Keyring("n" * 32).digest(guesses[0])


async def test_a_key_is_known_again_after_the_installations_secret_has_changed(
    database: Database, admin: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await send(database, admin, {"token": Sealed("1234")})
    monkeypatch.setattr(database, "_keyring", Keyring("n" * 32, (SECRET,)))
    assert await send(database, admin, {"token": Sealed("1234")}) == made
    with pytest.raises(IdempotencyConflict):
        await send(database, admin, {"token": Sealed("1235")})


async def test_an_input_that_cannot_be_written_is_refused_and_not_repeated(
    database: Database, admin: Viewer
) -> None:
    with pytest.raises(BadInput, match="cannot be stored") as refusal:
        await send(database, admin, {"token": Sealed("canary\ud800")})
    assert "canary" not in refusal.value.message


async def test_a_database_without_keys_takes_no_idempotency_key(
    database: Database, admin: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_keyring", None)
    with pytest.raises(TypeError, match="give connect"):
        await send(database, admin, {})
