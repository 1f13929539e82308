"""No tool over HTTP connects to a private address, however its URL is spelt, and no argument moves it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any

import httpx2
import pytest

from backend.domain.errors import BadInput
from backend.platform import http
from backend.platform.http import Guard, GuardedTransport
from backend.platform.lookup import Address
from backend.runtime.tools import call as tool_call
from backend.runtime.tools.base import Call, Lent, ToolError
from backend.runtime.tools.http_request import Draft
from backend.store.run import Held
from tests.conftest import ON_ONE
from tests.fakes.network import Network
from tests.fakes.web import Asked, Reply, Web
from tests.stage import Stage
from tests.store.tools import new_set, new_tool

pytestmark = pytest.mark.anyio

PORT = "{port}"
HERE = (
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7F.0.0.1", "0x7f.1",
    "017700000001", "0177.0.0.1", "0177.0x0.0.1", "00000177.0.0.1", "0", "0.0.0.0", "0x0",  # noqa: S104
    "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::127.0.0.1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::FFFF:127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:0001::1]",
    "[2001:0:7f00:1::80ff:fffe]", "localhost", "LOCALHOST", "LocalHost", "localhost.", "ip6-localhost",
    "①②⑦.⓪.⓪.①", "127。0。0。1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
)  # fmt: skip
"""Words for this machine, where a listener waits."""
ELSEWHERE = (
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1.254",
    "0xc0a80001", "3232235521", "100.64.0.1", "100.100.100.200", "169.254.169.254", "169.254.170.2",
    "0xa9fea9fe", "0251.0376.0251.0376", "2852039166", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]",
    "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]", "[fd00:ec2::254]", "[fd20:ce::254]", "168.63.129.16",
    "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "[fe80::1]", "[fec0::1]", "[fc00::1]",
    "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[::ffff:10.0.0.1]",
)  # fmt: skip
"""Addresses of private networks, of clouds' metadata, of documentation and of nobody."""
URLS = (
    *(f"http://{host}:{PORT}/" for host in HERE),
    *(f"http://{host}/latest/meta-data/" for host in ELSEWHERE),
    f"https://localhost:{PORT}/",
    f"https://127.0.0.1:{PORT}/",
    f"HTTP://LOCALHOST:{PORT}/",
    f"http://localhost:{PORT}/@example.com",
    f"http://localhost:{PORT}?@example.com",
    f"http://127.0.0.1:{PORT}?host=example.com",
)
TRICKS = (
    f"http://user:password@localhost:{PORT}/",
    f"http://example.com@localhost:{PORT}/",
    f"http://example.com:80@localhost:{PORT}/",
    f"http://localhost:{PORT}\\@example.com/",
    f"http://localhost:{PORT}#@example.com/",
    f"http://exa\tmple.com@localhost:{PORT}/",
    f"http://localhost%00.example.com:{PORT}/",
    f"http://loc%61lhost:{PORT}/",
    f"http://127.0.0.1%2f@example.com:{PORT}/",
    "http://[fe80::1%25lo]/",
    "http://[::1%lo]/",
    "http:///127.0.0.1/",
    "http:127.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "//127.0.0.1/",
)
"""What no tool may even be made of; and one that has it all the same calls nobody."""
FEW_WORDS = {"BLOCKED_ADDRESS", "INVALID_URL", "UNREACHABLE"}


def test_there_are_enough_spellings() -> None:
    assert len({*URLS, *TRICKS}) >= 100


async def test_no_spelling_of_a_private_address_is_connected_to_by_a_run(stage: Stage, web: Web) -> None:
    database, viewer = stage.database, stage.viewer
    sets = [await new_set(database, viewer, "HTTP", name=name) for name in ("One", "Two")]
    for index, form in enumerate(URLS):
        config = {"path": form.format(port=web.port)}
        owner = sets[index % len(sets)]
        await new_tool(database, viewer, name=f"t{index}", tool_set_id=owner.id, config=config)
    links = {"kinds": ["TOOL_SET"], "links": [{"target": {"toolSet": each.id}} for each in sets]}
    session_id = await stage.session(await stage.agent(links=[links]))
    run_id = await stage.run(session_id, " ".join(f"call t{index} {{}}" for index in range(len(URLS))))
    async with stage.engine():
        assert (await stage.ended(run_id, 60)).status == "COMPLETED"
    failed = {
        each.payload["name"]: each.payload["code"]
        for each in await stage.events(session_id)
        if each.kind == "ToolCallFailed"
    }
    wrong = {
        form: failed.get(f"t{at}") for at, form in enumerate(URLS) if failed.get(f"t{at}") not in FEW_WORDS
    }
    assert wrong == {}
    assert sum(code == "BLOCKED_ADDRESS" for code in failed.values()) > 60
    assert web.came == 0


@ON_ONE
@pytest.mark.parametrize("form", TRICKS)
async def test_a_trick_is_refused_when_the_tool_is_made_and_when_it_is_called(
    stage: Stage, web: Web, form: str
) -> None:
    url = form.format(port=web.port)
    with pytest.raises(BadInput):
        await new_set(stage.database, stage.viewer, "HTTP", base_url=url)
    async with http.client() as client:
        assert (await refusal(stage, client, {"baseUrl": url})).code in FEW_WORDS
        assert (await refusal(stage, client, {"path": url, "baseUrl": "http://a.invalid"})).code in FEW_WORDS
    assert web.came == 0


@ON_ONE
@pytest.mark.parametrize(
    "host",
    ["{w}/", "{w}?", "{w}#", "a@{w}", "a:b@{w}", "{w}\\", " {w}", "{w}\r\n", "{w}%2f", "localhost:80/"],
)
async def test_a_variable_in_the_host_is_a_host_and_nothing_else(stage: Stage, web: Web, host: str) -> None:
    spec = {"baseUrl": "http://{{ variables.host }}.example.com/"}
    session_id = await stage.session(None, {"variables": {"host": host.format(w=f"127.0.0.1:{web.port}")}})
    async with http.client() as client:
        error = await refusal(stage, client, spec, session_id=session_id)
    assert error.code == "INVALID_URL"
    assert web.came == 0


@ON_ONE
@pytest.mark.parametrize(
    "config",
    [
        {"path": "http://{{ host }}/"},
        {"path": "http://{{ arguments.host }}/"},
        {"path": "http://a.{{ host }}/"},
        {"baseUrl": "http://{{ host }}/"},
        {"baseUrl": "http://api.example.com/{{ host }}"},
        {"path": "http://{{ secrets.host }}/"},
    ],
    ids=str,
)
async def test_no_argument_is_in_a_host(stage: Stage, web: Web, config: dict[str, Any]) -> None:
    async with http.client((web.host,)) as client:
        error = await refusal(stage, client, config, {"host": web.host})
    assert error.code == "INVALID_REQUEST"
    assert web.came == 0


@pytest.mark.parametrize(
    "value",
    [
        "a/b", "a?b", "a#b", "a&b=c", "a;b", "@evil.example", "//evil.example", "\\evil", "%2f", "a\r\nb",
        "a b", "http://evil.example/", ":80", "\u2028", "é", "+", "{{ 1 }}", ".a", "a..b", "...",
    ],
)  # fmt: skip
def test_an_argument_in_a_url_is_one_step_or_one_value(value: str) -> None:
    config = {"baseUrl": "https://api.example.com/v1", "path": "/a/{{ x }}/b?q={{ x }}", "query": "r={{ x }}"}
    address = Draft(config, {"x": value}, {}).address()
    made = httpx2.URL(address)
    assert (made.scheme, made.host, made.port, made.userinfo, made.fragment) == (
        "https", "api.example.com", None, b"", "",
    )  # fmt: skip
    assert made.raw_path.partition(b"?")[0].count(b"/") == 4
    assert made.path == f"/v1/a/{value}/b"
    assert made.params.multi_items() == [("q", value)]


@pytest.mark.parametrize(
    "path", ["@evil.example", "//evil.example/", ".evil.example", ":80", "?a=b", "\\\\evil"]
)
def test_a_path_is_always_behind_the_host(path: str) -> None:
    for base in ("https://api.example.com", "https://api.example.com/", "https://api.example.com?c=d"):
        made = httpx2.URL(Draft({"baseUrl": base, "path": path}, {}, {}).address())
        assert (made.host, made.port, made.userinfo) == ("api.example.com", None, b"")


@ON_ONE
async def test_a_redirect_to_a_private_address_is_not_followed(stage: Stage, web: Web) -> None:
    async def away(asked: Asked) -> Reply:
        return Reply(status=307, headers={"Location": f"http://127.0.0.1:{web.port}/"})

    web.answer = away
    async with http.client((web.host,)) as client:
        error = await refusal(stage, client, {"baseUrl": web.url})
    assert error.code == "HTTP_ERROR"
    assert web.came == 1


@asynccontextmanager
async def resolving(network: Network, *answers: Sequence[str]) -> AsyncIterator[http.Client]:
    """A client whose name server gives these answers, one after the other, and the last one for ever."""
    left = list(answers)

    async def resolve(_: str, __: int) -> Sequence[Address]:
        return [ip_address(each) for each in (left.pop(0) if len(left) > 1 else left[0])]

    guard = Guard((), network, resolve)
    async with httpx2.AsyncClient(transport=GuardedTransport((), guard), trust_env=False) as client:
        yield client


@ON_ONE
async def test_a_name_whose_address_changes_is_connected_to_where_it_was_checked(stage: Stage) -> None:
    network = Network()
    async with resolving(network, ["8.8.8.8"], ["127.0.0.1"]) as client:
        assert (await refusal(stage, client, {"baseUrl": "http://rebind.example"})).code == "UNREACHABLE"
        assert network.calls == [("8.8.8.8", 80)]
        assert (await refusal(stage, client, {"baseUrl": "http://rebind.example"})).code == "BLOCKED_ADDRESS"
    assert network.calls == [("8.8.8.8", 80)]


@ON_ONE
async def test_one_private_address_among_public_ones_condemns_the_name(stage: Stage) -> None:
    network = Network()
    async with resolving(network, ["8.8.8.8", "169.254.169.254"]) as client:
        assert (await refusal(stage, client, {"baseUrl": "http://mixed.example"})).code == "BLOCKED_ADDRESS"
    assert network.calls == []


@ON_ONE
async def test_another_port_of_an_allowed_host_is_not_allowed_with_it(stage: Stage, web: Web) -> None:
    async with http.client(("localhost:1",)) as client:
        assert (await refusal(stage, client, {"baseUrl": web.url})).code == "BLOCKED_ADDRESS"
    assert web.came == 0


async def refusal(
    stage: Stage,
    client: http.Client,
    config: dict[str, Any],
    arguments: dict[str, Any] | None = None,
    session_id: str | None = None,
) -> ToolError:
    """What a tool with this config in a snapshot says, whoever wrote it there."""
    spec = {
        "name": "x",
        "kind": "HTTP",
        "toolId": None,
        "toolSetId": None,
        "linkId": "lnk_x",
        "config": config,
    }
    session_id = session_id or await stage.session()
    snapshot = (await stage.session_row(session_id)).snapshot
    held = Held("run_x", session_id, str(stage.viewer.home), 1)
    call = Call("tcl_x", spec, arguments or {}, "run_x:1", held, snapshot)
    with pytest.raises(ToolError) as caught:
        await tool_call.make(call, Lent(stage.database, client, stage.settings))
    return caught.value
