"""The product is asked to stop while a request and a run are under way."""

import asyncio
from time import monotonic

import pytest

from tests.conftest import PRODUCT_ON_ONE
from tests.product import Product

pytestmark = pytest.mark.anyio

START = """
mutation { startRun(agentId: "handle:hello", input: {text: "words 4000 slow 5ms"}) { run { id } } }"""
STATUS = "query($id: ID!) { run(id: $id) { status } }"

GRACE = 6.0
UNFINISHED = """POST /graphql HTTP/1.1
host: localhost
authorization: Bearer {key}
content-type: application/json
content-length: 99

["""


@PRODUCT_ON_ONE
async def test_requests_and_runs_have_the_grace_once_and_not_one_after_the_other(product: Product) -> None:
    product.start(CONCORD_SHUTDOWN_GRACE=str(GRACE))
    _, writer = await asyncio.open_connection("127.0.0.1", product.port)
    writer.write(UNFINISHED.format(key=product.admin_key).replace("\n", "\r\n").encode())
    await writer.drain()
    run = str((await product.query(START))["startRun"]["run"]["id"])
    begun = monotonic()
    assert await asyncio.to_thread(product.stop) == 0
    took = monotonic() - begun
    writer.close()
    assert GRACE <= took < 2 * GRACE
    product.start()
    assert (await product.query(STATUS, {"id": run}))["run"]["status"] == "RUNNING"
