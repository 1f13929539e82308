"""Claims: what a vendor's documentation says that must hold, each with its page and the tests that hold it.

Both ways: a claim without a test is an omission, a dialect's test without a claim is a rule of nobody's.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `source` is the page that says it, or `ours` for a choice; `tests` are `file::function`."""

    id: str
    level: Literal["MUST", "SHOULD"]
    says: str
    source: str
    tests: tuple[str, ...]


def complaints(claims: Iterable[Claim], folder: Path, besides: Iterable[str] = ()) -> Iterator[str]:
    """What is missing on either side; `besides` are tests of the tests."""
    claims = list(claims)
    there = set(_tests(folder))
    named = {test for claim in claims for test in claim.tests}
    ids = [claim.id for claim in claims]
    yield from (f"{each} stands twice" for each in sorted({each for each in ids if ids.count(each) > 1}))
    yield from (f"{claim.id} has no test" for claim in claims if not claim.tests)
    yield from (f"{claim.id} says not where" for claim in claims if not _is_source(claim.source))
    yield from (f"{each} is no test" for each in sorted(named - there))
    yield from (f"{each} holds no claim" for each in sorted(there - named - set(besides)))


def _tests(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("test_*.py")):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield f"{file.name}::{node.name}"


def _is_source(text: str) -> bool:
    return text == "ours" or text.startswith("https://")
