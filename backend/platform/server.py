"""The HTTP server: uvicorn, with bounds on what it reads, and streams ended before it waits for them."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from time import monotonic

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode

from backend.platform.corked import Corked
from backend.platform.refusal import refusal_body

MAX_HEAD = 131_072
"""Bytes of a request's first line and headers, or of what follows its body, that are read at all."""

HEAD_WITHIN = 30.0
"""Seconds that a client may take to send the head of its next request."""

AT_LEAST = 0.5
"""Seconds that requests have, although the streams have taken all the grace."""

BeforeShutdown = Callable[[], Awaitable[None]]
WhenReady = Callable[[], None]


class Protocol(HttpToolsProtocol):
    """HTTP/1.1 with bounds on what a request is beside its body and on the wait for it; refusals in JSON."""

    beside = 0
    """Bytes since the request began, or since the last of its body: of the head or of trailers."""
    is_whole = False
    has_body = False
    waits_since = 0.0
    """When the client was last answered, by the loop's clock, and so expected to ask again."""
    patience: asyncio.TimerHandle | None = None
    """Looks at that from time to time: a timer for each request would take longer than its head."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A client is there, and is expected to ask."""
        super().connection_made(Corked(transport, self.loop))  # type: ignore[arg-type]  # quacks as one
        self.waits_since = self.loop.time()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """It has gone."""
        self._look_no_more()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A request begins."""
        self.beside, self.is_whole = 0, False
        super().on_message_begin()

    def handle_websocket_upgrade(self) -> None:
        """It is a WebSocket from now on, of which another protocol takes care."""
        self._look_no_more()
        super().handle_websocket_upgrade()

    def on_body(self, body: bytes) -> None:
        """A part of its body."""
        self.has_body = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        """It is read to its end."""
        self.is_whole = True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """It is answered, and the next one expected."""
        super().on_response_complete()
        self.waits_since = self.loop.time()

    def data_received(self, data: bytes) -> None:
        """Take what the socket gave."""
        self.has_body = False
        super().data_received(data)
        self.beside = 0 if self.has_body else self.beside + len(data)
        if self.beside > MAX_HEAD and not self.is_whole and not self.transport.is_closing():
            text = f"The head of the request exceeds {MAX_HEAD} bytes."
            self._refuse(b"431 Request Header Fields Too Large", "TOO_LARGE", text)

    def _look(self) -> None:
        """Hang up on who has not sent a head for long; else look again when that may be so. How long a body
        may take is the application's business, and so is its size.
        """
        now = self.loop.time()
        since = now if self._is_answering() else self.waits_since
        if now < since + HEAD_WITHIN:
            self.patience = self.loop.call_at(since + HEAD_WITHIN, self._look)
        else:
            self.transport.close()

    def _look_no_more(self) -> None:
        if self.patience is not None:
            self.patience.cancel()

    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # there is none before the first request
        return cycle is not None and not cycle.response_complete

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP."""
        self._refuse(b"400 Bad Request", "BAD_INPUT", msg)

    def _refuse(self, status: bytes, code: str, message: str) -> None:
        """Answer and close; what is being answered already is cut."""
        if self._is_answering():
            self.transport.close()
            return
        body = refusal_body(code, message)
        lines = (
            b"HTTP/1.1 " + status,
            b"content-type: application/json",
            b"content-length: %d" % len(body),
            b"connection: close",
            b"",
            body,
        )
        self.transport.write(b"\r\n".join(lines))
        self.transport.close()


class SocketProtocol(WebSocketsSansIOProtocol):
    """WebSocket, where text that is not UTF-8 closes the connection and is no incident to be traced."""

    def send_receive_event_to_app(self) -> None:
        """Hand a whole message to the application."""
        if self.curr_msg_data_type == "bytes" or _is_utf8(b"".join(self.frames)):
            super().send_receive_event_to_app()
        else:
            self.conn.send_close(CloseCode.INVALID_DATA)
            self.handle_parser_exception()


class Server(uvicorn.Server):
    """A server that says when it listens, and awaits `before_shutdown` between a signal and its waiting."""

    def __init__(
        self,
        config: uvicorn.Config,
        grace: float,
        before_shutdown: BeforeShutdown,
        when_ready: WhenReady | None,
    ) -> None:
        super().__init__(config)
        self.grace = grace
        self.before_shutdown = before_shutdown
        self.when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        if self.when_ready is not None:
            self.when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new connections, end the streams, then let requests finish: all within the grace."""
        until = monotonic() + self.grace
        for server in self.servers:
            server.close()
        await self.before_shutdown()
        left = max(until - monotonic(), AT_LEAST)
        self.config.timeout_graceful_shutdown = left  # type: ignore[assignment]  # it may be a fraction
        await super().shutdown(sockets)
        # a stop that was asked for is a success: without this, uvicorn sends the signal to itself once more
        self._captured_signals.clear()


def listening(host: str, port: int) -> socket.socket:
    """The address, claimed for `serve(sockets=[…])` before all else is begun (OSError if it is taken)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    claimed = socket.socket(family)
    try:
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        claimed.bind((host, port))
    except OSError as error:
        claimed.close()
        raise OSError(error.errno, f"Cannot listen on {host}, port {port}: {error.strerror}") from error
    return claimed


def server(
    app: ASGIApp,
    *,
    host: str,
    port: int,
    grace: float,
    max_message: int,
    before_shutdown: BeforeShutdown,
    when_ready: WhenReady | None = None,
) -> Server:
    """A server for the application, which `await serve()` runs until SIGINT or SIGTERM.

    Then streams and requests have `grace` seconds to finish. A WebSocket message has at most `max_message`
    bytes. `when_ready` is called as soon as it listens. Logging is left as it is configured.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Protocol,
        ws=SocketProtocol,
        ws_max_size=max_message,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    return Server(config, grace, before_shutdown, when_ready)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
