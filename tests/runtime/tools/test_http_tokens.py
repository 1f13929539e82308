"""A tool over HTTP shows access tokens that hold: they are renewed when they have ended or are refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.domain.sealed import Sealed
from backend.platform import clock
from backend.store.secret import secret, use_secret
from backend.store.secret_edit import create_secret
from tests.fakes.issuer import Issuer, issuing
from tests.fakes.web import Asked, Reply, Web
from tests.runtime.tools.calls import session_with, tool_of
from tests.stage import Stage
from tests.store.agents import do, row_of

pytestmark = pytest.mark.anyio

GRANTED = {"access_token": "second-access", "refresh_token": "second-refresh", "expires_in": 3600}
PAST = datetime(2026, 1, 1, tzinfo=UTC)


def letting_in(web: Web, *tokens: str) -> None:
    """The server lets in who shows one of these."""

    async def answer(asked: Asked) -> Reply:
        shown = asked.headers.get("authorization", asked.headers.get("x-token", "Bearer ")).split()[-1]
        return Reply(b'"in"') if shown in tokens else Reply(f'"no {shown}"'.encode(), status=401)

    web.answer = answer


async def tokens(stage: Stage, issuer: Issuer | None, **columns: Any) -> str:
    """A secret of kind OAUTH for the server."""
    endpoint = {} if issuer is None else {"clientId": "me", "tokenEndpoint": issuer.url}
    held = {"accessToken": Sealed("first-access"), "refreshToken": Sealed("first-refresh")}
    given = {"name": "Tokens", "handle": "tokens", "kind": "OAUTH", "settings": endpoint, "value": held}
    made: str = await do(
        stage.database, create_secret, stage.viewer, {**given, "hosts": ["localhost"], **columns}
    )
    return made


async def called(stage: Stage, web: Web, config: Any = None, **columns: Any) -> tuple[Any, str]:
    """What a call of the tool logs at its end, and all that its session's log says."""
    owner = await tool_of(stage, web, config or {}, **columns)
    session_id = await session_with(stage, owner)
    run_id = await stage.run(session_id, "call send {}")
    async with stage.engine(allowed_hosts=(web.host, "127.0.0.1")):
        await stage.ended(run_id)
    events = await stage.events(session_id)
    ends = [each.payload for each in events if each.kind in {"ToolCallCompleted", "ToolCallFailed"}]
    return ends[-1], str([each.payload for each in events])


async def test_a_token_that_has_ended_is_renewed_before_it_is_shown_and_kept(stage: Stage, web: Web) -> None:
    letting_in(web, "second-access")
    async with issuing(GRANTED) as issuer:
        secret_id = await tokens(stage, issuer, expires_at=PAST)
        for _ in range(2):
            ended, told = await called(stage, web, secret_id=secret_id)
            assert ended["result"]["body"] == "in"
            assert "access" not in told
    assert issuer.asked == [
        (None, {"grant_type": "refresh_token", "refresh_token": "first-refresh", "client_id": "me"})
    ]
    assert [each.headers["authorization"] for each in web.asked] == ["Bearer second-access"] * 2
    row = await row_of(stage.database, secret, secret_id)
    assert timedelta(minutes=55) < row.expires_at - clock.now() < timedelta(minutes=61)
    async with stage.database.write() as tx:
        held = (await use_secret(tx, str(stage.viewer.home), secret_id)).values
    assert {name: each.reveal() for name, each in held.items()} == {
        "accessToken": "second-access",
        "refreshToken": "second-refresh",
    }


async def test_a_token_that_is_refused_is_renewed_and_the_call_made_again(stage: Stage, web: Web) -> None:
    letting_in(web, "second-access")
    async with issuing(GRANTED) as issuer:
        ended, told = await called(stage, web, secret_id=await tokens(stage, issuer))
    assert ended["result"]["body"] == "in"
    first, second = web.asked
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.headers["authorization"] == "Bearer first-access"
    assert "access" not in told


async def test_a_token_in_a_template_is_renewed_too(stage: Stage, web: Web) -> None:
    letting_in(web, "second-access")
    config = {"headers": {"X-Token": "{{ secrets.tokens }}"}}
    async with issuing(GRANTED) as issuer:
        await tokens(stage, issuer, expires_at=PAST)
        ended, _ = await called(stage, web, config)
    assert ended["result"]["body"] == "in"


async def test_one_that_the_new_token_does_not_please_is_asked_twice_and_no_more(
    stage: Stage, web: Web
) -> None:
    letting_in(web)
    async with issuing(GRANTED) as issuer:
        ended, told = await called(stage, web, secret_id=await tokens(stage, issuer))
    assert (ended["code"], web.came, len(issuer.asked)) == ("HTTP_ERROR", 2, 1)
    assert "access" not in told


async def test_a_refusal_stands_where_no_other_token_is_given(stage: Stage, web: Web) -> None:
    letting_in(web)
    async with issuing({"error": "invalid_grant"}) as issuer:
        ended, _ = await called(stage, web, secret_id=await tokens(stage, issuer))
    assert (ended["code"], web.came) == ("HTTP_ERROR", 1)


@pytest.mark.parametrize(
    ("answer", "word"),
    [({"error": "invalid_grant"}, "invalid_grant"), ({"odd": "hunter2"}, "status 200")],
    ids=["refused", "odd"],
)
async def test_what_has_ended_and_is_not_renewed_is_sent_to_nobody(
    stage: Stage, web: Web, answer: dict[str, Any], word: str
) -> None:
    async with issuing(answer) as issuer:
        ended, told = await called(stage, web, secret_id=await tokens(stage, issuer, expires_at=PAST))
    assert (ended["code"], web.came) == ("SECRET_UNUSABLE", 0)
    assert word in ended["message"]
    assert not [each for each in ('access"', "first-", "hunter2") if each in told]


async def test_a_token_that_lasts_less_than_a_minute_is_used_until_it_is_refused(
    stage: Stage, web: Web
) -> None:
    letting_in(web, "second-access")
    async with issuing({**GRANTED, "expires_in": 30}) as issuer:
        secret_id = await tokens(stage, issuer, expires_at=PAST)
        ended, _ = await called(stage, web, secret_id=secret_id)
    assert ended["result"]["body"] == "in"
    assert (await row_of(stage.database, secret, secret_id)).expires_at is None


async def test_what_cannot_be_renewed_has_expired(stage: Stage, web: Web) -> None:
    ended, _ = await called(stage, web, secret_id=await tokens(stage, None, expires_at=PAST))
    assert (ended["code"], web.came) == ("SECRET_UNUSABLE", 0)
    assert "has expired" in ended["message"]
