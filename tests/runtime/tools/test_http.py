"""Tools over HTTP are called inside runs: with templates, secrets, limits, and the same key after a death."""

import asyncio
from datetime import timedelta
from typing import Any

import orjson
import pytest

from backend.domain.event import EventKind
from backend.domain.sealed import Sealed
from backend.platform import clock
from backend.runtime.engine import Engine
from backend.runtime.tools.http_answer import LARGEST
from backend.store.run_claim import let_all_go
from backend.store.secret import secret
from backend.store.secret_edit import create_secret
from tests.fakes.web import Asked, Reply, Web
from tests.runtime.tools.calls import called, linked, logged, session_with, tool_of
from tests.stage import Stage
from tests.store.agents import do, row_of

pytestmark = pytest.mark.anyio

CANARY = "canary in the mine/+"


def answering(web: Web, **said: Any) -> None:
    """The server answers this from now on."""

    async def answer(_: Asked) -> Reply:
        return Reply(**said)

    web.answer = answer


async def key(stage: Stage, kind: str = "BEARER", **columns: Any) -> str:
    values = {
        "BEARER": {"token": Sealed(CANARY)},
        "VALUE": {"value": Sealed(CANARY)},
        "OAUTH": {"accessToken": Sealed(CANARY)},
        "BASIC": {"user": Sealed("ada@example"), "password": Sealed(CANARY)},
    }
    given = {"name": "The key", "kind": kind, "value": values[kind], "hosts": ["localhost"], **columns}
    made: str = await do(stage.database, create_secret, stage.viewer, given)
    return made


async def log_of(stage: Stage, session_id: str) -> str:
    """All that the log of a session says."""
    return str([each.payload for each in await stage.events(session_id)])


async def test_a_tool_is_called_with_templates_over_its_arguments(stage: Stage, web: Web) -> None:
    config = {
        "method": "POST",
        "path": "/cities/{{ city }}/{{ arguments.day }}",
        "query": "unit={{ unit }}&from=here",
        "headers": {"X-City": "{{ city | upcase }}"},
        "body": '{"city": "{{ city }}", "tags": {{ tags }}}',
    }
    arguments = {"city": 'Å "b"/c', "day": 5, "unit": "°C&x=1", "tags": ["a", 1]}
    told = await called(stage, web, config, arguments)
    assert told["result"]["status"] == 200
    (asked,) = web.asked
    assert (asked.method, asked.headers["content-type"]) == ("POST", "application/json")
    assert asked.target == "/cities/%C3%85%20%22b%22%2Fc/5?unit=%C2%B0C%26x%3D1&from=here"
    assert asked.headers["x-city"].encode("latin-1").decode() == 'Å "B"/C'
    assert orjson.loads(asked.body) == {"city": arguments["city"], "tags": ["a", 1]}
    assert told["result"]["body"]["target"] == asked.target


async def test_without_templates_the_arguments_are_the_query_or_the_body(stage: Stage, web: Web) -> None:
    arguments = {"a": "x y", "b": [1, True], "c": {"d": None}, "e": None}
    await called(stage, web, {"path": "/get"}, arguments)
    await called(stage, web, {"path": "/{{ a }}", "method": "DELETE"}, {"a": "1", "b": "2"})
    await called(stage, web, {"path": "/post", "method": "POST"}, arguments)
    got, deleted, posted = web.asked
    assert got.target == "/get?a=x%20y&b=1&b=true&c=%7B%22d%22%3Anull%7D"
    assert (deleted.method, deleted.target, deleted.body) == ("DELETE", "/1?b=2", b"")
    assert orjson.loads(posted.body) == arguments


async def test_templates_know_the_session_and_no_argument_stands_for_it(stage: Stage, web: Web) -> None:
    config = {"headers": {"X-Who": "{{ session.endUserId }} {{ variables.plan }} {{ session.labels.a }}"}}
    set_id = await tool_of(stage, web, config, headers={"X-Plan": "{{ variables.plan }}"})
    opened = {"end_user_id": "u1", "variables": {"plan": "gold"}, "labels": {"a": "b"}}
    session_id = await session_with(stage, set_id, **opened)
    await logged(stage, session_id, web, {"session": {"endUserId": "root"}, "variables": {"plan": "none"}})
    (asked,) = web.asked
    assert (asked.headers["x-who"], asked.headers["x-plan"]) == ("u1 gold b", "gold")


async def test_a_tool_may_have_a_url_of_its_own_whose_host_a_variable_names(stage: Stage, web: Web) -> None:
    config = {"path": f"http://{{{{ variables.host }}}}:{web.port}/x/{{{{ id }}}}"}
    set_id = await tool_of(stage, web, config, base_url="https://elsewhere.example/v1")
    session_id = await session_with(stage, set_id, variables={"host": "localhost"})
    assert (await logged(stage, session_id, web, {"id": 7}))["result"]["body"]["target"] == "/x/7"


async def test_the_key_is_the_calls_unless_a_header_says_otherwise(stage: Stage, web: Web) -> None:
    await called(stage, web, {})
    await called(stage, web, {"headers": {"idempotency-KEY": "{{ id }}"}}, {"id": "mine"})
    await called(stage, web, {"headers": {"Idempotency-Key": ""}})
    assert [each.headers.get("idempotency-key", "none").partition(":")[2] for each in web.asked] == [
        "1",
        "",
        "",
    ]
    assert web.asked[0].headers["idempotency-key"].startswith("run_")
    assert web.asked[1].headers["idempotency-key"] == "mine"
    assert "idempotency-key" not in web.asked[2].headers


async def test_after_a_workers_death_the_call_is_made_again_with_the_same_key(stage: Stage, web: Web) -> None:
    reached = asyncio.Event()

    async def hang(_: Asked) -> Reply:
        reached.set()
        await asyncio.Event().wait()
        return Reply()

    web.answer = hang
    session_id = await session_with(stage, await tool_of(stage, web, {"method": "POST"}))
    run_id = await stage.run(session_id, "call send {}")
    dead = Engine(stage.database, stage.settings.model_copy(update={"allowed_hosts": (web.host,)}))
    await dead.start()
    await asyncio.wait_for(reached.wait(), 5)
    await kill(stage, dead)
    answering(web, body=b'"done"')
    async with stage.engine(allowed_hosts=(web.host,)):
        assert (await stage.ended(run_id)).status == "COMPLETED"
    assert [each.headers["idempotency-key"] for each in web.asked] == [f"{run_id}:1"] * 2
    done = await stage.payload(session_id, EventKind.TOOL_CALL_COMPLETED)
    assert done["result"] == {"status": 200, "body": "done"}
    assert (await stage.kinds(session_id)).count("ToolCallStarted") == 1


async def kill(stage: Stage, engine: Engine) -> None:
    """The engine stops where it stands, as if it were killed and its lease over."""
    tasks = [*engine._loops, *(each.task for each in engine._running.values() if each.task)]
    tasks += [engine._claiming] if engine._claiming else []
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await engine._lent.client.aclose()
    async with stage.database.write() as tx:
        await let_all_go(tx)


@pytest.mark.parametrize("status", [300, 400, 404, 500, 503])
async def test_an_answer_that_is_an_error_is_told_with_its_beginning(
    stage: Stage, web: Web, status: int
) -> None:
    answering(web, status=status, body=b'{"why": "' + b"x" * 2_000 + b'"}')
    told = await called(stage, web, {})
    assert told["code"] == "HTTP_ERROR"
    assert f"answered {status}" in told["message"]
    assert 'why":"xxx' in told["message"]
    assert len(told["message"]) < 1_200


async def test_redirects_are_told_and_not_followed(stage: Stage, web: Web) -> None:
    answering(web, status=302, headers={"Location": f"{web.url}/elsewhere?token=1"})
    set_id = await tool_of(stage, web, {}, headers={"Authorization": "Bearer abc"})
    told = await logged(stage, await session_with(stage, set_id), web)
    assert told["code"] == "HTTP_ERROR"
    assert "/elsewhere" in told["message"]
    assert len(web.asked) == 1


async def test_an_answer_that_is_too_long_is_cut(stage: Stage, web: Web) -> None:
    answering(web, body=b"[" + b"1," * LARGEST + b"1]")
    told = await called(stage, web, {})
    # What is kept of a result is less than what is read of an answer.
    assert told["result"].startswith('{"status":200,"body":"[1,1')
    assert told["result"].endswith('"cut":true}')


async def test_a_tool_has_the_time_that_it_says(stage: Stage, web: Web) -> None:
    async def hang(_: Asked) -> Reply:
        await asyncio.Event().wait()
        return Reply()

    web.answer = hang
    told = await called(stage, web, {}, timeout_seconds=1)
    assert told["code"] == "TIMED_OUT"


async def test_a_server_that_is_not_there_is_told_in_few_words(stage: Stage, web: Web) -> None:
    told = await called(stage, web, {}, base_url="http://nowhere.invalid/")
    assert (told["code"], "nowhere" in told["message"]) == ("UNREACHABLE", False)


async def test_an_answer_that_does_not_fit_the_tools_output_schema_is_an_error(
    stage: Stage, web: Web
) -> None:
    schema = {"type": "object", "required": ["method"]}
    assert "result" in await called(stage, web, {}, output_schema=schema)
    told = await called(stage, web, {}, output_schema={"type": "object", "required": ["none"]})
    assert told["code"] == "INVALID_RESULT"


async def test_what_a_log_cannot_hold_does_not_fail_the_run(stage: Stage, web: Web) -> None:
    answering(web, body=rb'{"a\u0000": ["\u0000"]}')
    assert (await called(stage, web, {}))["result"]["body"] == {"a\ufffd": ["\ufffd"]}


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("BEARER", f"Bearer {CANARY}"),
        ("OAUTH", f"Bearer {CANARY}"),
        ("VALUE", CANARY),
        ("BASIC", "Basic YWRhQGV4YW1wbGU6Y2FuYXJ5IGluIHRoZSBtaW5lLys="),
    ],
)
async def test_the_secret_of_a_set_is_shown_to_the_host_and_kept_out_of_the_log(
    stage: Stage, web: Web, kind: str, shown: str
) -> None:
    row = await key(stage, kind)
    session_id = await session_with(stage, await tool_of(stage, web, {}, secret_id=row))
    told = await logged(stage, session_id, web)
    assert web.asked[0].headers["authorization"] == shown
    assert "•••" in told["result"]["body"]["headers"]["authorization"]
    assert CANARY not in await log_of(stage, session_id)
    assert shown not in await log_of(stage, session_id)
    assert (await row_of(stage.database, secret, row)).last_used_at is not None


async def test_a_linked_secret_is_shown_to_the_hosts_that_it_lists(stage: Stage, web: Web) -> None:
    link = linked("SECRET", secret=await key(stage))
    await logged(stage, await session_with(stage, await tool_of(stage, web, {}), link), web)
    config = {"headers": {"Authorization": "Bearer {{ mine }}"}}
    await logged(
        stage, await session_with(stage, await tool_of(stage, web, config), link), web, {"mine": "own"}
    )
    other = linked("SECRET", secret=await key(stage, hosts=["elsewhere.example"]))
    await logged(stage, await session_with(stage, await tool_of(stage, web, {}), other), web)
    assert [each.headers.get("authorization") for each in web.asked] == [
        f"Bearer {CANARY}",
        "Bearer own",
        None,
    ]


async def test_secrets_stand_in_headers_query_and_body_and_in_no_path(stage: Stage, web: Web) -> None:
    await key(stage, "VALUE", handle="by.handle")
    config = {
        "method": "PUT",
        "query": "key={{ secrets.by.handle }}",
        "headers": {"X-Key": "{{ secrets.mine }}"},
        "body": '{"key": "{{ secrets.mine }}"}',
    }
    secrets = [{"name": "mine", "value": Sealed("session's own")}]
    session_id = await session_with(stage, await tool_of(stage, web, config), secrets=secrets)
    told = await logged(stage, session_id, web)
    (asked,) = web.asked
    assert asked.target == "/?key=canary%20in%20the%20mine%2F%2B"
    assert (asked.headers["x-key"], orjson.loads(asked.body)) == ("session's own", {"key": "session's own"})
    assert told["result"]["body"]["target"] == "/?key=•••"
    assert told["result"]["body"]["body"] == '{"key": "•••"}'
    assert "session's own" not in await log_of(stage, session_id)
    told = await called(stage, web, {"path": "/{{ secrets.by.handle }}"})
    assert (told["code"], len(web.asked)) == ("INVALID_REQUEST", 1)


async def test_withheld_headers_are_sent_and_an_error_that_repeats_one_is_masked(
    stage: Stage, web: Web
) -> None:
    answering(web, status=401, media="text/plain", body=f"bad key {CANARY}; {CANARY}".encode())
    config = {"headers": {"X-Token": CANARY}}
    session_id = await session_with(
        stage, await tool_of(stage, web, config, headers={"X-Api-Key": "of the set"})
    )
    told = await logged(stage, session_id, web)
    assert (web.asked[0].headers["x-token"], web.asked[0].headers["x-api-key"]) == (CANARY, "of the set")
    assert told["message"] == "The server answered 401. bad key •••; •••"


async def test_a_template_that_would_tell_a_secret_in_its_error_does_not(stage: Stage, web: Web) -> None:
    await key(stage, "VALUE", handle="key")
    told = await called(stage, web, {"query": "k={{ session[secrets.key] }}"})
    assert (told["code"], web.came) == ("INVALID_REQUEST", 0)
    assert "session['•••'] is undefined" in told["message"]


async def test_a_tool_that_a_link_defines_itself_is_called_with_its_headers(stage: Stage, web: Web) -> None:
    config = {"path": f"{web.url}/own", "headers": {"X-Token": CANARY}}
    definition = {"name": "send", "kind": "HTTP", "config": config}
    inline = {"target": {"inline": {"kind": "TOOL", "definition": definition}}}
    agent_id = await stage.agent(links=[{"kinds": ["TOOL"], "links": [inline]}])
    told = await logged(stage, await stage.session(agent_id), web)
    assert (told["result"]["status"], web.asked[0].target) == (200, "/own")
    assert (web.asked[0].headers["x-token"], told["result"]["body"]["headers"]["x-token"]) == (CANARY, "•••")


async def test_calls_of_one_message_are_made_with_keys_of_their_own(stage: Stage, web: Web) -> None:
    session_id = await session_with(stage, await tool_of(stage, web, {"path": "/{{ n }}"}))
    run_id = await stage.run(session_id, " ".join(f'call send {{"n": {n}}}' for n in range(5)))
    async with stage.engine(allowed_hosts=(web.host,)):
        await stage.ended(run_id)
    assert sorted(each.target for each in web.asked) == [f"/{n}" for n in range(5)]
    assert len({each.headers["idempotency-key"] for each in web.asked}) == 5


async def test_a_secret_that_cannot_be_used_is_named_and_nobody_is_called(stage: Stage, web: Web) -> None:
    late = clock.now() - timedelta(seconds=1)
    expired = await key(stage, "OAUTH", expires_at=late)
    elsewhere = await key(stage, hosts=["elsewhere.example"], name="Another")
    for secret_id, said in (
        (expired, "The key has expired"),
        (elsewhere, "Another is not meant for localhost"),
    ):
        told = await called(stage, web, {}, secret_id=secret_id)
        assert told["code"] == "SECRET_UNUSABLE"
        assert said in told["message"]
        assert CANARY not in told["message"]
    told = await called(stage, web, {"query": "k={{ secrets.none }}"})
    assert told["message"] == "There is no secret called none."
    assert web.came == 0


@pytest.mark.parametrize(
    ("config", "arguments", "code"),
    [
        ({"path": "/{{ a }}"}, {"a": ".."}, "INVALID_ARGUMENTS"),
        ({"path": "/{{ a }}"}, {"a": "x/../y"}, "INVALID_ARGUMENTS"),
        ({"path": "/{{ a }}"}, {"a": "%2e%2e"}, "INVALID_ARGUMENTS"),
        ({"path": "/{{ a }}"}, {"a": ""}, "INVALID_REQUEST"),
        ({"path": "/{{ a }}"}, {}, "INVALID_REQUEST"),
        ({"path": "/{{ a"}, {}, "INVALID_REQUEST"),
        ({"headers": {"X-A": "{{ a }}"}}, {"a": "b\r\nX-B: c"}, "INVALID_REQUEST"),
        ({"headers": {"X-A": "{{ a }}"}}, {"a": "b" * 9_000}, "INVALID_REQUEST"),
        ({"query": "a={{ a }}"}, {"a": "b" * 17_000}, "INVALID_URL"),
        ({"method": "POST", "body": '{"a": {{ a }} '}, {"a": 1}, "INVALID_REQUEST"),
        ({"method": "POST", "bodyType": "text/plain"}, {"a": 1}, "INVALID_REQUEST"),
    ],
    ids=str,
)
async def test_a_request_that_cannot_be_meant_is_not_made(
    stage: Stage, web: Web, config: dict[str, Any], arguments: dict[str, Any], code: str
) -> None:
    told = await called(stage, web, config, arguments)
    assert told["code"] == code
    assert web.came == 0
