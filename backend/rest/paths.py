"""Paths: which route a request is for. A literal segment is looked for before a variable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from starlette.types import Scope

Methods = dict[str, Any]
"""What answers each method of a path."""


@dataclass(slots=True)
class Paths:
    """A tree of path templates. `template` is the path that ends here, as it is written; `whole` are the ends
    of those without variables, which are found at once.
    """

    literal: dict[str, "Paths"] = field(default_factory=dict)
    variable: "Paths | None" = None
    template: str = ""
    names: tuple[str, ...] = ()
    methods: Methods = field(default_factory=dict)
    whole: dict[tuple[str, ...], "Paths"] = field(default_factory=dict)

    def at(self, template: str) -> "Paths":
        """The end of a template, made if it is new (ValueError if its variables have other names)."""
        node = self
        segments = template.strip("/").split("/")
        for segment in segments:
            if is_variable(segment):
                node.variable = node.variable or Paths()
                node = node.variable
            else:
                node = node.literal.setdefault(segment, Paths())
        names = tuple(segment[1:-1] for segment in segments if is_variable(segment))
        if node.template and node.names != names:
            raise ValueError(f"{template} and {node.template} are one path")
        node.template, node.names = template, names
        if not names:
            self.whole[tuple(segments)] = node
        return node

    def find(self, segments: list[str]) -> "tuple[Paths, Mapping[str, str]] | None":
        """The end of the template that these segments fit, and its variables."""
        literal = self.whole.get(tuple(segments))
        if literal is not None and literal.methods:
            return literal, {}
        found = self.fit(segments, 0, ())
        if found is None:
            return None
        node, values = found
        return node, dict(zip(node.names, values, strict=True))

    def fit(
        self, segments: list[str], index: int, values: tuple[str, ...]
    ) -> "tuple[Paths, tuple[str, ...]] | None":
        """The end of the template that the segments from `index` fit, and the values of all variables."""
        if index == len(segments):
            return (self, values) if self.methods else None
        segment = segments[index]
        literal = self.literal.get(segment)
        found = literal.fit(segments, index + 1, values) if literal else None
        if found is None and self.variable is not None and segment:
            found = self.variable.fit(segments, index + 1, (*values, segment))
        return found


def is_variable(segment: str) -> bool:
    """Whether a segment of a template stands for any."""
    return segment.startswith("{")


def segments_of(scope: Scope, prefix: str) -> list[str]:
    """The segments of a request's path behind the prefix, decoded one by one: `%2F` parts none."""
    raw: bytes = scope.get("raw_path") or b""
    if b"%" not in raw:
        text: str = scope["path"]
        return text[len(prefix) + 1 :].split("/")
    text = raw.partition(b"?")[0].decode("latin-1")
    return [unquote(segment) for segment in text[len(prefix) + 1 :].split("/")]
