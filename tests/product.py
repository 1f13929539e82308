"""The product as its users run it: a process, spoken to over HTTP and WebSocket, killed and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from backend.platform import tokens
from tests.servers import await_answer, free_port

ROOT = Path(__file__).resolve().parents[1]
PROTOCOL = Subprotocol("graphql-transport-ws")
TIMEOUT = 30.0

JsonObject = dict[str, Any]


class Refused(Exception):
    """The answer carried errors; `errors` is the list as it was sent."""

    def __init__(self, errors: list[JsonObject]) -> None:
        super().__init__(orjson.dumps(errors).decode())
        self.errors = errors


class Product:
    """`concord serve` with its own data folder and port, which are the same after `restart`."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.admin_key = tokens.new_key()
        self.log = folder / "server.log"
        self._settings = dict(settings)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, **settings: str) -> None:
        """Start it and wait until it is healthy; settings given here count from now on."""
        self._settings.update(settings)
        command = [sys.executable, "-P", "-m", "backend.cli", "serve", "--host", "127.0.0.1"]
        command += ["--port", str(self.port)]
        with self.log.open("ab") as sink:
            self._process = subprocess.Popen(
                command, stdout=sink, stderr=sink, cwd=self.folder, env=self._environment()
            )
        await_answer(self._process, self._healthy, self.log)

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

    async def query(
        self, document: str, variables: Mapping[str, object] | None = None, key: str | None = None
    ) -> JsonObject:
        """The `data` of a query or mutation, asked with the admin key; Refused if there are errors."""
        headers = {"Authorization": f"Bearer {key or self.admin_key}"}
        async with httpx2.AsyncClient(base_url=self.url, timeout=TIMEOUT, trust_env=False) as client:
            sent = {"query": document, "variables": dict(variables or {})}
            return _data((await client.post("/graphql", json=sent, headers=headers)).json())

    @asynccontextmanager
    async def follow(
        self, document: str, variables: Mapping[str, object] | None = None, key: str | None = None
    ) -> AsyncIterator[AsyncIterator[JsonObject]]:
        """Subscribe; inside the block, iterate over the `data` of each answer until the end."""
        address = f"ws://127.0.0.1:{self.port}/graphql"
        async with connect(address, subprotocols=[PROTOCOL], proxy=None, open_timeout=TIMEOUT) as socket:
            credential = {"authorization": f"Bearer {key or self.admin_key}"}
            await _send(socket, type="connection_init", payload=credential)
            await _expect(socket, "connection_ack")
            payload = {"query": document, "variables": dict(variables or {})}
            await _send(socket, type="subscribe", id="1", payload=payload)
            yield _answers(socket)

    def _environment(self) -> dict[str, str]:
        foreign = ("CONCORD_", "ANTHROPIC_")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        ours = {
            "PYTHONPATH": str(ROOT),
            "CONCORD_DATA_DIR": str(self.folder / "data"),
            "CONCORD_ADMIN_KEY": self.admin_key,
            "CONCORD_SECRET_KEY": "test-" * 8,
            "CONCORD_LOG_FORMAT": "json",
        }
        return inherited | ours | self._settings

    def _healthy(self) -> bool:
        try:
            return (
                httpx2.get(f"{self.url}/healthz", timeout=2, trust_env=False).status_code == httpx2.codes.OK
            )
        except httpx2.HTTPError:
            return False

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        return self._process.wait(TIMEOUT)


async def _answers(socket: ClientConnection) -> AsyncIterator[JsonObject]:
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
