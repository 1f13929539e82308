"""The pipes of a program as a transport of the MCP SDK: a message a line.

What a program says that is no message is passed over: some greet people before they speak.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage
from mcp.types import jsonrpc_message_adapter

from backend.platform.program import Program, started

Incoming = SessionMessage | Exception
Streams = tuple[MemoryObjectReceiveStream[Incoming], MemoryObjectSendStream[SessionMessage]]


@asynccontextmanager
async def piped(
    command: Sequence[str], environment: Mapping[str, str], longest: int
) -> AsyncIterator[Streams]:
    """A program for the length of the block, to be spoken to (ProgramError)."""
    async with started(command, environment, longest) as program:
        heard, incoming = anyio.create_memory_object_stream[Incoming](0)
        outgoing, said = anyio.create_memory_object_stream[SessionMessage](0)
        async with heard, incoming, outgoing, said, anyio.create_task_group() as tasks:
            tasks.start_soon(_hear, program, heard)
            tasks.start_soon(_say, program, said, heard)
            yield incoming, outgoing
            tasks.cancel_scope.cancel()


async def _hear(program: Program, heard: MemoryObjectSendStream[Incoming]) -> None:
    """Hand on what it says; its silence ends the conversation."""
    async with heard:
        async for line in program.lines():
            try:
                message = jsonrpc_message_adapter.validate_json(line, by_name=False)
            except ValueError:
                continue
            await heard.send(SessionMessage(message))


async def _say(
    program: Program,
    said: MemoryObjectReceiveStream[SessionMessage],
    heard: MemoryObjectSendStream[Incoming],
) -> None:
    """Tell it what is to be said; when it listens no more, the conversation ends."""
    async with said:
        async for each in said:
            line = each.message.model_dump_json(by_alias=True, exclude_unset=True)
            try:
                await program.say(line.encode())
            except ConnectionError:
                await heard.aclose()
                return
