"""The tool that looks for pages of the web, where the installation says who does the looking."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import orjson

from backend.platform.fetch import Request
from backend.platform.settings import Settings
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.runtime.tools.http import sent

FIRST = 10
SECONDS = 20.0
LARGEST = 2_097_152
"""Bytes of an answer that are read."""

_WORDS = ("content", "description", "snippet")
_TOLD = 1_000


async def web_search(call: Call, lent: Lent) -> Result:
    """`{results: [{title, url, text}]}`, as many as were asked for."""
    first = call.arguments.get("first", FIRST)
    request = _request(lent.settings, call.arguments["query"], first)
    answer = await sent(lent, request, seconds=SECONDS, most=LARGEST)
    if answer.status != 200:
        raise ToolError("HTTP_ERROR", f"The search answered {answer.status}.")
    try:
        found = list(_results(orjson.loads(answer.body)))
    except (orjson.JSONDecodeError, AttributeError, TypeError) as error:
        raise ToolError(
            "INVALID_RESULT", "The search answered something else than a list of pages."
        ) from error
    return Result({"results": found[:first]})


def _request(settings: Settings, query: str, first: int) -> Request:
    if settings.search_url is None:
        raise ToolError("NO_SEARCH", "This installation has no search: do without it.")
    # In one pass: a query may hold such a word itself.
    before, after = settings.search_url.split("{query}", 1)
    before, after = (each.replace("{first}", str(first)) for each in (before, after))
    headers = {"Accept": "application/json"}
    if settings.search_header is not None:
        name, _, value = settings.search_header.get_secret_value().partition(":")
        headers[name.strip()] = value.strip()
    return Request("GET", f"{before}{quote(query, safe='')}{after}", headers)


def _results(answer: Any) -> Iterator[dict[str, str]]:
    """Those of SearXNG stand at the top, those of Brave among others."""
    listed = answer["results"] if "results" in answer else answer.get("web", {}).get("results", [])
    for each in listed:
        if isinstance(each, Mapping) and each.get("url"):
            text = next((each[word] for word in _WORDS if each.get(word)), "")
            yield {"title": str(each.get("title") or ""), "url": str(each["url"]), "text": str(text)[:_TOLD]}
