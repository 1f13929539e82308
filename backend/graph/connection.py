"""Connections: a page of a list in Relay's shape, with its rows, its cursors and its count."""

from typing import Any, Generic, TypeVar

import strawberry

from backend.graph.planned import planned

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's page info."""

    has_next_page: bool = planned("Whether rows follow this page.")
    has_previous_page: bool = planned("Whether rows precede this page.")
    start_cursor: str | None = planned("The cursor of the page's first row.")
    end_cursor: str | None = planned("The cursor of the page's last row.")


@strawberry.type(description="A row of a list, and the cursor that marks its place.")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = planned("Marks this row's place in this list and order; give it to `after` or `before`.")
    node: T = planned("The row.")


@strawberry.type(description="A page of a list: 1 to 100 rows, 50 where nothing is said.")
class Connection(Generic[T]):
    """Relay's connection, with the rows themselves and the cursors of the pages beside this one."""

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
