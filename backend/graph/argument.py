"""Arguments that mutations of several nouns take, each said once."""

from typing import Annotated

import strawberry

from backend.graph.described import said

Home = Annotated[
    strawberry.ID | None,
    said(
        "The workspace in which it is made: its id, ext:<externalId>, handle:<handle> or number:<n>; "
        "the key's home if it is not named."
    ),
]
IdempotencyKey = Annotated[
    str | None,
    said(
        "Makes the mutation safe to send again: for 24 hours the same key and input answer the same row. "
        "With another input the key is refused: IDEMPOTENCY_CONFLICT."
    ),
]
Wait = Annotated[
    bool,
    said("Answer when the discovery of the tools has ended; after 30 seconds, what there is by then."),
]
