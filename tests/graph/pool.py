"""Values that generated documents speak of: what the rows hold, and cursors that the lists gave out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, timedelta, timezone
from random import Random
from typing import Any

from backend.platform import clock
from backend.store.plan.model import Kind, Leaf
from tests.graph.odd import ODD, PATHS

JUNK = (
    "",
    "x",
    "agt_",
    "agt_" + "z" * 26,
    "ext:",
    "ext:none",
    "handle:none",
    "number:x",
    "number:77",
    "agent",
    "12",
)
"""References that name nothing."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Cursors of a list under an order."""

    order: Sequence[Mapping[str, str]]
    cursors: Sequence[str]


@dataclass(slots=True)
class Pool:
    """What may be asked for. `marked` holds cursors by their lists; `rows_of` says the row of each cursor."""

    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    marked: dict[str, list[Marked]] = field(default_factory=dict)
    rows_of: dict[str, str] = field(default_factory=dict)

    def ids(self, table: str | None = None) -> list[str]:
        """The ids of a table's rows, or of all."""
        tables = self.rows.values() if table is None else (self.rows.get(table, ()),)
        return [row["id"] for rows in tables for row in rows]

    def operand(self, table: str, leaf: Leaf, random: Random) -> Any:
        """A value that may be compared with the leaf, as GraphQL's variables spell it."""
        if leaf.kind is Kind.BOOLEAN:
            return random.random() < 0.5
        if leaf.kind is Kind.ENUM:
            return random.choice(sorted(leaf.members))
        held = [row[leaf.column] for row in self.rows.get(table, ()) if row.get(leaf.column) is not None]
        value: Any = random.choice(held) if held else None
        if leaf.kind is Kind.TIME:
            zone = random.choice((UTC, timezone(timedelta(hours=5, minutes=30))))
            return value.astimezone(zone).isoformat() if value is not None else "2026-01-31T09:30:00Z"
        if leaf.kind in {Kind.INT, Kind.BIGINT}:
            return (
                value
                if value is not None and random.random() < 0.7
                else random.choice((0, 1, 2, 2**31 - 1, -1))
            )
        if leaf.kind is Kind.FLOAT:
            return value if value is not None and random.random() < 0.7 else random.choice((0, 0.1, -1e300))
        if leaf.kind is Kind.ID:
            return value if value is not None and random.random() < 0.9 else random.choice(JUNK)
        text = value if isinstance(value, str) and random.random() < 0.6 else random.choice(ODD)
        return _part(text, random)

    def like(self, kind: str, value: Any, random: Random) -> Any:
        """Another value of a scalar type; a cursor or a truth value stays as it is, a path is a path."""
        if isinstance(value, bool) or value in self.rows_of:
            return value
        if value in PATHS:
            return random.choice(PATHS)
        others: Mapping[str, Sequence[Any]] = {
            "String": ODD,
            "ID": (*JUNK, *random.sample(self.ids(), 10)),
            "Int": (0, 1, 2, 3, 50, 100),
            "DateTime": (clock.text(self.rows["agent"][0]["created_at"]), "2026-01-01T00:00:00+02:00"),
        }
        return random.choice(others[kind]) if kind in others else value


def _part(text: str, random: Random) -> str:
    if random.random() < 0.5:
        return text
    start = random.randrange(len(text) + 1)
    part = text[start : start + random.randrange(1, 8)]
    return part.swapcase() if random.random() < 0.5 and part.swapcase().swapcase() == part else part
