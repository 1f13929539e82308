"""Pages of the web are read as text, from where the session may go and from nowhere else."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

import httpx2
import orjson
import pytest
from pydantic import SecretStr

from backend.platform.http import Guard, GuardedTransport
from backend.runtime.tools import call as tool_call, web as web_tool
from backend.runtime.tools.base import Call, Lent, ToolError
from backend.store.environment import ENVIRONMENT
from backend.store.noun import create
from tests.conftest import ON_ONE
from tests.fakes.network import Network
from tests.fakes.web import Asked, Reply, Web
from tests.runtime.tools.rooms import SANDBOX, Caller, done_in_run
from tests.runtime.tools.test_http_blocked import TRICKS, URLS
from tests.stage import Stage
from tests.store.agents import do

pytestmark = [pytest.mark.anyio, ON_ONE]

HERE = {"allowedHosts": ["localhost"]}


def says(body: str | bytes, media: str = "text/html", status: int = 200, **headers: str) -> Any:
    written = body if isinstance(body, bytes) else body.encode()

    async def answer(_: Asked) -> Reply:
        return Reply(written, media, status, headers)

    return answer


def allowing(stage: Stage, web: Web, **settings: Any) -> None:
    stage.settings = stage.settings.model_copy(update={"allowed_hosts": (web.host,), **settings})


async def within(stage: Stage, network: Mapping[str, Any]) -> Caller:
    """Calls in a session with an environment that says this of its network."""
    made = await do(stage.database, create, stage.viewer, ENVIRONMENT, {"name": "E", "network": network})
    return Caller(stage, environment={"environmentId": made})


@pytest.fixture
async def local(stage: Stage, web: Web) -> Caller:
    """Calls in a session that may reach this machine, which a setting allows too."""
    allowing(stage, web)
    return await within(stage, HERE)


async def test_a_page_is_told_as_markdown_with_its_title(local: Caller, web: Web) -> None:
    web.answer = says("<title>Rates</title><h1>Hi</h1><p>Some <b>text</b>.<script>x()</script>")
    told = await local("web_fetch", url=f"{web.url}/a?b=c#part")
    assert told == {
        "url": f"{web.url}/a?b=c",
        "title": "Rates",
        "text": "# Hi\n\nSome **text**.\n",
        "more": False,
    }
    (asked,) = web.asked
    assert (asked.method, asked.target) == ("GET", "/a?b=c")
    assert asked.headers.keys() <= {"host", "accept", "accept-encoding", "user-agent", "connection"}


@pytest.mark.parametrize(
    ("body", "media", "text"),
    [
        ('{"a": 1}', "application/json", '{"a": 1}'),
        ("# Already", "text/markdown", "# Already"),
        ("naïve".encode("latin-1"), "text/plain; charset=iso-8859-1", "naïve"),
        ('<meta charset="windows-1251"><p>Привет</p>'.encode("windows-1251"), "text/html", "Привет\n"),
        ("<p>ünïcode</p>", "text/html", "ünïcode\n"),
        ("nul\0", "text/plain", "nul\ufffd"),
    ],
    ids=["json", "markdown", "latin", "cyrillic", "unicode", "nul"],
)
async def test_any_text_is_told(local: Caller, web: Web, body: Any, media: str, text: str) -> None:
    web.answer = says(body, media)
    assert (await local("web_fetch", url=web.url))["text"] == text


async def test_a_long_page_is_told_in_parts(local: Caller, web: Web) -> None:
    web.answer = says("".join(f"{number:09}\n" for number in range(6_000)), "text/plain")
    first = await local("web_fetch", url=web.url)
    assert (len(first["text"]), first["more"]) == (web_tool.SHOWN, True)
    second = await local("web_fetch", url=web.url, offset=web_tool.SHOWN + 1)
    assert (second["text"][:10], len(second["text"]), second["more"]) == ("000005000\n", 10_000, False)
    web.answer = says(b"x" * (web_tool.LARGEST + 10), "text/plain")
    last = await local("web_fetch", url=web.url, offset=web_tool.LARGEST)
    assert (last["text"], last["more"]) == ("x", True)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (says("No.", status=404), "HTTP_ERROR"),
        (says("Busy.", status=503), "HTTP_ERROR"),
        (says("Where?", status=302), "HTTP_ERROR"),
        (says(b"\x89PNG", "image/png"), "NOT_TEXT"),
        (says(b"\x1f\x8b", "text/html", 200, **{"Content-Encoding": "gzip"}), "NOT_TEXT"),
        (says("x", status=302, Location="/"), "HTTP_ERROR"),
        (says("x", status=302, Location="file:///etc/passwd"), "INVALID_URL"),
        (says("x", status=302, Location="http://user@localhost/"), "INVALID_URL"),
        (says("x", status=302, Location="http://[::1"), "INVALID_URL"),
        (says("x", status=301, Location="http://169.254.169.254/latest/"), "HOST_NOT_ALLOWED"),
    ],
)
async def test_what_is_no_page_is_a_failed_call(local: Caller, web: Web, answer: Any, code: str) -> None:
    web.answer = answer
    assert await local.code("web_fetch", url=web.url) == code
    assert web.came <= web_tool.REDIRECTS + 1


async def test_a_redirect_is_followed_to_where_one_may_go(local: Caller, web: Web) -> None:
    async def answer(asked: Asked) -> Reply:
        if asked.target == "/old":
            return Reply(status=301, headers={"Location": "../new?a=b#c"})
        return Reply(b"There.", "text/plain")

    web.answer = answer
    told = await local("web_fetch", url=f"{web.url}/old")
    assert (told["url"], told["text"]) == (f"{web.url}/new?a=b", "There.")


@pytest.mark.parametrize(
    ("network", "code"),
    [
        ({}, "BLOCKED_ADDRESS"),
        ({"unrestricted": True}, "BLOCKED_ADDRESS"),
        ({"unrestricted": False}, "HOST_NOT_ALLOWED"),
        ({"allowedHosts": ["example.com"]}, "HOST_NOT_ALLOWED"),
        ({"allowedHosts": ["*.localhost"]}, "HOST_NOT_ALLOWED"),
        ({"allowedHosts": ["localhost"], "deniedHosts": ["localhost"]}, "HOST_NOT_ALLOWED"),
        ({"unrestricted": True, "deniedHosts": ["localhost"]}, "HOST_NOT_ALLOWED"),
    ],
    ids=str,
)
async def test_a_session_goes_where_its_environment_lets_it(
    stage: Stage, web: Web, network: dict[str, Any], code: str
) -> None:
    allowing(stage, web)
    calling = await within(stage, network)
    assert await calling.code("web_fetch", url=web.url) == code
    assert web.came == 0


async def test_without_an_environment_a_host_that_a_setting_allows_is_for_other_tools(
    stage: Stage, web: Web
) -> None:
    allowing(stage, web)
    assert await Caller(stage).code("web_fetch", url=web.url) == "BLOCKED_ADDRESS"
    gone = Caller(stage, environment={"environmentId": "env_gone"})
    assert await gone.code("web_fetch", url="https://example.com/") == "HOST_NOT_ALLOWED"
    assert web.came == 0


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://EXAMPLE.com.:80/", "HOST_NOT_ALLOWED"),
        ("http://ｅｘａｍｐｌｅ.com/", "INVALID_URL"),
        ("http://8.8.8.8/", "HOST_NOT_ALLOWED"),
        ("http://8.8.8.8./", "INVALID_URL"),
        ("http://134744072/", "INVALID_URL"),
        ("http://0x08080808/", "INVALID_URL"),
        ("http://8.8.2056/", "INVALID_URL"),
        ("http://010.8.8.8/", "INVALID_URL"),
    ],
)
async def test_a_host_that_is_denied_is_denied_however_it_is_spelt(stage: Stage, url: str, code: str) -> None:
    calling = await within(stage, {"unrestricted": True, "deniedHosts": ["example.com", "8.8.8.8"]})
    assert await calling.code("web_fetch", url=url) == code


async def test_no_spelling_of_a_private_address_is_read(stage: Stage, web: Web) -> None:
    calling, refused = Caller(stage), set[str]()
    for form in (*URLS, *TRICKS):
        code = await calling.code("web_fetch", url=form.format(port=web.port))
        assert not code.startswith("no error"), form
        refused.add(code)
    assert refused <= {"BLOCKED_ADDRESS", "INVALID_URL", "UNREACHABLE"}
    assert web.came == 0


async def test_a_redirect_to_a_private_address_is_not_followed(stage: Stage, web: Web) -> None:
    network = Network()

    async def resolve(host: str, _: int) -> Any:
        return [ip_address("127.0.0.1" if host in {"localhost", "inside.example"} else "8.8.8.8")]

    web.answer = says("x", status=302, Location=f"http://inside.example:{web.port}/")
    tool = {"name": "web_fetch", "kind": "BUILTIN", "config": {"builtIn": "web_fetch"}}
    transport = GuardedTransport((), Guard((web.host,), None, resolve))
    allowing(stage, web)
    held = (await within(stage, {"unrestricted": True, "allowedHosts": ["localhost"]})).snapshot
    async with httpx2.AsyncClient(transport=transport, trust_env=False) as client:
        call = Call("tcl_x", tool, {"url": web.url}, "key", Caller(stage).held, held)
        with pytest.raises(ToolError) as caught:
            await tool_call.make(call, Lent(stage.database, client, stage.settings))
    assert caught.value.code == "BLOCKED_ADDRESS"
    assert (web.came, network.calls) == (1, [])


async def test_a_run_reads_a_page(stage: Stage, web: Web) -> None:
    web.answer = says("<p>Hello.")
    allowing(stage, web)
    given = {"name": "E", "network": HERE}
    environment_id = await do(stage.database, create, stage.viewer, ENVIRONMENT, given)
    agent_id = await stage.agent(links=SANDBOX)
    session_id = await stage.session(agent_id, {"environment_id": environment_id})
    (logged,) = await done_in_run(stage, session_id, ("web_fetch", {"url": web.url}))
    assert logged["result"]["text"] == "Hello.\n"


SEARXNG = {
    "results": [
        {"title": "A", "url": "https://a.example", "content": "About a."},
        {"url": "https://b.example"},
    ]
}
BRAVE = {"web": {"results": [{"title": "A", "url": "https://a.example", "description": "About a."}]}}
CANARY = "canary-in-the-mine"


def searching(stage: Stage, web: Web) -> Caller:
    url = f"{web.url}/find?q={{query}}&n={{first}}&format=json"
    allowing(stage, web, search_url=url, search_header=SecretStr(f"X-Key: {CANARY}"))
    return Caller(stage)


@pytest.mark.parametrize(("answer", "number"), [(SEARXNG, 2), (BRAVE, 1)], ids=["searxng", "brave"])
async def test_a_search_tells_of_pages(stage: Stage, web: Web, answer: Any, number: int) -> None:
    web.answer = says(orjson.dumps(answer), "application/json")
    told = (await searching(stage, web)("web_search", query="a & {first} ü", first=3))["results"]
    assert told[0] == {"title": "A", "url": "https://a.example", "text": "About a."}
    assert len(told) == number
    (asked,) = web.asked
    assert asked.target == "/find?q=a%20%26%20%7Bfirst%7D%20%C3%BC&n=3&format=json"
    assert asked.headers["x-key"] == CANARY


async def test_a_search_tells_no_more_than_is_asked_for(stage: Stage, web: Web) -> None:
    web.answer = says(orjson.dumps(SEARXNG), "application/json")
    assert len((await searching(stage, web)("web_search", query="a", first=1))["results"]) == 1


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (says(CANARY, status=401), "HTTP_ERROR"),
        (says("<html>", "text/html"), "INVALID_RESULT"),
        (says("[1]", "application/json"), "INVALID_RESULT"),
        (says('{"results": 7}', "application/json"), "INVALID_RESULT"),
    ],
)
async def test_a_search_that_fails_is_a_failed_call(stage: Stage, web: Web, answer: Any, code: str) -> None:
    web.answer = answer
    calling = searching(stage, web)
    with pytest.raises(ToolError) as caught:
        await calling("web_search", query="a")
    assert caught.value.code == code
    assert CANARY not in caught.value.message


async def test_where_no_search_is_set_up_the_model_is_told_so(stage: Stage) -> None:
    assert await Caller(stage).code("web_search", query="a") == "NO_SEARCH"
