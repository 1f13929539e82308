"""Connections: a page of a list in Relay's shape, with its rows, its cursors and its count."""

from typing import Any, Generic, TypeVar

from backend.graph.described import object_type
from backend.graph.planned import planned

T = TypeVar("T")


@object_type
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = planned("Whether rows follow this page.")
    has_previous_page: bool = planned("Whether rows precede this page.")
    start_cursor: str | None = planned("The cursor of the page's first row.")
    end_cursor: str | None = planned("The cursor of the page's last row.")


@object_type
class Edge(Generic[T]):
    """A row of a list, and the cursor that marks its place."""

    cursor: str = planned("Marks this row's place in this list and order; give it to `after` or `before`.")
    node: T = planned("The row.")


@object_type
class Connection(Generic[T]):
    """A page of a list: up to 100 rows, 50 where nothing is said."""

    edges: list[Edge[T]] = planned("The rows with their cursors.")
    nodes: list[T] = planned("The rows.")
    page_info: PageInfo = planned("Where this page stands in its list.")
    total_count: int = planned("How many rows the list has; counted only if it is asked for.")
    next_cursor: str | None = planned("The `after` of the next page; null where there is none.")
    previous_cursor: str | None = planned("The `before` of the previous page; null where there is none.")


def rows_of(connection: Any) -> Any:
    """The type of a connection's rows."""
    definition = connection.__strawberry_definition__
    return next(iter(definition.type_var_map.values()))
