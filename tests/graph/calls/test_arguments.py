"""What a mutation is given: what does not fit is BAD_INPUT, and says in `extensions.path` where."""

from typing import Any

import pytest

from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker

pytestmark = pytest.mark.anyio

KEY = "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id expiresAt } } }"


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"limits": {"maxTurns": 0}}, ["limits", "maxTurns"]),
        ({"limits": {"maxTurns": "many"}}, ["limits", "maxTurns"]),
        ({"limits": {"maxTurns": 2**31}}, ["limits", "maxTurns"]),
        ({"limits": {"sleep": 1}}, ["limits"]),
        ({"limits": 7}, ["limits"]),
        ({"models": ["offline", None]}, ["models", 1]),
        ({"models": ["offline", 3]}, ["models", 1]),
        ({"name": ""}, ["name"]),
        ({"name": "x" * 201}, ["name"]),
        ({"name": 3}, ["name"]),
        ({"name": None}, ["name"]),
        ({"handle": "Not a handle"}, ["handle"]),
        ({"labels": {"a": 1}}, ["labels", "a"]),
        ({"labels": []}, ["labels"]),
        ({"metadata": "text"}, ["metadata"]),
        ({"retentionTier": "ETERNAL"}, ["retentionTier"]),
        ({"inputSchema": {"type": "nonsense"}}, ["inputSchema", "type"]),
        ({"ownerId": 1.5}, ["ownerId"]),
        ({"colour": "red"}, []),
        ({"models": [""]}, ["models", 0]),
    ],
    ids=str,
)
async def test_what_is_wrong_with_an_agent_is_named(asker: Asker, given: Any, path: list[Any]) -> None:
    expected = ("BAD_INPUT", ["input", *path])
    assert await asker.refusal(doc.CREATE, input={"name": "Ada", **given}) == expected


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 pair"], ids=("nul", "surrogate"))
@pytest.mark.parametrize("column", ["name", "description", "instructions", "metadata"])
async def test_text_that_no_database_holds_is_refused(asker: Asker, column: str, text: str) -> None:
    value = {"a": text} if column == "metadata" else text
    code, _ = await asker.refusal(doc.CREATE, input={"name": "Ada", column: value})
    assert code == "BAD_INPUT"


async def test_a_variable_that_is_missing_is_named(asker: Asker) -> None:
    assert await asker.refusal(doc.CREATE) == ("BAD_INPUT", ["input"])
    assert await asker.refusal(doc.CREATE, input=None) == ("BAD_INPUT", ["input"])
    assert await asker.refusal(doc.CREATE, input={}) == ("BAD_INPUT", ["input"])


async def test_every_wrong_variable_is_told_and_nothing_is_done(asker: Asker) -> None:
    answer = await asker.answer(doc.CREATE, input={"name": 1, "handle": 2}, publish="yes")
    paths = [error["extensions"]["path"] for error in answer["errors"]]
    assert paths == [["input", "name"], ["input", "handle"], ["publish"]]
    assert "data" not in answer
    many = await asker.answer(doc.CREATE, input={"name": "Ada", "models": [1] * 500})
    assert len(many["errors"]) == 20


@pytest.mark.parametrize(
    "when", ["soon", "2026-01-31", "2026-01-31T09:30:00", 7, "9999-12-31T23:59:59-01:00"]
)
async def test_a_wrong_moment_is_named_as_a_variable_and_in_the_document(asker: Asker, when: Any) -> None:
    expected = ("BAD_INPUT", ["input", "expiresAt"])
    assert await asker.refusal(KEY, input={"name": "Key", "expiresAt": when}) == expected
    spelt = f'"{when}"' if isinstance(when, str) else when
    inline = f'mutation {{ createApiKey(input: {{name: "Key", expiresAt: {spelt}}}) {{ apiKey {{ id }} }} }}'
    answer = await asker.answer(inline)
    assert answer["data"] == {"createApiKey": None}
    (error,) = answer["errors"]
    assert error["path"] == ["createApiKey"]
    assert (error["extensions"]["code"], error["extensions"]["path"]) == expected


async def test_a_moment_with_any_zone_is_kept_in_utc(asker: Asker) -> None:
    made = await asker.change(KEY, input={"name": "Key", "expiresAt": "2999-01-31T01:30:00.5+02:00"})
    assert made["expiresAt"] == "2999-01-30T23:30:00.500000Z"


async def test_a_moment_that_is_past_is_refused(asker: Asker) -> None:
    given = {"name": "Key", "expiresAt": "2001-01-31T01:30:00Z"}
    assert await asker.refusal(KEY, input=given) == ("BAD_INPUT", ["input", "expiresAt"])


async def test_an_argument_that_is_null_counts_as_absent(asker: Asker) -> None:
    made = await asker.change(doc.CREATE, input={"name": "Ada"}, publish=None, key=None, workspace=None)
    assert made["state"] == "DRAFT"
    inline = 'mutation { createAgent(input: {name: "Ada"}, publish: null, note: null) { agent { state } } }'
    assert await asker.change(inline) == {"state": "DRAFT"}


async def test_a_null_where_the_document_needs_a_value_is_an_error_of_its_field(asker: Asker) -> None:
    document = """
    mutation ($name: String = "Ada") { createAgent(input: {name: $name}) { agent { name } } }
    """
    assert await asker.change(document) == {"name": "Ada"}
    answer = await asker.answer(document, name=None)
    assert answer["data"] == {"createAgent": None}
    assert answer["errors"][0]["extensions"] == {"code": "BAD_INPUT", "path": ["input", "name"]}


async def test_variables_fill_parts_of_inputs_and_of_json(asker: Asker) -> None:
    document = """
    mutation ($turns: Int, $word: String, $labels: JSON, $tier: RetentionTier) {
      createAgent(input: {
        name: "Ada", limits: {maxTurns: $turns}, retentionTier: $tier, labels: $labels,
        metadata: {word: $word, list: [1, 2.5, true, null, $word], deep: {of: $labels}}
      }) { agent { metadata labels retentionTier draftVersion { limits { maxTurns } } } }
    }
    """
    made = await asker.change(document, turns=3, word="w", labels={"a": "b"}, tier="LONG")
    assert made == {
        "metadata": {"word": "w", "list": [1, 2.5, True, None, "w"], "deep": {"of": {"a": "b"}}},
        "labels": {"a": "b"},
        "retentionTier": "LONG",
        "draftVersion": {"limits": {"maxTurns": 3}},
    }


async def test_a_number_that_no_database_holds_is_refused(asker: Asker) -> None:
    document = """
    mutation {
      createAgent(input: {name: "Ada", metadata: {n: 1e400}}) { agent { id } }
    }
    """
    code, _ = await asker.refusal(document)
    assert code == "BAD_INPUT"


async def test_defaults_of_variables_count_where_nothing_is_sent(asker: Asker) -> None:
    document = """
    mutation ($input: CreateAgentInput! = {name: "Ada", retentionTier: SHORT}, $publish: Boolean = true) {
      createAgent(input: $input, publish: $publish) { agent { state retentionTier } }
    }
    """
    assert await asker.change(document) == {"state": "LIVE", "retentionTier": "SHORT"}
    other = await asker.change(document, publish=False, input={"name": "Bea"})
    assert other == {"state": "DRAFT", "retentionTier": "MEDIUM"}


async def test_an_unknown_enum_value_is_refused_in_the_document_too(asker: Asker) -> None:
    document = 'mutation { createAgent(input: {name: "Ada", retentionTier: ETERNAL}) { agent { id } } }'
    code, _ = await asker.refusal(document)
    assert code == "BAD_INPUT"
    assert "data" not in await asker.answer(document)
