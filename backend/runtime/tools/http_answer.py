"""The answer to a tool over HTTP: JSON as JSON, text as text, of anything else what it is; nothing secret."""

from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Mapping
from email.message import Message
from typing import Any

import orjson

from backend.platform.fetch import Answer
from backend.runtime.tools.base import ToolError, require_fitting
from backend.runtime.tools.mask import Mask

LARGEST = 1_048_576
"""Bytes of an answer that are read."""

BEGINNING = 1_000
"""Characters of an answer that are told of one that is an error."""

_TEXTS = frozenset(
    {"application/xml", "application/javascript", "application/x-www-form-urlencoded", "application/yaml",
     "application/x-yaml", "application/x-ndjson", "application/graphql", "application/toml"}
)  # fmt: skip
_CHARSETS = frozenset(
    {"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "windows-1251", "koi8-r", "shift_jis",
     "euc-jp", "gb18030", "gbk", "big5", "euc-kr"}
)  # fmt: skip
"""What a text may be written in; another word for it, which may be anything, is taken for UTF-8."""


def result(answer: Answer, mask: Mask, schema: Mapping[str, Any] | None) -> dict[str, Any]:
    """`{status, body}` of a call that went well, and `cut: true` if the answer was too long.

    HTTP_ERROR for a status from 300 on, with the beginning of the body; INVALID_RESULT if it does not fit the
    tool's output schema.
    """
    body = mask.value(_body(answer, mask))
    if answer.status >= 300:
        raise ToolError("HTTP_ERROR", _refusal(answer, body, mask))
    if schema is not None and not answer.cut:
        require_fitting(body, schema)
    return {"status": answer.status, "body": body} | ({"cut": True} if answer.cut else {})


def _refusal(answer: Answer, body: Any, mask: Mask) -> str:
    place = answer.headers.get("location")
    said = body if isinstance(body, str) else "" if body is None else orjson.dumps(body).decode()
    parts = [f"The server answered {answer.status}."]
    if answer.status < 400 and place:
        parts.append(f"It points to {mask.text(place)[:BEGINNING]}, and redirects are not followed.")
    return " ".join([*parts, *([said[:BEGINNING]] if said else [])])


def _body(answer: Answer, mask: Mask) -> Any:
    if not answer.body:
        return None
    media, _ = type_of(answer)
    text = readable(answer, mask)
    if text is None:
        return _described(answer, media)
    if (media == "application/json" or media.endswith("+json")) and not answer.cut:
        return _json(answer.body)
    return text


def readable(answer: Answer, mask: Mask) -> str | None:
    """The body as a text, if it is one and not packed."""
    if answer.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
        return None
    media, charset = type_of(answer)
    if media.startswith("text/") or media in _TEXTS or media.endswith(("json", "+xml")):
        return _text(answer, charset, mask)
    if not media and _is_text(answer.body):
        return _text(answer, "utf-8", mask)
    return None


def _described(answer: Answer, media: str) -> dict[str, Any]:
    """What is no text: its media type, and its bytes, as far as that is known."""
    said = answer.headers.get("content-length", "")
    size = int(said) if said.isascii() and said.isdigit() and len(said) < 16 else len(answer.body)
    return {"mediaType": media or "application/octet-stream", "bytes": size}


def _json(body: bytes) -> Any:
    """The value; the text itself if it is no JSON, or nested more deeply than can be written again."""
    try:
        value = orjson.loads(body.removeprefix(BOM_UTF8))
        orjson.dumps(value)
    except (orjson.JSONDecodeError, TypeError):
        return body.decode(errors="replace")
    return value


def _text(answer: Answer, charset: str, mask: Mask) -> str:
    text = answer.body.decode(charset, errors="replace")
    if not answer.cut:
        return text
    # The cut may run through something secret, and a part of that would not be found.
    masked = mask.text(text)
    return masked[: len(masked) - max(mask.longest - 1, 0)]


def _is_text(body: bytes) -> bool:
    try:
        getincrementaldecoder("utf-8")().decode(body)  # a cut may run through its last character
    except UnicodeDecodeError:
        return False
    return b"\0" not in body


def type_of(answer: Answer) -> tuple[str, str]:
    """The media type, empty if none is said, and what a text is written in."""
    said = answer.headers.get("content-type", "")
    message = Message()
    message["content-type"] = said
    charset = str(message.get_content_charset("utf-8")).lower()
    return message.get_content_type() if said else "", charset if charset in _CHARSETS else "utf-8"
