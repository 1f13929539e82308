"""What the failures of the MCP SDK, of the network and of programs mean, in words for people."""

from collections.abc import Iterator

import anyio
from mcp.shared.exceptions import MCPError
from mcp.types import CONNECTION_CLOSED, REQUEST_TIMEOUT

from backend.platform import http
from backend.platform.fetch import InvalidUrl
from backend.platform.http_bound import Bound, ConnectError, StatusError, StreamError, TooLarge
from backend.platform.program import LineTooLong, ProgramError
from backend.runtime.tools.mcp_session import Fault, ServerError

LONGEST = 2_000
"""Characters of what a server says of an error."""

FAILURES = (
    *(MCPError, http.TransportError, StatusError, StreamError, OSError, ValueError),
    *(InvalidUrl, ProgramError, LineTooLong, anyio.ClosedResourceError, anyio.BrokenResourceError),
    *(ServerError, ExceptionGroup),
)
"""What a session may fail with; a group holds what went wrong at the same time."""

_MADE_UP = frozenset({"Server returned an error response", "Not Found", "Session terminated"})
"""What the SDK says for a server that answered with a status alone."""

_FIRST = (
    *(Fault.TOO_LARGE, Fault.UNAUTHORIZED, Fault.UNUSABLE, Fault.REFUSED, Fault.NOT_MCP),
    *(Fault.TIMED_OUT, Fault.UNREACHABLE),
)
"""Of several failures the one is told that comes first here: it says most."""

_LIMIT = "byte limit"
"""What is said of an event that is larger than it may be."""

_MUCH = "The server says more at once than it may."
_GONE = "The server ended the conversation before it had answered."
_OTHERWISE = "The server answers otherwise than the Model Context Protocol says."


def failure(error: Exception, line: Bound, otherwise: Fault = Fault.REFUSED) -> ServerError:
    """The failure as a ServerError. `otherwise` is what it means that the server answers with an error."""
    told = [_told(each, line, otherwise) for each in _leaves(error)]
    return min(told, key=lambda each: _FIRST.index(each.fault))


def _leaves(error: Exception) -> Iterator[Exception]:
    if isinstance(error, ExceptionGroup):
        for each in error.exceptions:
            yield from _leaves(each)
    else:
        yield error


def _told(error: Exception, line: Bound, otherwise: Fault) -> ServerError:
    match error:
        case ServerError():
            return error
        case MCPError():
            return _answered(error, line, otherwise)
        case TooLarge() | LineTooLong():
            return ServerError(Fault.TOO_LARGE, _MUCH)
        case StreamError() if _LIMIT in str(error):
            return ServerError(Fault.TOO_LARGE, _MUCH)
        case StatusError():
            return by_status(error.response.status_code)
        case StreamError() | ValueError() | RuntimeError():
            return ServerError(Fault.NOT_MCP, _OTHERWISE)
    return _unreached(error)


def _unreached(error: Exception) -> ServerError:
    """What it means that nobody is there, or nobody any more."""
    match error:
        case http.BlockedAddress() | ProgramError():
            return ServerError(Fault.UNREACHABLE, str(error))
        case InvalidUrl():
            return ServerError(Fault.UNREACHABLE, "The server's URL leads nowhere.")
        case ConnectError():
            return ServerError(Fault.UNREACHABLE, f"The server cannot be reached. {_cut(str(error))}".strip())
        case http.TransportError():
            # Not in its own words: some repeat the header that cannot be sent.
            return ServerError(Fault.UNREACHABLE, "The connection to the server broke off.")
        case TimeoutError():
            return ServerError(Fault.TIMED_OUT, "The server did not answer in time.")
        case OSError() | anyio.ClosedResourceError() | anyio.BrokenResourceError():
            return ServerError(Fault.UNREACHABLE, _GONE)
    raise error


def _answered(error: MCPError, line: Bound, otherwise: Fault) -> ServerError:
    """What an answer means that is an error."""
    status = line.status or 200
    if status in {401, 403} or (error.message in _MADE_UP and status >= 400):
        return by_status(status)
    if 300 <= status < 400:
        return ServerError(Fault.NOT_MCP, _cut(error.message))
    if error.code == CONNECTION_CLOSED and _LIMIT in error.message:
        return ServerError(Fault.TOO_LARGE, _MUCH)
    if error.code == CONNECTION_CLOSED:
        return ServerError(Fault.UNREACHABLE, _GONE)
    if error.code == REQUEST_TIMEOUT:
        return ServerError(Fault.TIMED_OUT, "The server did not answer in time.")
    said = _cut(error.message)
    return ServerError(otherwise, said if otherwise is Fault.REFUSED else f"{_OTHERWISE} It says: {said}")


def by_status(status: int) -> ServerError:
    """What it means that the server answers with this status and nothing else."""
    if status in {401, 403}:
        message = f"The server refuses whoever calls (status {status}): look at its auth, key and headers."
        return ServerError(Fault.UNAUTHORIZED, message)
    if status >= 500 or status == 429:
        return ServerError(Fault.UNREACHABLE, f"The server answers with status {status} at the moment.")
    return ServerError(Fault.NOT_MCP, f"{_OTHERWISE} It has status {status}: look at its URL and transport.")


def _cut(text: str) -> str:
    return "".join(each for each in text if each.isprintable() or each == "\n")[:LONGEST]
