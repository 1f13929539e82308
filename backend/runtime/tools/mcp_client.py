"""Speaking to MCP servers with the SDK: which transport, in which order, and what its failures mean.

A server of transport AUTO is spoken to over streamable HTTP; one that refuses the first message with 400, 404
or 405 is taken for an older one, and spoken to over server-sent events, as the specification says.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from typing import Any

import anyio
from mcp.client import Client as McpClient, Transport as Streams
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp.types import (
    HEADER_MISMATCH,
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    Implementation,
    Tool,
)

from backend import __version__
from backend.domain.mcp_server import Transport
from backend.domain.sealed import revealed
from backend.domain.tool import Discovered
from backend.platform import http
from backend.platform.http_bound import Bound, bound
from backend.runtime.tools.mask import Mask
from backend.runtime.tools.mcp_fault import FAILURES, by_status, failure
from backend.runtime.tools.mcp_pipe import piped
from backend.runtime.tools.mcp_session import LARGEST, Answer, Fault, ServerError, Session
from backend.store.mcp_server_use import Reached

MOST_TOOLS = 500
MOST_PAGES = 100
OLDER = frozenset({400, 404, 405})
"""Statuses by which a server says that it does not know streamable HTTP."""

KEY = "idempotencyKey"
"""What a call's idempotency key is called among what is said about it."""


@asynccontextmanager
async def spoken(server: Reached, client: http.Client, *, programs: bool) -> AsyncIterator[Session]:
    """A session with the server for the length of the block (ServerError, wherever it fails)."""
    line = Bound(client, LARGEST)
    mask = Mask(server.hidden)
    with _told(line, mask), anyio.CancelScope() as scope:
        async with AsyncExitStack() as stack:
            opened = await _opened(stack, server, line, scope, programs=programs)
            yield _Spoken(opened, line, mask)
    if scope.cancelled_caught:
        raise by_status(line.status or 500)


@contextmanager
def _told(line: Bound, mask: Mask) -> Iterator[None]:
    """Tell of a failure as a ServerError, without what is secret."""
    try:
        yield
    except FAILURES as error:
        told = failure(error, line)
        raise ServerError(told.fault, mask.text(told.message)) from None


class _Spoken:
    def __init__(self, client: McpClient, line: Bound, mask: Mask) -> None:
        self._client = client
        self._line = line
        self._mask = mask

    async def tools(self) -> list[Discovered]:
        """All of them (ServerError if there are too many)."""
        found: list[Discovered] = []
        size, cursor = 0, None
        for _ in range(MOST_PAGES):
            with _told(self._line, self._mask):
                page = await self._client.list_tools(cursor=cursor, cache_mode="bypass")
            size += sum(len(each.model_dump_json()) for each in page.tools)
            found += [self._discovered(each) for each in page.tools]
            if len(found) > MOST_TOOLS or size > LARGEST:
                break
            if page.next_cursor is None:
                return found
            cursor = page.next_cursor
        most = f"{MOST_TOOLS} tools on {MOST_PAGES} pages with {LARGEST // 2**20} MB"
        raise ServerError(Fault.TOO_LARGE, f"The server tells of too many tools: it may have {most}.")

    async def call(self, name: str, arguments: Mapping[str, Any], key: str) -> Answer:
        """Call a tool; the key says which calls are one and the same."""
        with _told(self._line, self._mask):
            try:
                result = await self._send(name, arguments, key)
            except MCPError as error:
                if error.code != HEADER_MISMATCH:
                    raise
                # The server wants arguments repeated in headers, and its list of tools says which.
                await self.tools()
                result = await self._send(name, arguments, key)
        blocks = [each.model_dump(mode="json", by_alias=True, exclude_none=True) for each in result.content]
        structured = self._mask.value(result.structured_content)
        return Answer(structured, self._mask.value(blocks), result.is_error)

    async def _send(self, name: str, arguments: Mapping[str, Any], key: str) -> CallToolResult:
        said: Any = {KEY: key}
        params = CallToolRequestParams(name=name, arguments=dict(arguments), _meta=said)
        # Not `call_tool`: that would ask for the list of tools before every first call.
        return await self._client.session.send_request(CallToolRequest(params=params), CallToolResult)

    def _discovered(self, tool: Tool) -> Discovered:
        title = tool.title or (tool.annotations and tool.annotations.title)
        told = [tool.name, title, tool.description, tool.input_schema, tool.output_schema]
        return Discovered(*self._mask.value(told))


async def _opened(
    stack: AsyncExitStack, server: Reached, line: Bound, scope: anyio.CancelScope, *, programs: bool
) -> McpClient:
    """The client over the server's transport, open until the stack ends (ServerError)."""
    if server.transport is Transport.STDIO:
        if not programs:
            message = "This installation starts no programs: set CONCORD_STDIO_SERVERS, or use a URL."
            raise ServerError(Fault.UNUSABLE, message)
        return await _entered(stack, piped(server.command, revealed(server.environment), LARGEST), line)
    if server.url is None:
        raise ServerError(Fault.UNUSABLE, "The server has no URL.")
    events = partial(_events, server.url, line, revealed(server.headers), scope)
    if server.transport is Transport.SSE:
        return await _entered(stack, events(), line)
    try:
        client = await stack.enter_async_context(bound(line, revealed(server.headers)))
        streams = streamable_http_client(server.url, http_client=client, max_sse_event_size=LARGEST)
        return await _entered(stack, streams, line)
    except ServerError as first:
        if server.transport is not Transport.AUTO or line.status not in OLDER:
            raise
        return await _of_older(stack, events(), line, first)


async def _of_older(stack: AsyncExitStack, events: Streams, line: Bound, first: ServerError) -> McpClient:
    """The client over server-sent events. If the server does not speak them either, `first` says more."""
    try:
        return await _entered(stack, events, line)
    except ServerError as second:
        raise (first if second.fault is Fault.NOT_MCP else second) from None


async def _entered(stack: AsyncExitStack, streams: Streams, line: Bound) -> McpClient:
    who = Implementation(name="concord", version=__version__)
    try:
        return await stack.enter_async_context(McpClient(streams, client_info=who, cache=None))
    except (*FAILURES, RuntimeError) as error:
        # The SDK raises a RuntimeError for a version of the protocol that it does not know.
        raise failure(error, line, Fault.NOT_MCP) from None


def _events(url: str, line: Bound, headers: Mapping[str, str], scope: anyio.CancelScope) -> Streams:
    # What is refused is never answered on the stream, and the SDK would wait for that.
    line.refused = scope.cancel

    def client(*_: object, **__: object) -> http.Client:
        return bound(line, headers)

    return sse_client(url, httpx_client_factory=client)
