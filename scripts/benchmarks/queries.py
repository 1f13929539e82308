"""The queries: what each one is, and the variables of its requests. Their documents lie in `documents/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.platform import clock
from scripts.benchmarks.rows import SHARES, TOOLS, WORDS, Rows, moment, row_id

FIRST = 50
"""Rows of a page."""
REQUESTS = 48
"""Different requests of a query that has many; they are sent over and over."""


@dataclass(frozen=True, slots=True)
class After:
    """The place of a cursor in the variables: each server spells it in its own way."""

    moment: str
    row_id: str


Variables = Mapping[str, object]

FIRST_PAGE = "Q5first"
"""The query of the first page of the list whose deep page is asked for too."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query, and what it shows."""

    name: str
    what: str
    requests: Sequence[Variables]

    def document(self, folder: str = "documents") -> str:
        """Its document, as a folder spells it."""
        return _path(folder, self.name).read_text()

    def is_spelled(self, folder: str) -> bool:
        """Whether a folder has it."""
        return _path(folder, self.name).exists()


def queries(rows: Rows) -> Sequence[Query]:
    """All of them, asked of these rows."""
    homes = rows.workspaces[: len(SHARES)]
    large = homes[0]
    selected = [{"selection": each, "first": FIRST} for each in ("UNIFORM", "WEIGHTED")]
    paged = {"workspace": large, "first": FIRST}
    return [
        Query("Q1", "an agent by id, 10 leaves", [{"id": each} for each in _seen(rows)]),
        Query(
            "Q2",
            "50 agents of a workspace with a selection, newest first: 12 leaves and a cursor each",
            [{"workspace": home, **each} for home in homes for each in selected],
        ),
        Query("Q2w", "the same over all workspaces of the reader", selected),
        Query(
            "Q3",
            "50 agents of a workspace, each with its version and that one's first 10 tools",
            [{"workspace": home, "first": FIRST} for home in homes],
        ),
        Query(
            "Q4",
            "50 agents with a tool of such a name and not that selection, by two keys, one nullable",
            [{**paged, "prefix": each, "selection": "WEIGHTED"} for each in _prefixes(rows.number(TOOLS))],
        ),
        Query(
            "Q5",
            f"the 50 versions behind row {rows.depth:,} of a workspace: 12 leaves and a cursor each",
            [{**paged, "after": each} for each in _deep(rows, large)],
        ),
        Query(FIRST_PAGE, "the first page of the same list", [paged]),
        Query("Q6", "50 files, each with a computed leaf", [paged]),
        Query("Q6plain", "the same without it", [paged]),
    ]


def _path(folder: str, name: str) -> Path:
    return Path(__file__).parent / folder / f"{name}.graphql"


def _seen(rows: Rows) -> Sequence[str]:
    """Agents of the reader's workspaces, from all over the table."""
    homes = set(rows.workspaces[: len(SHARES)])
    seen = [number for number, home in rows.agent_homes() if home in homes]
    return [row_id("agt", number) for number in seen[:: max(1, len(seen) // REQUESTS)]]


def _prefixes(tools: int) -> Sequence[str]:
    """The beginnings of some tools' names: a word and two digits."""
    chosen = range(0, tools, max(1, tools // REQUESTS))
    return [f"{WORDS[number % len(WORDS)]}_{str(number)[:2]}" for number in chosen]


def _deep(rows: Rows, workspace: str) -> Sequence[After]:
    """The places behind the deep row and some more."""
    listed = [number for number, home in rows.version_homes() if home == workspace][::-1]
    chosen = listed[rows.depth - 1 :: 7][:REQUESTS]
    return [After(clock.text(moment(number)), row_id("ver", number)) for number in chosen]
