"""The outbound client connects to public addresses and allowed hosts, and to nothing else, however spelt."""

import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

import anyio
import anyio.abc
import httpcore2
import httpx2
import pytest

from backend.platform.http import BlockedAddress, Guard, GuardedTransport, client, is_public
from backend.platform.lookup import Address
from tests.fakes.network import Network

pytestmark = pytest.mark.anyio

PORT = "{port}"
BLOCKED = (
    f"http://127.0.0.1:{PORT}/",
    f"http://127.1:{PORT}/",
    f"http://127.0.1:{PORT}/",
    f"http://127.255.255.254:{PORT}/",
    f"http://2130706433:{PORT}/",
    f"http://0x7f000001:{PORT}/",
    f"http://0x7f.0.0.1:{PORT}/",
    f"http://0x7f.1:{PORT}/",
    f"http://017700000001:{PORT}/",
    f"http://0177.0.0.1:{PORT}/",
    f"http://0177.0x0.0.1:{PORT}/",
    f"http://0:{PORT}/",
    f"http://0.0.0.0:{PORT}/",
    f"http://[::]:{PORT}/",
    f"http://[::1]:{PORT}/",
    f"http://[0:0:0:0:0:0:0:1]:{PORT}/",
    f"http://[::127.0.0.1]:{PORT}/",
    f"http://[::ffff:127.0.0.1]:{PORT}/",
    f"http://[::ffff:7f00:1]:{PORT}/",
    f"http://[::ffff:0:127.0.0.1]:{PORT}/",
    f"http://[64:ff9b::127.0.0.1]:{PORT}/",
    f"http://[64:ff9b:1::7f00:1]:{PORT}/",
    f"http://[2002:7f00:1::]:{PORT}/",
    f"http://[2001:0:7f00:1::80ff:fffe]:{PORT}/",
    f"http://localhost:{PORT}/",
    f"http://LOCALHOST:{PORT}/",
    f"http://localhost.:{PORT}/",
    f"http://user:password@localhost:{PORT}/",
    f"http://example.com@localhost:{PORT}/",
    f"http://localhost:{PORT}/@example.com",
    f"http://localhost:{PORT}/#@example.com",
    f"http://localhost:{PORT}/?host=example.com",
    f"http://①②⑦.⓪.⓪.①:{PORT}/",
    f"http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{PORT}/",
    f"https://127.0.0.1:{PORT}/",
    f"https://localhost:{PORT}/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/latest/meta-data/",
    "http://2852039166/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://168.63.129.16/metadata/",
    "http://192.0.0.192/opc/v2/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
)


@dataclass
class Names:
    """A name server whose answers change with every question."""

    answers: Mapping[str, Sequence[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, _: int) -> Sequence[Address]:
        turns = self.answers[host]
        answer = turns[min(self.asked.count(host), len(turns) - 1)]
        self.asked.append(host)
        return [ip_address(each) for each in answer]


@dataclass
class Server:
    """A server on loopback that counts who came and says what it was asked."""

    port: int = 0
    came: int = 0
    requests: list[bytes] = field(default_factory=list)
    answer: bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"

    async def serve(self, stream: anyio.abc.SocketStream) -> None:
        self.came += 1
        async with stream:
            while not self.requests or not self.requests[-1].endswith(b"\r\n\r\n"):
                self.requests.append(await stream.receive())
            await stream.send(self.answer)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    server.port = listener.extra(anyio.abc.SocketAttribute.local_port)  # noqa: S610 - no Django here
    async with listener, anyio.create_task_group() as tasks:
        tasks.start_soon(listener.serve, server.serve)
        yield server
        tasks.cancel_scope.cancel()


def through(guard: Guard) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=GuardedTransport((), guard), trust_env=False)


@pytest.mark.parametrize("form", BLOCKED)
async def test_no_spelling_of_a_private_address_is_connected_to(server: Server, form: str) -> None:
    recorder = Network()
    async with through(Guard((), recorder)) as outbound:
        with pytest.raises((httpx2.ConnectError, httpx2.InvalidURL)) as caught:
            await outbound.get(form.format(port=server.port))
    assert recorder.calls == []
    assert server.came == 0
    assert "recorded" not in str(caught.value)


def test_there_are_enough_spellings() -> None:
    assert len(set(BLOCKED)) >= 40


async def test_the_refusal_says_what_to_do(server: Server) -> None:
    async with client() as outbound:
        with pytest.raises(BlockedAddress, match="add it to CONCORD_ALLOWED_HOSTS"):
            await outbound.get(f"http://localhost:{server.port}/")
    assert server.came == 0


@pytest.mark.parametrize("allowed", ["localhost", "LocalHost", "localhost:{port}"])
async def test_an_allowed_host_is_called(server: Server, allowed: str) -> None:
    async with client((allowed.format(port=server.port),)) as outbound:
        answer = await outbound.get(f"http://localhost:{server.port}/")
    assert (answer.status_code, answer.text) == (200, "hi")


@pytest.mark.parametrize("allowed", ["localhost:1", "other", "127.0.0.2", "ocalhost", "sub.localhost"])
async def test_another_host_or_port_is_not_allowed_with_it(server: Server, allowed: str) -> None:
    async with client((allowed,)) as outbound:
        with pytest.raises(BlockedAddress):
            await outbound.get(f"http://localhost:{server.port}/")
    assert server.came == 0


@pytest.mark.parametrize("allowed", ["::1", "[::1]", "[::1]:7"])
async def test_an_ipv6_host_is_allowed_with_or_without_brackets(allowed: str) -> None:
    recorder = Network()
    async with through(Guard((allowed,), recorder)) as outbound:
        with pytest.raises(httpx2.ConnectError):
            await outbound.get("http://[::1]:7/")
    assert recorder.calls == [("::1", 7)]


async def test_a_redirect_to_a_private_address_is_refused(server: Server) -> None:
    server.answer = b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n"
    async with client(("localhost",)) as outbound:
        with pytest.raises(BlockedAddress, match=r"169\.254\.169\.254"):
            await outbound.get(f"http://localhost:{server.port}/", follow_redirects=True)
    assert server.came == 1


async def test_the_name_is_resolved_once_and_the_checked_address_is_connected_to() -> None:
    names, recorder = Names({"rebind.test": [["8.8.8.8"], ["127.0.0.1"]]}), Network()
    async with through(Guard((), recorder, names)) as outbound:
        with pytest.raises(httpx2.ConnectError):
            await outbound.get("http://rebind.test/")
        with pytest.raises(BlockedAddress):
            await outbound.get("http://rebind.test/")
    assert recorder.calls == [("8.8.8.8", 80)]
    assert names.asked == ["rebind.test"] * 2


async def test_one_private_address_among_public_ones_condemns_the_name() -> None:
    names, recorder = Names({"mixed.test": [["8.8.8.8", "10.0.0.1"]]}), Network()
    async with through(Guard((), recorder, names)) as outbound:
        with pytest.raises(BlockedAddress):
            await outbound.get("http://mixed.test/")
    assert recorder.calls == []


async def test_further_addresses_are_tried_when_one_does_not_answer() -> None:
    names, recorder = Names({"many.test": [[f"8.8.8.{n}" for n in range(1, 9)]]}), Network()
    async with through(Guard((), recorder, names)) as outbound:
        with pytest.raises(httpx2.ConnectError):
            await outbound.get("http://many.test/")
    assert recorder.calls == [(f"8.8.8.{n}", 80) for n in range(1, 5)]


async def test_a_name_server_that_hangs_costs_no_more_than_the_time_limit() -> None:
    async def hang(_: str, __: int) -> Sequence[Address]:
        await anyio.sleep_forever()
        raise AssertionError

    async with through(Guard((), Network(), hang)) as outbound:
        with anyio.fail_after(5), pytest.raises(httpx2.ConnectTimeout):
            await outbound.get("http://slow.test/", timeout=0.05)


async def test_a_name_without_address_is_a_plain_connect_error() -> None:
    async with client() as outbound:
        with pytest.raises(httpx2.ConnectError, match="cannot be resolved") as caught:
            await outbound.get("http://nowhere.invalid/")
    assert not isinstance(caught.value, BlockedAddress)


async def test_the_server_sees_the_name_in_the_host_header_and_in_tls(server: Server) -> None:
    names = Names({"name.test": [["127.0.0.1"]]})
    async with through(Guard(("name.test",), None, names)) as outbound:
        await outbound.get(f"http://name.test:{server.port}/")
        with pytest.raises(httpx2.ConnectError):
            await outbound.get(f"https://name.test:{server.port}/")
    plain, hello = server.requests[0], server.requests[-1]
    assert f"Host: name.test:{server.port}".encode() in plain
    assert b"name.test" in hello


async def test_proxies_of_the_environment_are_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
    async with client() as outbound:
        with pytest.raises(BlockedAddress):
            await outbound.get("http://10.0.0.1/")
    assert server.came == 0


def test_certificates_are_verified() -> None:
    pool = GuardedTransport(())._pool
    assert isinstance(pool, httpcore2.AsyncConnectionPool)
    assert pool._ssl_context is not None
    assert pool._ssl_context.verify_mode is ssl.CERT_REQUIRED
    assert pool._ssl_context.check_hostname


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


async def test_no_cookie_of_one_answer_is_sent_with_another_request(server: Server) -> None:
    server.answer = (
        b"HTTP/1.1 200 OK\r\nset-cookie: a=b; Path=/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
    async with client(("localhost",)) as outbound:
        await outbound.get(f"http://localhost:{server.port}/")
        server.requests.append(b"")
        await outbound.get(f"http://localhost:{server.port}/")
    assert b"cookie" not in server.requests[-1].lower()
