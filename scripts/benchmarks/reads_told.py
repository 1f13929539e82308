"""What the bench of reads found, told: ratios with their goals, figures, and how they were measured."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

import orjson

from scripts.benchmarks.machine import described
from scripts.benchmarks.measured import middle, ratio
from scripts.benchmarks.page import write_picture, write_section
from scripts.benchmarks.ratios import Ratio, bars, ratio_table
from scripts.benchmarks.reads import Found, Results, Wanted
from scripts.benchmarks.variants import CONCORD, CORE, HAND, NODE_FOLDER, OPEN, POSTGRAPHILE

JOINED = ("Q1", "Q2", "Q2w", "Q3", "Q4", "Q5")


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of Concord's against another variant's, for the queries that have a goal (None: only told)."""

    what: str
    figure: str
    other: str
    goals: Mapping[str, float | None]
    more_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Paired:
    """A figure of Concord's for one query against that for another."""

    what: str
    figure: str
    queries: tuple[str, str]
    goal: float


COMPARED = (
    Compared("Server CPU, against SQL by hand", "server", HAND, dict.fromkeys(JOINED, 1.3)),
    Compared(
        "Requests a second, against PostGraphile",
        "rate",
        POSTGRAPHILE,
        MappingProxyType({"Q1": 2.0, "Q2": 2.0, "Q3": 1.5, "Q4": 1.1, "Q5": 1.5}),
        more_is_better=True,
    ),
    Compared("Server CPU, against PostGraphile", "server", POSTGRAPHILE, dict.fromkeys(JOINED, 0.4)),
    Compared(
        "Requests a second, against PostGraphile open to all",
        "rate",
        OPEN,
        dict.fromkeys(JOINED),
        more_is_better=True,
    ),
    Compared("Server CPU, against PostGraphile open to all", "server", OPEN, dict.fromkeys(JOINED)),
    Compared("Server CPU, against completion by graphql-core", "server", CORE, dict.fromkeys(JOINED)),
)
PAIRED = (
    Paired("CPU of server and database, deep page against the first", "cpu", ("Q5", "Q5first"), 1.1),
    Paired("Server CPU, with 50 computed leaves against without", "server", ("Q6", "Q6plain"), 1.5),
)
_ORDER = [*(each.what for each in COMPARED), *(each.what for each in PAIRED)]
LIBRARIES = [
    "strawberry-graphql",
    "graphql-core",
    "starlette",
    "uvicorn",
    "uvloop",
    "sqlalchemy",
    "asyncpg",
    "aiosqlite",
]

HOW = """\
Made by `{command}` on {machine}; {versions}.

The reader is an ordinary member of three of 200 workspaces, one of which holds four fifths of {agents:,}
agents with three versions and about four tools each; there are rows of Concord's own too. The server has
one core to itself; the load ({connections} connections, kept alive) and the database share the others. In
each of {rounds} rounds of {seconds:g} s, every variant answers every query in its turn; figures are
medians, and ratios medians of each round's. Before that, the answers of all are compared. The SQL by hand
has the product's driver, HTTP server and authentication by API key. PostGraphile looks the same keys up as
often, and keeps the reader to its workspaces as its manual has it: a role and a setting in a transaction, and
row-level security. Beside it stands one that asks for no key and shows all rows. Concord is `concord serve
--no-worker`, and logs errors only.
"""


def told(found: Found) -> str:
    """Every figure and every ratio of one database, as tables of Markdown."""
    return "\n\n".join([f"### {found.database}", figures(found.results), ratio_table(list(ratios(found)))])


def write(folder: Path, command: str, wanted: Wanted, found: Sequence[Found]) -> None:
    """Write the section of reads and its picture."""
    every = sorted(
        (ratio for each in found for ratio in ratios(each)), key=lambda ratio: _ORDER.index(ratio.what)
    )
    picture = write_picture(folder, "reads", bars("Reads: Concord against others", every))
    how = HOW.format(
        command=command,
        machine=described(),
        versions=", ".join([*(each.database for each in found), *_libraries()]),
        agents=found[0].agents,
        connections=wanted.connections,
        rounds=wanted.rounds,
        seconds=wanted.seconds,
    )
    queries = "\n".join(f"- **{query.name}**: {query.what}" for query in found[0].queries)
    parts = [how, queries, f"![The ratios as bars, a mark where each goal is]({picture})", ratio_table(every)]
    tables = [f"### {each.database}\n\n{figures(each.results)}" for each in found]
    write_section(folder, "Reads", "\n\n".join([*parts, *tables]))


def ratios(found: Found) -> Iterator[Ratio]:
    """The ratios of one database's figures, those that there are."""
    for each in COMPARED:
        for query, goal in each.goals.items():
            value = _quotient(found.results, (query, CONCORD), (query, each.other), each.figure)
            if value is not None:
                yield Ratio(each.what, f"{query}, {found.dialect}", value, goal, each.more_is_better)
    for pair in PAIRED:
        one, other = pair.queries
        value = _quotient(found.results, (one, CONCORD), (other, CONCORD), pair.figure)
        if value is not None:
            yield Ratio(pair.what, found.dialect, value, pair.goal)


def figures(results: Results) -> str:
    """Every figure as a table of Markdown, a line for each query and variant."""
    lines = [
        "| query | variant | requests/s | p50 ms | p99 ms | server CPU ms | database CPU ms |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for (query, variant), rounds in results.items():
        one = middle(rounds)
        times = " | ".join(f"{each:.2f}" for each in (one.p50, one.p99))
        cpu = " | ".join(f"{each:.3f}" for each in (one.server, one.database))
        lines.append(f"| {query} | {variant} | {one.rate:,.0f} | {times} | {cpu} |")
    return "\n".join(lines)


def _libraries() -> Iterator[str]:
    yield from (f"{name} {version(name)}" for name in LIBRARIES)
    wanted = orjson.loads((NODE_FOLDER / "package.json").read_bytes())["dependencies"]
    yield f"PostGraphile {wanted['postgraphile']}"


def _quotient(results: Results, one: tuple[str, str], other: tuple[str, str], figure: str) -> float | None:
    if one not in results or other not in results:
        return None
    return ratio(results[one], results[other], attrgetter(figure))
