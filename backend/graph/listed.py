"""The arguments of fields; the filter and order inputs they take follow from the entities' fields."""

from collections.abc import Callable
from enum import Enum
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from backend.domain.ids import ReferenceKind
from backend.domain.memory import SearchMode
from backend.graph.described import docstring, expose
from backend.graph.typed import row_of
from backend.store.scope import is_named_by, parent_of


class Deleted(Enum):
    """Which rows a list shows by whether they are in the trash."""

    EXCLUDE = "EXCLUDE"
    INCLUDE = "INCLUDE"
    ONLY = "ONLY"


class Archived(Enum):
    """Which rows a list shows by whether they are out of use."""

    EXCLUDE = "EXCLUDE"
    INCLUDE = "INCLUDE"
    ONLY = "ONLY"


class Source(Enum):
    """Where a row comes from."""

    WORKSPACE = "WORKSPACE"
    SYSTEM = "SYSTEM"
    INTEGRATION = "INTEGRATION"


class OrderDirection(Enum):
    """Which way a key runs, and where its nulls stand. Text and ids compare bytewise."""

    ASC = "ASC"
    DESC = "DESC"
    ASC_NULLS_FIRST = "ASC_NULLS_FIRST"
    ASC_NULLS_LAST = "ASC_NULLS_LAST"
    DESC_NULLS_FIRST = "DESC_NULLS_FIRST"
    DESC_NULLS_LAST = "DESC_NULLS_LAST"


expose(
    Deleted,
    EXCLUDE="Only rows that are not in the trash; so where nothing is said.",
    INCLUDE="All rows.",
    ONLY="Only the trash.",
)
expose(
    Archived,
    EXCLUDE="Only rows in use; so where nothing is said.",
    INCLUDE="All rows.",
    ONLY="Only what was archived.",
)
expose(
    Source,
    WORKSPACE="A workspace of the viewer's.",
    SYSTEM="Concord itself: everybody reads it, nobody edits it.",
    INTEGRATION="An integration that is installed; there are none yet.",
)
expose(
    OrderDirection,
    ASC="Small to great, nulls last.",
    DESC="Great to small, nulls first.",
    ASC_NULLS_FIRST="Small to great, nulls first.",
    ASC_NULLS_LAST="Small to great, nulls last.",
    DESC_NULLS_FIRST="Great to small, nulls first.",
    DESC_NULLS_LAST="Great to small, nulls last.",
)

STRUCTURAL: frozenset[str] = frozenset({"Deleted", "Archived", "Source", "OrderDirection"})
"""Enums whose value shapes a statement: another value is another plan."""

_SPELLINGS = {
    ReferenceKind.EXTERNAL: "ext:<externalId>",
    ReferenceKind.HANDLE: "handle:<handle>",
    ReferenceKind.NUMBER: "number:<n>",
}

_inputs: dict[str, Any] = {}
"""The filter and order inputs by their names, and each entity's table as `<name>.table`."""


def offer(made: dict[str, Any]) -> None:
    """Make the filter and order inputs known, before the schema is built."""
    _inputs.clear()
    _inputs.update(made)


_PAGE: tuple[tuple[str, Any, str], ...] = (
    ("first", int, "How many rows from the start: 0 to 100."),
    ("after", str, "Only rows after this cursor."),
    ("last", int, "How many rows from the end: 0 to 100."),
    ("before", str, "Only rows before this cursor."),
)


def nested(field: StrawberryField) -> list[StrawberryArgument]:
    """The arguments of a list inside an object."""
    name = row_of(field)
    return [*_filters(name), *_pages(), *_life(name)]


def root(field: StrawberryField) -> list[StrawberryArgument]:
    """The arguments of a list at the root."""
    name = row_of(field)
    ids = _argument("ids", list[strawberry.ID], "Only rows with these ids, up to 500.")
    homed = [
        _argument(
            "workspace_id",
            strawberry.ID,
            "Only rows of this workspace: its id, ext:<externalId>, handle:<handle> or number:<n>.",
        ),
        _argument("source", Source, "Only rows that come from there."),
    ]
    placed = homed if "workspace_id" in _table(name).c else []
    return [*_filters(name), ids, *_pages(), *placed, *_life(name)]


def reference(within: str | None) -> Callable[[StrawberryField], list[StrawberryArgument]]:
    """The arguments of a root that answers one row: its id, or another name that such rows have, and perhaps
    the parent that the column `within` names.
    """

    def arguments(field: StrawberryField) -> list[StrawberryArgument]:
        table = _table(row_of(field))
        wanted = _argument("id", strawberry.ID, f"The row's {_names(table)}.", required=True)
        if within is None:
            return [wanted]
        parent = parent_of(table, within)
        said = f"Only inside this {parent.name.replace('_', ' ')}: its {_names(parent)}."
        number = ReferenceKind.NUMBER
        if is_named_by(table, number, inside=True) and not is_named_by(table, number):
            said += f" There the row may be called {_SPELLINGS[number]} too."
        return [wanted, _argument("within", strawberry.ID, said)]

    return arguments


def at_path(_field: StrawberryField) -> list[StrawberryArgument]:
    """The argument of a field that reads a JSON value at any path."""
    said = (
        "1 to 8 keys with dots between, of up to 64 letters, digits, _ or - each; none is a place in a list."
    )
    return [_argument("at", str, said, required=True)]


def _names(table: Any) -> str:
    names = [spelling for kind, spelling in _SPELLINGS.items() if is_named_by(table, kind)]
    return f"id{', or ' if names else ''}{', '.join(names)}"


def special(shape: str) -> Callable[[StrawberryField], list[StrawberryArgument]]:
    """The arguments of a root with a shape of its own."""
    node = _argument("id", strawberry.ID, "The row's id; its prefix tells the type.", required=True)
    several = "The rows' ids, up to 100; the answer has their order."
    nodes = _argument("ids", list[strawberry.ID], several, required=True)
    return lambda _: {"NODE": [node], "NODES": [nodes], "VIEWER": [], "HITS": _search()}[shape]


def _search() -> list[StrawberryArgument]:
    return [
        _argument(
            "store_ids",
            list[strawberry.ID],
            "The 1 to 10 stores: their ids, ext:<externalId> or handle:<handle>.",
            required=True,
        ),
        _argument("query", str, "What is looked for: words, with no operators among them.", required=True),
        _argument("mode", SearchMode, "How it is compared.", default=SearchMode.BOTH),
        _argument("first", int, "How many are found at most: 1 to 100.", default=10),
    ]


def _filters(name: str) -> list[StrawberryArgument]:
    key: Any = _inputs[f"{name}OrderBy"]
    return [
        _argument("filter", _inputs[f"{name}Filter"], "Only rows of which this is true."),
        _argument("order_by", list[key], "Up to 8 keys; the id is always the last."),
    ]


def _pages() -> list[StrawberryArgument]:
    return [_argument(name, kind, said) for name, kind, said in _PAGE]


def _life(name: str) -> list[StrawberryArgument]:
    given = (("deleted", Deleted, "deleted_at"), ("archived", Archived, "archived_at"))
    columns = _table(name).c
    return [_argument(word, kind, docstring(kind)) for word, kind, held in given if held in columns]


def _argument(
    name: str, kind: Any, description: str, *, required: bool = False, default: Any = strawberry.UNSET
) -> StrawberryArgument:
    held = StrawberryAnnotation(kind if required else kind | None)
    return StrawberryArgument(name, None, held, description=description, default=default)


def _table(name: str) -> Any:
    return _inputs[f"{name}.table"]
