"""`scripts/bench`: measure, print the tables, and after a whole run write them to docs."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from scripts.benchmarks import rest as dialects, runs as measured_runs, runs_told
from scripts.benchmarks.page import DOCS
from scripts.benchmarks.ratios import ratio_table
from scripts.benchmarks.reads import Found, Wanted, found
from scripts.benchmarks.reads_told import told, write
from scripts.benchmarks.world import DATABASES

app = App(name="scripts/bench", help="Measure Concord against what people would build or use instead.")

Rounds = Annotated[int, Parameter(help="How often each is measured.")]
Seconds = Annotated[float, Parameter(help="For how long, each time.")]
Fraction = Annotated[float, Parameter(name="--rows", help="The fraction of the rows: 0.1 is a tenth.")]
Only = Annotated[Literal["sqlite", "postgresql"] | None, Parameter(help="One database; else both.")]
Queries = Annotated[list[str] | None, Parameter(help="Only these queries: Q1 Q2 …", consume_multiple=True)]
Part = Annotated[float, Parameter(name="--part", help="The part of the runs: 0.1 is a tenth.")]
Folder = Annotated[Path | None, Parameter(help="Where to write; else a whole run writes to docs.")]


@app.command
def reads(
    *,
    rounds: Rounds = 5,
    seconds: Seconds = 5,
    rows: Fraction = 1,
    only: Only = None,
    queries: Queries = None,
    output: Folder = None,
) -> None:
    """Reads: Concord against SQL by hand, completion by graphql-core, and PostGraphile."""
    wanted = Wanted(rounds, seconds, rows, names=queries or ())
    done: list[Found] = []
    for each in DATABASES:
        if only in {None, each}:
            done.append(found(each, wanted))
            print(told(done[-1]), end="\n\n", flush=True)
    if output is None and rows == 1 and only is None and not queries:
        output = DOCS
    if output is not None:
        write(output, _command(), wanted, done)


@app.command
def runs(*, fraction: Part = 1, output: Folder = None) -> None:
    """Runs of the offline model, their followers, and appends to logs."""
    wanted = measured_runs.Wanted().part(fraction)
    came = measured_runs.found(wanted)
    print(runs_told.told(came, wanted))
    if output is None and fraction == 1:
        output = DOCS
    if output is not None:
        runs_told.write(output, _command(), wanted, came)


@app.command
def rest(
    *,
    rounds: Rounds = 5,
    seconds: Seconds = 3,
    rows: Fraction = 0.1,
    only: Only = None,
    output: Folder = None,
) -> None:
    """Dialects: a REST call against the same operation on /graphql."""
    wanted = Wanted(rounds, seconds, rows)
    done = [ratio for each in DATABASES if only in {None, each} for ratio in dialects.found(each, wanted)]
    print(ratio_table(done))
    if output is None and only is None:
        output = DOCS
    if output is not None:
        dialects.write(output, _command(), wanted, done)


def _command() -> str:
    return " ".join(["scripts/bench", *sys.argv[1:]])


if __name__ == "__main__":
    app()
