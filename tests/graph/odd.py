"""Odd values: texts, JSON and moments that are easily stored, sorted or given back wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

Columns = dict[str, Any]
"""A row, by its columns' names."""

ODD = (
    "",
    " ",
    "Ärger",
    "ärger",
    "STRASSE",
    "Straße",
    "İstanbul",
    "istanbul",
    "Istanbul",
    'He said "hi"',
    "back\\slash",
    "tab\tline\nreturn\r",
    "\x01\x08\x0c\x1f\x7f",
    "it's 100 % of a_b",
    "\N{GRINNING FACE} \N{WOMAN}\u200d\N{GIRL}",
    "e\N{COMBINING ACUTE ACCENT} é",
    "\u2028\ufffd\ue000",
    "\U0010ffff",
    "null",
    "x" * 3000,
    "Zoë",
    "zoë",
    "agent",
    "Agent 10",
    "Agent 9",
)
"""Texts that are easily spelt, sorted or folded wrongly."""

VALUES: tuple[Any, ...] = (
    {},
    {"a": None, "b": [1, 2.5, "x", None, {"c": False}]},
    {'q"uote\\': "Ä\n\x02", "": ""},
    [],
    "text",
    0,
    1.0,
    -12.25,
    9007199254740991,
    True,
    None,
)
"""JSON values that are easily given back otherwise than they were stored."""

NESTED: tuple[dict[str, Any], ...] = (
    {},
    {"make": {"connection": {"id": 7, "0": 'Ä\n"x"', "none": None}, "list": [{"0": 1}, [2], 3.0]}},
    {"make": {"connection": [{"id": 1}]}, "0": {"0": {"0": 1e300}}, "a-b": {"_c": {"D9": False}}},
    {"make": '{"connection": 1}', "0": [["x"]], "a-b": {"_c": None}, "k" * 64: {"e": 5e-324}},
    {"make": None, "a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": "deep"}}}}}}}, "ä": 1},
)
"""What extensions and variables hold besides: objects in objects, lists, and keys that are easily misread."""

PATHS = (
    "k0",
    "k1",
    "k0.a",
    "k0.b",
    "k0.b.0",
    "make",
    "make.connection",
    "make.connection.id",
    "make.connection.0",
    "make.connection.0.id",
    "make.connection.none",
    "make.list.0",
    "make.list.0.0",
    "make.list.-1",
    "0",
    "0.0",
    "0.0.0",
    "a-b._c.D9",
    "k" * 64 + ".e",
    "a.b.c.d.e.f.g.h",
    "h.g.f.e.d.c.b.a",
    "id",
)
"""Paths that lead to some of these values, and some that lead nowhere."""

INSTRUCTIONS: tuple[dict[str, Any], ...] = (
    {"instructions": "Be brief."},
    {},
    {"instructions": None},
    {"instructions": 'Say "Ä\n".'},
)
"""Instructions in a session's snapshot: there, missing or null."""

_EPOCH = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


@dataclass(slots=True)
class Odd:
    """Draws values; the same seed draws the same ones."""

    random: Random

    def moment(self) -> datetime:
        """One of few moments, so that many rows were made at the same time."""
        days, micros = self.random.choice((0, 1, 2, 40, 400)), self.random.choice((0, 1, 120_000, 999_999))
        return _EPOCH - timedelta(days=days, microseconds=micros)

    def maybe(self, value: Any, chance: float = 0.5) -> Any:
        """The value, or None."""
        return value if self.random.random() < chance else None

    def often(self, among: Sequence[Any]) -> Any:
        """One of these, the first of them most often: few rows are named by many others, many by none."""
        return among[int(len(among) * self.random.random() ** 3)]

    def text(self) -> str:
        """One of the odd texts."""
        return self.random.choice(ODD)

    def labels(self) -> Columns:
        """Labels: text by text."""
        return {self.text(): self.text() for _ in range(self.random.randrange(3))}

    def object(self) -> Columns:
        """A JSON object."""
        return {f"k{index}": self.random.choice(VALUES) for index in range(self.random.randrange(3))}

    def life(self) -> Columns:
        """Perhaps out of use, perhaps in the trash."""
        return {
            "archived_at": self.maybe(self.moment(), 0.1),
            "deleted_at": self.maybe(self.moment(), 0.15),
            "retention_tier": self.random.choice(("SHORT", "MEDIUM", "LONG", "NONE")),
        }

    def id(self, prefix: str) -> str:
        """An id that says nothing of its row's age."""
        return f"{prefix}_{self.random.randrange(10**25, 8 * 10**25):026d}"
