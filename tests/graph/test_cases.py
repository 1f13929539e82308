"""Cases: a document in tests/graph/cases, and beside it the answer and every statement that was sent for it.

A new case is a new `.graphql` file; `#>` lines at its head hold its variables. `CONCORD_WRITE_CASES=1` writes
the snapshots, to be read before they are committed; under CI nothing is written.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.graph.dataset import dataset
from tests.graph.evidence import Placeholders, hold, pretty
from tests.graph.reader import Reader

pytestmark = pytest.mark.anyio

CASES = sorted((Path(__file__).parent / "cases").glob("*.graphql"))


async def _variables(reader: Reader, source: str) -> dict[str, Any]:
    """The variables: `@agent 3` is the id of a row, `#> after list(…)` the cursor where that page ends."""
    head, *cursors = [line.removeprefix("#> ") for line in source.splitlines() if line.startswith("#> ")]
    variables: dict[str, Any] = {name: _row(value) for name, value in orjson.loads(head).items()}
    for line in cursors:
        name, _, page = line.partition(" ")
        end = "nextCursor" if name == "after" else "previousCursor"
        (found,) = (await reader.data(f"{{ {page} {{ {end} }} }}")).values()
        variables[name] = found[end]
    return variables


def _row(value: Any) -> Any:
    if isinstance(value, list):
        return [_row(each) for each in value]
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    table, _, index = value[1:].partition(" ")
    return dataset()[table][int(index)]["id"]


def _read(path: Path) -> str:
    return path.read_text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
async def test_a_case_is_answered_as_its_snapshots_say(readers: Mapping[str, Reader], case: Path) -> None:
    source = _read(case)
    bodies = {}
    for dialect, reader in readers.items():
        variables = await _variables(reader, source)
        bodies[dialect] = await reader.body(source, variables)
        hold(
            case.with_suffix(f".{dialect}.sql"),
            "\n\n".join(f"{pretty(each)};" for each in reader.statements) + "\n",
        )
    assert bodies["sqlite"] == bodies["postgresql"]
    hold(case.with_suffix(".json"), Placeholders().put(bodies["sqlite"].decode()))


def test_every_snapshot_is_of_a_case() -> None:
    kept = {path.name.partition(".")[0] for path in (Path(__file__).parent / "cases").glob("*.*")}
    assert kept == {case.stem for case in CASES}
