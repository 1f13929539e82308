"""A program that sends bytes through a server to a blob and back, and prints by how much its memory grew.

`python -m tests.platform.streaming URL SIZE`: server and client are one process, with a socket between them.
"""

import asyncio
import hashlib
import resource
import sys
from contextlib import suppress
from datetime import timedelta

from starlette.applications import Starlette

from backend.platform import clock
from backend.platform.blob_put import Stored
from backend.platform.blobs import Blobs
from backend.platform.server import listening, server
from backend.platform.signing import Signer
from backend.platform.transfer import Awaited, Offered, Transfer, file_path, upload_path

CHUNK = b"x" * 65_536
UNIT = 1 if sys.platform == "darwin" else 1024
SIGNER = Signer("streaming" * 4)


async def main(url: str, size: int) -> int:
    """The growth of the most memory held, from one small file to one of this size."""

    async def arrived(_: str, __: Stored) -> None:
        """Nobody waits."""

    async def nothing() -> None:
        """Nothing is to be ended."""

    app = Starlette(routes=Transfer(Blobs(url), SIGNER, arrived).routes())
    claimed = listening("127.0.0.1", 0)
    ready = asyncio.Event()
    serving = server(
        app, host="", port=0, grace=1, max_message=1024, before_shutdown=nothing, when_ready=ready.set
    )
    task = asyncio.create_task(serving.serve(sockets=[claimed]))
    await ready.wait()
    port: int = claimed.getsockname()[1]
    await there_and_back(port, len(CHUNK))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    await there_and_back(port, size)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    serving.should_exit = True
    with suppress(asyncio.CancelledError):
        await task
    return (after - before) * UNIT


async def there_and_back(port: int, size: int) -> None:
    """PUT a file, and GET it."""
    digest = hashlib.sha256()
    for _ in range(size // len(CHUNK)):
        digest.update(CHUNK)
    expires = clock.now() + timedelta(hours=1)
    put = upload_path(SIGNER, Awaited("upl", "text/plain", size, digest.hexdigest()), expires)
    get = file_path(SIGNER, Offered("x.txt", "text/plain", size, digest.hexdigest()), expires)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"PUT {put} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: {size}\r\n\r\n"
    writer.write(head.encode())
    for _ in range(size // len(CHUNK)):
        writer.write(CHUNK)
        await writer.drain()
    status = await reader.readuntil(b"\r\n\r\n")
    assert status.startswith(b"HTTP/1.1 204"), status
    writer.write(f"GET {get} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
    status = await reader.readuntil(b"\r\n\r\n")
    assert status.startswith(b"HTTP/1.1 200"), status
    left = size
    while left:
        part = await reader.read(min(left, len(CHUNK)))
        assert part, f"{left} bytes are missing"
        left -= len(part)
    writer.close()
    await writer.wait_closed()


if __name__ == "__main__":
    print(asyncio.run(main(sys.argv[1], int(sys.argv[2]))))  # noqa: T201
