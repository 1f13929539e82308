"""The outermost layer: every request has an id and a line in the log, what nobody expected is a plain 500.

As the first middleware of a Starlette application it leaves nothing for Starlette's own error handler.
"""

import re
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from itertools import chain, count
from logging import INFO
from secrets import token_hex

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from backend.platform.headers import Headers
from backend.platform.logging import log, request
from backend.platform.probes import PATHS
from backend.platform.refusal import refusal_body
from backend.platform.telemetry import answered
from backend.platform.unexpected import apology

MAX_HEADERS = 65_536
"""Bytes of all headers together."""

_SANE_ID = re.compile(r"[A-Za-z0-9][\w.:-]{0,127}", re.ASCII)
_BEGINNINGS = {"http.response.start", "websocket.http.response.start", "websocket.accept"}
_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}

_process, _number = token_hex(8), count(1)


class Edge:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Bound once: every use of `log` itself binds it anew.
        logger = log.bind()
        self._log = logger if logger.is_enabled_for(INFO) else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for what goes wrong, and log how it went."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        exchange = Exchange(scope, send, request_id(scope), time.perf_counter())
        told = request.set(exchange.request_id)
        try:
            if _header_bytes(scope) > MAX_HEADERS:
                await exchange.refuse(431, "TOO_LARGE", f"The headers exceed {MAX_HEADERS} bytes.")
            else:
                await self.app(scope, receive, exchange.send)
        except Exception:
            log.exception("internal error", path=exchange.path)
            await exchange.fail()
        finally:
            exchange.record(self._log)
            request.reset(told)


@dataclass(slots=True)
class Exchange:
    """One request or WebSocket, and how far its answer has come; of a closed WebSocket, its close code."""

    scope: Scope
    client: Send
    request_id: str
    started: float
    status: int = 0
    is_over: bool = False

    @property
    def path(self) -> str:
        """The path as it was sent, still percent-encoded and without the query: fit for a log."""
        return bytes(self.scope.get("raw_path") or b"").decode("latin-1").partition("?")[0]

    @property
    def is_socket(self) -> bool:
        """Whether this is a WebSocket."""
        return bool(self.scope["type"] == "websocket")

    def send(self, message: Message) -> Awaitable[None]:
        """Pass the application's message on, with the request's id in the headers."""
        kind = message["type"]
        if kind in _BEGINNINGS:
            self.status = message.get("status", 101)
            message["headers"] = [*message.get("headers", ()), (b"x-request-id", self.request_id.encode())]
        elif kind == "websocket.close":
            self.status, self.is_over = message.get("code", 1000), True
        return self.client(message)

    async def refuse(self, status: int, code: str, text: str) -> None:
        """Answer with an error; a socket is refused before its handshake. An application that has its own
        form of errors leaves in the scope what writes it.
        """
        body = self.scope.get("refusal", refusal_body)(code, text)
        kind = "websocket.http.response" if self.is_socket else "http.response"
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await self.send({"type": f"{kind}.start", "status": status, "headers": headers})
        await self.client({"type": f"{kind}.body", "body": body})

    async def fail(self) -> None:
        """Say that something unexpected happened, as far as it can still be said."""
        text = apology()
        if not self.status:
            await self.refuse(500, "INTERNAL", text)
        elif self.is_socket and not self.is_over:
            await self.send({"type": "websocket.close", "code": 1011, "reason": text[:123]})

    def record(self, logger: FilteringBoundLogger | None) -> None:
        """The line in the log, if there is one, and for requests the metrics."""
        seconds = time.perf_counter() - self.started
        method = self.scope.get("method")
        if logger is not None:
            write, name = logger.debug if self.path in PATHS else logger.info, method or "WEBSOCKET"
            write("request", method=name, path=self.path, status=self.status, ms=round(seconds * 1000, 1))
        if method is not None:
            route = getattr(self.scope.get("route"), "path", "none")
            answered.count(method if method in _METHODS else "other", route, self.status, seconds)


def request_id(scope: Scope) -> str:
    """The id the client or a proxy gave, if it is fit to be printed, else a new one."""
    text = Headers.of(scope).get("x-request-id")
    return text if text and _SANE_ID.fullmatch(text) else f"req_{_process}_{next(_number)}"


def _header_bytes(scope: Scope) -> int:
    return sum(map(len, chain.from_iterable(scope["headers"])))
