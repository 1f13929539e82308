"""Access tokens: shown, renewed when they have ended or are refused, and never told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from backend.domain.sealed import Sealed
from backend.platform import clock
from backend.store.mcp_server import mcp_server
from backend.store.secret import secret, use_secret
from backend.store.secret_edit import create_secret
from tests.fakes.gate import Gate, served
from tests.fakes.issuer import Issuer, issuing
from tests.runtime.boxes import attached, called, discovered, session_with
from tests.stage import Stage
from tests.store.agents import do, row_of

pytestmark = pytest.mark.anyio

HI = {"text": "Hi"}


def letting_in(token: str) -> Any:
    """Lets those in who show this token."""

    def answer(scope: Scope) -> Response | None:
        shown = dict(scope["headers"]).get(b"authorization", b"").decode()
        return None if shown == f"Bearer {token}" else PlainTextResponse("No.", 401)

    return answer


async def new_secret(stage: Stage, issuer: Issuer, **value: str) -> str:
    """A secret of kind OAUTH."""
    settings = {"clientId": "me", "tokenEndpoint": issuer.url}
    held = {name: Sealed(each) for name, each in value.items()}
    given = {"name": "Tokens", "kind": "OAUTH", "settings": settings, "value": held}
    made: str = await do(stage.database, create_secret, stage.viewer, given)
    return made


async def kept(stage: Stage, secret_id: str) -> dict[str, str]:
    """What the secret holds."""
    async with stage.database.write() as tx:
        found = await use_secret(tx, str(stage.viewer.home), secret_id)
    return {name: each.reveal() for name, each in found.values.items()}


async def linked(stage: Stage, gate: Gate, **columns: Any) -> tuple[str, str]:
    """A server behind the gate, and a session that is linked to it."""
    server_id = await attached(stage, url=gate.url, auth="OAUTH", **columns)
    return server_id, await session_with(stage, server_id)


async def test_a_token_that_the_server_refuses_is_renewed_and_kept(
    stage: Stage, capfd: pytest.CaptureFixture[str]
) -> None:
    granted = {"access_token": "second-access", "refresh_token": "second-refresh", "expires_in": 3600}
    async with served() as gate, issuing(granted) as issuer:
        gate.instead = letting_in("first-access")
        given = {"accessToken": "first-access", "refreshToken": "first-refresh", "clientSecret": "client-key"}
        secret_id = await new_secret(stage, issuer, **given)
        _, session_id = await linked(stage, gate, secret_id=secret_id)
        assert issuer.asked == []
        gate.instead = letting_in("second-access")
        for _ in range(2):
            assert await called(stage, session_id, "say", HI) == ("ToolCallCompleted", "Hi")
    ((who, form),) = issuer.asked
    assert who is not None
    assert who.startswith("Basic ")
    assert form == {"grant_type": "refresh_token", "refresh_token": "first-refresh"}
    after = await kept(stage, secret_id)
    assert after == {
        "accessToken": "second-access",
        "refreshToken": "second-refresh",
        "clientSecret": "client-key",
    }
    ends = (await row_of(stage.database, secret, secret_id)).expires_at
    assert timedelta(minutes=55) < ends - clock.now() < timedelta(minutes=61)
    streams = capfd.readouterr()
    told = str(await stage.events(session_id)) + streams.out + streams.err
    assert not [each for each in (*given.values(), *after.values()) if each in told]


async def test_a_token_that_has_ended_is_renewed_before_it_is_shown(stage: Stage) -> None:
    async with served() as gate, issuing({"access_token": "second-access"}) as issuer:
        given = {"accessToken": "first-access", "refreshToken": "first-refresh"}
        secret_id = await new_secret(stage, issuer, **given)
        async with stage.database.write() as tx:
            await tx.fetch(update(secret).values(expires_at=clock.now()))
        await linked(stage, gate, secret_id=secret_id)
    assert {each["authorization"] for each in gate.headers} == {"Bearer second-access"}
    assert issuer.asked == [
        (None, {"grant_type": "refresh_token", "refresh_token": "first-refresh", "client_id": "me"})
    ]
    assert (await kept(stage, secret_id))["refreshToken"] == "first-refresh"


async def test_a_client_that_need_ask_nobody_gets_its_token_by_its_own_secret(stage: Stage) -> None:
    async with served() as gate, issuing({"access_token": "an-access", "expires_in": 600}) as issuer:
        gate.instead = letting_in("an-access")
        client = {
            "clientId": "me",
            "clientSecret": Sealed("key"),
            "tokenEndpoint": issuer.url,
            "scopes": "a b",
        }
        server_id, session_id = await linked(stage, gate, oauth=client)
        assert await called(stage, session_id, "say", HI) == ("ToolCallCompleted", "Hi")
        row = await row_of(stage.database, mcp_server, server_id)
    assert [form for _, form in issuer.asked] == [{"grant_type": "client_credentials", "scope": "a b"}]
    assert clock.parse(row.oauth["expiresAt"]) > clock.now()
    assert "an-access" not in str(row)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ({"error": "invalid_grant"}, "invalid_grant"),
        ({"error": "secret: hunter2!"}, "status 400"),
        ({"token": "x"}, "status 200"),
    ],
    ids=["refused", "chatty", "odd"],
)
async def test_what_the_endpoint_refuses_is_told_by_its_code_alone(
    stage: Stage, answer: dict[str, Any], word: str
) -> None:
    async with served() as gate, issuing(answer) as issuer:
        secret_id = await new_secret(stage, issuer, refreshToken="old-refresh")
        server_id = await attached(stage, url=gate.url, auth="OAUTH", secret_id=secret_id)
    row = await row_of(stage.database, mcp_server, server_id)
    assert row.status == "ERROR"
    assert word in row.error
    assert "hunter2" not in row.error
    assert "old-refresh" not in row.error


async def test_where_there_is_no_token_and_nothing_to_get_one_by_it_is_said(stage: Stage) -> None:
    async with served() as gate:
        client = {
            "clientId": "me",
            "clientSecret": Sealed("key"),
            "tokenEndpoint": "https://auth.example/token",
            "authorizationEndpoint": "https://auth.example/authorize",
        }
        server_id = await attached(stage, url=gate.url, auth="OAUTH", oauth=client)
        owner = await discovered(stage, server_id)
    assert owner.sync_status == "FAILED"
    assert "refresh token" in owner.sync_error
    assert gate.asked == []
