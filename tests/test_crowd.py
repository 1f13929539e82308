"""A crowd follows one session: those who do not read hold up nobody, and cost a bounded memory each.

`CONCORD_PROOF=1` runs the whole proof.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import orjson
import pytest

from tests.conftest import PRODUCT_ON_ONE
from tests.product import Product

pytestmark = pytest.mark.anyio

WHOLE = bool(os.environ.get("CONCORD_PROOF"))
CROWD, STALLED = (1_000, 100) if WHOLE else (60, 6)
RUNS = 6 if WHOLE else 3
PATIENCE = 120.0
"""Seconds within which all who read have been told everything."""

BUFFER = 4_096
"""Bytes that wait for one who does not read, on this side of the connection."""

EACH = 512
"""Kilobytes that one who does not read may cost the server."""

AGENT = 'mutation { createAgent(input: {name: "Ada"}, publish: true) { agent { id } } }'
OPEN = "mutation ($id: ID!) { startSession(agentId: $id) { session { id } } }"
START = (
    "mutation ($id: ID!, $text: String!) { startRun(sessionId: $id, input: {text: $text}) { run { id } } }"
)
CLOSE = "mutation ($id: ID!) { closeSession(id: $id) { session { status } } }"
FOLLOW = """
subscription ($id: ID!, $previews: Boolean!) {
  sessionEvents(id: $id, previews: $previews) {
    preview { text } event { __typename seq ... on MessageCompleted { text } }
  }
}"""
RUN_ENDS = "subscription ($id: ID!) { runEvents(id: $id) { event { seq } } }"
LONG = "words 5000"


@asynccontextmanager
async def subscribed(
    product: Product, session: str, *, previews: bool = False
) -> AsyncIterator[asyncio.StreamReader]:
    """A stream of server-sent events, of which nothing is read that nobody asks for."""
    made = socket.create_connection(("127.0.0.1", product.port))
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    made.settimeout(0)
    reader, writer = await asyncio.open_connection(sock=made, limit=BUFFER)
    body = orjson.dumps({"query": FOLLOW, "variables": {"id": session, "previews": previews}})
    head = (
        f"POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {product.admin_key}\r\n"
        f"accept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    try:
        yield reader
    finally:
        writer.close()


async def told(reader: asyncio.StreamReader) -> list[int]:
    """The places of the events, to the end of the stream."""
    seqs, rest = list[int](), b""
    while b"event: complete" not in rest:
        rest += await reader.read(1 << 16)
        *lines, rest = rest.split(b"\n")
        for line in lines:
            if line.startswith(b"data: "):
                event = orjson.loads(line[6:])["data"]["sessionEvents"]["event"]
                seqs += [event["seq"]] if event else []
        if b"event: complete" in lines:
            break
    return seqs


async def run(product: Product, session: str) -> None:
    """A run with a long answer, to its end."""
    made = (await product.query(START, {"id": session, "text": LONG}))["startRun"]["run"]["id"]
    async with product.follow(RUN_ENDS, {"id": made}) as answers:
        async for _ in answers:
            pass


@PRODUCT_ON_ONE
async def test_those_who_do_not_read_hold_up_nobody_and_take_bounded_memory(server: Product) -> None:
    agent = (await server.query(AGENT))["createAgent"]["agent"]["id"]
    session = (await server.query(OPEN, {"id": agent}))["startSession"]["session"]["id"]
    await run(server, session)
    async with AsyncExitStack() as stack:
        async with asyncio.timeout(PATIENCE):
            enter = stack.enter_async_context
            readers = [await enter(subscribed(server, session)) for _ in range(CROWD - STALLED)]
            reading = [asyncio.ensure_future(told(each)) for each in readers]
            before = server.memory()
            stalled = [await enter(subscribed(server, session, previews=True)) for _ in range(STALLED)]
            for _ in range(RUNS):
                await run(server, session)
            grown = server.memory() - before
            await server.query(CLOSE, {"id": session})
            heard = await asyncio.gather(*reading)
            late = await asyncio.gather(*(told(each) for each in stalled))
    log = list(range(1, 5 * (1 + RUNS) + 2))
    assert heard == [log] * (CROWD - STALLED)
    assert late == [log] * STALLED
    print(f"{grown} kB more for {STALLED} who do not read")  # noqa: T201
    if WHOLE:
        assert grown < STALLED * EACH + 65_536
