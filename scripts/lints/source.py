"""A file under the rules: its path from the root, its text, its tree, and what a rule found in it."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

SKIP = re.compile(r"#\s*lint-skip:\s*([a-z-]+(?:\s*,\s*[a-z-]+)*)")
"""The visible escape, on the line where a rule would speak, with the reason after it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule: where, which one, and what to do instead."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


@dataclass(frozen=True)
class Source:
    """A tracked text file. Paths are relative and have forward slashes: `backend/domain/run.py`."""

    path: str
    text: str

    @property
    def name(self) -> PurePosixPath:
        """The path, to be asked for its parts."""
        return PurePosixPath(self.path)

    @property
    def is_python(self) -> bool:
        """Whether there is a tree to look at."""
        return self.path.endswith(".py")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def skips(self) -> dict[int, set[str]]:
        """The rules that each line asks to be spared from."""
        lines = enumerate(self.text.splitlines(), start=1)
        found = ((number, SKIP.search(line)) for number, line in lines)
        return {number: set(re.split(r"\s*,\s*", match[1])) for number, match in found if match}

    def within(self, *places: str) -> bool:
        """Whether the file is one of these, or in one of these folders/."""
        folders = tuple(place for place in places if place.endswith("/"))
        return self.path in places or self.path.startswith(folders)


Said = Iterable[tuple[int, str]]
"""What a check yields: a line and a message each."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check over one file."""

    name: str
    check: Callable[[Source], Said]
    python_only: bool = True

    def findings(self, source: Source) -> Iterator[Finding]:
        """What the rule says of the file, without the lines that are spared."""
        if self.python_only and not source.is_python:
            return
        for line, message in self.check(source):
            if self.name not in source.skips.get(line, ()):
                yield Finding(source.path, line, self.name, message)


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Each call with the dotted name of what is called, as in `asyncio.sleep`."""
    for node in source.nodes:
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """`a.b.c` of an expression: what cannot be named is left out, so `f().commit` is `.commit`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""
