"""The tool that reads a page of the web: one URL and where it redirects to, as text."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urldefrag

from backend.domain import url as urls
from backend.domain.environment import may_reach
from backend.domain.errors import BadInput
from backend.platform import fetch
from backend.platform.fetch import Answer, InvalidUrl, Request
from backend.platform.http import is_named
from backend.platform.markdown import Page, page_of
from backend.runtime.tools import http_answer
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.runtime.tools.http import sent
from backend.runtime.tools.mask import Mask
from backend.store.environment import network_of

LARGEST = 5_242_880
"""Bytes of a page that are read."""
SHOWN = 50_000
"""Characters of a page that are told at once."""
SECONDS = 20.0
"""How long any one step may take."""
REDIRECTS = 5

_PLEASE = {"Accept": "text/markdown, text/html;q=0.9, text/plain;q=0.8, */*;q=0.1"}
_MOVED = frozenset({301, 302, 303, 307, 308})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w-]{1,40})", re.IGNORECASE)
_HEAD = 4_096
_NUMBER = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)\.?")
_ADDRESS = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")

Network = Mapping[str, Any]


async def web_fetch(call: Call, lent: Lent) -> Result:
    """`{url, title, text, more}`: a page as Markdown, from a character on."""
    network = await _network(call, lent)
    url, answer = await _followed(call.arguments["url"], network, lent)
    if answer.status >= 300:
        raise ToolError("HTTP_ERROR", f"The server answered {answer.status}.")
    page = await _page(answer)
    begin = call.arguments.get("offset", 1) - 1
    told = {"url": url, "title": page.title, "text": page.text[begin : begin + SHOWN]}
    return Result({**told, "more": answer.cut or len(page.text) > begin + SHOWN})


async def _network(call: Call, lent: Lent) -> Network:
    """What the session's environment says of whom it may reach."""
    named = call.snapshot.get("environment")
    if not named:
        return {}
    async with lent.database.read() as tx:
        network = await network_of(tx, named["environmentId"])
    if network is None:
        raise ToolError(
            "HOST_NOT_ALLOWED", "The session's environment is gone, and nobody knows whom it may reach."
        )
    return network


async def _followed(url: str, network: Network, lent: Lent) -> tuple[str, Answer]:
    """The last URL and its answer; each one on the way must be allowed."""
    try:
        for _ in range(REDIRECTS + 1):
            url = _allowed(url, network, lent.settings.allowed_hosts)
            answer = await sent(lent, Request("GET", url, _PLEASE), seconds=SECONDS, most=LARGEST)
            place = answer.headers.get("location")
            if answer.status not in _MOVED or not place:
                return url, answer
            url = fetch.joined(url, place)
    except InvalidUrl as error:
        raise ToolError("INVALID_URL", "The URL leads nowhere.") from error
    raise ToolError("HTTP_ERROR", f"The page redirects more than {REDIRECTS} times.")


def _allowed(url: str, network: Network, private: tuple[str, ...]) -> str:
    """The URL without its fragment, if the model may go there. What a setting allows is for tools that
    people have made; a model that chooses where to go needs the word of the environment besides.
    """
    plain = _written(url)
    host, port = fetch.host_of(plain), fetch.port_of(plain)
    if _NUMBER.fullmatch(host) and not _ADDRESS.fullmatch(host):
        raise ToolError("INVALID_URL", "Write an address as four numbers with dots between.")
    if not may_reach(network, host):
        raise ToolError("HOST_NOT_ALLOWED", f"The session's environment does not allow {host}.")
    if is_named(host, port, private) and host not in network.get("allowedHosts", ()):
        raise ToolError("BLOCKED_ADDRESS", f"{host} is not on the public Internet: no page of it is read.")
    return plain


def _written(url: str) -> str:
    try:
        return urls.url(urldefrag(url).url, ("url",))
    except (BadInput, ValueError) as error:
        said = error.message if isinstance(error, BadInput) else "The URL leads nowhere."
        raise ToolError("INVALID_URL", said) from error


async def _page(answer: Answer) -> Page:
    media, _ = http_answer.type_of(answer)
    text = http_answer.readable(_with_charset(answer, media), Mask(()))
    if text is None:
        raise ToolError("NOT_TEXT", f"The page is {media or 'of no known type'}, or packed, and no text.")
    plain = text.replace("\0", "\ufffd")  # no log can hold it
    return await page_of(plain) if media in _HTML else Page(None, plain)


def _with_charset(answer: Answer, media: str) -> Answer:
    """The answer, which says what it is written in if only the page itself does."""
    found = _CHARSET.search(answer.body[:_HEAD])
    if media not in _HTML or found is None or "charset" in answer.headers["content-type"].lower():
        return answer
    said = f"{media}; charset={found[1].decode()}"
    return replace(answer, headers={**answer.headers, "content-type": said})
