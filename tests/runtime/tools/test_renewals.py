"""Tokens are renewed once, whoever uses them at the same time, and what comes of it is not lost."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from backend.domain.sealed import Sealed
from backend.platform import http
from backend.runtime.tools import tokens as renewing
from backend.runtime.tools.base import Lent
from backend.runtime.tools.tokens import NotRenewed, renew
from backend.store.oauth_tokens import Granted, Tokens, are_kept, keep_tokens, tokens_of_secret
from backend.store.secret import use_secret
from backend.store.secret_edit import create_secret
from tests.fakes.issuer import Issuer, issuing
from tests.patience import eventually
from tests.stage import Stage
from tests.store.agents import do

pytestmark = pytest.mark.anyio

GRANTED = {"access_token": "second-access", "refresh_token": "second-refresh"}
REFUSED = {"error": "invalid_grant"}


@pytest.fixture
async def lent(stage: Stage) -> AsyncIterator[Lent]:
    """What tools are lent."""
    lent = Lent(stage.database, http.client(("127.0.0.1",)), stage.settings)
    yield lent
    await lent.close()


async def new_secret(stage: Stage, issuer: Issuer) -> str:
    held = {"accessToken": Sealed("first-access"), "refreshToken": Sealed("first-refresh")}
    settings = {"clientId": "me", "tokenEndpoint": issuer.url}
    given = {"name": "Tokens", "kind": "OAUTH", "settings": settings, "value": held}
    made: str = await do(stage.database, create_secret, stage.viewer, given)
    return made


async def tokens(stage: Stage, secret_id: str) -> Tokens:
    async with stage.database.write() as tx:
        return tokens_of_secret(await use_secret(tx, str(stage.viewer.home), secret_id))


async def refresh_token(stage: Stage, secret_id: str) -> str | None:
    held = (await tokens(stage, secret_id)).refresh
    return held and held.reveal()


async def test_tokens_that_several_calls_find_ended_are_renewed_once(stage: Stage, lent: Lent) -> None:
    async with issuing(GRANTED) as issuer:
        secret_id = await new_secret(stage, issuer)
        each = [await tokens(stage, secret_id) for _ in range(3)]
        await asyncio.gather(*(renew(lent, found) for found in each))
        await renew(lent, each[0])
    assert len(issuer.asked) == 1
    assert await refresh_token(stage, secret_id) == "second-refresh"


async def test_those_who_wait_for_a_renewal_that_is_refused_are_all_told(stage: Stage, lent: Lent) -> None:
    async with issuing(REFUSED) as issuer:
        found = await tokens(stage, await new_secret(stage, issuer))
        told = await asyncio.gather(*(renew(lent, found) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in told] == [NotRenewed] * 3
    assert len(issuer.asked) == 1


async def given_up(stage: Stage, lent: Lent, issuer: Issuer) -> str:
    """A secret whose renewal the issuer is about to answer, while the call that asked for it is over."""
    issuer.may.clear()
    secret_id = await new_secret(stage, issuer)
    calling = asyncio.create_task(renew(lent, await tokens(stage, secret_id)))
    await eventually(issuer.has_been_asked)
    calling.cancel()
    await asyncio.wait([calling])
    issuer.may.set()
    return secret_id


async def test_what_is_granted_is_kept_although_the_call_that_asked_is_over(stage: Stage, lent: Lent) -> None:
    async with issuing(GRANTED) as issuer:
        secret_id = await given_up(stage, lent, issuer)

        async def is_kept() -> bool:
            return await refresh_token(stage, secret_id) == "second-refresh"

        await eventually(is_kept)


async def test_who_is_refused_waits_for_what_another_process_is_about_to_keep(
    stage: Stage, lent: Lent, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[bool] = []

    async def looked(*given: Any) -> bool:
        looks.append(await are_kept(*given))
        return looks[-1]

    async def refused() -> bool:
        return len(looks) >= 2

    monkeypatch.setattr(renewing, "are_kept", looked)
    monkeypatch.setattr(renewing, "LOOKS", (0.0, *[0.1] * 100))
    async with issuing(REFUSED) as issuer:
        found = await tokens(stage, await new_secret(stage, issuer))
        second = asyncio.create_task(renew(lent, found))
        await eventually(refused)
        async with stage.database.write() as tx:
            assert await keep_tokens(tx, found, Granted(Sealed("x"), Sealed("y"), None))
        await second


async def test_a_process_that_stops_keeps_what_it_is_just_given(stage: Stage) -> None:
    lent = Lent(stage.database, http.client(("127.0.0.1",)), stage.settings)
    async with issuing(GRANTED) as issuer:
        secret_id = await given_up(stage, lent, issuer)
        await lent.close()
    assert await refresh_token(stage, secret_id) == "second-refresh"
