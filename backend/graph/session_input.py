"""Sessions as inputs: how one is opened, what of it may be changed, and what a client believes of it."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.run import RunStatus, SessionStatus
from backend.domain.sealed import Sealed
from backend.graph.described import field, input_type, optional, said
from backend.graph.link_input import LinkInput
from backend.graph.scalars import JSON


@input_type
class NamedSecretInput:
    """A secret by its name. It is never read back."""

    name: str = field("How templates and tools name it: 1 to 128 of A-Z, a-z, 0-9, _, . and -.")
    value: Sealed | None = optional("The secret; null takes it away.")


@input_type
class SessionInput:
    """How a session is opened."""

    version_id: strawberry.ID | None = optional("The version that runs: its id, or number:<n>.")
    variation_id: strawberry.ID | None = optional(
        "The variation that runs where no version is named; else the agent's selection picks one, and "
        "without variations the default runs, or else the draft."
    )
    environment_id: strawberry.ID | None = optional("The environment of its tools; else the version's.")
    thread: str | None = optional(
        "Your word for the conversation, or a session's id: an open session of the agent that has it is gone "
        "on with, and the other fields count for a new one only."
    )
    title: str | None = optional("What people call it.")
    external_id: str | None = optional("The id that your own systems give it; unique in the workspace.")
    end_user_id: str | None = optional("Your own user, in your words.")
    labels: JSON | None = optional("A JSON object of texts: up to 64 labels.")
    variables: JSON | None = optional(
        "Any JSON value of up to 64 kB, with which the instructions are filled in."
    )
    secrets: list[NamedSecretInput] | None = optional("Secrets of this session alone.")
    links: list[LinkInput] | None = optional("What this session has besides its version.")
    extensions: JSON | None = optional("What only one dialect knows, under its name: up to 64 kB of JSON.")


@input_type
class UpdateSessionInput:
    """Changes to a session: what is left out stays as it is, null takes a value away."""

    title: strawberry.Maybe[str | None] = field("What people call it.")
    external_id: strawberry.Maybe[str | None] = field(
        "The id that your own systems give it; unique in the workspace."
    )
    end_user_id: strawberry.Maybe[str | None] = field("Your own user, in your words.")
    labels: strawberry.Maybe[JSON | None] = field("A JSON object of texts: up to 64 labels.")
    extensions: strawberry.Maybe[JSON | None] = field("Merged into what is there; null takes a key away.")
    secrets: list[NamedSecretInput] | None = optional("Merged into what is there, by their names.")


@input_type
class SessionIf:
    """What you believe of a session; if it is not so, nothing is changed: CONFLICT."""

    status: list[SessionStatus] | None = optional("Where it stands: one of these.")
    outcome: list[RunStatus] | None = optional("Where its last run stands: one of these.")
    updated_at: datetime | None = optional("When it was last changed: whether it is still as you read it.")
    agent_id: strawberry.ID | None = optional("Its agent; if it is another's: NOT_FOUND.")
    deleted: bool | None = optional("Whether it is in the trash.")
    archived: bool | None = optional("Whether it is out of use.")
    owned: bool | None = optional("Whether you own it; if not: FORBIDDEN.")


If = Annotated[
    SessionIf | None, said("What you believe of the session: checked in the transaction.", name="if")
]
SessionReference = Annotated[strawberry.ID, said("The session: its id, or ext:<externalId>.")]
