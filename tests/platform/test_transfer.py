"""Transfer: a signed address takes exactly the bytes it is for, and gives a file safely, whole or in part."""

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from backend.platform import clock, transfer
from backend.platform.blob_put import Stored, blob_name
from backend.platform.blobs import Blobs
from backend.platform.refusal import Refusal
from backend.platform.signing import Signer
from backend.platform.transfer import Awaited, Offered, Transfer, file_path, upload_path
from tests.fakes.s3 import s3_server

pytestmark = pytest.mark.anyio

SIGNER = Signer("secret-" * 6)
DATA = b"0123456789"
SHA256 = hashlib.sha256(DATA).hexdigest()
ETAG = f'"{SHA256}"'
AWAITED = Awaited("upl_1", "text/plain", len(DATA))
OFFERED = Offered("a.txt", "text/plain", len(DATA), SHA256)
TEXT = {"content-type": "text/plain"}
LATER = clock.now() + timedelta(hours=1)

ROOT = Path(__file__).parents[2]
WHOLE = 500 * 1024 * 1024
TENTH = WHOLE // 10
SIZE = WHOLE if os.environ.get("CONCORD_PROOF") else TENTH


class Served:
    """The endpoints over a folder, and what arrived."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs = Blobs(folder.as_uri())
        self.came: list[tuple[str, Stored]] = []
        self.app = Starlette(routes=Transfer(self.blobs, SIGNER, self.arrived).routes())
        self.client = httpx2.AsyncClient(transport=httpx2.ASGITransport(self.app), base_url="http://test")

    async def arrived(self, reference: str, stored: Stored) -> None:
        if reference == "upl_used":
            raise Refusal(409, "CONFLICT", "The upload was used.")
        self.came.append((reference, stored))

    async def put(self, awaited: Awaited, content: bytes | AsyncIterator[bytes], **headers: str) -> Any:
        named = TEXT | {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.put(upload_path(SIGNER, awaited, LATER), content=content, headers=named)

    async def get(self, offered: Offered = OFFERED, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.get(file_path(SIGNER, offered, LATER), headers=named)

    def files(self) -> list[Path]:
        return [each for each in self.folder.rglob("*") if each.is_file()]


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    served = Served(tmp_path)
    async with served.client:
        yield served


@pytest.fixture
async def stored(served: Served) -> Stored:
    return await served.blobs.put(chunks(DATA), limit=len(DATA))


async def chunks(*data: bytes) -> AsyncIterator[bytes]:
    for each in data:
        yield each


def refusal(answer: Any) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/json"
    (error,) = answer.json()["errors"]
    assert error["message"]
    return answer.status_code, error["extensions"]["code"]


async def test_the_bytes_that_are_awaited_are_taken_without_a_key(served: Served) -> None:
    answer = await served.put(AWAITED, DATA)
    assert (answer.status_code, answer.content) == (204, b"")
    assert served.came == [("upl_1", Stored(blob_name(SHA256), len(DATA), SHA256))]


@pytest.mark.parametrize("sha256", [SHA256, SHA256.upper()])
async def test_the_declared_digest_is_compared(served: Served, sha256: str) -> None:
    assert (await served.put(replace(AWAITED, sha256=sha256), DATA)).status_code == 204


async def test_bytes_may_come_without_a_declared_length(served: Served) -> None:
    assert (await served.put(AWAITED, chunks(DATA[:3], b"", DATA[3:]))).status_code == 204


async def test_an_upload_may_be_empty(served: Served) -> None:
    assert (await served.put(replace(AWAITED, size=0), b"")).status_code == 204
    assert served.came[0][1].size == 0


@pytest.mark.parametrize("written", ["text/plain;charset=utf-8", "Text/Plain; CHARSET=UTF-8"])
async def test_a_media_type_is_the_same_however_it_is_spelled(served: Served, written: str) -> None:
    awaited = replace(AWAITED, media_type="text/plain; charset=utf-8")
    assert (await served.put(awaited, DATA, content_type=written)).status_code == 204


@pytest.mark.parametrize(
    ("content", "headers", "expected"),
    [
        (DATA[:-1], {}, (400, "BAD_INPUT")),
        (chunks(DATA[:-1]), {}, (400, "BAD_INPUT")),
        (b"", {}, (400, "BAD_INPUT")),
        (DATA + b"x", {}, (413, "TOO_LARGE")),
        (chunks(DATA, b"x"), {}, (413, "TOO_LARGE")),
        (DATA[::-1], {}, (409, "CONFLICT")),
        (DATA, {"content_type": "text/html"}, (400, "BAD_INPUT")),
        (DATA, {"content_type": ""}, (400, "BAD_INPUT")),
        (DATA, {"content_encoding": "gzip"}, (415, "UNSUPPORTED_MEDIA_TYPE")),
    ],
)
async def test_other_bytes_than_the_awaited_are_refused_and_not_kept(
    served: Served, content: bytes | AsyncIterator[bytes], headers: dict[str, str], expected: tuple[int, str]
) -> None:
    answer = await served.put(replace(AWAITED, sha256=SHA256), content, **headers)
    assert refusal(answer) == expected
    assert served.came == []
    assert served.files() == []


async def test_no_upload_is_larger_than_the_largest(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert transfer.MAX_UPLOAD == 512 * 1024 * 1024
    monkeypatch.setattr(transfer, "MAX_UPLOAD", len(DATA) - 1)
    assert refusal(await served.put(AWAITED, DATA)) == (413, "TOO_LARGE")
    assert refusal(await served.put(AWAITED, chunks(DATA))) == (413, "TOO_LARGE")
    assert served.files() == []


async def test_an_upload_that_is_not_awaited_any_more_is_refused(served: Served) -> None:
    answer = await served.put(replace(AWAITED, reference="upl_used"), DATA)
    assert refusal(answer) == (409, "CONFLICT")


async def test_a_wrong_address_answers_one_thing(served: Served, stored: Stored) -> None:
    now = clock.now()
    tokens = [
        upload_path(SIGNER, AWAITED, now).rpartition("/")[2],
        file_path(SIGNER, OFFERED, now).rpartition("/")[2],
        upload_path(Signer("other" * 8), AWAITED, LATER).rpartition("/")[2],
        upload_path(SIGNER, AWAITED, LATER).rpartition("/")[2][:-2],
        "cs_x",
        "%00",
    ]
    for_files = upload_path(SIGNER, AWAITED, LATER).rpartition("/")[2]
    for_uploads = file_path(SIGNER, OFFERED, LATER).rpartition("/")[2]
    answers = [await served.client.get(f"/files/{token}") for token in [*tokens, for_files]]
    answers += [
        await served.client.put(f"/uploads/{token}", content=DATA, headers=TEXT)
        for token in [*tokens, for_uploads]
    ]
    assert {refusal(answer) for answer in answers} == {(404, "NOT_FOUND")}
    assert len({answer.content for answer in answers}) == 1


async def test_a_file_whose_blob_is_gone_answers_the_same(served: Served) -> None:
    assert refusal(await served.get()) == (404, "NOT_FOUND")


@pytest.mark.parametrize("sent", [0, 5])
async def test_nothing_is_kept_of_a_body_that_breaks_off(served: Served, sent: int) -> None:
    messages: list[Message] = [
        {"type": "http.request", "body": DATA[:sent], "more_body": True},
        {"type": "http.disconnect"},
    ]
    started = await call(served, messages)
    assert started["status"] == 400
    assert (served.came, served.files()) == ([], [])


async def test_a_body_that_stands_still_is_not_waited_for(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "IDLE", 0.01)
    started = await call(served, [{"type": "http.request", "body": DATA[:5], "more_body": True}])
    assert started["status"] == 408
    assert (served.came, served.files()) == ([], [])


async def test_a_body_that_trickles_is_not_waited_for_either(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        while True:
            yield b""
            await asyncio.sleep(0)

    monkeypatch.setattr(transfer, "IDLE", 0.05)
    async with asyncio.timeout(5):
        assert refusal(await served.put(AWAITED, trickle())) == (408, "TIMEOUT")


async def call(served: Served, messages: Sequence[Message]) -> Message:
    """Send an upload by hand, then be silent; how the answer begins."""
    pending, sent = list(messages), list[Message]()

    async def receive() -> Message:
        return pending.pop(0) if pending else await asyncio.Event().wait()  # type: ignore[return-value]

    async def send(message: Message) -> None:
        sent.append(message)

    path = upload_path(SIGNER, AWAITED, LATER)
    scope = {
        "type": "http",
        "method": "PUT",
        "path": path,
        "headers": [(b"content-type", b"text/plain")],
        "query_string": b"",
    }
    async with asyncio.timeout(5):
        await served.app(scope, receive, send)
    return sent[0]


async def test_a_file_is_given_with_its_name_and_type(served: Served, stored: Stored) -> None:
    answer = await served.get()
    assert (answer.status_code, answer.content) == (200, DATA)
    assert dict(answer.headers) == {
        "accept-ranges": "bytes",
        "cache-control": "private",
        "content-disposition": "attachment; filename=\"a.txt\"; filename*=UTF-8''a.txt",
        "content-length": "10",
        "content-security-policy": "default-src 'none'; sandbox",
        "content-type": "text/plain",
        "etag": ETAG,
        "x-content-type-options": "nosniff",
    }


async def test_head_tells_the_same_and_sends_nothing(served: Served, stored: Stored) -> None:
    whole = await served.get()
    head = await served.client.head(file_path(SIGNER, OFFERED, LATER), headers={"range": "bytes=0-1"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers


async def test_an_empty_file_is_given(served: Served) -> None:
    empty = await served.blobs.put(chunks(), limit=0)
    answer = await served.get(Offered("empty", "text/plain", 0, empty.sha256))
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "0")


@pytest.mark.parametrize(
    ("name", "plain", "full"),
    [
        ('a"b\\c.txt', "a_b_c.txt", "a%22b%5Cc.txt"),
        ("a\r\nset-cookie: x", "a__set-cookie_ x", "a%0D%0Aset-cookie%3A%20x"),
        ("../../etc/passwd", ".._.._etc_passwd", "..%2F..%2Fetc%2Fpasswd"),
        ("Übung 1.pdf", "_bung 1.pdf", "%C3%9Cbung%201.pdf"),
        ("", "", ""),
    ],
)
async def test_a_name_cannot_break_out_of_its_header(
    served: Served, stored: Stored, name: str, plain: str, full: str
) -> None:
    answer = await served.get(replace(OFFERED, name=name))
    header = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
    assert answer.headers["content-disposition"] == header


@pytest.mark.parametrize(
    "media_type",
    ["", "text", "text/plain\r\nset-cookie: x", "text/plain; x=ü", "te xt/plain", "text/plain\0"],
)
async def test_a_media_type_that_is_none_is_not_sent(served: Served, stored: Stored, media_type: str) -> None:
    answer = await served.get(replace(OFFERED, media_type=media_type))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=2-4", 2, 5),
        ("bytes=7-", 7, 10),
        ("bytes=-3", 7, 10),
        ("bytes=-99", 0, 10),
        ("bytes=5-999999999999999999", 5, 10),
        ("bytes=0-", 0, 10),
    ],
)
async def test_a_part_of_a_file_is_given(
    served: Served, stored: Stored, asked: str, start: int, stop: int
) -> None:
    answer = await served.get(range=asked)
    assert (answer.status_code, answer.content) == (206, DATA[start:stop])
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/10"
    assert answer.headers["content-length"] == str(stop - start)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=999999999999999999-"])
async def test_a_part_that_is_not_there_is_refused(served: Served, stored: Stored, asked: str) -> None:
    answer = await served.get(range=asked)
    assert refusal(answer) == (416, "BAD_INPUT")
    assert answer.headers["content-range"] == "bytes */10"


@pytest.mark.parametrize(
    "asked",
    ["bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=٣-٤", "bytes=" + "9" * 99],
)
async def test_a_range_that_cannot_be_served_alone_is_passed_over(
    served: Served, stored: Stored, asked: str
) -> None:
    headers = {b"range": asked.encode()}
    answer = await served.client.get(file_path(SIGNER, OFFERED, LATER), headers=headers)
    assert (answer.status_code, answer.content) == (200, DATA)


async def test_a_part_is_given_only_of_the_file_that_is_meant(served: Served, stored: Stored) -> None:
    assert (await served.get(range="bytes=0-1", if_range=ETAG)).status_code == 206
    assert (await served.get(range="bytes=0-1", if_range='"other"')).status_code == 200


async def test_a_file_that_the_client_has_is_not_sent_again(served: Served, stored: Stored) -> None:
    for tags in (ETAG, f'"x", W/{ETAG}', "*"):
        answer = await served.get(if_none_match=tags)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", ETAG)
    assert (await served.get(if_none_match='"x"')).status_code == 200


async def test_other_methods_are_not_served(served: Served, stored: Stored) -> None:
    for method, path in (
        ("POST", upload_path(SIGNER, AWAITED, LATER)),
        ("GET", upload_path(SIGNER, AWAITED, LATER)),
        ("DELETE", file_path(SIGNER, OFFERED, LATER)),
    ):
        assert (await served.client.request(method, path)).status_code == 405


async def test_a_store_that_does_not_answer_is_said_to_be_unavailable() -> None:
    async def arrived(_: str, __: Stored) -> None:
        raise AssertionError

    async with s3_server() as fake:
        fake.refusing = 403
        app = Starlette(routes=Transfer(Blobs(fake.url), SIGNER, arrived).routes())
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
            put = await client.put(upload_path(SIGNER, AWAITED, LATER), content=DATA, headers=TEXT)
            get = await client.get(file_path(SIGNER, OFFERED, LATER))
    assert refusal(put) == refusal(get) == (503, "UNAVAILABLE")


async def grown(url: str, size: int) -> int:
    """By how many bytes the memory of a process grows that sends a file of this size there and back."""
    program = (sys.executable, "-m", "tests.platform.streaming", url, str(size))
    process = await asyncio.create_subprocess_exec(*program, stdout=subprocess.PIPE, cwd=ROOT)
    async with asyncio.timeout(120):
        out, _ = await process.communicate()
    return int(out)


async def test_a_large_file_goes_there_and_back_in_constant_memory(tmp_path: Path) -> None:
    assert await grown(tmp_path.as_uri(), SIZE) < min(64 * 1024 * 1024, SIZE * 0.8)


async def test_a_large_file_goes_to_s3_and_back_in_constant_memory() -> None:
    async with s3_server() as fake:
        assert await grown(fake.url, TENTH) < TENTH * 0.8
