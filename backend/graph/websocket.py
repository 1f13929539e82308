"""GraphQL over WebSocket, by the protocol graphql-transport-ws: many operations on one connection.

A client that leaves ends its subscriptions; a mutation that it sent is carried through. One that fails for a
bug fails alone.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import Message as ASGIMessage, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from backend.domain.errors import ConcordError, Unauthenticated
from backend.graph import credential, message
from backend.graph.answer import Answer, RequestError, describe, error_body, internal
from backend.graph.message import Close, Code
from backend.graph.request import GraphQLRequest
from backend.graph.transport import Operation, Service
from backend.platform.race import race
from backend.platform.telemetry import streams
from backend.platform.unexpected import Unexpected, outcome

_LONGEST_REASON = 123
"""Bytes: what fits into a close frame."""


@dataclass(frozen=True, slots=True)
class GraphQLOverWebSocket:
    """The ASGI application at `/graphql` for WebSockets."""

    service: Service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Shake hands, and serve the connection to its end."""
        socket = WebSocket(scope, receive, send)
        options = self.service.options
        if not is_origin_allowed(socket.headers, options.origins):
            refusal = error_body("Pages of this origin may not connect: see CONCORD_ORIGINS.", "FORBIDDEN")
            await socket.send_denial_response(JSONResponse({"errors": [refusal]}, status_code=403))
        elif message.PROTOCOL not in scope["subprotocols"]:
            await socket.accept()
            await socket.close(Code.NO_SUBPROTOCOL, f"Subprotocol not acceptable: use {message.PROTOCOL}.")
        else:
            await socket.accept(message.PROTOCOL)
            with options.drain.open():
                await Connection(socket, self.service).serve()


@dataclass(frozen=True, slots=True)
class Running:
    """An operation under way."""

    task: asyncio.Task[None]
    is_stream: bool

    def cancel(self) -> None:
        """End it if it is a stream. A query or mutation goes on to its end, and nobody hears of it."""
        if self.is_stream:
            self.task.cancel()


class Connection:
    """One accepted socket: who is behind it, and what runs on it."""

    def __init__(self, socket: WebSocket, service: Service) -> None:
        self.socket = socket
        self.service = service
        self.options = service.options
        self.credential: str | None = None
        self.running: dict[str, Running] = {}
        self.unheard: set[asyncio.Task[None]] = set()
        self.tasks = asyncio.TaskGroup()
        self.open = True

    async def serve(self) -> None:
        """Serve until the client leaves, breaks the protocol, or the server stops."""
        async with self.tasks:
            try:
                await race(self._listen(), self._stop())
            except Close as close:
                await self._close(close)
            except WebSocketDisconnect:
                pass
            finally:
                self.open = False
                self._cancel()

    async def _listen(self) -> None:
        try:
            async with asyncio.timeout(self.options.init_timeout):
                await self._initialise()
        except TimeoutError:
            raise Close(Code.INIT_TIMEOUT, "Connection initialisation timeout") from None
        while True:
            await self._take(await self._receive())

    async def _initialise(self) -> None:
        while True:
            match await self._receive():
                case message.Init(payload):
                    return await self._admit(payload)
                case message.Ping(payload):
                    await self._send(message.pong(payload))
                case message.Subscribe():
                    raise Close(Code.UNAUTHORIZED, "Unauthorized: send connection_init first.")
                case message.Pong() | message.Complete():
                    pass

    async def _admit(self, payload: message.Payload) -> None:
        self.credential = credential.from_payload(payload) or credential.from_headers(self.socket.headers)
        try:
            await self.service.authenticate(self.credential)
        except Unauthenticated as error:
            raise Close(Code.FORBIDDEN, f"Forbidden: {error.message}") from None
        except ConcordError as error:
            raise Close(Code.TRY_AGAIN, error.message) from None
        await self._send(message.ACKNOWLEDGED)

    async def _take(self, received: message.Message) -> None:
        match received:
            case message.Init():
                raise Close(Code.TOO_MANY_INITS, "Too many initialisation requests")
            case message.Ping(payload):
                await self._send(message.pong(payload))
            case message.Subscribe():
                await self._start(received)
            case message.Complete(identifier):
                self._complete(identifier)
            case message.Pong():
                pass

    def _complete(self, identifier: str) -> None:
        running = self.running.pop(identifier, None)
        if running is None:
            return
        running.cancel()
        if not running.is_stream:
            # it goes on, and so it counts: else a client could start any number of them
            self.unheard.add(running.task)
            running.task.add_done_callback(self.unheard.discard)

    async def _start(self, subscribe: message.Subscribe) -> None:
        identifier, request = subscribe.id, subscribe.request
        if identifier in self.running:
            raise Close(Code.ID_IN_USE, f"Subscriber for {identifier} already exists")
        if len(self.running) + len(self.unheard) >= self.options.max_subscriptions:
            limit = f"A connection carries at most {self.options.max_subscriptions} operations at a time."
            await self._send(message.error(identifier, [error_body(limit, "RATE_LIMITED")]))
            return
        try:
            operation = self.service.operation(request)
        except RequestError as error:
            await self._send(message.error(identifier, error.errors))
            return
        task = self.tasks.create_task(self._run(identifier, operation, request))
        self.running[identifier] = Running(task, operation.kind == "subscription")

    async def _run(self, identifier: str, operation: Operation, request: GraphQLRequest) -> None:
        expected = (RequestError, ConcordError)
        try:
            told = await outcome(self._tell(identifier, operation, request), expected=expected)
        except RequestError as error:
            last = message.error(identifier, error.errors)
        except ConcordError as error:
            last = message.error(identifier, [describe(error)])
        else:
            failed = isinstance(told, Unexpected)
            last = message.error(identifier, [internal()]) if failed else message.complete(identifier)
        if self._is_running(identifier) and not self._is_cut(operation):
            del self.running[identifier]
            await self._send(last)

    async def _tell(self, identifier: str, operation: Operation, request: GraphQLRequest) -> None:
        async with aclosing(self._answers(operation, request)) as answers:
            async for answer in answers:
                if self._is_running(identifier):
                    await self._send(message.following(identifier, answer.body))

    async def _answers(self, operation: Operation, request: GraphQLRequest) -> AsyncGenerator[Answer, None]:
        # asked anew for each operation: a key that was revoked since starts nothing more
        viewer = await self.service.authenticate(self.credential)
        graph, variables = self.service.graph, request.variables
        if operation.kind != "subscription":
            yield await graph.execute(operation, variables, viewer, telling=request.asks_cost)
            return
        with streams.track_inprogress():
            async with aclosing(graph.subscribe(operation, variables, viewer)) as answers:
                async for answer in answers:
                    yield answer

    def _is_running(self, identifier: str) -> bool:
        """Whether the task that asks still has this id: its client may have ended it and used it again."""
        running = self.running.get(identifier)
        return running is not None and running.task is asyncio.current_task()

    def _is_cut(self, operation: Operation) -> bool:
        """Whether a stream ended because the server stops: it is not complete then, and must not say so."""
        return operation.kind == "subscription" and self.options.drain.stopping.is_set()

    async def _stop(self) -> None:
        await self.options.drain.stopping.wait()
        self._cancel()
        if unfinished := [each.task for each in self.running.values() if not each.is_stream]:
            await asyncio.wait(unfinished)
        raise Close(Code.GOING_AWAY, "The server is going away: connect again.")

    def _cancel(self) -> None:
        for running in self.running.values():
            running.cancel()

    async def _receive(self) -> message.Message:
        received: ASGIMessage = await self.socket.receive()
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code", 1005))
        text = received.get("text")
        if text is None:
            raise Close(Code.BAD_MESSAGE, "Messages are text, not binary.")
        if len(text) > self.options.max_body:
            raise Close(Code.TOO_BIG, f"The message is larger than {self.options.max_body} bytes.")
        return message.read(text)

    async def _send(self, text: str) -> None:
        if not self.open:
            return
        try:
            await self.socket.send_text(text)
        except (WebSocketDisconnect, RuntimeError):
            # the socket went while we wrote: whoever listens to it is about to hear of that
            self.open = False

    async def _close(self, close: Close) -> None:
        self.open = False
        reason = close.reason.encode()[:_LONGEST_REASON].decode(errors="ignore")
        with suppress(WebSocketDisconnect, RuntimeError):
            await self.socket.close(close.code, reason)


def is_origin_allowed(headers: Headers, origins: Sequence[str]) -> bool:
    """Whether the request comes from our own origin, one of `origins` (or `*`), or from no page at all."""
    origin = headers.get("origin")
    if origin is None or "*" in origins or origin in origins:
        return True
    try:
        place = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(place) and place.lower() == headers.get("host", "").lower()
