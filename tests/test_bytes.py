"""Bytes through the product as it runs: announced, sent, kept, read and fetched over real sockets."""

import hashlib
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.conftest import PRODUCT_ON_ONE
from tests.product import Product, Refused
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

DATA = bytes(range(256)) * 4096 * 6
"""More than one piece: 6 MB."""
SHA256 = hashlib.sha256(DATA).hexdigest()
ANNOUNCE = """
mutation ($size: BigInt!, $sha256: String) {
  createUpload(input: {name: "data.bin", mediaType: "application/x-data", size: $size, sha256: $sha256}) {
    upload { id url }
  }
}
"""
KEEP = "mutation ($upload: ID!) { createFile(input: {uploadId: $upload}) { file { id url sha256 } } }"
FILE = "query ($id: ID!) { file(id: $id) { url } }"
SKILL = (
    'mutation { createSkill(input: {name: "Sums", body: "Add."}) { skill { files { nodes { url text } } } } }'
)
HEADERS = {"content-type": "application/x-data"}


async def pieces(data: bytes) -> AsyncIterator[bytes]:
    for first in range(0, len(data), 100_000):
        yield data[first : first + 100_000]


@PRODUCT_ON_ONE
async def test_bytes_that_were_sent_are_fetched_again_also_after_a_restart(server: Product) -> None:
    made = (await server.query(ANNOUNCE, {"size": len(DATA), "sha256": SHA256}))["createUpload"]["upload"]
    with pytest.raises(Refused):
        await server.query(KEEP, {"upload": made["id"]})
    async with httpx2.AsyncClient(base_url=server.url, **LOOPBACK) as client:
        wrong = await client.put(made["url"], content=pieces(bytes(len(DATA))), headers=HEADERS)
        assert (wrong.status_code, wrong.json()["errors"][0]["extensions"]["code"]) == (409, "CONFLICT")
        assert not [each for each in (server.data / "blobs").rglob("*") if each.is_file()]
        assert (await client.put(made["url"], content=pieces(DATA), headers=HEADERS)).status_code == 204
    file = (await server.query(KEEP, {"upload": made["id"]}))["createFile"]["file"]
    assert file["sha256"] == SHA256
    server.restart()
    again = (await server.query(FILE, {"id": file["id"]}))["file"]["url"]
    async with httpx2.AsyncClient(base_url=server.url, **LOOPBACK) as client:
        for url in (file["url"], again):
            answer = await client.get(url)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-data")
            assert answer.content == DATA
        (manual,) = (await server.query(SKILL))["createSkill"]["skill"]["files"]["nodes"]
        assert (await client.get(manual["url"])).text == manual["text"]
    assert "cs_" not in server.log.read_text()
