"""Webhooks through the product: a run is told to an endpoint and to its callback, whatever happens."""

from base64 import b64encode
from collections.abc import AsyncIterator

import pytest

from tests.conftest import PRODUCT_ON_ONE
from tests.fakes.receiver import Post, Receiver, receiver
from tests.patience import eventually
from tests.product import JsonObject, Product

pytestmark = pytest.mark.anyio

OWN_KEY = "whsec_" + b64encode(b"canary-in-the-mine".ljust(32)).decode()
WITHIN = 30.0

ROTATE = "mutation { rotateWebhookKey { key } }"
ENDPOINT = """
mutation($url: String!, $types: [String!]!, $key: String) {
  createWebhookEndpoint(input: {name: "Hook", url: $url, types: $types, key: $key}) { webhookEndpoint { id } }
}"""
UPDATE = """
mutation($id: ID!, $key: String) {
  updateWebhookEndpoint(id: $id, input: {key: $key}) { webhookEndpoint { hasValue } }
}"""
AGENT = """
mutation {
  createAgent(publish: true, input: {name: "Teller", handle: "teller", models: ["offline"],
      links: [{kinds: [TOOL], links: [{target: {tool: "handle:current_time"}}]}]}) { agent { id } } }"""
START = """
mutation($text: String!, $url: String) {
  startRun(agentId: "handle:teller", input: {text: $text, callbackUrl: $url}) { run { id } }
}"""
EVENTS = "query($id: ID!) { run(id: $id) { status events(first: 100) { nodes { id seq } } } }"
DELIVERIES = """
query { webhookDeliveries(first: 100) { nodes {
  id type status attempts url httpStatus latencyMs responseBytes responseHeaders error
  webhookEndpoint { id hasValue } event { id } run { id } activity { type } } } }"""


@pytest.fixture
async def hook() -> AsyncIterator[Receiver]:
    """A receiver on this machine."""
    async with receiver() as made:
        yield made


async def begun(product: Product, **settings: str) -> None:
    """Start the product, with an agent that knows what time it is and nobody else."""
    product.start(CONCORD_DEMO="false", **settings)
    await product.query(AGENT)


async def made_endpoint(product: Product, hook: Receiver, *types: str, key: str | None = None) -> str:
    given = {"url": hook.url, "types": list(types), "key": key}
    answer = await product.query(ENDPOINT, given)
    return str(answer["createWebhookEndpoint"]["webhookEndpoint"]["id"])


async def started(product: Product, hook: Receiver, text: str) -> str:
    answer = await product.query(START, {"text": text, "url": f"http://{hook.host}/done"})
    return str(answer["startRun"]["run"]["id"])


async def ended(product: Product, run: str) -> list[JsonObject]:
    """The events of a run, once it has ended."""

    async def probe() -> list[JsonObject]:
        found = (await product.query(EVENTS, {"id": run}))["run"]
        return found["events"]["nodes"] if found["status"] == "COMPLETED" else []

    return await eventually(probe, WITHIN)


async def delivered(product: Product, number: int) -> list[JsonObject]:
    """All deliveries, once there are so many and none is under way."""

    async def probe() -> list[JsonObject]:
        rows: list[JsonObject] = (await product.query(DELIVERIES))["webhookDeliveries"]["nodes"]
        return rows if len(rows) == number and all(row["status"] == "COMPLETED" for row in rows) else []

    return await eventually(probe, WITHIN)


def told(posts: list[Post], path: str, prefix: str) -> list[JsonObject]:
    return [post.said() for post in posts if post.path == path and post.said()["type"].startswith(prefix)]


async def test_a_run_is_told_to_an_endpoint_and_to_its_callback(product: Product, hook: Receiver) -> None:
    await begun(product, CONCORD_ALLOWED_HOSTS=hook.host)
    theirs = (await product.query(ROTATE))["rotateWebhookKey"]["key"]
    endpoint = await made_endpoint(product, hook, "event.*", "run.*", key=OWN_KEY)
    run = await started(product, hook, 'call current_time {"zone": "UTC"}')
    events = await ended(product, run)
    rows = await delivered(product, len(events) + 3)
    assert [each["data"]["id"] for each in told(hook.posts, "/hook", "event.")] == [e["id"] for e in events]
    lived = told(hook.posts, "/hook", "run.")
    assert [each["type"] for each in lived] == ["run.started", "run.completed"]
    assert {each["data"]["subjectId"] for each in lived} == {run}
    (result,) = told(hook.posts, "/done", "run.result")
    assert (result["data"]["id"], result["data"]["status"]) == (run, "COMPLETED")
    for post in hook.posts:
        assert post.is_signed_with(theirs if post.path == "/done" else OWN_KEY)
    assert sorted(post.id for post in hook.posts) == sorted(row["id"] for row in rows)
    assert {row["run"]["id"] for row in rows} == {run}
    assert {row["webhookEndpoint"] and row["webhookEndpoint"]["id"] for row in rows} == {endpoint, None}
    assert {(row["attempts"], row["httpStatus"], row["error"]) for row in rows} == {(1, 204, None)}
    seen = repr(rows) + product.log.read_text()
    assert "whsec_" not in seen
    assert OWN_KEY.removeprefix("whsec_") not in seen
    assert theirs.removeprefix("whsec_") not in seen
    assert '"level":"error"' not in product.log.read_text()


@PRODUCT_ON_ONE
async def test_a_key_is_changed_and_nothing_is_refused_meanwhile(product: Product, hook: Receiver) -> None:
    await begun(product, CONCORD_ALLOWED_HOSTS=hook.host)
    former, theirs = [(await product.query(ROTATE))["rotateWebhookKey"]["key"] for _ in range(2)]
    endpoint = await made_endpoint(product, hook, "webhookEndpoint.updated")
    await product.query(UPDATE, {"id": endpoint, "key": None})
    (post,) = await hook.came(1)
    assert post.is_signed_with(theirs)
    assert post.is_signed_with(former)
    await product.query(UPDATE, {"id": endpoint, "key": OWN_KEY})
    _, post = await hook.came(2)
    assert post.is_signed_with(OWN_KEY)
    assert not post.is_signed_with(theirs)
    assert post.said()["data"]["data"] == {"changed": ["key"]}


@PRODUCT_ON_ONE
async def test_without_the_setting_a_private_address_is_refused(product: Product, hook: Receiver) -> None:
    await begun(product)
    await started(product, hook, "hello")

    async def refused() -> list[JsonObject]:
        rows: list[JsonObject] = (await product.query(DELIVERIES))["webhookDeliveries"]["nodes"]
        return [row for row in rows if row["status"] == "FAILED"]

    (row,) = await eventually(refused, WITHIN)
    assert (row["attempts"], row["httpStatus"]) == (1, None)
    assert "CONCORD_ALLOWED_HOSTS" in row["error"]
    assert hook.posts == []


@PRODUCT_ON_ONE
async def test_a_server_that_is_killed_again_and_again_tells_each_event_under_one_id(
    product: Product, hook: Receiver
) -> None:
    await begun(product, CONCORD_ALLOWED_HOSTS=hook.host)
    await made_endpoint(product, hook, "event.*")
    run = await started(product, hook, 'call current_time {"zone": "UTC"} turns 6 slow 10ms')
    for count in (2, 5, 9):
        await hook.came(count, WITHIN)
        product.restart()
    events = await ended(product, run)
    await delivered(product, len(events) + 1)
    ids: dict[str, set[str]] = {}
    for post in hook.posts:
        ids.setdefault(post.said()["data"]["id"], set()).add(post.id)
    assert ids.keys() == {run, *(event["id"] for event in events)}
    assert {len(each) for each in ids.values()} == {1}
    first = list(dict.fromkeys(each["data"]["seq"] for each in told(hook.posts, "/hook", "event.")))
    assert first == [event["seq"] for event in events]
