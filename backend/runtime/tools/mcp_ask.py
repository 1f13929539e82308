"""Asking an MCP server something, as whoever its row or link says.

Over HTTP each question has a session of its own, as the newest revision of the protocol has it. A program is
kept for a run, since what it remembers is all it has. Either way a changed secret counts at once.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from backend.domain.mcp_server import ServerStatus, Transport
from backend.domain.tool import Discovered
from backend.runtime.tools.base import Lent
from backend.runtime.tools.mcp_session import Fault, ServerError, Session, speak
from backend.runtime.tools.tokens import NotRenewed, Opening, current, renew
from backend.store.mcp_server_use import Reached, note_health
from backend.store.oauth_tokens import Tokens
from backend.store.run import Held

T = TypeVar("T")

Open = Opening[Reached]
"""Opens what it takes to speak to the server."""
Act = Callable[[Session], Awaitable[T]]

_OF_SERVER = frozenset({Fault.UNREACHABLE, Fault.TIMED_OUT, Fault.UNAUTHORIZED, Fault.NOT_MCP})
"""Faults that say something of the server, not of what it was asked."""


async def asked(lent: Lent, opening: Open, act: Act[T], held: Held | None = None) -> T:
    """What the server answers, to a run or to nobody in particular.

    How it was found is written down if it is a row, and that is news. ServerError; NOT_FOUND and CONFLICT if
    it cannot be used as it is kept.
    """
    server = await _opened(lent, opening)
    try:
        answer = await _once(lent, server, act, held)
    except ServerError as error:
        if error.fault is not Fault.UNAUTHORIZED or server.tokens is None or server.tokens.form is None:
            await _note(lent, server, error)
            raise
        # Nothing was done for nobody, so it may be asked again as somebody who is known there.
        answer = await _once(lent, await _opened(lent, opening, server.tokens), act, held)
    await _note(lent, server, None)
    return answer


async def tools_told(lent: Lent, opening: Open) -> list[Discovered]:
    """All tools that the server tells of (as `asked`)."""
    return await asked(lent, opening, lambda session: session.tools())


async def _opened(lent: Lent, opening: Open, refused: Tokens | None = None) -> Reached:
    """The server, with tokens that have not ended, nor were refused (ServerError if there are none)."""
    try:
        if refused is not None:
            await renew(lent, refused)
        return await current(lent, opening)
    except NotRenewed as error:
        fault = Fault.UNREACHABLE if error.unreachable else Fault.UNAUTHORIZED
        raise ServerError(fault, error.message) from error


async def _once(lent: Lent, server: Reached, act: Act[T], held: Held | None) -> T:
    spoken = await speak()
    speaking = spoken(server, lent.client, programs=lent.settings.stdio_servers)
    if held is not None and server.transport is Transport.STDIO:
        speaking = lent.kept.session(held, server, speaking)
    async with speaking as session:
        return await act(session)


async def _note(lent: Lent, server: Reached, error: ServerError | None) -> None:
    if server.id is None or (error is not None and error.fault not in _OF_SERVER):
        return
    status = ServerStatus.CONNECTED if error is None else error.status
    if status is not server.status:
        async with lent.database.write() as tx:
            await note_health(tx, server.id, status, None if error is None else error.message)
