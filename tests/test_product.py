"""The product as people run it: its first minute, its streams, its deaths, and many processes at once."""

import asyncio
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from random import Random
from secrets import randbelow
from time import monotonic

import httpx2
import pytest

from backend.platform import clock
from backend.platform.blobs import Blobs
from backend.platform.signing import Signer
from backend.platform.transfer import Awaited, Offered, file_path, upload_path
from tests import databases
from tests.conftest import BOTH
from tests.patience import eventually
from tests.product import SECRET, Cut, JsonObject, Product, Refused
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

POINTS, ROUNDS = 5, 20 if os.environ.get("CONCORD_PROOF") else 1
"""Places where streams are cut and servers killed in a round, and rounds, for each kind of database."""
SEED = int(os.environ.get("CONCORD_SEED") or randbelow(10**6))

AGENT = """
mutation($handle: String!, $key: String) {
  createAgent(input: {name: "Tester", handle: $handle, models: ["offline"],
      links: [{kinds: [TOOL], links: [{target: {tool: "handle:current_time"}}]}]}, publish: true,
      idempotencyKey: $key) { agent { id handle } } }"""
START = """
mutation($agent: ID, $session: ID, $text: String!, $key: String) {
  startRun(agentId: $agent, sessionId: $session, input: {text: $text}, idempotencyKey: $key) {
    run { id status session { id } }
  }
}"""
FOLLOW = """
subscription($id: ID!, $after: ID) {
  runEvents(id: $id, after: $after) { event { id seq __typename ... on MessageCompleted { text } } }
}"""
FOLLOW_ALL = FOLLOW.replace("after: $after)", "after: $after, previews: true)").replace(
    "{ event", "{ preview { messageId attempt offset text } event"
)
SESSION = """
subscription($id: ID!, $after: ID) {
  sessionEvents(id: $id, after: $after) { event { id seq __typename } }
}"""
LOG = """
query($id: ID!) {
  run(id: $id) {
    status output
    events(first: 100) { nodes { id seq __typename ... on MessageCompleted { text } } }
  }
}"""

CALLS = 'call current_time {"zone": "UTC"} turns 8 slow 10ms'
WORDS = "words 60 slow 5ms"

Stream = Callable[..., AbstractAsyncContextManager[AsyncIterator[JsonObject]]]


@pytest.fixture(scope="module", params=BOTH)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, started once for all tests that leave it alive: on both kinds of database."""
    product = Product(tmp_path_factory.mktemp("running"), {})
    try:
        if request.param == "sqlite":
            product.start()
            yield product
        else:
            with databases.fresh_postgres(request.getfixturevalue("postgres_server")) as url:
                product.start(CONCORD_DATABASE_URL=url)
                yield product
    finally:
        product.kill9()


@pytest.fixture(params=["sse", "websocket"])
def stream(request: pytest.FixtureRequest, running: Product) -> Stream:
    """A way to subscribe: each test takes both."""
    return running.watch if request.param == "sse" else running.follow


# The first minute


async def test_the_first_start_shows_the_key_once_and_three_commands_that_work_as_they_stand(
    product: Product,
) -> None:
    product.start(CONCORD_ADMIN_KEY="", CONCORD_DEMO="false")
    key, *others = re.findall(r"ck_[\w-]{43}", product.log.read_text())
    assert others == [key] * 3, "once by itself, and in each command"
    commands = printed_commands(product.log.read_text())
    assert (await product.query("{ agents { totalCount } }", key=key))["agents"]["totalCount"] == 0
    for times in (1, 2):
        created, started, watched = [await play(command, key) for command in commands]
        assert '"handle":"first"' in created, f"time {times}"
        assert '"startRun":{"run":{"id":"run_' in started, f"time {times}"
        assert '"__typename":"RunCompleted","output":"You said: Hello, Concord!"' in watched
        assert watched.rstrip().endswith("event: complete\ndata:")
    product.restart()
    log = product.log.read_text()
    assert log.count(key) == 4, "the second start knows it no more"
    later = printed_commands(log)[3:]
    assert all('"Authorization: Bearer $CONCORD_KEY"' in command for command in later)
    assert "RunCompleted" in await play(later[2], key)


def printed_commands(log: str) -> list[str]:
    """Each command that was printed, with the lines on which it goes on."""
    return [command.group() for command in re.finditer(r"^curl .*(?:\\\n.*)*(?<!\\)$", log, re.MULTILINE)]


async def play(command: str, key: str) -> str:
    """What the command answers, when a shell runs it as it stands."""
    if shutil.which("curl"):
        environment = {**os.environ, "CONCORD_KEY": key}
        done = await asyncio.to_thread(
            subprocess.run,
            ["bash", "-c", command],
            capture_output=True,
            text=True,
            env=environment,
            timeout=30,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return str(done.stdout)
    _, _, url, *options = shlex.split(command.replace("\\\n", "").replace("$CONCORD_KEY", key))
    given = list(zip(options[::2], options[1::2], strict=True))
    headers = dict(value.split(": ", 1) for option, value in given if option == "-H")
    async with httpx2.AsyncClient(**LOOPBACK, timeout=30) as client:
        return (await client.post(url, headers=headers, content=dict(given)["-d"])).text


async def test_the_demonstration_waits_for_the_first_visitor(running: Product) -> None:
    asked = """{ sessions(filter: {title: {eq: "A first conversation"}}) {
      nodes { agent { handle } runs { nodes { status } } } } }"""

    async def has_run() -> bool:
        (session,) = (await running.query(asked))["sessions"]["nodes"]
        return bool(session == {"agent": {"handle": "hello"}, "runs": {"nodes": [{"status": "COMPLETED"}]}})

    assert await eventually(has_run)


# What stands around a server


async def test_it_lives_is_ready_and_counts(running: Product) -> None:
    async with httpx2.AsyncClient(base_url=running.url, **LOOPBACK) as client:
        for path in ("/healthz", "/readyz"):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()) == (200, {"ok": True})
        metrics = (await client.get("/metrics")).text
    assert "concord_http_requests_total" in metrics


# Bytes


async def test_a_signed_address_gives_a_file_without_a_key_and_is_not_in_the_log(running: Product) -> None:
    async def data() -> AsyncIterator[bytes]:
        yield b"bytes"

    signer, expires = Signer(SECRET), clock.now() + timedelta(minutes=1)
    stored = await Blobs((running.data / "blobs").as_uri()).put(data(), limit=5)
    file = file_path(signer, Offered("a.txt", "text/plain", 5, stored.sha256), expires)
    upload = upload_path(signer, Awaited("upl_none", "text/plain", 5), expires)
    async with httpx2.AsyncClient(base_url=running.url, **LOOPBACK) as client:
        given = await client.get(file)
        taken = await client.put(upload, content=b"bytes", headers={"content-type": "text/plain"})
    assert (given.status_code, given.content) == (200, b"bytes")
    assert (taken.status_code, taken.json()["errors"][0]["extensions"]) == (404, {"code": "NOT_FOUND"})
    log = running.log.read_text()
    assert "/files/[hidden]" in log
    assert "cs_" not in log


# Writes


async def test_of_two_mutations_the_first_stays_when_the_second_fails(running: Product) -> None:
    both = """mutation {
      one: createAgent(input: {name: "Kept", handle: "kept"}) { agent { id } }
      two: createAgent(input: {name: "Not", handle: "kept"}) { agent { id } }
    }"""
    with pytest.raises(Refused) as refused:
        await running.query(both)
    (error,) = refused.value.errors
    assert (error["extensions"]["code"], error["path"]) == ("CONFLICT", ["two"])
    found = await running.query('{ agents(filter: {handle: {startsWith: "kept"}}) { nodes { name } } }')
    assert found["agents"]["nodes"] == [{"name": "Kept"}]


async def test_a_request_that_is_sent_again_with_its_key_makes_nothing_new(running: Product) -> None:
    given = {"handle": "once", "key": "the same"}
    first = await running.query(AGENT, given)
    assert await running.query(AGENT, given) == first
    with pytest.raises(Refused) as refused:
        await running.query(AGENT, {**given, "handle": "twice"})
    assert refused.value.errors[0]["extensions"]["code"] == "IDEMPOTENCY_CONFLICT"
    started = [await start(running, "hello", key="run") for _ in range(2)]
    assert started[0] == started[1]


# Streams


@pytest.mark.parametrize("number", range(ROUNDS))
async def test_a_client_that_leaves_and_comes_back_gets_exactly_the_rest(
    running: Product, stream: Stream, number: int
) -> None:
    random = seeded(number)
    for _ in range(POINTS):
        run = await start(running, f"{CALLS.removesuffix('10ms')}{random.randrange(8)}ms")
        seen: list[JsonObject] = []
        for _ in range(random.randrange(2, 5)):
            seen += await take(stream, run, seen, random.randrange(1, 5))
        seen += await take(stream, run, seen)
        assert seen == (await logged(running, run))["events"]["nodes"]


async def take(stream: Stream, run: str, seen: Sequence[JsonObject], most: int = 1000) -> list[JsonObject]:
    """Up to so many events behind those seen; then the client is gone."""
    taken: list[JsonObject] = []
    async with stream(FOLLOW, {"id": run, "after": seen[-1]["id"] if seen else None}) as answers:
        async for answer in answers:
            taken.append(answer["runEvents"]["event"])
            if len(taken) == most:
                break
    return taken


@pytest.mark.parametrize(
    ("text", "code", "out", "error"),
    [
        ("words 5 slow 20ms", 0, "word1 word2 word3 word4 word5\n", ""),
        (CALLS, 0, "The tools answered: ", '→ name="current_time" arguments={"zone":"UTC"}'),
        ("slow 20ms fail after 1", 1, "", 'Failed: code="MODEL_FAILED"'),
    ],
    ids=["words", "tools", "failure"],
)
def test_run_prints_a_run_and_ends_as_it_ended(
    running: Product, text: str, code: int, out: str, error: str
) -> None:
    answer = running.answer("run", "hello", text)
    assert answer.code == code
    assert answer.out.startswith(out)
    assert error in answer.error


@pytest.mark.parametrize(
    ("command", "says"),
    [("run nobody hi", "No agent is called 'handle:nobody'."), ("tail ses_unknown", "No session is called")],
)
def test_what_the_server_refuses_is_one_line(running: Product, command: str, says: str) -> None:
    answer = running.answer(*command.split())
    assert (answer.code, answer.out, answer.error.count("\n")) == (1, "", 1)
    assert answer.error.startswith(f"concord: {says}")


# Deaths


@pytest.mark.parametrize("number", range(ROUNDS))
async def test_a_run_outlives_servers_that_are_killed(product: Product, number: int) -> None:
    random, runs = seeded(number), dict[str, list[JsonObject]]()
    product.start()
    for _ in range(POINTS):
        run = await start(product, random.choice((CALLS, WORDS)))
        runs[run] = await seen_until(product, run, frames=random.randrange(1, 30))
        product.restart()
    for run, seen in runs.items():
        whole = [*seen, *await take(product.watch, run, seen)]
        assert_whole(await logged(product, run), whole)
        assert [await take(late, run, []) for late in (product.watch, product.follow)] == [whole] * 2


async def seen_until(product: Product, run: str, frames: int) -> list[JsonObject]:
    """The events of the first so many frames; then the server is killed, if the run lasted so long."""
    seen = []
    async with product.follow(FOLLOW_ALL, {"id": run}) as answers:
        async for answer in answers:
            seen += [answer["runEvents"]["event"]] if answer["runEvents"]["event"] else []
            frames -= 1
            if not frames:
                product.kill9()
                break
    return seen


def assert_whole(run: JsonObject, told: Sequence[JsonObject]) -> None:
    """The log has no gap and one end, says what the model was to say, and is what clients were told."""
    events = run["events"]["nodes"]
    kinds = [event["__typename"] for event in events]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert len({event["id"] for event in events}) == len(events)
    assert [kind for kind in kinds if kind.startswith("Run") and kind != "RunStarted"] == ["RunCompleted"]
    assert kinds[-1] == "RunCompleted"
    assert run["status"] == "COMPLETED"
    assert [event["text"] for event in events if event.get("text")] == [run["output"]]
    assert kinds.count("ToolCallRequested") == kinds.count("ToolCallCompleted")
    assert list(told) == events


async def test_a_server_that_is_asked_to_stop_cuts_its_streams_and_ends_well(server: Product) -> None:
    run = await start(server, "the first")
    await take(server.watch, run, [])
    session = await session_of(server, run)
    with server.command("tail", session) as tail:
        assert tail.stdout is not None
        lines = [tail.stdout.readline().decode() for _ in range(5)]
        async with (
            server.watch(SESSION, {"id": session}) as sse,
            server.follow(SESSION, {"id": session}) as socket,
        ):
            for answers in (sse, socket):
                assert [(await anext(answers))["sessionEvents"]["event"]["seq"] for _ in range(5)]
            stopped = monotonic()
            assert await asyncio.to_thread(server.stop) == 0
            assert monotonic() - stopped < 5
            for answers in (sse, socket):
                with pytest.raises(Cut):
                    await anext(answers)
        server.start()
        await server.query(START, {"session": session, "text": "the second"})
        lines += [tail.stdout.readline().decode() for _ in range(5)]
        tail.kill()
    assert [int(line.split()[0]) for line in lines] == list(range(1, 11)), "the client took it up by itself"
    assert '"level":"error"' not in server.log.read_text()


# Many processes


@pytest.mark.parametrize("running", ["sqlite"], indirect=True)
def test_a_second_process_on_the_same_sqlite_file_is_refused(running: Product) -> None:
    answer = running.answer("serve", "--port", "0")
    assert (answer.code, answer.out) == (1, "")
    assert answer.error.startswith(
        f"concord: Another process serves {running.data / 'concord.sqlite3'}. Stop it"
    )


@pytest.mark.parametrize("product", ["postgresql"], indirect=True)
@pytest.mark.parametrize("redis", [False, True], ids=["polling", "redis"])
async def test_a_worker_runs_what_a_server_without_one_queues(
    product: Product, *, redis: bool, request: pytest.FixtureRequest
) -> None:
    if redis:
        product.set(CONCORD_REDIS_URL=request.getfixturevalue("redis_url"))
    product.start("--no-worker")
    queued = await start(product, CALLS)
    with product.worker() as worker:
        seen = await take(product.follow, queued, [])
        assert_whole(await logged(product, queued), seen)
        frames = await told(product, await start(product, WORDS))
        assert any(frame["preview"] for frame in frames) is redis, "previews cross over Redis only"
        worker.terminate()
        assert await asyncio.to_thread(worker.wait, 10) == 0


async def told(product: Product, run: str) -> list[JsonObject]:
    """Every frame of a run, previews too."""
    async with product.watch(FOLLOW_ALL, {"id": run}) as answers:
        return [answer["runEvents"] async for answer in answers]


def seeded(number: int) -> Random:
    """Chance that can be had again, another in each round: CONCORD_SEED=… does."""
    sys.stdout.write(f"CONCORD_SEED={SEED}\n")
    return Random(SEED + number)  # noqa: S311  (no secret is made of it)


async def start(product: Product, text: str, key: str | None = None) -> str:
    """Start a run of the demonstration's agent: its id."""
    given = {"agent": "handle:hello", "text": text, "key": key}
    return str((await product.query(START, given))["startRun"]["run"]["id"])


async def session_of(product: Product, run: str) -> str:
    """The session that a run belongs to."""
    found = await product.query("query($id: ID!) { run(id: $id) { session { id } } }", {"id": run})
    return str(found["run"]["session"]["id"])


async def logged(product: Product, run: str) -> JsonObject:
    """The run with its log, as a query gives them."""
    found: JsonObject = (await product.query(LOG, {"id": run}))["run"]
    return found
