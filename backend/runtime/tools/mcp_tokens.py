"""Access tokens of OAuth: shown to the server, and renewed when they have ended or are refused.

A refresh token renews them, else the client's own secret where nobody has to be asked. RFC 6749, 4.4 and 6.
"""

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import orjson

from backend.domain.sealed import Sealed
from backend.platform import clock, http
from backend.platform.http_bound import Bound, TooLarge, bound
from backend.runtime.tools.base import Lent
from backend.runtime.tools.mcp_session import Fault, ServerError
from backend.store.mcp_server_use import Reached
from backend.store.oauth_tokens import Granted, Tokens, keep_tokens

MARGIN = timedelta(seconds=60)
"""A token that ends within this time is renewed at once."""
LARGEST = 65_536
"""Bytes that a token endpoint may answer."""

_CODE = re.compile(r"[a-z_]{1,60}")

Opened = Callable[[], Awaitable[Reached]]
"""Opens what is kept of a server, as it is at this moment."""


async def reached(opened: Opened, lent: Lent, *, anew: bool = False) -> Reached:
    """The server, with an access token that has not ended if it takes one; with `anew` another one.

    ServerError if there is none, and none is given.
    """
    server = await opened()
    if server.tokens is None:
        return server
    if server.tokens.access is not None and not anew and not _ends(server.tokens):
        return _shown(server, server.tokens.access)
    try:
        granted = await _renewed(server.tokens, lent)
    except ServerError:
        # Somebody else may have renewed it at the same moment: of one refresh token there is one use.
        other = await opened()
        if other.tokens is None or other.tokens.access in {None, server.tokens.access}:
            raise
        return _shown(other, other.tokens.access)
    async with lent.database.write() as tx:
        await keep_tokens(tx, server.tokens, granted)
    return _shown(server, granted.access)


def renewable(tokens: Tokens | None) -> bool:
    """Whether there is what it takes to get another access token."""
    return tokens is not None and _form(tokens) is not None


def _ends(tokens: Tokens) -> bool:
    return tokens.expires_at is not None and tokens.expires_at <= clock.now() + MARGIN


def _shown(server: Reached, access: Sealed | None) -> Reached:
    if access is None:
        return server
    shown = {**server.headers, "authorization": Sealed(f"Bearer {access.reveal()}")}
    return replace(server, headers=shown, hidden=(*server.hidden, access))


def _form(tokens: Tokens) -> dict[str, str] | None:
    """What asks for another token; None if there is not what it takes."""
    if tokens.endpoint is None:
        return None
    if tokens.refresh is not None:
        return {"grant_type": "refresh_token", "refresh_token": tokens.refresh.reveal()}
    if tokens.client_id and tokens.client_secret and not tokens.asks_people:
        return {"grant_type": "client_credentials"} | ({"scope": tokens.scopes} if tokens.scopes else {})
    return None


async def _renewed(tokens: Tokens, lent: Lent) -> Granted:
    """What the token endpoint gives (ServerError)."""
    form = _form(tokens)
    if form is None or tokens.endpoint is None:
        raise ServerError(
            Fault.UNAUTHORIZED,
            "There is no access token that still holds, and nothing to get one by: it takes a tokenEndpoint, "
            "and a refresh token or the clientId and clientSecret of a client that need ask nobody.",
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
    except (http.TransportError, TooLarge) as error:
        message = "The token endpoint cannot be reached, or answers otherwise than it should."
        raise ServerError(Fault.UNREACHABLE, message) from error
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
        message = f"The token endpoint gives no access token: it answers with status {status}{why}."
        raise ServerError(Fault.UNAUTHORIZED, message)
    seconds = lasts if isinstance(lasts, int) and 0 < lasts < 10**9 else None
    return Granted(
        Sealed(access),
        Sealed(refresh) if isinstance(refresh, str) and refresh else None,
        None if seconds is None else clock.now() + timedelta(seconds=seconds),
    )
