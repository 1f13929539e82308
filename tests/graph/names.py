"""Names of rows: the words by which a table's rows are called, and the parents inside which they are."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Table

from backend.domain.ids import NOUNS
from backend.store.plan.model import Model, Root
from tests.graph.by_hand import prefix_of

NAMES: Mapping[str, str] = MappingProxyType({"ext": "external_id", "handle": "handle", "number": "number"})
"""The column that each word of a reference names; without a word it is the id."""


def has_name(table: Table, column: str, *, inside: bool = False) -> bool:
    """Whether the column names rows: a number does in an account, or inside the row in which it counts."""
    return column in table.c and (inside or column != "number" or "account_id" in table.c)


def parent_of(model: Model, root: Root) -> str:
    """The noun inside whose rows a root's row may be asked for (AssertionError if it may not)."""
    assert root.within is not None, f"{root.name} has no parent."
    (key,) = model.entities[root.target].rows.c[root.within].foreign_keys
    return NOUNS[prefix_of(key.column.table.name)]
