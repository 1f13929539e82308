"""graphql-transport-ws: what each message does, and which code closes the connection for what."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests.graph.edge.conftest import AUTH, Served
from tests.graph.edge.stand_in import KEY, UNCHECKED
from tests.patience import eventually

pytestmark = pytest.mark.anyio

PROTOCOL = Subprotocol("graphql-transport-ws")
INIT = {"type": "connection_init", "payload": {"authorization": f"Bearer {KEY}"}}
ACK = {"type": "connection_ack"}
SILENCE = "subscription { silence }"


class Peer:
    """A connection, spoken to in messages."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def tell(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def hear(self) -> Any:
        return json.loads(await self.socket.recv())

    async def ask(self, identifier: str, query: object, **more: object) -> None:
        await self.tell(id=identifier, type="subscribe", payload={"query": query, **more})

    async def closing(self) -> tuple[int, str]:
        """The code and reason with which the server closes, once it does."""
        async for _ in self.messages():
            pass
        await self.socket.wait_closed()
        return self.socket.close_code or 0, self.socket.close_reason or ""

    async def messages(self) -> AsyncIterator[str | bytes]:
        """Every message until the connection is closed."""
        with suppress(ConnectionClosed):
            while True:
                yield await self.socket.recv()


@asynccontextmanager
async def peer(served: Served, **more: Any) -> AsyncIterator[Peer]:
    """A connection that said nothing yet."""
    options = {"subprotocols": [PROTOCOL], "proxy": None, **more}
    async with connect(served.socket_url, **options) as socket:
        yield Peer(socket)


@asynccontextmanager
async def greeted(served: Served, **more: Any) -> AsyncIterator[Peer]:
    """A connection that was acknowledged."""
    async with peer(served, **more) as opened:
        await opened.tell(**INIT)
        assert await opened.hear() == ACK
        yield opened


# Connecting


async def test_only_the_one_subprotocol_is_spoken(served: Served) -> None:
    async with peer(served) as opened:
        assert opened.socket.subprotocol == PROTOCOL
    for offered in (None, [Subprotocol("graphql-ws")], [Subprotocol("x"), Subprotocol("y")]):
        async with peer(served, subprotocols=offered) as opened:
            assert (await opened.closing())[0] == 4406


async def test_a_page_of_a_foreign_origin_is_refused_at_the_handshake(served: Served) -> None:
    for origin in ("https://evil.example", "null", "http://[", f"http://127.0.0.1:{served.port}.evil"):
        with pytest.raises(InvalidStatus) as refused:
            async with peer(served, origin=origin):
                pass
        assert refused.value.response.status_code == 403
        assert json.loads(refused.value.response.body)["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_pages_of_our_origin_and_of_those_in_the_settings_may_connect(
    served: Served, serve: Callable[..., Served]
) -> None:
    async with greeted(served, origin=f"http://127.0.0.1:{served.port}"):
        pass
    async with greeted(serve(origins=["https://app.example"]), origin="https://app.example"):
        pass


@pytest.mark.parametrize(
    "payload",
    [
        {"authorization": f"Bearer {KEY}"},
        {"Authorization": f"Token {KEY}"},
        {"apiKey": KEY},
        {"x-api-key": KEY},
        {"X-API-Key": KEY, "authorization": 5},
    ],
)
async def test_the_key_may_be_in_the_payload(served: Served, payload: dict[str, Any]) -> None:
    async with peer(served) as opened:
        await opened.tell(type="connection_init", payload=payload)
        assert await opened.hear() == ACK


async def test_the_key_may_be_in_the_headers_of_the_upgrade(served: Served) -> None:
    async with peer(served, additional_headers=AUTH) as opened:
        await opened.tell(type="connection_init")
        assert await opened.hear() == ACK


@pytest.mark.parametrize("payload", [None, {}, {"authorization": "Bearer no"}, {"apiKey": 5}])
async def test_without_a_known_key_the_connection_is_closed_by_4403(
    served: Served, payload: dict[str, Any] | None
) -> None:
    async with peer(served) as opened:
        await opened.tell(type="connection_init", payload=payload)
        code, reason = await opened.closing()
        assert code == 4403
        assert reason.startswith("Forbidden")


async def test_a_key_that_cannot_be_checked_now_is_closed_by_1013(served: Served) -> None:
    async with peer(served) as opened:
        await opened.tell(type="connection_init", payload={"apiKey": UNCHECKED})
        assert await opened.closing() == (1013, "The database does not answer; try again.")


async def test_who_does_not_initialise_in_time_is_closed_by_4408(serve: Callable[..., Served]) -> None:
    async with peer(serve(init_timeout=0.2)) as opened:
        await opened.tell(type="ping")
        assert await opened.hear() == {"type": "pong"}
        assert (await opened.closing())[0] == 4408


async def test_a_second_initialisation_is_closed_by_4429(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.tell(**INIT)
        assert (await opened.closing())[0] == 4429


async def test_asking_before_the_acknowledgement_is_closed_by_4401(served: Served) -> None:
    async with peer(served) as opened:
        await opened.ask("1", "{ hello }")
        assert (await opened.closing())[0] == 4401


# Ping and pong


async def test_a_ping_is_answered_with_its_payload_at_any_time(served: Served) -> None:
    async with peer(served) as opened:
        await opened.tell(type="ping", payload={"n": 1})
        assert await opened.hear() == {"type": "pong", "payload": {"n": 1}}
        await opened.tell(type="pong")
        await opened.tell(**INIT)
        assert await opened.hear() == ACK
        await opened.tell(type="pong", payload={"n": 2})
        await opened.tell(type="ping")
        assert await opened.hear() == {"type": "pong"}


# Operations


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{ hello }", {"hello": "hello world"}),
        ("mutation { forget }", {"forget": None}),
        ("query A { hello } ", {"hello": "hello world"}),
    ],
)
async def test_queries_and_mutations_are_one_answer_and_a_completion(
    served: Served, query: str, data: dict[str, Any]
) -> None:
    async with greeted(served) as opened:
        await opened.ask("q", query, variables=None, operationName=None, extensions={})
        assert await opened.hear() == {"id": "q", "type": "next", "payload": {"data": data}}
        assert await opened.hear() == {"id": "q", "type": "complete"}


async def test_a_subscription_is_its_answers_and_a_completion(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.ask('"é', "subscription ($to: Int!) { count(to: $to) }", variables={"to": 2})
        for number in (1, 2):
            assert await opened.hear() == {"id": '"é', "type": "next", "payload": {"data": {"count": number}}}
        assert await opened.hear() == {"id": '"é', "type": "complete"}


async def test_an_id_may_be_used_again_once_its_operation_is_complete(served: Served) -> None:
    async with greeted(served) as opened:
        for _ in range(3):
            await opened.ask("1", "{ hello }")
            assert (await opened.hear())["type"] == "next"
            assert (await opened.hear())["type"] == "complete"


async def test_an_id_in_use_closes_the_connection_by_4409(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.ask("1", SILENCE)
        await opened.ask("1", "{ hello }")
        assert await opened.closing() == (4409, "Subscriber for 1 already exists")


async def test_a_subscription_that_the_client_completes_ends_and_frees_its_id(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.ask("1", SILENCE)
        await eventually(lambda: holds(served, 1))
        await opened.tell(id="1", type="complete")
        await opened.ask("1", "{ hello }")
        assert (await opened.hear())["payload"] == {"data": {"hello": "hello world"}}
        await eventually(lambda: holds(served, 0))


async def test_completing_what_does_not_run_is_no_error(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.tell(id="nothing", type="complete")
        await opened.ask("1", "{ hello }")
        assert (await opened.hear())["type"] == "next"


async def test_a_client_that_leaves_ends_all_its_subscriptions(served: Served) -> None:
    async with greeted(served) as opened:
        for number in range(20):
            await opened.ask(str(number), SILENCE)
        await eventually(lambda: holds(served, 20))
        opened.socket.transport.abort()
    await eventually(lambda: holds(served, 0))


async def test_a_mutation_is_carried_through_though_its_client_leaves(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.ask("1", 'mutation { remember(word: "carried", after: 0.2) }')
        await opened.tell(id="1", type="complete")
        await opened.tell(type="ping")
        assert (await opened.hear())["type"] == "pong"
    await eventually(lambda: remembers(served, "carried"))


async def test_a_connection_carries_a_hundred_operations_and_not_one_more(served: Served) -> None:
    async with greeted(served) as opened:
        for number in range(101):
            await opened.ask(str(number), SILENCE)
        refused = await opened.hear()
        assert (refused["id"], refused["type"]) == ("100", "error")
        assert refused["payload"][0]["extensions"]["code"] == "RATE_LIMITED"
        await opened.tell(id="0", type="complete")
        await opened.ask("again", "{ hello }")
        assert (await opened.hear())["type"] == "next"


async def test_operations_that_their_client_completed_count_until_they_are_over(
    serve: Callable[..., Served],
) -> None:
    async with greeted(serve(max_subscriptions=3)) as opened:
        for number in range(4):
            await opened.ask(str(number), 'mutation { remember(word: "slow", after: 5) }')
            await opened.tell(id=str(number), type="complete")
        refused = await opened.hear()
        assert (refused["id"], refused["payload"][0]["extensions"]["code"]) == ("3", "RATE_LIMITED")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("{ hello", "Syntax Error"),
        ("subscription { nothing }", "Cannot query field"),
        ("subscription ($n: Int!) { count(to: $n) }", "has invalid value"),
        ("{ limited }", "try again later"),
        ("subscription { limited }", "try again later"),
    ],
)
async def test_what_is_not_executed_is_an_error_and_the_connection_lives(
    served: Served, query: str, text: str
) -> None:
    async with greeted(served) as opened:
        await opened.ask("1", query)
        refused = await opened.hear()
        assert (refused["id"], refused["type"]) == ("1", "error")
        assert text in refused["payload"][0]["message"]
        await opened.ask("1", "{ hello }")
        assert (await opened.hear())["type"] == "next"


async def test_an_answer_tells_its_cost_and_a_refusal_when_to_come_back(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.ask("1", "{ hello }", extensions={"cost": True})
        told = await opened.hear()
        assert told["payload"] == {"data": {"hello": "hello world"}, "extensions": {"cost": {"requested": 1}}}
        assert (await opened.hear())["type"] == "complete"
        await opened.ask("2", "{ limited }")
        (error,) = (await opened.hear())["payload"]
        assert error["extensions"] == {"code": "RATE_LIMITED", "retryAfter": 7}


# Malformed messages


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "5",
        "null",
        "[]",
        "{}",
        '{"type":null}',
        '{"type":5}',
        '{"type":"start"}',
        '{"type":"connection_ack"}',
        '{"type":"connection_init","payload":"x"}',
        '{"type":"ping","payload":[]}',
        '{"type":"subscribe"}',
        '{"type":"subscribe","id":1,"payload":{"query":"{ hello }"}}',
        '{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}',
        '{"type":"subscribe","id":"1"}',
        '{"type":"subscribe","id":"1","payload":{}}',
        '{"type":"subscribe","id":"1","payload":{"query":5}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":"x"}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":[]}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","operationName":7}}',
        '{"type":"subscribe","id":"\\ud800","payload":{"query":"{ hello }"}}',
        '{"type":"complete"}',
        '{"type":"ping","payload":' + '{"a":' * 3_000 + "1" + "}" * 3_001,
    ],
)
async def test_a_message_that_is_none_is_closed_by_4400_with_a_reason(served: Served, message: str) -> None:
    async with greeted(served) as opened:
        await opened.socket.send(message)
        code, reason = await opened.closing()
        assert code == 4400
        assert reason.startswith(("The ", "`"))
        assert "object" not in reason or "must be" in reason


async def test_a_binary_message_is_closed_by_4400(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.socket.send(b"{}")
        assert (await opened.closing())[0] == 4400


async def test_text_that_is_not_utf8_is_closed_by_1007_and_not_traced(served: Served) -> None:
    async with greeted(served) as opened:
        masked = bytes([0x81, 0x82, 0, 0, 0, 0, 0xFF, 0xFE])
        opened.socket.transport.write(masked)
        assert (await opened.closing())[0] == 1007
    assert "UnicodeDecodeError" not in served.log.read_text()


async def test_a_message_that_is_too_big_is_closed_by_1009(served: Served) -> None:
    async with greeted(served) as opened:
        await opened.socket.send('{"type":"ping","x":"' + "x" * 1_048_576 + '"}')
        assert (await opened.closing())[0] == 1009


async def test_a_reader_that_does_not_read_holds_its_subscription_back(served: Served) -> None:
    async with greeted(served, max_queue=1) as opened:
        await opened.ask("1", "subscription { count(to: 100000000) }")
        async with greeted(served) as other:
            for number in range(200):
                await other.ask(str(number), "{ hello }")
                assert (await other.hear())["type"] == "next"
                assert (await other.hear())["type"] == "complete"
        opened.socket.transport.abort()
    await eventually(lambda: holds(served, 0))


async def test_a_bug_fails_its_operation_with_the_request_id_and_leaves_the_others(
    serve: Callable[..., Served],
) -> None:
    served = serve()
    async with greeted(served, additional_headers={"x-request-id": "mine-2"}) as opened:
        await opened.ask("1", SILENCE)
        await opened.ask("2", "subscription { broken }")
        told = (await opened.hear())["payload"]
        assert told[0]["message"] == "Internal error. Quote request id mine-2"
        await opened.ask("2", "{ hello }")
        assert [(await opened.hear())["type"] for _ in range(2)] == ["next", "complete"]


async def holds(served: Served, count: int) -> bool:
    return served.streams() == count


async def remembers(served: Served, word: str) -> bool:
    with served.client() as client:
        answer = client.post("/graphql", json={"query": "{ me { words } }"}).json()
    return word in answer["data"]["me"]["words"]
