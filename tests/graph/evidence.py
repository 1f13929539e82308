"""Evidence: answers with placeholders for what differs from day to day, and statements broken into lines."""

import os
import re
from pathlib import Path
from typing import Any

import orjson

_CHANGING = (
    ("cursor", re.compile(r"[0-9a-f]{8}\.[01]+\.[\w-]+")),
    ("time", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")),
    ("signed address", re.compile(r"/(files|uploads)/[\w.-]{60,}")),
    ("id", re.compile(r"[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}")),
)
_TOKEN = re.compile(r"E?'(?:[^']|'')*'|\(|\)|\s+|[^\s()']+")
_BREAKS = frozenset({"SELECT", "FROM", "WHERE", "ORDER", "LIMIT", "WITH", "JOIN", "LEFT"})
_INLINE = frozenset({"string_agg", "coalesce", "concat"})
WRITE = bool(os.environ.get("CONCORD_WRITE_CASES")) and not os.environ.get("CI")


def hold(path: Path, found: str) -> None:
    """Compare with the snapshot; the test fails if there is none, or another."""
    if WRITE:
        path.write_text(found)
    assert path.exists(), f"There is no {path.name}: CONCORD_WRITE_CASES=1 writes it."
    assert found == path.read_text(), f"{path.name} differs: CONCORD_WRITE_CASES=1 writes it anew."


class Placeholders:
    """Numbers the ids, cursors and times of one answer in the order in which they appear."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def put(self, body: str) -> str:
        """The answer, indented, with placeholders."""
        return orjson.dumps(self._replaced(orjson.loads(body)), option=orjson.OPT_INDENT_2).decode() + "\n"

    def _replaced(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._replaced(held) for key, held in value.items()}
        if isinstance(value, list):
            return [self._replaced(held) for held in value]
        return self._name(value) if isinstance(value, str) else value

    def _name(self, text: str) -> str:
        for kind, pattern in _CHANGING:
            if pattern.fullmatch(text):
                return self._names.setdefault(text, f"<{self._kind(kind, text)} {len(self._names) + 1}>")
        return text

    def _kind(self, kind: str, text: str) -> str:
        return text[:3] if kind == "id" else kind


def pretty(statement: str) -> str:
    """A statement with its clauses on lines of their own, indented by the selects around them."""
    lines: list[str] = [""]
    opened: list[bool] = []
    tokens = [token for token in _TOKEN.findall(statement) if not token.isspace()]
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if token == ")":
            nests = opened.pop()
            if nests:
                lines.append("  " * sum(opened))
        elif token in _BREAKS and (not opened or opened[-1]) and tokens[index - 1] not in {"LEFT", "OUTER"}:
            lines.append("  " * sum(opened))
        _write(lines, token, tokens[index - 1] if index else "")
        if token == "(":
            opened.append(following in {"SELECT", "WITH"})
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _write(lines: list[str], token: str, before: str) -> None:
    bare = not lines[-1].strip() or before == "(" or token in {")", ","} or token.startswith(",")
    glued = token == "(" and re.fullmatch(r"[a-z_0-9]+", before) is not None
    lines[-1] += token if bare or glued else f" {token}"
