"""A secret that is sent comes out nowhere: in no answer, error, event, log or metric, and in no table."""

import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
import structlog
from graphql import build_schema

from backend.domain.viewer import Role
from backend.graph.schema import Schema
from backend.platform.logging import configure
from backend.store.authenticate import authenticate
from backend.store.database import Database
from tests.graph.calls.acting import mutations, prepare
from tests.graph.calls.asker import Asker, client_of
from tests.graph.calls.canaries import Request, canary, found, kept, metrics, reads, requests, spellings
from tests.graph.calls.filling import arguments
from tests.graph.calls.secret_inputs import SECRET_INPUTS, SecretInput, sound_secret, together
from tests.graph.calls.world import World, asked_as, make_world
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

OPEN = ("createAgent", SecretInput(("input", "description")))
"""An input that is shown: the canary in it has to be found, else nothing is proved of the others."""

PARTS = 2
"""Tests among which the inputs are dealt out: one alone would take longer than a test may."""


@dataclass(slots=True)
class Sender:
    """Sends requests as an administrator or as one who may only read, and keeps what is answered."""

    admin: httpx2.AsyncClient
    reader: httpx2.AsyncClient
    answers: list[str] = field(default_factory=list)

    async def send(self, client: httpx2.AsyncClient, request: Request) -> Any:
        """Send it as it is, broken characters too."""
        body = json.dumps({"query": request[0], "variables": request[1]})
        answer = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
        self.answers.append(f"{answer.headers} {answer.text}")
        return answer.json()


@pytest.fixture
async def sender(asker: Asker) -> AsyncIterator[Sender]:
    """The administrator, and one who may only read."""
    reader = await asked_as(asker, Role.VIEWER)
    async with client_of(asker) as admin, client_of(reader) as other:
        yield Sender(admin, other)


@contextmanager
def listening() -> Iterator[None]:
    """Everything is logged inside."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure("debug", "json")
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()


async def send_all(
    sender: Sender, asker: Asker, schema: Schema, world: World, mutation: str, wanted: SecretInput
) -> str:
    """Send a canary in every way to one input of a mutation; the test fails if the last is refused."""
    held, bird = mutations(schema)[mutation], canary()
    await prepare(asker, schema, mutation, world)
    path = wanted.path
    given = together(arguments(mutation, held, world, path), wanted.beside(world))
    for each in requests(mutation, held, given, path, bird, wanted.spelt):
        for client in (sender.reader, sender.admin):
            await sender.send(client, each)
    assert '"errors"' not in sender.answers[-1], f"{mutation} with {path} is right: {sender.answers[-1]}"
    return bird


async def places(
    sender: Sender, database: Database, schema: Schema, capsys: pytest.CaptureFixture[str]
) -> dict[str, str]:
    """Everything that came out of the requests, by where it came out."""
    for each in reads(schema):
        assert "errors" not in await sender.send(sender.admin, each)
    told = {"answers": "\n".join(sender.answers), "logs": capsys.readouterr().err, "metrics": metrics()}
    return {**told, **await kept(database)}


@pytest.mark.parametrize("part", range(PARTS))
async def test_a_secret_that_is_sent_comes_out_nowhere(
    schema: Schema,
    database: Database,
    asker: Asker,
    sender: Sender,
    capsys: pytest.CaptureFixture[str],
    part: int,
) -> None:
    whole = [(mutation, each) for mutation, inputs in SECRET_INPUTS.items() for each in inputs]
    secret = whole[part::PARTS]
    with listening():
        world = await make_world(asker, str(asker.viewer.home), "world")
        birds = {
            f"{mutation}({'.'.join(each.path)}:)": await send_all(
                sender, asker, schema, world, mutation, each
            )
            for mutation, each in [*secret, OPEN]
        }
        hits = found(birds, await places(sender, database, schema, capsys))
    assert hits.pop("createAgent(input.description:)") >= {"answers", "table agent"}
    assert hits == {}


async def test_the_text_of_a_key_is_in_its_one_answer_and_nowhere_else(
    schema: Schema, database: Database, sender: Sender, capsys: pytest.CaptureFixture[str]
) -> None:
    create = 'mutation { createApiKey(input: {name: "CI"}, idempotencyKey: "k") { apiKey { id } key } }'
    with listening():
        key = (await sender.send(sender.admin, (create, {})))["data"]["createApiKey"]["key"]
        assert found({"key": key}, {"answer": sender.answers.pop()}) == {"key": {"answer"}}
        again = await sender.send(sender.admin, (create, {}))
        assert again["data"]["createApiKey"]["key"] is None
        await authenticate(database, key, SECRET)
        told = await places(sender, database, schema, capsys)
    assert '"event":"request"' in told["logs"]
    assert found({"key": key}, told) == {}


def test_every_input_that_sounds_like_a_secret_is_listed(schema: Schema) -> None:
    unsaid = {
        name: [
            path
            for path in sound_secret(held)
            if path not in {each.path for each in SECRET_INPUTS.get(name, ())}
        ]
        for name, held in mutations(schema).items()
    }
    unsaid = {name: paths for name, paths in unsaid.items() if paths}
    assert unsaid == {}, "Write them into SECRET_INPUTS, or their names into NOT_SECRET, of secret_inputs.py."
    assert SECRET_INPUTS.keys() <= mutations(schema).keys()


THROWN_AWAY = """
type Query { a: Int }
input Value { token: String  maxTokens: Int  name: String  next: Value }
input Box { value: Value!  apiKey: String }
type Mutation { put(input: Box!, password: String, idempotencyKey: String): Int }
"""


def test_inputs_that_sound_like_secrets_are_found_at_any_depth() -> None:
    made = build_schema(THROWN_AWAY).mutation_type
    assert made is not None
    found_at = set(sound_secret(made.fields["put"]))
    assert found_at == {("input", "value", "token"), ("input", "apiKey"), ("password",)}


def test_bad_requests_put_the_canary_where_errors_quote_it(schema: Schema) -> None:
    made, bird = build_schema(THROWN_AWAY).mutation_type, canary()
    assert made is not None
    given = {"input": {"value": {"token": "text"}}}
    sent = list(requests("put", made.fields["put"], given, ("input", "value", "token"), bird))
    assert all(bird in f"{source} {variables}" for source, variables in sent)
    inputs = [variables["input"] for _, variables in sent if "input" in variables]
    assert {"value": bird} in inputs
    assert bird in inputs
    assert {"value": {"token": bird, "name": [{"wrong": 1}]}} in inputs
    assert {"value": {"token": bird, "unknown": [{"wrong": 1}]}} in inputs
    assert sent[-2] == (sent[-2][0], {"input": {"value": {"token": bird}}})
    assert f'token: "{bird}"' in sent[-1][0]


@pytest.mark.parametrize("spelling", range(10))
def test_a_canary_is_known_in_any_spelling(spelling: int) -> None:
    bird = canary()
    written = list(spellings(bird))[spelling]
    assert found({"bird": bird}, {"there": f"…{written}…", "elsewhere": canary()}) == {"bird": {"there"}}
