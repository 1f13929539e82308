"""A server that speaks the calls of S3 that a blob store makes, and keeps the objects in memory.

The form of the calls: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
"""

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.fakes.running import running
from tests.servers import free_port

KEY, SECRET, BUCKET = "fake-key", "fake-secret", "bucket"


@dataclass(slots=True)
class Kept:
    """An object."""

    data: bytes
    changed: datetime

    @property
    def etag(self) -> str:
        """The digest by which S3 tells objects apart."""
        return f'"{hashlib.sha256(self.data).hexdigest()[:32]}"'


@dataclass(slots=True)
class FakeS3:
    """What is kept, what is begun, and what was asked. While `refusing`, every answer is that status."""

    port: int
    objects: dict[str, Kept] = field(default_factory=dict)
    begun: dict[str, dict[int, bytes]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    refusing: int | None = None

    @property
    def url(self) -> str:
        """As CONCORD_BLOB_URL."""
        return f"s3://{KEY}:{SECRET}@{BUCKET}/some/prefix?endpoint=http://127.0.0.1:{self.port}&region=eu-1"

    async def answer(self, request: Request) -> Response:
        """Answer one call."""
        key, body = request.path_params.get("key", ""), await request.body()
        call = next((name for name in ("uploads", "uploadId", "delete") if name in request.query_params), "")
        self.calls.append(f"{request.method} {call}".strip())
        if f"Credential={KEY}/" not in request.headers.get("authorization", ""):
            return Response(status_code=403)
        if self.refusing is not None:
            return Response(status_code=self.refusing)
        if call:
            return self._several(f"{request.method} {call}", request, key, body)
        if request.method == "PUT":
            return self._put(request, key, body)
        if request.method == "DELETE":
            self.objects.pop(key, None)
            return Response(status_code=204)
        return self._get(request, key) if key else self._list(request.query_params.get("prefix", ""))

    def _several(self, call: str, request: Request, key: str, body: bytes) -> Response:
        upload = request.query_params.get("uploadId", "")
        match call:
            case "POST uploads":
                begun = f"upload-{len(self.calls)}"
                self.begun[begun] = {}
                return _xml(f"<R><UploadId>{begun}</UploadId></R>")
            case "PUT uploadId":
                if upload not in self.begun:  # a part that comes after the abort
                    return Response(status_code=404)
                self.begun[upload][int(request.query_params["partNumber"])] = body
                return Response(headers={"etag": '"part"'})
            case "POST uploadId":
                parts = self.begun.pop(upload)
                self._keep(key, b"".join(parts[number] for number in sorted(parts)))
                return _xml('<R><ETag>"whole"</ETag></R>')
            case "DELETE uploadId":
                del self.begun[upload]
                return Response(status_code=204)
            case _:
                names = re.findall(r"<Key>(.*?)</Key>", body.decode())
                for name in names:
                    self.objects.pop(name, None)
                rows = (f"<Deleted><Key>{name}</Key></Deleted>" for name in names)
                return _xml(f"<R>{''.join(rows)}</R>")

    def _put(self, request: Request, key: str, body: bytes) -> Response:
        source = unquote(request.headers.get("x-amz-copy-source", "")).lstrip("/").partition("/")[2]
        if source:
            self._keep(key, self.objects[source].data)
            return _xml('<R><ETag>"copy"</ETag></R>')
        self._keep(key, body)
        return Response(headers={"etag": self.objects[key].etag})

    def _keep(self, key: str, data: bytes) -> None:
        self.objects[key] = Kept(data, datetime.now(UTC))

    def _get(self, request: Request, key: str) -> Response:
        kept = self.objects.get(key)
        if kept is None:
            return Response("<Error><Code>NoSuchKey</Code></Error>", 404)
        size = len(kept.data)
        headers = {"etag": kept.etag, "last-modified": format_datetime(kept.changed, usegmt=True)}
        first, _, last = request.headers.get("range", "").removeprefix("bytes=").partition("-")
        if not first:
            shown = b"" if request.method == "HEAD" else kept.data
            return Response(shown, headers=headers | {"content-length": str(size)})
        part = kept.data[int(first) : int(last) + 1 if last else size]
        headers["content-range"] = f"bytes {first}-{int(first) + len(part) - 1}/{size}"
        return Response(part, 206, headers)

    def _list(self, prefix: str) -> Response:
        rows = (
            f"<Contents><Key>{name}</Key><LastModified>{kept.changed.isoformat()}</LastModified>"
            f"<Size>{len(kept.data)}</Size></Contents>"
            for name, kept in self.objects.items()
            if name.startswith(prefix)
        )
        return _xml(f"<ListBucketResult>{''.join(rows)}</ListBucketResult>")


@asynccontextmanager
async def s3_server() -> AsyncIterator[FakeS3]:
    """The fake on a port of its own, until the block ends."""
    fake = FakeS3(free_port())
    methods = ["GET", "HEAD", "PUT", "POST", "DELETE"]
    paths = (f"/{BUCKET}", f"/{BUCKET}/{{key:path}}")
    app = Starlette(routes=[Route(path, fake.answer, methods=methods) for path in paths])
    async with running(app, fake.port):
        yield fake


def _xml(text: str) -> Response:
    return Response(f'<?xml version="1.0"?>{text}', media_type="application/xml")
