"""Node: what every row of the graph is, and the words that name the types before they are made."""

import strawberry

from backend.graph.planned import Column, planned


@strawberry.interface(description="A row of the graph. Its id is unique in all of it.")
class Node:
    """Relay's node: an id that is unique in the whole graph."""

    id: strawberry.ID = planned(
        "The row's id; its prefix tells the type.", Column(None, filter=True, order=True)
    )
