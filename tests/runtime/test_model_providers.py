"""A model is asked where its provider says, and shown what the provider has then, and nothing else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from backend.domain.errors import BadInput, Conflict
from backend.domain.model import PROVIDER_LAWS
from backend.domain.sealed import Sealed
from backend.store.life import Life
from backend.store.model_provider_edit import MODEL_PROVIDER, create_model_provider, update_model_provider
from backend.store.secret import SECRET
from backend.store.secret_edit import create_secret, update_secret
from tests.fakes.anthropic import FakeAnthropic, Refused, Said, anthropic_server
from tests.fakes.issuer import Issuer, issuing
from tests.stage import CLOCK, Stage
from tests.store.agents import do

pytestmark = pytest.mark.anyio

OURS = "sk-ant-installation-0123456789"
KEY = "the-workspaces-own-key"
MODEL = "qwen-4"
PRIVATE = ("127.0.0.1",)
PAST = datetime(2026, 1, 1, tzinfo=UTC)
GRANTED = {"access_token": "second-access", "refresh_token": "second-refresh", "expires_in": 3600}


@pytest.fixture
async def server() -> AsyncIterator[FakeAnthropic]:
    async with anthropic_server() as fake:
        fake.replies = [Said(["Hello."])]
        yield fake


async def key(stage: Stage, kind: str = "VALUE", **columns: Any) -> str:
    values = {
        "VALUE": {"value": Sealed(KEY)},
        "BEARER": {"token": Sealed(KEY)},
        "OAUTH": {"accessToken": Sealed(KEY)},
        "BASIC": {"user": Sealed("ada"), "password": Sealed(KEY)},
    }
    given = {"name": "The key", "kind": kind, "value": values[kind], **columns}
    made: str = await do(stage.database, create_secret, stage.viewer, given)
    return made


async def provider(stage: Stage, **columns: Any) -> str:
    given = {"name": "Own", "models": [{"name": MODEL}], **columns}
    made: str = await do(stage.database, create_model_provider, stage.viewer, given)
    return made


async def ran(stage: Stage, **settings: Any) -> Any:
    """The row of a run with the provider's model, in an installation that has a key."""
    session_id = await stage.session(await stage.agent(models=[MODEL], links=CLOCK))
    given: dict[str, Any] = {"anthropic_api_key": SecretStr(OURS), "allowed_hosts": PRIVATE}
    async with stage.engine(anthropic_max_retries=0, **given | settings):
        return await stage.ended(await stage.run(session_id, "Hello"))


async def tokens(stage: Stage, issuer: Issuer, **columns: Any) -> str:
    """A secret of kind OAUTH that the issuer renews."""
    held = {"accessToken": Sealed("first-access"), "refreshToken": Sealed("first-refresh")}
    about = {"clientId": "me", "tokenEndpoint": issuer.url}
    return await key(stage, "OAUTH", value=held, settings=about, **columns)


@pytest.mark.parametrize("kind", ["VALUE", "BEARER", "OAUTH"])
async def test_a_model_is_asked_at_its_provider_with_the_providers_secret_and_headers(
    stage: Stage, server: FakeAnthropic, kind: str
) -> None:
    headers = {"x-team": "blue", "x-other-key": Sealed("withheld")}
    await provider(stage, base_url=server.url, secret_id=await key(stage, kind), headers=headers)
    row = await ran(stage)
    assert (row.status, row.output) == ("COMPLETED", "Hello.")
    assert server.requests[0]["model"] == MODEL
    (sent,) = server.headers
    assert (sent["authorization"], sent["x-team"], sent["x-other-key"]) == (
        f"Bearer {KEY}",
        "blue",
        "withheld",
    )
    assert OURS not in str(sent)


async def test_what_is_the_operators_is_shown_to_no_server_of_a_provider(
    stage: Stage, server: FakeAnthropic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "Authorization: Bearer gateway\nX-Gateway: operator")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "operator")
    made = await provider(stage, base_url=server.url)
    assert (await ran(stage)).status == "COMPLETED"
    server.replies = [Said(["Again."])]
    await do(stage.database, update_model_provider, stage.viewer, made, {"secret_id": await key(stage)})
    assert (await ran(stage)).status == "COMPLETED"
    assert [each.get("authorization") for each in server.headers] == [None, f"Bearer {KEY}"]
    assert not any(word in str(server.headers) for word in (OURS, "gateway", "operator"))


async def test_headers_of_a_provider_are_not_sent_with_the_installations_key(
    stage: Stage, server: FakeAnthropic
) -> None:
    await provider(stage, headers={"x-forward-to": "https://elsewhere.example"})
    assert (await ran(stage, anthropic_base_url=server.url)).status == "COMPLETED"
    (sent,) = server.headers
    assert sent["authorization"] == f"Bearer {OURS}"
    assert "x-forward-to" not in sent


async def test_a_header_takes_the_place_of_the_secret(stage: Stage, server: FakeAnthropic) -> None:
    await provider(stage, base_url=server.url, headers={"authorization": Sealed("Token own")})
    assert (await ran(stage)).status == "COMPLETED"
    assert server.headers[0]["authorization"] == "Token own"


async def test_a_name_is_sent_as_the_provider_has_it(stage: Stage, server: FakeAnthropic) -> None:
    name = "anthropic/claude-sonnet-5"
    await provider(stage, base_url=server.url, models=[{"name": name, "handle": "own/five"}])
    session_id = await stage.session(await stage.agent(models=["handle:own/five"]))
    async with stage.engine(allowed_hosts=PRIVATE):
        row = await stage.ended(await stage.run(session_id, "Hello"))
    assert (row.status, server.requests[0]["model"]) == ("COMPLETED", name)


async def test_two_models_of_one_name_are_refused(stage: Stage) -> None:
    for name in ("a", "b"):
        models = [{"name": MODEL, "handle": f"{name}/qwen"}]
        await provider(stage, name=name, base_url=f"https://{name}.example", models=models)
    agent_id = await stage.agent(models=["handle:a/qwen", "handle:b/qwen"])
    with pytest.raises(Conflict, match=MODEL):
        await stage.session(agent_id)
    assert await stage.session(await stage.agent(models=["handle:a/qwen", "handle:a/qwen"]))


async def test_a_summary_is_made_by_the_provider_too(stage: Stage, server: FakeAnthropic) -> None:
    server.replies = [Said(["Hello."]), Said(["In short: hello."]), Said(["Again."])]
    small = [{"name": MODEL, "maxInputTokens": 100}]
    await provider(stage, base_url=server.url, secret_id=await key(stage), models=small)
    compaction = {"threshold": 0.5, "summarization": {}}
    session_id = await stage.session(await stage.agent(models=[MODEL], compaction=compaction))
    async with stage.engine(allowed_hosts=PRIVATE):
        await stage.ended(await stage.run(session_id, "Hello"))
        row = await stage.ended(await stage.run(session_id, "And now?"))
    assert (row.status, len(server.requests)) == ("COMPLETED", 3)
    assert {each["authorization"] for each in server.headers} == {f"Bearer {KEY}"}


@pytest.mark.parametrize(
    "body",
    [
        {"type": ["x"], "message": f"you showed {KEY}"},
        {"type": "x", "message": [KEY]},
        {"type": "x", "message": f"half \\ud800 of {KEY}"},
    ],
)
async def test_a_refusal_of_any_form_is_told_without_the_secret(
    stage: Stage, server: FakeAnthropic, body: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    server.replies = [Refused(400, body["type"], body["message"])]
    await provider(stage, base_url=server.url, secret_id=await key(stage))
    row = await ran(stage)
    assert (row.status, row.error["code"]) == ("FAILED", "MODEL_BAD_REQUEST")
    assert KEY not in str(row)
    assert KEY not in "".join(capfd.readouterr())


async def test_an_answer_that_has_no_end_of_bytes_is_cut(
    stage: Stage, server: FakeAnthropic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.runtime.models.anthropic_client.LONGEST", 1_000)
    server.replies = [Said(["word " * 1_000])]
    await provider(stage, base_url=server.url)
    row = await ran(stage)
    assert (row.status, row.error["code"]) == ("FAILED", "MODEL_STREAM_BROKEN")


def test_the_url_of_a_provider_has_no_query() -> None:
    with pytest.raises(BadInput, match="query"):
        PROVIDER_LAWS["base_url"]("https://models.example/v1?x=1", ("baseUrl",))


async def test_a_provider_without_a_url_is_the_server_of_the_settings(
    stage: Stage, server: FakeAnthropic
) -> None:
    made = await provider(stage)
    assert (await ran(stage, anthropic_base_url=server.url)).status == "COMPLETED"
    server.replies = [Said(["Again."])]
    await do(stage.database, update_model_provider, stage.viewer, made, {"secret_id": await key(stage)})
    assert (await ran(stage, anthropic_base_url=server.url)).status == "COMPLETED"
    assert [each["authorization"] for each in server.headers] == [f"Bearer {OURS}", f"Bearer {KEY}"]


async def test_a_new_value_of_the_secret_is_shown_from_the_next_message_on(
    stage: Stage, server: FakeAnthropic
) -> None:
    secret_id = await key(stage)
    await provider(stage, base_url=server.url, secret_id=secret_id)
    await ran(stage)
    server.replies = [Said(["Hello again."])]
    await do(stage.database, update_secret, stage.viewer, secret_id, {"value": {"value": Sealed("rotated")}})
    await ran(stage)
    assert [each["authorization"] for each in server.headers] == [f"Bearer {KEY}", "Bearer rotated"]


async def test_a_new_url_holds_from_the_next_message_on(stage: Stage, server: FakeAnthropic) -> None:
    secret_id = await key(stage)
    made = await provider(stage, base_url=server.url, secret_id=secret_id)
    session_id = await stage.session(await stage.agent(models=[MODEL]))
    async with anthropic_server() as moved, stage.engine(allowed_hosts=PRIVATE):
        await stage.ended(await stage.run(session_id, "Hello"))
        moved.replies = [Said(["From there."])]
        await do(stage.database, update_model_provider, stage.viewer, made, {"base_url": moved.url})
        row = await stage.ended(await stage.run(session_id, "And now?"))
    assert (row.output, len(server.requests), len(moved.requests)) == ("From there.", 1, 1)
    assert moved.headers[0]["authorization"] == f"Bearer {KEY}"


async def test_a_provider_that_came_with_the_workspace_is_asked_at_a_url_that_it_is_given(
    stage: Stage, server: FakeAnthropic
) -> None:
    given = {"base_url": server.url, "secret_id": await key(stage)}
    await do(stage.database, update_model_provider, stage.viewer, "handle:anthropic", given)
    session_id = await stage.session(await stage.agent(models=["claude-sonnet-5"]))
    async with stage.engine(allowed_hosts=PRIVATE, anthropic_api_key=SecretStr(OURS)):
        row = await stage.ended(await stage.run(session_id, "Hello"))
    assert (row.status, row.output) == ("COMPLETED", "Hello.")
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


async def test_a_secret_in_the_trash_is_told_of_and_its_provider_not_asked(
    stage: Stage, server: FakeAnthropic
) -> None:
    secret_id = await key(stage)
    await provider(stage, base_url=server.url, secret_id=secret_id)
    session_id = await stage.session(await stage.agent(models=[MODEL]))
    await do(stage.database, Life(SECRET).delete, stage.viewer, secret_id)
    async with stage.engine(allowed_hosts=PRIVATE, anthropic_api_key=SecretStr(OURS)):
        row = await stage.ended(await stage.run(session_id, "Hello"))
    assert (row.status, row.error["code"]) == ("FAILED", "MODEL_UNAUTHORIZED")
    assert "is in the trash" in row.error["message"]
    assert server.requests == []


@pytest.mark.parametrize(
    ("columns", "kind", "says"),
    [
        ({"hosts": ["api.example"]}, "VALUE", "is not meant for 127.0.0.1"),
        ({}, "BASIC", "which is no key"),
        ({"expires_at": PAST}, "OAUTH", "has expired"),
        ({"value": {"value": Sealed("two\nlines")}}, "VALUE", "what no header can"),
    ],
)
async def test_a_secret_that_is_not_for_the_server_is_not_shown_to_it(
    stage: Stage, server: FakeAnthropic, columns: dict[str, Any], kind: str, says: str
) -> None:
    await provider(stage, base_url=server.url, secret_id=await key(stage, kind, **columns))
    row = await ran(stage)
    assert (row.status, row.error["code"]) == ("FAILED", "MODEL_UNAUTHORIZED")
    assert says in row.error["message"]
    assert KEY not in str(row)
    assert server.requests == []


async def test_what_the_server_repeats_of_what_it_was_shown_is_hidden(
    stage: Stage, server: FakeAnthropic
) -> None:
    server.replies = [Refused(401, "authentication_error", f"bad key {KEY} or withheld")]
    headers = {"x-other-key": Sealed("withheld")}
    await provider(stage, base_url=server.url, secret_id=await key(stage), headers=headers)
    row = await ran(stage)
    assert row.error["code"] == "MODEL_UNAUTHORIZED"
    assert row.error["message"] == "The model's server refused: bad key ••• or •••"


@pytest.mark.parametrize(
    ("prices", "cost"),
    [
        ({"inputPrice": Decimal(10), "outputPrice": Decimal(100)}, "0.002020000"),
        (
            {"inputPrice": Decimal(10), "outputPrice": Decimal(100), "cacheReadPrice": Decimal(1)},
            "0.001120000",
        ),
        ({"inputPrice": Decimal(10)}, None),
    ],
)
async def test_a_message_costs_what_its_model_says(
    stage: Stage, server: FakeAnthropic, prices: dict[str, Any], cost: str | None
) -> None:
    await provider(stage, base_url=server.url, models=[{"name": MODEL, **prices}])
    assert (await ran(stage)).usage["cost"] == cost


async def test_a_token_that_has_ended_is_renewed_before_it_is_shown(
    stage: Stage, server: FakeAnthropic
) -> None:
    server.replies = [Said(["Hello."]), Said(["Hello again."])]
    async with issuing(GRANTED) as issuer:
        await provider(stage, base_url=server.url, secret_id=await tokens(stage, issuer, expires_at=PAST))
        assert [(await ran(stage)).status for _ in range(2)] == ["COMPLETED"] * 2
    assert [each["authorization"] for each in server.headers] == ["Bearer second-access"] * 2
    assert len(issuer.asked) == 1


async def test_a_token_that_is_refused_is_renewed_and_the_model_asked_once_more(
    stage: Stage, server: FakeAnthropic
) -> None:
    refused = Refused(401, "authentication_error", "Who is first-access?")
    server.replies = [refused, Said(["Hello."]), refused, refused]
    async with issuing(GRANTED, GRANTED) as issuer:
        await provider(stage, base_url=server.url, secret_id=await tokens(stage, issuer))
        first, second = await ran(stage), await ran(stage)
    assert (first.status, first.turns, first.output) == ("COMPLETED", 1, "Hello.")
    assert (second.status, second.error["code"]) == ("FAILED", "MODEL_UNAUTHORIZED")
    assert [each["authorization"].split()[-1] for each in server.headers] == [
        "first-access",
        *["second-access"] * 3,
    ]


@pytest.mark.parametrize(
    ("elsewhere", "code"), [("", "MODEL_UNAUTHORIZED"), ("http://127.0.0.1:9/token", "MODEL_UNREACHABLE")]
)
async def test_a_token_that_is_not_renewed_is_told_of_and_the_model_not_asked(
    stage: Stage, server: FakeAnthropic, elsewhere: str, code: str
) -> None:
    async with issuing({"error": "invalid_grant"}) as issuer:
        about = {"clientId": "me", "tokenEndpoint": elsewhere or issuer.url}
        secret_id = await tokens(stage, issuer, expires_at=PAST)
        await do(stage.database, update_secret, stage.viewer, secret_id, {"settings": about})
        await provider(stage, base_url=server.url, secret_id=secret_id)
        row = await ran(stage)
    assert (row.status, row.error["code"]) == ("FAILED", code)
    assert "first-" not in str(row.error)
    assert server.requests == []


async def test_a_private_server_is_asked_only_where_the_operator_allows_its_host(
    stage: Stage, server: FakeAnthropic
) -> None:
    await provider(stage, base_url=server.url, secret_id=await key(stage))
    row = await ran(stage, allowed_hosts=(), anthropic_base_url=server.url)
    assert (row.status, row.error["code"]) == ("FAILED", "MODEL_UNREACHABLE")
    assert server.requests == []


async def test_a_redirect_is_not_followed(stage: Stage, server: FakeAnthropic) -> None:
    away = {"location": f"{server.url}/v1/messages"}
    server.replies = [Refused(307, "moved", headers=away), Said(["Never."])]
    await provider(stage, base_url=server.url, secret_id=await key(stage))
    assert (await ran(stage)).status == "FAILED"
    assert len(server.requests) == 1


async def test_a_provider_that_is_gone_is_told_of(stage: Stage, server: FakeAnthropic) -> None:
    made = await provider(stage, base_url=server.url)
    session_id = await stage.session(await stage.agent(models=[MODEL]))
    await do(stage.database, Life(MODEL_PROVIDER).delete, stage.viewer, made)
    async with stage.engine(allowed_hosts=PRIVATE):
        row = await stage.ended(await stage.run(session_id, "Hello"))
    assert (row.error["code"], row.error["message"]) == (
        "UNKNOWN_MODEL",
        "The provider of this model is gone.",
    )
    assert server.requests == []
