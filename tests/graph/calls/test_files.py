"""Uploads and files as clients make them: announced, sent to their url, used by name, fetched by theirs."""

import asyncio
from datetime import timedelta

import httpx2
import pytest

from backend.domain.viewer import Role
from backend.platform import clock
from backend.platform.blobs import Blobs
from backend.store.database import Database
from tests.graph.calls.asker import Asker
from tests.graph.calls.transfers import announced, fetched, transfers, uploaded
from tests.graph.calls.world import asked_as
from tests.sweeping import swept
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

CREATE = """
mutation ($input: CreateFileInput!, $key: String) {
  createFile(input: $input, idempotencyKey: $key) { file { id name url size sha256 mediaType downloadable } }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UpdateFileInput!) {
  updateFile(id: $id, input: $input) { file { url mountPath expiresAt } }
}
"""
DELETE = "mutation ($id: ID!) { deleteFile(id: $id) { file { url deletedAt } } }"
FILE = "query ($id: ID!) { file(id: $id) { id url } }"
UPLOAD = "query ($id: ID!) { upload(id: $id) { id status url sha256 consumedBy } }"
UPLOADS = "{ uploads { nodes { id status url } } }"
BOTH = """
mutation ($upload: ID!) {
  first: createFile(input: {uploadId: $upload}) { file { id } }
  second: createFile(input: {uploadId: $upload}) { file { id } }
}
"""


async def test_bytes_become_a_file_and_come_back(asker: Asker, blobs: Blobs) -> None:
    upload = await uploaded(asker, blobs, b"1,2\n", name="rates Ä.csv", mediaType="text/csv")
    file = await asker.change(CREATE, input={"uploadId": upload})
    assert (file["name"], file["size"], file["mediaType"]) == ("rates Ä.csv", 4, "text/csv")
    answer = await fetched(asker, blobs, file["url"])
    assert (answer.status_code, answer.content) == (httpx2.codes.OK, b"1,2\n")
    assert answer.headers["content-disposition"].endswith("rates%20%C3%84.csv")
    found = (await asker.data(UPLOAD, id=upload))["upload"]
    assert (found["status"], found["url"], found["consumedBy"]) == ("CONSUMED", None, file["id"])
    assert found["sha256"] == file["sha256"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "BAD_INPUT"), (b"byte", "BAD_INPUT"), (b"bytes!", "TOO_LARGE"), (b"other", "CONFLICT")],
)
async def test_other_bytes_than_announced_are_refused_and_leave_nothing(
    asker: Asker, blobs: Blobs, data: bytes, code: str
) -> None:
    digest = "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9"
    made = await announced(asker, b"bytes", sha256=digest)
    async with transfers(asker, blobs) as client:
        answer = await client.put(made["url"], content=data, headers={"content-type": "text/plain"})
        assert answer.json()["errors"][0]["extensions"]["code"] == code
        assert (await asker.data(UPLOAD, id=made["id"]))["upload"]["status"] == "PENDING"
        assert [name async for name in blobs.older(clock.now() + timedelta(days=1))] == []
        right = await client.put(made["url"], content=b"bytes", headers={"content-type": "text/plain"})
    assert right.status_code == httpx2.codes.NO_CONTENT
    assert (await asker.data(UPLOAD, id=made["id"]))["upload"]["status"] == "COMPLETE"


async def test_the_url_of_an_upload_is_its_makers_alone_and_only_while_bytes_are_awaited(
    asker: Asker, blobs: Blobs
) -> None:
    made = await announced(asker, b"bytes")
    other = await asked_as(asker, Role.ADMIN)
    assert made["url"].startswith("/uploads/cs_")
    assert (await asker.data(UPLOAD, id=made["id"]))["upload"]["url"] == made["url"]
    assert (await other.data(UPLOADS))["uploads"]["nodes"] == [
        {"id": made["id"], "status": "PENDING", "url": None}
    ]
    async with transfers(asker, blobs) as client:
        await client.put(made["url"], content=b"bytes", headers={"content-type": "text/plain"})
    assert (await asker.data(UPLOAD, id=made["id"]))["upload"]["url"] is None


async def test_bytes_that_come_for_what_is_over_are_refused(
    asker: Asker, blobs: Blobs, database: Database
) -> None:
    made = await announced(asker, b"bytes")
    await swept(database, clock.now() + timedelta(minutes=16))
    async with transfers(asker, blobs) as client:
        answer = await client.put(made["url"], content=b"bytes", headers={"content-type": "text/plain"})
    assert answer.status_code == httpx2.codes.CONFLICT
    assert (await asker.data(UPLOAD, id=made["id"]))["upload"]["status"] == "EXPIRED"


async def test_nobody_else_uses_an_upload(asker: Asker, blobs: Blobs, database: Database) -> None:
    upload = await uploaded(asker, blobs, b"bytes")
    member, foreign = await asked_as(asker, Role.ADMIN), asker.as_(await stranger(database))
    said = {"uploadId": upload}
    assert await member.refusal(CREATE, input=said) == ("FORBIDDEN", ["input", "uploadId"])
    assert await foreign.refusal(CREATE, input=said) == ("NOT_FOUND", ["input", "uploadId"])
    assert (await foreign.data(UPLOAD, id=upload))["upload"] is None
    assert (await asker.change(CREATE, input=said))["size"] == 5


async def test_an_upload_is_used_once(asker: Asker, blobs: Blobs) -> None:
    answer = await asker.answer(BOTH, upload=await uploaded(asker, blobs, b"bytes"))
    assert answer["data"]["first"]["file"]["id"]
    assert answer["data"]["second"] is None
    upload = await uploaded(asker, blobs, b"more")
    answers = await asyncio.gather(
        *(asker.answer(CREATE, input={"uploadId": upload, "name": f"n{each}"}) for each in range(3))
    )
    assert sorted("errors" in each for each in answers) == [False, True, True]


async def test_the_same_request_answers_the_same_file(asker: Asker, blobs: Blobs) -> None:
    said = {"uploadId": await uploaded(asker, blobs, b"bytes")}
    first = await asker.change(CREATE, input=said, key="k")
    assert (await asker.change(CREATE, input=said, key="k"))["id"] == first["id"]


async def test_a_file_has_no_url_where_it_may_not_be_fetched(asker: Asker, blobs: Blobs) -> None:
    file = await asker.change(CREATE, input={"uploadId": await uploaded(asker, blobs, b"bytes")})
    soon = clock.text(clock.now() + timedelta(minutes=1))
    past = clock.text(clock.now() - timedelta(minutes=1))
    changes = [({"downloadable": False}, False), ({"downloadable": True}, True), ({"expiresAt": past}, False)]
    for change, has_url in [*changes, ({"expiresAt": soon}, True)]:
        assert bool((await asker.change(UPDATE, id=file["id"], input=change))["url"]) is has_url, change
    assert (await asker.change(DELETE, id=file["id"]))["url"] is None


async def test_a_url_of_a_file_ends_with_it(
    asker: Asker, blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon, now = clock.now() + timedelta(minutes=1), clock.now()
    said = {"uploadId": await uploaded(asker, blobs, b"bytes"), "expiresAt": clock.text(soon)}
    file = await asker.change(CREATE, input=said)
    forever = await asker.change(CREATE, input={"uploadId": await uploaded(asker, blobs, b"bytes")})

    async def statuses(later: timedelta) -> list[int]:
        monkeypatch.setattr(clock, "now", lambda: now + later)
        return [(await fetched(asker, blobs, each["url"])).status_code for each in (file, forever)]

    assert await statuses(timedelta(seconds=50)) == [200, 200]
    assert await statuses(timedelta(seconds=61)) == [404, 200]
    assert await statuses(timedelta(minutes=60)) == [404, 200]
    assert await statuses(timedelta(minutes=66)) == [404, 404]


async def test_a_path_in_a_sandbox_is_absolute(asker: Asker, blobs: Blobs) -> None:
    file = await asker.change(CREATE, input={"uploadId": await uploaded(asker, blobs, b"bytes")})
    bad = {"mountPath": "../x"}
    assert await asker.refusal(UPDATE, id=file["id"], input=bad) == ("BAD_INPUT", ["input", "mountPath"])
    assert (await asker.change(UPDATE, id=file["id"], input={"mountPath": "/x"}))["mountPath"] == "/x"
