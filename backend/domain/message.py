"""What a run is given to answer: a text, data, or messages of which the last is what is said."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.law import Law

MOST_MESSAGES = 200
MOST_BLOCKS = 100
LONGEST_INPUT = 1_000_000
"""Bytes of an input, written as JSON."""


class MessageRole(Enum):
    """Who says a message."""

    USER = "USER"
    ASSISTANT = "ASSISTANT"


class BlockType(Enum):
    """What a message may be made of; how each looks is said by the protocol of the model."""

    TEXT = "text"
    IMAGE = "image"
    DOCUMENT = "document"


_TYPES = frozenset(each.value for each in BlockType)
_role = law.member_of(MessageRole)
_text = law.text(LONGEST_INPUT)


def content(value: object, path: Path) -> object:
    """A text, or a list of blocks `{type, …}`."""
    if isinstance(value, str):
        return _text(value, path)
    blocks = law.sequence(value, path)
    if not 1 <= len(blocks) <= MOST_BLOCKS:
        raise BadInput(f"content is a text, or 1 to {MOST_BLOCKS} blocks.", path)
    return [_block(each, (*path, at)) for at, each in enumerate(blocks)]


def _block(value: object, path: Path) -> Mapping[str, object]:
    block = law.mapping(value, path)
    if block.get("type") not in _TYPES:
        raise BadInput(f"A block's type is one of {', '.join(sorted(_TYPES))}.", (*path, "type"))
    if block["type"] == BlockType.TEXT.value:
        _said(block.get("text"), (*path, "text"))
    return block


_said: Law = law.text(LONGEST_INPUT, shortest=1)
_shape = law.closed({"role": _role, "text": _text, "content": content})


def messages(value: object, path: Path) -> list[dict[str, Any]] | None:
    """Messages as they are kept, `{role, content}`; the last is the user's (BAD_INPUT). None for none."""
    given = law.sequence(value, path)
    if value is None:
        return None
    if not 1 <= len(given) <= MOST_MESSAGES:
        raise BadInput(f"There may be 1 to {MOST_MESSAGES} messages.", path)
    kept = [_message(each, (*path, at)) for at, each in enumerate(given)]
    if kept[-1]["role"] != MessageRole.USER.name:
        raise BadInput("The last message is what is said: its role is USER.", (*path, len(kept) - 1, "role"))
    return kept


def _message(value: object, path: Path) -> dict[str, Any]:
    given = _shape(value, path)
    if ("text" in given) == ("content" in given):
        raise BadInput("A message has a text or a content: say one of the two.", (*path, "text"))
    said = given.get("text", given.get("content"))
    if isinstance(said, str) and not said.strip():
        raise BadInput("A message may not be blank.", (*path, "text" if "text" in given else "content"))
    return {"role": given.get("role", MessageRole.USER.name), "content": said}


def spoken(text: object, data: object, told: object) -> dict[str, Any]:
    """An input as it is kept: `{text, data, messages}` (BAD_INPUT if there is nothing to answer)."""
    words = None if text is None else _text(text, ("text",))
    listed = messages(told, ("messages",))
    if listed is not None and words is not None:
        raise BadInput("Say text or messages, not both: the last message is what is said.", ("messages",))
    if data is None and listed is None and not str(words or "").strip():
        raise BadInput("An input needs a text that is not blank, messages, or data.", ("text",))
    kept = {"text": words, "data": data, "messages": listed}
    if law.written_size(kept, ("text",)) > LONGEST_INPUT:
        raise BadInput(f"An input may have up to {LONGEST_INPUT:,} bytes of JSON.", ("text",))
    return kept
