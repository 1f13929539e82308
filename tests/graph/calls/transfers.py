"""Bytes in and out beside the graph, over the same database and blobs, as the product has them."""

import httpx2
from starlette.applications import Starlette

from backend.app import House
from backend.platform.blobs import Blobs
from backend.platform.settings import Settings
from backend.platform.signing import Signer
from backend.platform.transfer import Transfer
from tests.graph.calls.asker import Asker, Json
from tests.tenants import SECRET

ANNOUNCE = """
mutation ($input: CreateUploadInput!, $workspace: ID) {
  createUpload(input: $input, workspaceId: $workspace) { upload { id status url expiresAt createdBy { id } } }
}
"""


def transfers(asker: Asker, blobs: Blobs) -> httpx2.AsyncClient:
    """A client of the signed addresses."""
    house = House(Settings(), asker.graph._database, blobs, (), None)
    routes = Transfer(blobs, Signer(SECRET), house.arrived).routes()
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(Starlette(routes=routes)), base_url="http://concord"
    )


async def announced(asker: Asker, data: bytes, **columns: Json) -> Json:
    """An upload that awaits these bytes."""
    said = {"name": "a.txt", "mediaType": "text/plain", "size": len(data), **columns}
    return await asker.change(ANNOUNCE, input=said)


async def uploaded(asker: Asker, blobs: Blobs, data: bytes, **columns: Json) -> str:
    """The id of an upload whose bytes were sent to its url."""
    made = await announced(asker, data, **columns)
    headers = {"content-type": columns.get("mediaType", "text/plain")}
    async with transfers(asker, blobs) as client:
        answer = await client.put(made["url"], content=data, headers=headers)
    assert answer.status_code == httpx2.codes.NO_CONTENT, answer.text
    found: str = made["id"]
    return found


async def fetched(asker: Asker, blobs: Blobs, url: str) -> httpx2.Response:
    """What lies at a url."""
    async with transfers(asker, blobs) as client:
        return await client.get(url)
