"""What happens is followed on the running product, over both transports and across a restart."""

import asyncio

import pytest

from tests.activities import OLDER_ONES
from tests.product import Product

pytestmark = pytest.mark.anyio

CREATE = """
mutation ($handle: String!) {
  createAgent(input: {name: "Ada", handle: $handle}, publish: true) {
    agent { activities { nodes { id type } } }
  }
}
"""
FOLLOW = """
subscription ($after: ID) {
  workspaceActivity(types: ["agent.*"], after: $after) { id type position actor { name } }
}
"""


async def test_activities_are_told_over_both_transports_and_after_a_restart(product: Product) -> None:
    product.start(CONCORD_DEMO="false")  # whose run has activities too
    made = await product.query(CREATE, {"handle": "told-first"})
    (last,) = made["createAgent"]["agent"]["activities"]["nodes"]
    places: list[int] = []
    for number, stream in enumerate((product.watch, product.follow, product.watch)):
        if number == 2:
            product.restart()
        async with asyncio.timeout(OLDER_ONES), stream(FOLLOW, {"after": last["id"]}) as answers:
            await product.query(CREATE, {"handle": f"told-{number}"})
            last = (await anext(answers))["workspaceActivity"]
        assert (last["type"], last["actor"]) == ("agent.created", {"name": "Administrator"})
        places.append(last["position"])
    assert places == [places[0], places[0] + 1, places[0] + 2]
