"""A tool over HTTP: one request, made of templates, and its answer. `docs/http-tools.md` tells of it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.platform import fetch
from backend.platform.fetch import Answer, InvalidUrl, Request
from backend.platform.http import BlockedAddress, TransportError
from backend.runtime.limits import TOOL_SECONDS
from backend.runtime.tools import http_answer
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.runtime.tools.http_request import Draft
from backend.runtime.tools.mask import Mask
from backend.runtime.tools.tokens import NotRenewed, current, renew
from backend.store.oauth_tokens import Tokens
from backend.store.session_values import told_of
from backend.store.tool_secret import Need, Opened, open_secrets

UNAUTHORIZED = 401


async def call(call: Call, lent: Lent) -> Result:
    """Make the request (ToolError if it cannot be made or the answer is an error); no secret is told."""
    async with lent.database.read() as tx:
        beyond = await told_of(tx, call.held.session_id)
    draft = Draft(call.tool["config"], call.arguments, beyond)
    address = draft.address()
    opened = await _opened(call, lent, draft, address)
    mask = Mask(opened.hidden)
    try:
        answer = await _answer(call, lent, draft, address, opened)
        if answer.status == UNAUTHORIZED and await _renewed(lent, opened.tokens):
            # Nothing was done for nobody, so it may be asked again as somebody who is known there.
            again = await _opened(call, lent, draft, address)
            mask = Mask([*opened.hidden, *again.hidden])
            answer = await _answer(call, lent, draft, address, again)
        return Result(http_answer.result(answer, mask, call.tool.get("outputSchema")))
    except ToolError as error:
        raise ToolError(error.code, mask.text(error.message)) from None


async def _answer(call: Call, lent: Lent, draft: Draft, address: str, opened: Opened) -> Answer:
    seconds = call.tool.get("timeoutSeconds", TOOL_SECONDS)
    request = _request(call, draft, address, opened)
    return await sent(lent, request, seconds=seconds, most=http_answer.LARGEST)


async def _renewed(lent: Lent, tokens: Sequence[Tokens]) -> bool:
    """Whether there are tokens, and other ones now: they were refused."""
    try:
        for each in tokens:
            await renew(lent, each)
    except NotRenewed:
        return False
    return bool(tokens)


def _request(call: Call, draft: Draft, address: str, opened: Opened) -> Request:
    url, headers = draft.url(address, opened), draft.headers(opened, call.idempotency_key)
    return Request(draft.method, url, headers, draft.body(opened))


async def _opened(call: Call, lent: Lent, draft: Draft, address: str) -> Opened:
    """What is secret about the call, for the host to which it goes."""
    try:
        need = Need(fetch.host_of(address), draft.templates(), draft.signed())
        return await current(lent, lambda tx: open_secrets(tx, call.held, call.snapshot, call.tool, need))
    except NotRenewed as error:
        raise ToolError("SECRET_UNUSABLE", error.message) from error
    except InvalidUrl as error:
        raise ToolError("INVALID_URL", "The tool's URL leads nowhere.") from error
    except (NotFound, Conflict, Forbidden) as error:
        raise ToolError("SECRET_UNUSABLE", error.message) from error


async def sent(lent: Lent, request: Request, *, seconds: float, most: int) -> Answer:
    """The answer to a request, up to so many bytes of it (ToolError, whose words repeat nothing secret)."""
    async with _told():
        return await fetch.fetch(lent.client, request, seconds=seconds, most=most)


@asynccontextmanager
async def _told() -> AsyncIterator[None]:
    """Say in few words why there is no answer: those of the network may repeat what was sent."""
    try:
        yield
    except BlockedAddress as error:
        raise ToolError("BLOCKED_ADDRESS", str(error)) from None
    except InvalidUrl:
        raise ToolError("INVALID_URL", "The tool's URL leads nowhere.") from None
    except TransportError:
        raise ToolError(
            "UNREACHABLE", "The tool's server cannot be reached, or its answer broke off."
        ) from None
