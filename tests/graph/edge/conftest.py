"""The stand-in, served by a process of its own on a real socket."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.graph.edge.stand_in import KEY
from tests.servers import LOOPBACK, await_answer, free_port

ROOT = Path(__file__).resolve().parents[3]
AUTH = {"authorization": f"Bearer {KEY}"}


class Served:
    """A running stand-in: where it is, what it logged."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.socket_url = f"ws://127.0.0.1:{self.port}/graphql"
        self.log = folder / f"{self.port}.log"
        command = [
            sys.executable,
            "-P",
            "-m",
            "tests.graph.edge.stand_in",
            str(self.port),
            json.dumps(settings),
        ]
        with self.log.open("wb") as sink:
            self.process = subprocess.Popen(
                command, stdout=sink, stderr=sink, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
            )
        await_answer(self.process, self._lives, self.log)

    def client(self, **headers: str) -> httpx2.Client:
        """A client that shows the key."""
        return httpx2.Client(base_url=self.url, headers=AUTH | headers, timeout=10, **LOOPBACK)

    def streams(self) -> int:
        """How many subscriptions are open inside the server."""
        with self.client() as client:
            count: int = client.post("/graphql", json={"query": "{ streams }"}).json()["data"]["streams"]
            return count

    def memory(self) -> int:
        """Kilobytes that the server holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    def logged(self) -> list[dict[str, Any]]:
        """The lines of the log."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def stop(self) -> int:
        """Ask it to end, as a service manager does, and wait for that."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def _lives(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/healthz", timeout=1, **LOOPBACK).is_success
        except httpx2.TransportError:
            return False


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A stand-in that every test may use and none may stop."""
    running = Served(tmp_path_factory.mktemp("edge"), {"heartbeat": 0.1})
    yield running
    running.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start a stand-in of the test's own, with these settings."""
    started: list[Served] = []

    def start(**settings: Any) -> Served:
        started.append(Served(tmp_path, settings))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()


@pytest.fixture
def client(served: Served) -> Iterator[httpx2.Client]:
    """A client of the shared stand-in that shows the key."""
    with served.client() as opened:
        yield opened
