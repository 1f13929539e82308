"""Agreement: whether two servers gave the same data, however they spell cursors, moments and links."""

from typing import Any

import orjson

from backend.platform import clock

_NUMBERS = {"number", "timeoutSeconds"}


class Disagreement(Exception):
    """Two servers gave different data; the message shows both."""


def require_agreement(query: str, first: bytes, other: bytes) -> None:
    """Refuse answers that say different things, or that something went wrong (Disagreement)."""
    one, two = said(orjson.loads(first)), said(orjson.loads(other))
    if one != two or "errors" in one:
        raise Disagreement(f"{query}:\n{first[:2000].decode()}\n{other[:2000].decode()}")


def said(value: Any, key: str = "") -> Any:
    """What an answer says: no cursors, moments as moments, numbers as numbers, the tools behind links.

    The tools of a version are compared without their order: PostGraphile cannot order links by their tools.
    """
    match value:
        case {"tools": {"nodes": nodes}}:
            tools = sorted([said(each.get("tool", each)) for each in nodes], key=lambda each: str(each["id"]))
            return {**{name: said(each, name) for name, each in value.items()}, "tools": tools}
        case dict():
            return {name: said(each, name) for name, each in value.items() if name != "cursor"}
        case list():
            return [said(each) for each in value]
        case str() if key.endswith("At"):
            return clock.parse(value)
        case str() if key in _NUMBERS:
            return int(value)
    return value
