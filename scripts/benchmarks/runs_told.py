"""What the bench of runs found, told: figures with their goals, and how they were measured."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from sqlite3 import sqlite_version

from scripts.benchmarks.appends import PRODUCERS
from scripts.benchmarks.machine import described
from scripts.benchmarks.page import write_section
from scripts.benchmarks.ratios import Ratio, ratio_table
from scripts.benchmarks.runs import DELTAS, Found, Wanted

LIBRARIES = ("uvloop", "sqlalchemy", "aiosqlite", "graphql-core")

HOW = """\
Made by `{command}` on {machine}; SQLite {sqlite}, {versions}.

One process on SQLite, with all that `concord serve` starts, asked inside the process: neither HTTP nor
sockets are measured. The offline model says {deltas} words at once, each of which is a delta; every run is
followed to its end, previews too. {alone} runs were made one after another, each in a session of its own
whose follower was there before: times are medians from the call of `startRun`. {together} runs were made by
{loops} loops, each of which starts a session with a run, follows it and starts the next. Then {crowd}
followers had one run of {deltas} words in about a second. {appends:,} events were appended by {producers}
producers, each to its own run's log, half of them as the runtime does it and half in a transaction each.
"""


def told(found: Found, wanted: Wanted) -> str:
    """Every figure, as a table of Markdown, and those that have goals as another."""
    lines = ["| what | figure |", "|---|---:|"]
    lines += [f"| {what} | {figure} |" for what, figure in _figures(found, wanted)]
    return "\n".join([*lines, "", ratio_table(goals(found))])


def write(folder: Path, command: str, wanted: Wanted, found: Found) -> None:
    """Write the section of runs."""
    how = HOW.format(
        command=command,
        machine=described(),
        sqlite=sqlite_version,
        versions=", ".join(f"{each} {version(each)}" for each in LIBRARIES),
        deltas=DELTAS,
        alone=wanted.alone,
        together=wanted.together,
        loops=wanted.loops,
        crowd=wanted.crowd,
        appends=wanted.appends,
        producers=PRODUCERS,
    )
    write_section(folder, "Runs", f"{how}\n{told(found, wanted)}")


def goals(found: Found) -> list[Ratio]:
    """The figures that have a goal; one of them is a quotient of two."""
    many, at_once = "SQLite, one process", "20 at once, each followed"
    return [
        Ratio("Milliseconds to a follower's first frame", many, found.first_frame * 1000, 5),
        Ratio("Complete runs a second", at_once, found.together, 100, more_is_better=True),
        Ratio("Deltas of the model a second", at_once, found.together * DELTAS, 10_000, more_is_better=True),
        Ratio(
            "Events a second, committed together against one by one",
            f"{PRODUCERS} producers",
            found.appends.together / found.appends.one_by_one,
            8,
            more_is_better=True,
        ),
    ]


def _figures(found: Found, wanted: Wanted) -> Sequence[tuple[str, str]]:
    loops, crowd = f"{wanted.loops} at once", f"{wanted.crowd} followers of one run"
    return [
        ("`startRun` to the first frame", f"{found.first_frame * 1000:.2f} ms"),
        ("`startRun` to the first text", f"{found.first_text * 1000:.2f} ms"),
        ("Runs one after another", f"{found.alone:,.0f}/s"),
        (f"Runs, {loops}", f"{found.together:,.0f}/s"),
        (f"Deltas, {loops}", f"{found.together * DELTAS:,.0f}/s"),
        ("CPU of the process for each of them", f"{found.cpu * 1000:.1f} ms"),
        ("Resident memory before, and after", f"{found.memory_before:.0f} MB, {found.memory:.0f} MB"),
        (f"Frames, {crowd}", f"{found.crowd.rate:,.0f}/s"),
        (f"From the first to the last who has it all, {crowd}", f"{found.crowd.lag * 1000:.0f} ms"),
        ("Events, committed together", f"{found.appends.together:,.0f}/s"),
        ("Events, one commit each", f"{found.appends.one_by_one:,.0f}/s"),
    ]
