"""The product as its users run it: a process, spoken to over HTTP and WebSocket, killed and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx2
import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError
from websockets.typing import Subprotocol

from backend.platform import tokens
from tests.servers import LOOPBACK, await_answer, free_port

ROOT = Path(__file__).resolve().parents[1]
PROTOCOL = Subprotocol("graphql-transport-ws")
TIMEOUT = 30.0
SECRET = "test-" * 8

JsonObject = dict[str, Any]
Sink = IO[bytes] | int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    error: str


class Refused(Exception):
    """The answer carried errors; `errors` is the list as it was sent."""

    def __init__(self, errors: list[JsonObject]) -> None:
        super().__init__(orjson.dumps(errors).decode())
        self.errors = errors


class Cut(Exception):
    """The stream ended without its `complete`: the client is to come again."""


class Product:
    """`concord serve` with its own data folder and port, which are the same after `restart`.

    A document may be named by its hash, `sha256:…`, wherever one is sent.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.admin_key = tokens.new_key()
        self.data = folder / "data"
        self.log = folder / "server.log"
        self._settings = dict(settings)
        self._process: subprocess.Popen[bytes] | None = None

    def set(self, **settings: str) -> None:
        """Change settings for what is started or called from now on; an empty one is an unset one."""
        self._settings.update(settings)

    def start(self, *arguments: str, **settings: str) -> None:
        """Start it and wait until it is healthy; settings given here count from now on."""
        self.set(**settings)
        where = ("--host", "127.0.0.1", "--port", str(self.port))
        with self.log.open("ab") as sink:
            self._process = self.command("serve", *where, *arguments, stdout=sink, stderr=sink)
        await_answer(self._process, self._healthy, self.log)

    def command(
        self, *arguments: str, stdout: Sink = subprocess.PIPE, stderr: Sink = subprocess.PIPE
    ) -> subprocess.Popen[bytes]:
        """`concord …` with this product's settings, and with its URL and key for the commands that talk."""
        command = [sys.executable, "-P", "-m", "backend.cli", *arguments]
        return subprocess.Popen(
            command, stdout=stdout, stderr=stderr, cwd=self.folder, env=self._environment()
        )

    def answer(self, *arguments: str) -> Answer:
        """What `concord …` says, and its exit code."""
        with self.command(*arguments) as process:
            out, error = process.communicate(timeout=TIMEOUT)
        return Answer(process.returncode, out.decode(), error.decode())

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """`concord worker` beside it, for the length of the block."""
        with self.log.open("ab") as sink, self.command("worker", stdout=sink, stderr=sink) as process:
            try:
                yield process
            finally:
                process.kill()

    def stop(self) -> int:
        """Ask it to end, as a service manager does, and return its exit code."""
        return self._end(signal.SIGTERM)

    def kill9(self) -> None:
        """End it without a word, as a power cut does."""
        self._end(signal.SIGKILL)

    def restart(self, **settings: str) -> None:
        """Start it again on the same data; kill it first if it still runs."""
        self.kill9()
        self.start(**settings)

    def memory(self) -> int:
        """Kilobytes that it holds now."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    async def query(
        self, document: str, variables: Mapping[str, object] | None = None, key: str | None = None
    ) -> JsonObject:
        """The `data` of a query or mutation, asked with the admin key; Refused if there are errors."""
        headers = {"Authorization": f"Bearer {key or self.admin_key}"}
        async with httpx2.AsyncClient(base_url=self.url, timeout=TIMEOUT, **LOOPBACK) as client:
            sent = _request(document, variables)
            return _data((await client.post("/graphql", json=sent, headers=headers)).json())

    @asynccontextmanager
    async def follow(
        self, document: str, variables: Mapping[str, object] | None = None, key: str | None = None
    ) -> AsyncIterator[AsyncIterator[JsonObject]]:
        """Subscribe over WebSocket; in the block, iterate over each answer's `data`, to the end (or Cut)."""
        address = f"ws://127.0.0.1:{self.port}/graphql"
        # Of a queue with bounds that is full when it leaves, the client would not read the server's goodbye.
        unbounded = connect(
            address, subprotocols=[PROTOCOL], proxy=None, open_timeout=TIMEOUT, max_queue=None
        )
        async with unbounded as socket:
            credential = {"authorization": f"Bearer {key or self.admin_key}"}
            await _send(socket, type="connection_init", payload=credential)
            await _expect(socket, "connection_ack")
            await _send(socket, type="subscribe", id="1", payload=_request(document, variables))
            async with aclosing(_answers(socket)) as answers:
                yield answers

    @asynccontextmanager
    async def watch(
        self, document: str, variables: Mapping[str, object] | None = None, key: str | None = None
    ) -> AsyncIterator[AsyncIterator[JsonObject]]:
        """Subscribe over server-sent events; otherwise as `follow`."""
        headers = {"Authorization": f"Bearer {key or self.admin_key}", "Accept": "text/event-stream"}
        sent = _request(document, variables)
        async with (
            httpx2.AsyncClient(timeout=TIMEOUT, **LOOPBACK) as client,
            client.stream("POST", f"{self.url}/graphql", json=sent, headers=headers) as response,
            aclosing(_told(response)) as answers,
        ):
            yield answers

    def _environment(self) -> dict[str, str]:
        foreign = ("CONCORD_", "ANTHROPIC_")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        ours = {
            "PYTHONPATH": str(ROOT),
            "CONCORD_DATA_DIR": str(self.data),
            "CONCORD_ADMIN_KEY": self.admin_key,
            "CONCORD_SECRET_KEY": SECRET,
            "CONCORD_LOG_FORMAT": "json",
            "CONCORD_URL": self.url,
            "CONCORD_KEY": self.admin_key,
        }
        return inherited | ours | self._settings

    def _healthy(self) -> bool:
        try:
            answer = httpx2.get(f"{self.url}/healthz", timeout=2, **LOOPBACK)
        except httpx2.HTTPError:
            return False
        return answer.status_code == httpx2.codes.OK

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        return self._process.wait(TIMEOUT)


def _request(document: str, variables: Mapping[str, object] | None) -> JsonObject:
    name = "documentId" if document.startswith("sha256:") else "query"
    return {name: document, "variables": dict(variables or {})}


async def _answers(socket: ClientConnection) -> AsyncGenerator[JsonObject, None]:
    try:
        async for frame in socket:
            message = orjson.loads(frame)
            match message["type"]:
                case "next":
                    yield _data(message["payload"])
                case "error":
                    raise Refused(message["payload"])
                case "complete":
                    return
                case "ping":
                    await _send(socket, type="pong")
    except ConnectionClosedError as error:
        raise Cut from error
    raise Cut


async def _told(response: httpx2.Response) -> AsyncGenerator[JsonObject, None]:
    try:
        async for line in response.aiter_lines():
            if line.startswith("data: "):
                yield _data(orjson.loads(line.removeprefix("data: ")))
            if line == "event: complete":
                return
    except httpx2.TransportError as error:
        raise Cut from error
    raise Cut


def _data(answer: JsonObject) -> JsonObject:
    if answer.get("errors"):
        raise Refused(answer["errors"])
    data: JsonObject = answer["data"]
    return data


async def _send(socket: ClientConnection, **message: object) -> None:
    await socket.send(orjson.dumps(message).decode())


async def _expect(socket: ClientConnection, kind: str) -> None:
    message = orjson.loads(await socket.recv())
    if message["type"] != kind:
        raise Refused([{"message": f"Expected {kind}, found {message}"}])
