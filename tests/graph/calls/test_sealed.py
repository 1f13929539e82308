"""Secret inputs: sealed as soon as they are coerced, and in no answer, error or line of the log."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import orjson
import pytest
import strawberry
import structlog
from graphql import GraphQLInputObjectType

from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer
from backend.graph import schema as graph_schema
from backend.graph.agent_edit import AgentPayload
from backend.graph.argument import IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import field, input_type, said
from backend.graph.given import columns, mutation, written
from backend.graph.policy import WRITE
from backend.graph.scalars import JSON, SealedTexts
from backend.graph.schema import Schema, build
from backend.platform.logging import configure
from backend.store.agent_create import create_agent
from backend.store.database import Database
from backend.store.idempotency import once
from tests.graph.calls.asker import Asker, client_of, graph_over

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
NUMBER = 8_765_432_109
"""A canary that is no text."""
KEEP = """
mutation ($input: KeepInput!, $key: String) { keep(input: $input, idempotencyKey: $key) { agent { id } } }
"""
PART = """
mutation ($token: String!) { keep(input: {name: "A", credential: {token: $token}}) { agent { id } } }
"""
GIVEN: dict[str, Any] = {"name": "A", "credential": {"token": CANARY, "variables": {"A": CANARY}}}


@input_type
class CredentialInput:
    """A credential."""

    token: strawberry.Maybe[Sealed | None] = field("A secret text.")
    spares: strawberry.Maybe[list[Sealed] | None] = field("Secret texts.")
    variables: strawberry.Maybe[SealedTexts | None] = field("Secret texts by name.")
    since: strawberry.Maybe[datetime | None] = field("A moment.")
    note: strawberry.Maybe[JSON | None] = field("Nothing secret.")


@input_type
class KeepInput:
    """What is kept."""

    name: str = field("A name.")
    credential: strawberry.Maybe[CredentialInput | None] = field("A credential.")
    credentials: strawberry.Maybe[list[CredentialInput] | None] = field("More of them.")


class Kept:
    """What the resolver was given last, and whether it is to break over it."""

    columns: dict[str, Any]
    alone: Sealed | None
    breaks = False


@strawberry.type
class Keeping:
    """A mutation that only this test has."""

    @mutation(WRITE)
    async def keep(
        self,
        info: Info,
        input: Annotated[KeepInput, said("What is kept.")],  # noqa: A002  (the argument's name)
        alone: Annotated[Sealed | None, said("A secret that is an argument.")] = None,
        idempotency_key: IdempotencyKey = None,
    ) -> AgentPayload:
        """Keep something."""
        tx, viewer = info.context.tx, info.context.viewer
        Kept.columns, Kept.alone = columns(input), alone
        if Kept.breaks:
            raise RuntimeError(f"cannot keep {Kept.columns} or {input} of {info.context.call}")

        async def make() -> str:
            return await create_agent(tx, viewer, {"name": "Ada"})

        made = await once(tx, viewer, "keep", idempotency_key, Kept.columns, make)
        return written(AgentPayload, agent=made)


@pytest.fixture(scope="module")
def keeping() -> Schema:
    """The schema with that mutation."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_schema, "MUTATIONS", (*graph_schema.MUTATIONS, Keeping))
        return build()


@pytest.fixture
def keeper(keeping: Schema, database: Database, admin: Viewer) -> Asker:
    """The administrator, who asks that graph."""
    return Asker(graph_over(keeping, database), admin)


def test_in_the_schema_a_secret_is_a_string_and_texts_by_name_are_json(keeping: Schema) -> None:
    held = keeping.plain.type_map["CredentialInput"]
    assert isinstance(held, GraphQLInputObjectType)
    shown = {name: str(each.type) for name, each in held.fields.items()}
    assert shown == {
        "token": "String",
        "spares": "[String!]",
        "variables": "JSON",
        "since": "DateTime",
        "note": "JSON",
    }


async def test_a_secret_is_sealed_wherever_it_stands_in_an_input(keeper: Asker) -> None:
    credential = {
        "token": CANARY,
        "spares": [CANARY, ""],
        "variables": {"A": CANARY, "B": ""},
        "since": "2026-01-31T09:30:00Z",
        "note": {"a": ["b"]},
    }
    await keeper.data(KEEP, input={"name": "A", "credential": credential, "credentials": [credential]})
    found = Kept.columns["credential"]
    assert found["token"] == Sealed(CANARY)
    assert found["spares"] == [Sealed(CANARY), Sealed("")]
    assert found["variables"] == {"A": Sealed(CANARY), "B": Sealed("")}
    assert found["note"] == {"a": ["b"]}
    assert isinstance(found["since"], datetime)
    assert Kept.columns["credentials"] == [found]
    assert Kept.columns["name"] == "A"
    assert CANARY not in repr(Kept.columns)


async def test_null_and_absent_are_no_secrets(keeper: Asker) -> None:
    await keeper.data(KEEP, input={"name": "A", "credential": {"token": None, "variables": None}})
    assert Kept.columns["credential"] == {"token": None, "variables": None}
    await keeper.data(KEEP, input={"name": "A"})
    assert Kept.columns == {"name": "A"}
    assert Kept.alone is None


@pytest.mark.parametrize(
    ("declared", "literal", "variables"),
    [
        ("", '"CANARY"', {}),
        ("($t: String!)", "$t", {"t": CANARY}),
        ('($t: String = "CANARY")', "$t", {}),
    ],
)
async def test_literals_and_variables_in_literals_are_sealed_too(
    keeper: Asker, declared: str, literal: str, variables: dict[str, Any]
) -> None:
    inside = "token: SECRET, spares: [SECRET], variables: {A: SECRET}"
    source = f"mutation {declared} {{ keep(alone: SECRET, input: {{name: SECRET, credential: {{{inside}}}}})"
    source = source.replace("SECRET", literal).replace("CANARY", CANARY)
    await keeper.data(f"{source} {{ agent {{ id }} }} }}", **variables)
    assert Kept.alone == Sealed(CANARY)
    assert Kept.columns["credential"] == {
        "token": Sealed(CANARY),
        "spares": [Sealed(CANARY)],
        "variables": {"A": Sealed(CANARY)},
    }
    assert Kept.columns["name"] == CANARY, "It is declared as no secret."


async def test_variables_that_are_a_list_or_an_object_are_sealed_inside(keeper: Asker) -> None:
    document = """
    mutation ($s: [String!], $v: JSON) {
      keep(input: {name: "A", credential: {spares: $s, variables: $v}}) { agent { id } }
    }
    """
    for spares in (CANARY, [CANARY]):
        await keeper.data(document, s=spares, v={"A": CANARY})
        sealed = {"spares": [Sealed(CANARY)], "variables": {"A": Sealed(CANARY)}}
        assert Kept.columns["credential"] == sealed


WRONG: list[tuple[Any, list[str | int]]] = [
    (CANARY, ["input"]),
    ([CANARY], ["input"]),
    ({"name": CANARY, "credential": CANARY}, ["input", "credential"]),
    ({"credential": {"token": CANARY}}, ["input"]),
    ({"name": NUMBER, "credential": {"token": CANARY}}, ["input", "name"]),
    ({"name": "A", "token": CANARY}, ["input"]),
    ({"name": "A", "credential": {"tokn": CANARY}}, ["input", "credential"]),
    ({"name": "A", "credential": {"token": [CANARY]}}, ["input", "credential", "token"]),
    ({"name": "A", "credential": {"token": {"a": CANARY}}}, ["input", "credential", "token"]),
    ({"name": "A", "credential": {"token": NUMBER}}, ["input", "credential", "token"]),
    ({"name": "A", "credential": {"token": NUMBER + 0.5}}, ["input", "credential", "token"]),
    ({"name": "A", "credential": {"spares": [CANARY, NUMBER]}}, ["input", "credential", "spares", 1]),
    ({"name": "A", "credential": {"spares": [None]}}, ["input", "credential", "spares", 0]),
    ({"name": "A", "credential": {"variables": CANARY}}, ["input", "credential", "variables"]),
    ({"name": "A", "credential": {"variables": [CANARY]}}, ["input", "credential", "variables"]),
    ({"name": "A", "credential": {"variables": {"A": NUMBER}}}, ["input", "credential", "variables", "A"]),
    ({"name": "A", "credential": {"variables": {"A": None}}}, ["input", "credential", "variables", "A"]),
    ({"name": "A", "credential": {"variables": {"A": [CANARY]}}}, ["input", "credential", "variables", "A"]),
    ({"name": "A", "credential": {"since": CANARY}}, ["input", "credential", "since"]),
    ({"name": "A", "credentials": [{"token": CANARY}, CANARY]}, ["input", "credentials", 1]),
]


@pytest.mark.parametrize(("given", "path"), WRONG)
async def test_a_variable_that_does_not_fit_is_not_repeated(
    keeper: Asker, given: Any, path: list[str | int]
) -> None:
    body = await keeper.body(KEEP, input=given)
    assert CANARY.encode() not in body
    assert str(NUMBER).encode() not in body
    (error,) = orjson.loads(body)["errors"]
    assert error["extensions"] == {"code": "BAD_INPUT", "path": path}
    assert error["message"].endswith((".", "?"))


@pytest.mark.parametrize("token", [NUMBER, [CANARY], {"a": CANARY}])
async def test_a_variable_that_is_a_secret_alone_is_not_repeated(keeper: Asker, token: object) -> None:
    body = await keeper.body(PART, token=token)
    assert CANARY.encode() not in body
    assert str(NUMBER).encode() not in body
    (error,) = orjson.loads(body)["errors"]
    assert error == {
        "message": "Variable $token: String cannot represent a non string value.",
        "extensions": {"code": "BAD_INPUT", "path": ["token"]},
    }


@pytest.mark.parametrize(
    "literal",
    [
        f'"{CANARY}"',
        f'{{name: "A", credential: "{CANARY}"}}',
        f'{{credential: {{token: "{CANARY}"}}}}',
        f'{{name: "A", token: "{CANARY}"}}',
        f'{{name: "A", credential: {{tokn: "{CANARY}"}}}}',
        f'{{name: "A", credential: {{token: ["{CANARY}"]}}}}',
        f'{{name: "A", credential: {{token: {{a: "{CANARY}"}}}}}}',
        f'{{name: "A", credential: {{token: {NUMBER}}}}}',
        f'{{name: "A", credential: {{token: {NUMBER}.5}}}}',
        f'{{name: "A", credential: {{token: {CANARY.replace("-", "_")}}}}}',
        f'{{name: "A", credential: {{spares: ["{CANARY}", {NUMBER}]}}}}',
        f'{{name: "A", credential: {{variables: "{CANARY}"}}}}',
        f'{{name: "A", credential: {{variables: {{A: {NUMBER}}}}}}}',
        f'{{name: "A", credential: {{since: "{CANARY}"}}}}',
        f'{{name: "A", credential: {{token: "{CANARY}" "{CANARY}"}}}}',
        f'{{name: "A", credential: {{token "{CANARY}"}}}}',
        f'{{name: "A", credential: {{token: """{CANARY}""" """{CANARY}\'"""}}}}',
        f'{{name: "A", credential: {{{NUMBER}: "A"}}}}',
        f'{{name: "A", credential: {{token: "{CANARY}',
        f'{{name: "A", credential: {{token: "{CANARY}\\q"}}}}',
    ],
)
async def test_a_literal_that_does_not_fit_is_not_repeated(keeper: Asker, literal: str) -> None:
    body = await keeper.body(f"mutation {{ keep(input: {literal}) {{ agent {{ id }} }} }}")
    for canary in (CANARY, CANARY.replace("-", "_"), str(NUMBER)):
        assert canary.encode() not in body
    errors = orjson.loads(body)["errors"]
    assert {error["extensions"]["code"] for error in errors} == {"BAD_INPUT"}


async def test_the_same_secret_sent_again_finds_its_row_and_another_is_a_conflict(keeper: Asker) -> None:
    made = await keeper.change(KEEP, input=GIVEN, key="k")
    assert await keeper.change(KEEP, input=GIVEN, key="k") == made
    for credential in ({"token": "other"}, {"variables": {"A": "other"}}):
        other = {"name": "A", "credential": GIVEN["credential"] | credential}
        assert await keeper.refusal(KEEP, input=other, key="k") == (
            "IDEMPOTENCY_CONFLICT",
            ["idempotencyKey"],
        )


@pytest.fixture
def _logging() -> Iterator[None]:
    """Logging, as it was before once the test is over."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.mark.usefixtures("_logging")
async def test_a_bug_over_a_secret_logs_nothing_of_it(
    keeper: Asker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Kept, "breaks", True)
    configure("info", "json")
    async with client_of(keeper) as client:
        answer = await client.post("/graphql", json={"query": KEEP, "variables": {"input": GIVEN}})
    logged = capsys.readouterr().err
    assert "cannot keep" in logged
    assert CANARY not in logged + answer.text
