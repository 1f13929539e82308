"""Secrets, providers, environments and webhooks through the graph: what is refused names its input."""

from typing import Any

import pytest

from backend.store.account import account
from backend.store.database import Database
from tests.graph.calls.asker import Asker
from tests.store.agents import row_of

pytestmark = pytest.mark.anyio

SECRET = """
mutation ($input: CreateSecretInput!) {
  createSecret(input: $input) { secret { id number kind hosts hasValue parent { id } settings { scopes } } }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UpdateSecretInput!, $if: RowIf) {
  updateSecret(id: $id, input: $input, if: $if) { secret { hasValue rotatedAt } }
}
"""
PROVIDER = """
mutation ($input: CreateModelProviderInput!) {
  createModelProvider(input: $input) { modelProvider { id vendor headers models {
    nodes { handle enabled inputPrice outputPrice maxInputTokens }
  } } }
}
"""
MODEL = """
mutation ($id: ID!, $input: UpdateModelInput!, $if: RowIf) {
  updateModel(id: $id, input: $input, if: $if) { model { enabled modelProvider { seeded } } }
}
"""
ENVIRONMENT = """
mutation ($input: CreateEnvironmentInput!) {
  createEnvironment(input: $input) { environment { id status packages network { allowedHosts } } }
}
"""
ENDPOINT = """
mutation ($input: CreateWebhookEndpointInput!) {
  createWebhookEndpoint(input: $input) { webhookEndpoint { id enabled hasValue types } }
}
"""


async def test_a_secret_is_made_given_and_taken_away(asker: Asker) -> None:
    given = {"name": "Key", "kind": "BASIC", "hosts": ["A.example"], "settings": {"scopes": "read"}}
    made = await asker.change(SECRET, input=given)
    number = made.pop("number")
    assert made == {
        "id": made["id"],
        "kind": "BASIC",
        "hosts": ["a.example"],
        "hasValue": False,
        "parent": None,
        "settings": {"scopes": "read"},
    }
    value = {"user": "u", "password": "p"}
    changed = await asker.change(UPDATE, id=f"number:{number}", input={"value": value})
    assert changed["hasValue"] is True
    assert changed["rotatedAt"] is not None
    assert (await asker.change(UPDATE, id=made["id"], input={"value": None}))["hasValue"] is False


@pytest.mark.parametrize(
    ("document", "given", "path"),
    [
        (SECRET, {"kind": "BEARER", "value": {"token": "a\n"}}, ["value", "token"]),
        (SECRET, {"kind": "ENV", "value": {"variables": ["a"]}}, ["value", "variables"]),
        (SECRET, {"kind": "BEARER", "value": {"value": "a"}}, ["value", "value"]),
        (SECRET, {"kind": "BEARER", "hosts": ["a/b"]}, ["hosts", 0]),
        (SECRET, {"kind": "BEARER", "settings": {"serverUrl": "a"}}, ["settings", "serverUrl"]),
        (PROVIDER, {"models": [{"name": "a", "inputPrice": "a"}]}, ["models", 0, "inputPrice"]),
        (PROVIDER, {"models": [{"name": "a", "inputPrice": True}]}, ["models", 0, "inputPrice"]),
        (PROVIDER, {"models": [{"name": "a", "inputPrice": "-1"}]}, ["models", 0, "inputPrice"]),
        (PROVIDER, {"headers": {"a": 1}}, ["headers", "a"]),
        (ENVIRONMENT, {"network": {"deniedHosts": ["a/b"]}}, ["network", "deniedHosts", 0]),
        (ENDPOINT, {"url": "https://a.example", "types": ["a"]}, ["types", 0]),
        (ENDPOINT, {"types": ["a.b"]}, ["url"]),
        (ENDPOINT, {"url": "https://a.example", "types": ["a.b"], "key": "a"}, ["key"]),
    ],
)
async def test_what_cannot_be_meant_is_named_by_its_input(
    asker: Asker, document: str, given: Any, path: list[str | int]
) -> None:
    assert await asker.refusal(document, input={"name": "A", **given}) == ("BAD_INPUT", ["input", *path])


async def test_prices_are_exact_however_they_are_written(asker: Asker) -> None:
    models = [
        {"name": "a", "inputPrice": "2.50", "outputPrice": 0.1, "maxInputTokens": 5},
        {"name": "b", "inputPrice": 3, "enabled": False},
    ]
    made = await asker.change(PROVIDER, input={"name": "Own", "headers": {"x-key": "k"}, "models": models})
    assert made["headers"] == {"x-key": "•••"}
    one, two = sorted(made["models"]["nodes"], key=lambda each: str(each["handle"]))
    assert one == {
        "handle": "own/a",
        "enabled": True,
        "inputPrice": "2.5",
        "outputPrice": "0.1",
        "maxInputTokens": 5,
    }
    assert (two["inputPrice"], two["outputPrice"], two["enabled"]) == ("3", None, False)


async def test_a_seeded_model_can_be_switched_off_by_its_handle(asker: Asker) -> None:
    named = "handle:anthropic/claude-haiku-4-5"
    within = {"within": "handle:anthropic"}
    changed = await asker.change(MODEL, id=named, input={"enabled": False}, **{"if": within})
    assert changed == {"enabled": False, "modelProvider": {"seeded": True}}
    refused = await asker.refusal(MODEL, id=named, input={"label": "Mine"})
    assert refused == ("FORBIDDEN", ["input", "label"])
    delete = 'mutation { deleteModelProvider(id: "handle:anthropic") { modelProvider { id } } }'
    assert await asker.refusal(delete) == ("FORBIDDEN", [])


async def test_a_secret_is_found_inside_its_group(asker: Asker) -> None:
    group = (await asker.change(SECRET, input={"name": "Group", "kind": "GROUP"}))["id"]
    made = await asker.change(SECRET, input={"name": "Key", "kind": "BEARER", "parentId": group})
    assert made["parent"] == {"id": group}
    document = "query ($id: ID!, $in: ID) { secret(id: $id, within: $in) { id } }"
    for within, found in ((group, {"id": made["id"]}), (made["id"], None), (None, {"id": made["id"]})):
        assert (await asker.data(document, **{"id": made["id"], "in": within}))["secret"] == found
    children = "query ($id: ID!) { secret(id: $id) { children { nodes { id } } } }"
    shown = await asker.data(children, id=group)
    assert shown["secret"]["children"]["nodes"] == [{"id": made["id"]}]


async def test_the_webhook_key_is_shown_once(asker: Asker, database: Database) -> None:
    keys = [await asker.change("mutation { rotateWebhookKey { key } }") for _ in range(2)]
    assert keys[0] != keys[1]
    row = await row_of(database, account, asker.viewer.account)
    assert row.webhook_key is not None
    assert not [key for key in keys if key in repr(row)]
