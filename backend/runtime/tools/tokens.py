"""Access tokens of OAuth: renewed when they have ended or are refused, by whoever uses them.

A refresh token renews them, else the client's own secret where nobody has to be asked. RFC 6749, 4.4 and 6.
"""

import asyncio
import re
from base64 import b64encode
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import quote

import orjson

from backend.domain.sealed import Sealed
from backend.platform import clock, http
from backend.platform.fetch import InvalidUrl
from backend.platform.http_bound import Bound, TooLarge, bound
from backend.runtime.tools.base import Lent
from backend.store.database import Transaction
from backend.store.oauth_tokens import MARGIN, Granted, TokenEnded, Tokens, are_kept, keep_tokens

LARGEST = 65_536
"""Bytes that a token endpoint may answer."""

LOOKS = (0.0, 0.1, 0.3, 0.6)
"""Seconds between looks at what another process may be about to keep."""

_CODE = re.compile(r"[a-z_]{1,60}")

T = TypeVar("T")

Opening = Callable[[Transaction], Awaitable[T]]
"""Opens what is secret, as it is at this moment."""


class NotRenewed(Exception):
    """There is no other token; `message` is for people and models. `unreachable` is an endpoint that does not
    answer.
    """

    def __init__(self, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.unreachable = unreachable


async def current(lent: Lent, opening: Opening[T]) -> T:
    """What the opening gives, in a transaction of its own. Tokens that have ended are renewed first
    (NotRenewed).
    """
    renewed: set[str] = set()
    while True:
        try:
            async with lent.database.write() as tx:
                return await opening(tx)
        except TokenEnded as ended:
            if ended.tokens.row_id in renewed:
                raise NotRenewed("Another access token was given, and has ended already.") from None
            renewed.add(ended.tokens.row_id)
            await renew(lent, ended.tokens)


async def renew(lent: Lent, tokens: Tokens) -> None:
    """Get another access token and keep it (NotRenewed, unless somebody else has renewed these meanwhile)."""
    await lent.renewals.once(tokens, lambda: _renewed(lent, tokens))


async def _renewed(lent: Lent, tokens: Tokens) -> None:
    if not await _still_kept(lent, tokens):
        return
    try:
        granted = await _asked(lent, tokens)
    except NotRenewed as error:
        if error.unreachable or tokens.refresh is None or not await _renewed_elsewhere(lent, tokens):
            raise
        return
    async with lent.database.write() as tx:
        await keep_tokens(tx, tokens, granted)


async def _renewed_elsewhere(lent: Lent, tokens: Tokens) -> bool:
    """Whether another process has renewed these: of one refresh token there is one use, so who comes second
    is refused, and finds what the first one keeps a moment later.
    """
    for pause in LOOKS:
        await asyncio.sleep(pause)
        if not await _still_kept(lent, tokens):
            return True
    return False


async def _still_kept(lent: Lent, tokens: Tokens) -> bool:
    async with lent.database.read() as tx:
        return await are_kept(tx, tokens)


async def _asked(lent: Lent, tokens: Tokens) -> Granted:
    """What the token endpoint gives."""
    form = tokens.form
    if form is None or tokens.endpoint is None:
        raise NotRenewed(
            "There is no access token that still holds, and nothing to get one by: it takes a tokenEndpoint, "
            "and a refresh token or the clientId and clientSecret of a client that need ask nobody."
        )
    headers = {"accept": "application/json"}
    if tokens.client_secret is None:
        form |= {"client_id": tokens.client_id} if tokens.client_id else {}
    else:
        pair = f"{quote(tokens.client_id or '')}:{quote(tokens.client_secret.reveal(), safe='')}"
        headers["authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    try:
        async with bound(Bound(lent.client, LARGEST), headers) as client:
            answer = await client.post(tokens.endpoint, data=form)
    except (http.TransportError, InvalidUrl, TooLarge) as error:
        message = "The token endpoint cannot be reached, or answers otherwise than it should."
        raise NotRenewed(message, unreachable=True) from error
    return _granted(answer.status_code, answer.content)


def _granted(status: int, content: bytes) -> Granted:
    try:
        said: Any = orjson.loads(content)
    except orjson.JSONDecodeError:
        said = None
    told = said if isinstance(said, dict) else {}
    access, refresh, lasts = (told.get(name) for name in ("access_token", "refresh_token", "expires_in"))
    if status != 200 or not isinstance(access, str) or not access:
        code = told.get("error")
        why = f" ({code})" if isinstance(code, str) and _CODE.fullmatch(code) else ""
        raise NotRenewed(f"The token endpoint gives no access token: it answers with status {status}{why}.")
    # One that ends within the margin anyway is used until it is refused.
    seconds = lasts if isinstance(lasts, int) and MARGIN.total_seconds() < lasts < 10**9 else None
    return Granted(
        Sealed(access),
        Sealed(refresh) if isinstance(refresh, str) and refresh else None,
        None if seconds is None else clock.now() + timedelta(seconds=seconds),
    )
