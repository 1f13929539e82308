"""What an MCP tool answered, as a run keeps it: structured content, else text, and what else came with it."""

from collections.abc import Mapping
from typing import Any

from backend.runtime.tools.mcp_session import Answer


def value_of(answer: Answer) -> Any:
    """The structured content if there is one, else the text."""
    return text_of(answer) if answer.structured is None else answer.structured


def text_of(answer: Answer) -> str:
    """The texts, one below the other; what is none is described by its type and size."""
    return "\n".join(map(_text, answer.blocks))


def _text(block: Mapping[str, Any]) -> str:
    match block:
        case {"type": "text", "text": str(text)}:
            return text
        case {"type": "resource", "resource": {"text": str(text)}}:
            return text
        case {"type": "resource", "resource": {"uri": uri, "blob": str(blob), **more}}:
            return _described("resource", more.get("mimeType"), f"{_bytes(blob)}, {uri}")
        case {"type": "resource_link", "uri": uri, **more}:
            size = more.get("size")
            told = f"{uri}" if size is None else f"{size:,} bytes, {uri}"
            return _described("resource", more.get("mimeType"), told)
        case {"type": kind, "data": str(data), **more}:
            return _described(str(kind), more.get("mimeType"), _bytes(data))
    return _described(str(block.get("type", "content")), None, "")


def _described(kind: str, media_type: Any, told: str) -> str:
    return f"[{', '.join(str(each) for each in (kind, media_type, told) if each)}]"


def _bytes(base64: str) -> str:
    return f"{len(base64.rstrip('=')) * 3 // 4:,} bytes"
