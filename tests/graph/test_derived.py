"""Every column that a table computes has its plain twin, so that the proofs know what it should be."""

from backend.store import tables
from tests.graph.derived import DERIVED, derived


def test_every_derived_column_has_its_plain_twin() -> None:
    computed = {
        f"{table.name}.{column}"
        for table in tables.metadata.sorted_tables
        for column in table.info.get("derived", {})
    }
    missing = [each for each in computed if derived(*each.split(".")) is None]
    assert missing == [], f"Say in DERIVED of tests/graph/derived.py how {missing} follow from the rows."


def test_no_twin_stands_for_a_column_that_is_stored() -> None:
    stored = {f"{table.name}.{column.name}" for table in tables.metadata.sorted_tables for column in table.c}
    both = [each for each in stored if derived(*each.split(".")) is not None]
    assert both == [], f"{both} are stored: take them out of {sorted(DERIVED)}."
