"""One attempt to deliver a webhook over HTTP: the body goes out signed, and little of the answer is kept.

An answer counts by its status as soon as that has come: of what follows only the size is taken, up to a
bound. Redirects are not followed: a delivery is for the URL that was written down, and no other.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import orjson

from backend.platform import clock, http, standard_webhooks
from backend.platform.fetch import InvalidUrl
from backend.store.webhook_attempt import Due, Outcome

SECONDS = 10.0
"""How long an attempt may take, from the look-up of the host's name to the end of the answer."""
LARGEST_ANSWER = 65_536
"""Bytes of an answer that are read."""

_HEADERS = {
    "content-type": "application/json",
    "accept-encoding": "identity",
    "user-agent": "Concord-Webhooks",
}


@dataclass(slots=True)
class _Heard:
    """What has come of the answer so far."""

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int = 0


async def post(client: http.Client, due: Due, body: Mapping[str, Any]) -> Outcome:
    """Send the body to the delivery's URL, and say what came of it; nothing is raised for it."""
    heard, begun = _Heard(), monotonic()
    error, hopeless = None, False
    try:
        async with asyncio.timeout(SECONDS):
            await _exchange(client, due, orjson.dumps(body), heard)
    except (TimeoutError, http.Timeout):
        error = f"The receiver did not answer within {SECONDS:g} seconds."
    except (http.BlockedAddress, InvalidUrl) as reason:
        error, hopeless = str(reason), True
    except http.TransportError as reason:
        error = f"The receiver cannot be reached: {str(reason) or type(reason).__name__}."
    latency = int((monotonic() - begun) * 1000)
    if heard.status is None:
        return Outcome(latency_ms=latency, error=error, hopeless=hopeless)
    return Outcome(heard.status, latency, heard.size, heard.headers, _refusal(heard.status))


async def _exchange(client: http.Client, due: Due, body: bytes, heard: _Heard) -> None:
    keys = [key.reveal() for key in due.keys]
    signed = standard_webhooks.signed(due.id, clock.now(), body, keys)
    async with client.stream("POST", due.url, content=body, headers={**_HEADERS, **signed}) as answer:
        heard.status, heard.headers = answer.status_code, dict(answer.headers)
        # What breaks off after its status is an answer all the same.
        with suppress(http.TransportError):
            async for piece in answer.aiter_raw():
                heard.size = min(heard.size + len(piece), LARGEST_ANSWER)
                if heard.size == LARGEST_ANSWER:
                    break


def _refusal(status: int) -> str | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return f"The receiver answered {status}: redirects are not followed."
    return f"The receiver answered {status}."
