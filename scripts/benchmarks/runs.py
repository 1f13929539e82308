"""The bench of runs: one process on SQLite, as `concord serve` is, whose offline model says a hundred words.

A follower is a subscription of the graph; HTTP and sockets are left out.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import uvloop
from pydantic import SecretStr

from backend.app import House, opened
from backend.domain.viewer import Viewer
from backend.graph.answer import Answer
from backend.graph.schema import build
from backend.platform import tokens
from backend.platform.settings import Settings
from scripts.benchmarks.appends import PRODUCERS, Appends, appended, held
from scripts.benchmarks.world import SECRET
from tests.graph.calls.asker import Asker, graph_over

DELTAS = 100
"""What the model says in a run: so many words, and each is a delta."""

CREATE = 'mutation { createAgent(input: {name: "Ada"}, publish: true) { agent { id } } }'
OPEN = "mutation ($agent: ID!) { startSession(agentId: $agent) { session { id } } }"
SAY = "mutation ($id: ID!, $text: String!) { startRun(sessionId: $id, input: {text: $text}) { run { id } } }"
START = "mutation ($id: ID!, $text: String!) { startRun(agentId: $id, input: {text: $text}) { run { id } } }"
_FRAME = "{ event { __typename id seq } preview { messageId offset text } }"
SESSION = f"subscription ($id: ID!) {{ sessionEvents(id: $id, previews: true) {_FRAME} }}"
RUN = f"subscription ($id: ID!) {{ runEvents(id: $id, previews: true) {_FRAME} }}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many runs are made one after another, and at once by so many loops; how many follow one run; and
    how many events are appended.
    """

    alone: int = 200
    together: int = 1_000
    loops: int = 20
    crowd: int = 200
    appends: int = 32_000

    def part(self, fraction: float) -> "Wanted":
        """The same with fewer runs and events."""
        alone, together, appends = (
            max(self.loops, round(each * fraction)) for each in (self.alone, self.together, self.appends)
        )
        return Wanted(alone, together, self.loops, self.crowd, appends)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Many who follow one run: frames that they were handed a second, and seconds from the first of them
    having the last frame until all have it.
    """

    rate: float
    lag: float


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it. Times are in seconds, rates in runs a second, memory in megabytes; `cpu` is of one of
    those that were made at once.

    The first frame of a run is its input, and the first text is what the model said first.
    """

    first_frame: float
    first_text: float
    alone: float
    together: float
    cpu: float
    memory_before: float
    memory: float
    crowd: Crowd
    appends: Appends


def found(wanted: Wanted) -> Found:
    """Measure all of it, in this process."""
    with TemporaryDirectory(prefix="concord-bench-") as folder:
        return uvloop.run(_measure(Path(folder), wanted))


async def _measure(folder: Path, wanted: Wanted) -> Found:
    async with _ready(folder / "runs") as (_, asker):
        agent = (await asker.change(CREATE))["id"]
        await _together(asker, agent, wanted.loops, wanted.loops)
        before = _memory()
        timed = [await _timed(asker, agent) for _ in range(wanted.alone)]
        frames, texts, ends = zip(*timed, strict=True)
        used = process_time()
        rate = await _together(asker, agent, wanted.loops, wanted.together)
        cpu = (process_time() - used) / wanted.together
        memory = _memory()
        crowd = await _followed(asker, agent, wanted.crowd)
    async with _ready(folder / "appends", worker=False) as (house, asker):
        agent = (await asker.change(CREATE))["id"]
        for _ in range(PRODUCERS):
            await asker.change(START, id=agent, text="hello")
        appends = await appended(house.database, await held(house.database, PRODUCERS), wanted.appends)
    alone = 1 / median(ends)
    return Found(median(frames), median(texts), alone, rate, cpu, before, memory, crowd, appends)


@asynccontextmanager
async def _ready(folder: Path, *, worker: bool = True) -> AsyncIterator[tuple[House, Asker]]:
    """The product, open in this process, and its administrator, who asks it."""
    key = tokens.new_key()
    settings = Settings(
        data_dir=folder,
        secret_key=SecretStr(SECRET),
        admin_key=SecretStr(key),
        anthropic_base_url=None,
        anthropic_api_key=None,
    )
    async with opened(settings, worker=worker) as house:
        viewer: Viewer = await house.admit(key)
        yield house, Asker(graph_over(build(), house.database, house.partial), viewer)


async def _timed(asker: Asker, agent: str) -> tuple[float, float, float]:
    """Seconds from the start of a run to a follower's first frame, first text and last frame. The session has
    had another run, to whose end the follower has come.
    """
    session = (await asker.change(OPEN, agent=agent))["id"]
    await asker.change(SAY, id=session, text="hello")
    async with aclosing(_frames(asker, SESSION, session)) as frames:
        await _until(frames, b'"RunCompleted"')
        first = asyncio.ensure_future(anext(frames))
        await asyncio.sleep(0)
        began = perf_counter()
        await asker.body(SAY, id=session, text=f"words {DELTAS}")
        await first
        handed = perf_counter() - began
        spoken = await _until(frames, b'"text"', b'"MessageCompleted"') - began
        return handed, spoken, await _until(frames, b'"RunCompleted"') - began


async def _together(asker: Asker, agent: str, loops: int, runs: int) -> float:
    """Complete runs a second, when each of so many loops starts one and follows it to its end, again and
    again.
    """
    left = iter(range(runs))

    async def loop() -> None:
        for _ in left:
            await _whole(asker, agent)

    began = perf_counter()
    await asyncio.gather(*(loop() for _ in range(loops)))
    return runs / (perf_counter() - began)


async def _whole(asker: Asker, agent: str) -> None:
    run = (await asker.change(START, id=agent, text=f"words {DELTAS}"))["id"]
    async with aclosing(_frames(asker, RUN, run)) as frames:
        await _until(frames, b'"RunCompleted"')


async def _followed(asker: Asker, agent: str, count: int) -> Crowd:
    """One run of a second, and so many who follow it."""
    session = (await asker.change(OPEN, agent=agent))["id"]
    handed, ends = 0, list[float]()

    async def follow() -> None:
        nonlocal handed
        async with aclosing(_frames(asker, SESSION, session)) as frames:
            async for frame in frames:
                handed += 1
                if b'"RunCompleted"' in frame:
                    break
        ends.append(perf_counter())

    following = [asyncio.ensure_future(follow()) for _ in range(count)]
    began = perf_counter()
    await asker.body(SAY, id=session, text=f"words {DELTAS} slow 10ms")
    await asyncio.gather(*following)
    return Crowd(handed / (ends[-1] - began), ends[-1] - ends[0])


async def _frames(asker: Asker, document: str, followed: str) -> AsyncGenerator[bytes, None]:
    operation = asker.graph.prepare(document, None)
    answers: AsyncGenerator[Answer, None] = asker.graph.subscribe(operation, {"id": followed}, asker.viewer)
    async with aclosing(answers):
        async for answer in answers:
            yield answer.body


async def _until(frames: AsyncGenerator[bytes, None], *words: bytes) -> float:
    """When the next frame that holds one of the words was handed over."""
    async for frame in frames:
        if any(each in frame for each in words):
            return perf_counter()
    raise AssertionError("The stream has ended.")


def _memory() -> float:
    """Megabytes that this process holds."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
