"""A transport that sends an answer's head together with what follows: a system call and a packet fewer."""

import asyncio
from typing import Any

_HEAD = b"HTTP/1.1 "


class Corked:
    """A transport as uvicorn uses it. A head waits for its body, at most until the loop has turned once."""

    __slots__ = ("_head", "_loop", "_transport")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send this, and the head that waits; a head by itself waits from now on."""
        if self._head:
            head, self._head = self._head, b""
            self._transport.writelines([head, data])
        elif data.startswith(_HEAD):
            self._head = data
            self._loop.call_soon(self._let_go)
        else:
            self._transport.write(data)

    def close(self) -> None:
        """Close it when all is sent, the head that waits too."""
        self._let_go()
        self._transport.close()

    def _let_go(self) -> None:
        if self._head and not self._transport.is_closing():
            self._transport.write(self._head)
        self._head = b""
