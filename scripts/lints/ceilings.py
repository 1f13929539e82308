"""Ceilings: a file has at most 400 lines, a function at most 40; the report names the longest."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from scripts.lints.source import Said, Source

FILE_CEILING = 400
FUNCTION_CEILING = 40
HISTORY = "backend/store/migrations/versions/"
"""Migrations are history, not code that is read: they are as long as the tables they make."""


@dataclass(frozen=True, slots=True)
class Length:
    """How many lines something has."""

    lines: int
    where: str


def long_file(source: Source) -> Said:
    """Files past the ceiling."""
    length = file_length(source).lines
    if length > FILE_CEILING and not source.within(HISTORY):
        yield 1, f"{length} lines, the ceiling is {FILE_CEILING}: split by life-cycle word (run_claim.py)."


def long_function(source: Source) -> Said:
    """Functions past the ceiling."""
    if source.within(HISTORY):
        return
    for function in _functions(source):
        length = _lines(function)
        if length > FUNCTION_CEILING:
            much = f"{function.name} has {length} lines, the ceiling is {FUNCTION_CEILING}"
            yield function.lineno, f"{much}: name its steps as functions."


def file_length(source: Source) -> Length:
    """The lines of a file."""
    return Length(len(source.text.splitlines()), source.path)


def report(sources: Iterable[Source]) -> Iterator[str]:
    """The medians, and the ten longest files and functions of the backend."""
    python = (each for each in sources if each.is_python and each.within("backend/"))
    backend = [each for each in python if not each.within(HISTORY)]
    files = [file_length(each) for each in backend if each.name.name != "__init__.py"]
    functions = [
        Length(_lines(function), f"{each.path}:{function.lineno} {function.name}")
        for each in backend
        for function in _functions(each)
    ]
    yield from _longest("files", files)
    yield from _longest("functions", functions)


def _longest(noun: str, lengths: list[Length]) -> Iterator[str]:
    if lengths:
        middle = median(each.lines for each in lengths)
        yield f"{len(lengths)} {noun} in backend/, median {middle:g} lines; the ten longest:"
    for each in sorted(lengths, key=lambda length: -length.lines)[:10]:
        yield f"  {each.lines:4} {each.where}"


def _functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
