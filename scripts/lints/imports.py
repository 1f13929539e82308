"""Imports: at the top of the file, from a room that may be known, in circles only in the graph for types."""

import ast
import sys
from collections.abc import Iterator

from scripts.lints.source import Said, Source

DOMAIN_KNOWS = sys.stdlib_module_names | {"backend"}
MACHINE = {
    "asyncio",
    "http",
    "multiprocessing",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "threading",
    "urllib",
}
"""Parts of the standard library that wait or reach out: not for the domain."""


def hidden_import(source: Source) -> Said:
    """Imports inside functions."""
    for function in source.nodes:
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno, "Import at the top; app.py loads optional modules by name."


def type_checking(source: Source) -> Said:
    """`TYPE_CHECKING` outside the graph."""
    if source.within("backend/graph/"):
        return
    for node in source.nodes:
        named = [node.attr] if isinstance(node, ast.Attribute) else []
        named += [each.name for each in node.names] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.Attribute | ast.ImportFrom) and "TYPE_CHECKING" in named:
            yield node.lineno, "Import the type itself: only the graph has circles of types."


def domain_import(source: Source) -> Said:
    """Domain files that know more than the domain and the quiet part of the standard library."""
    if not source.within("backend/domain/"):
        return
    for line, module in _imported(source):
        room = module.partition(".")[0]
        if room == "backend" and not module.startswith("backend.domain"):
            yield line, f"The domain knows only itself: what needs {module} belongs elsewhere."
        elif room not in DOMAIN_KNOWS or room in MACHINE:
            yield line, f"The domain holds laws in plain Python: {room} belongs to platform."


def domain_await(source: Source) -> Said:
    """Domain files that wait."""
    if source.within("backend/domain/"):
        for node in source.nodes:
            if isinstance(node, ast.AsyncFunctionDef | ast.Await):
                yield node.lineno, "Nothing in the domain waits: give it the values instead."


def _imported(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
