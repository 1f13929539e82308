"""A small server on loopback: it counts who comes, notes what it is asked, and answers as it is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. Names of headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; a body of None has no type either."""

    body: bytes | None = None
    media: str = "application/json"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Callable[[Asked], Awaitable[Reply]]


async def echo(asked: Asked) -> Reply:
    """Say what was asked, as JSON."""
    told = {"method": asked.method, "target": asked.target, "headers": dict(asked.headers)}
    return Reply(orjson.dumps({**told, "body": asked.body.decode(errors="replace")}))


class Web:
    """How to answer, who came, and what was asked."""

    def __init__(self) -> None:
        self.port = 0
        self.came = 0
        self.asked: list[Asked] = []
        self.answer: Answer = echo

    @property
    def url(self) -> str:
        """Where it is, by a name."""
        return f"http://localhost:{self.port}"

    @property
    def host(self) -> str:
        """The host that a setting allows."""
        return f"localhost:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, and close."""
        self.came += 1
        try:
            asked = await _read(reader)
            self.asked.append(asked)
            writer.write(_written(await self.answer(asked)))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # whoever came has left
        finally:
            writer.close()


@asynccontextmanager
async def web_server() -> AsyncIterator[Web]:
    """The server on a port of its own, until the block ends."""
    web = Web()
    handling: set[asyncio.Task[None]] = set()

    def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(web.serve(reader, writer))
        handling.add(task)
        task.add_done_callback(handling.discard)

    server = await asyncio.start_server(come, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
        left = list(handling)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await server.wait_closed()


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ")
    pairs = (line.split(":", 1) for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, value in pairs}
    return Asked(method, target, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


def _written(reply: Reply) -> bytes:
    body = reply.body or b""
    said = {"Content-Length": str(len(body)), "Connection": "close"}
    said |= {} if reply.body is None else {"Content-Type": reply.media}
    lines = [f"{name}: {value}" for name, value in {**said, **reply.headers}.items()]
    return "\r\n".join([f"HTTP/1.1 {reply.status} Said", *lines, "", ""]).encode() + body
