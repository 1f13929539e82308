"""Whatever falls on workers and their servers, at random points: nothing is lost, nothing is doubled, and no
run is left without an end.

`CONCORD_PROOF=1` runs the whole proof, `CONCORD_SEED` another one; the seed is printed.
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from backend.domain.run import OnBusy
from tests.conftest import BOTH
from tests.databases import migrated
from tests.fakes.till import Till
from tests.fakes.web import web_server
from tests.patience import eventually
from tests.runtime.storm import TAKEN_OVER, Ground, Storm, Strength, working
from tests.runtime.tools.calls import linked, tool_of
from tests.servers import Restartable, free_port, initialised, own_redis
from tests.stage import Stage, gapless

pytestmark = pytest.mark.anyio

SEED = int(os.environ.get("CONCORD_SEED", "20261122"))
WHOLE = bool(os.environ.get("CONCORD_PROOF"))
SESSIONS = {"postgresql": 32, "sqlite": 16} if WHOLE else {"postgresql": 3, "sqlite": 3}
EACH, CANCELS = 2, 8 if WHOLE else 1
"""How many sessions run, how many runs each, and how many runs are cancelled meanwhile."""

LAST = 1 if WHOLE else 3
"""Calls that each session has yet to make, at most, when the last fault falls: in the whole proof each takes
four seconds, and the last message twenty, which leaves six of the thirty in which all is to end.
"""

GAP = 40 if WHOLE else 30
"""Events between two faults."""

FAULTS = {"postgresql": 120, "sqlite": 80} if WHOLE else {"postgresql": 4, "sqlite": 2}
"""Faults that fall at least."""

TURNS = 30 if WHOLE else 12
"""Calls of a tool in a run, each five events, which are its steps: 150 in the whole proof, and a few more."""

INPUT = f"call send {{}} turns {TURNS} slow {4_000 if WHOLE else 150}ms"
LIMITS = {"maxTurns": TURNS + 1, "timeoutSeconds": 3600}
CALL = ["ToolCallRequested", "ToolCallStarted", "ToolCallCompleted"]
TURN = ["MessageStarted", "MessageCompleted"]
SCRIPT = ["InputReceived", *(TURN + CALL) * TURNS, *TURN, "RunCompleted"]
"""The log of a run that nothing fell on, but for the attempts at it."""

TERMINAL = {"COMPLETED": "RunCompleted", "CANCELLED": "RunCancelled"}


@contextmanager
def own_servers() -> Iterator[Ground]:
    """A PostgreSQL and a Redis that nobody else needs. What was committed there outlives a crash."""
    with TemporaryDirectory(prefix="concord-chaos-") as folder, ExitStack() as stack:
        cluster, port = initialised(Path(folder)), free_port()
        postgres = Restartable(partial(cluster.serving, "-c", "synchronous_commit=on"))
        redis = Restartable(partial(own_redis, port))
        for each in (postgres, redis):
            each.start()
            stack.callback(each.stop)
        yield Ground(migrated(cluster.url), cluster, postgres, redis, f"redis://127.0.0.1:{port}/0")


@pytest.fixture(params=BOTH)
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """Servers that may fall: each test runs on both kinds of database."""
    if request.param == "sqlite":
        yield Ground(request.getfixturevalue("sqlite_file_url"))
    else:
        with own_servers() as ground:
            yield ground


@pytest.fixture
def database_url(ground: Ground) -> str:
    """The URL of the database that may fall."""
    return ground.url


async def test_whatever_falls_on_them_runs_lose_and_double_nothing_and_end(
    stage: Stage, ground: Ground, tmp_path: Path
) -> None:
    print(f"CONCORD_SEED={SEED}")  # noqa: T201
    till, count = Till(), SESSIONS[stage.database.dialect]
    async with web_server() as web:
        web.answer = till.answer
        tools = linked("TOOL_SET", toolSet=await tool_of(stage, web, {"method": "POST"}))
        agent_id = await stage.agent(links=[tools], limits=LIMITS)
        sessions = [await stage.session(agent_id) for _ in range(count)]
        for session_id in sessions * EACH:
            await stage.run(session_id, INPUT, on_busy=OnBusy.QUEUE)
        with working(ground, web.host, 3 if ground.cluster else 1, tmp_path / "workers.log") as workers:
            storm = Storm(stage, ground, workers, Random(SEED))  # noqa: S311 - a storm is repeatable
            await storm.rage(Strength(GAP, EACH * TURNS - LAST, CANCELS))
            await eventually(storm.is_over, TAKEN_OVER)
    print(f"{dict(storm.fell)}, {till.asked - len(till.numbers)} calls made again")  # noqa: T201
    assert storm.fell.total() >= FAULTS[stage.database.dialect]
    logs = [await stage.events(session_id) for session_id in sessions]
    for events in logs:
        check(events, await stage.runs())
    check_effects([each for events in logs for each in events], till)


def check(events: Sequence[Any], runs: Sequence[Any]) -> None:
    """The law of every log, whatever fell on those who wrote it."""
    assert gapless(list(events))
    told = [each.run_id for each in events if each.kind in TERMINAL.values()]
    begun = [each.run_id for each in events if each.kind == "RunStarted" and each.payload["attempt"] == 1]
    assert [each for each in told if each in begun] == begun
    for row in runs:
        if row.session_id == events[0].session_id:
            check_run(row, [each for each in events if each.run_id == row.id])


def check_run(row: Any, events: Sequence[Any]) -> None:
    """Without its interruptions the log is the script, which no zombie's word fits into, to its end or to
    where the run was cancelled.
    """
    attempts = [each.payload["attempt"] for each in events if each.kind == "RunStarted"]
    assert attempts == list(range(1, len(attempts) + 1))
    check_fence(events)
    said = [each.kind for each in uninterrupted(events) if each.kind != "InputDropped"]
    assert said[-1] == TERMINAL[row.status]
    assert said[:-1] == SCRIPT[: len(said) - 1]
    if row.status == "COMPLETED":
        assert (said, row.turns) == (SCRIPT, TURNS + 1)


def uninterrupted(events: Sequence[Any]) -> list[Any]:
    """The events without the attempts and the messages that were abandoned."""
    left: list[Any] = []
    for each in events:
        if each.kind == "AttemptAbandoned":
            assert left.pop().payload["messageId"] == each.payload["messageId"]
        elif each.kind != "RunStarted":
            left.append(each)
    return left


def check_fence(events: Sequence[Any]) -> None:
    """Nothing of an attempt is written once the next one has begun."""
    current = 0
    for each in events:
        if each.kind == "RunStarted":
            current = each.payload["attempt"]
        elif each.kind in TURN:
            assert each.payload["attempt"] == current


def check_effects(events: Sequence[Any], till: Till) -> None:
    """Each call was made under one key, and the log has what came of it the first time."""
    keys = {e.payload["toolCallId"]: e.payload["idempotencyKey"] for e in events if e.kind == CALL[1]}
    assert max(Counter(keys.values()).values()) == 1
    assert set(till.numbers) <= set(keys.values())
    for each in events:
        if each.kind == "ToolCallCompleted":
            number = till.numbers[keys[each.payload["toolCallId"]]]
            assert each.payload["result"]["body"] == {"number": number}
