"""Runs: one answer of an agent to one input."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import strawberry

from backend.domain.run import RunStatus, RunTrigger
from backend.graph.account import Principal, Workspace
from backend.graph.agent import Agent
from backend.graph.agent_version import AgentVersion
from backend.graph.connection import Connection
from backend.graph.declare import at_path, by_reference, column, embedded, entity, every, many, one, part
from backend.graph.described import expose
from backend.graph.kept import EXTENSIONS
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON, BigInt
from backend.graph.session import EventType, FeedbackType, Session, ToolCallType
from backend.store import run as runs

expose(
    RunTrigger,
    USER="Somebody's input.",
    AGENT="A call of another agent's.",
    ACTIVITY="Something that happened.",
)


@embedded
class Usage:
    """What the models used."""

    input_tokens: BigInt = column("Tokens read, without those from the cache.")
    output_tokens: BigInt = column("Tokens written.")
    cache_read_tokens: BigInt = column("Tokens read from the cache.")
    cache_write_tokens: BigInt = column("Tokens written to the cache.")
    cost: Decimal | None = column("What it cost in US dollars; null where a model's price is not known.")


@embedded
class RunInput:
    """What a run was given."""

    text: str | None = column("What was said.")
    data: JSON | None = column("Structured input.")
    messages: JSON | None = column(
        "A list of `{role, content}`, if messages were given: the last is what was said."
    )


@embedded
class RunError:
    """Why a run failed."""

    code: str = column("A word for programs.")
    message: str = column("A sentence for people.")


@entity(runs.run)
class Run(Node):
    """One answer of an agent to one input. What it did is in the session's log."""

    status: RunStatus = column("Where it stands.", filter=True)
    number: int = column("1, 2, 3 … inside its session.", filter=True, order=True)
    input: RunInput = part("What it was given.")
    overrides: JSON | None = column("What it does otherwise than its session's snapshot, in its form.")
    callback_url: str | None = column("Where its result is delivered.")
    trigger: RunTrigger = column("What started it.", filter=True)
    parent_run: Annotated["Run", strawberry.lazy("backend.graph.run")] | None = one(
        "The run whose tool call started its session.", key="parent_run_id", filter=True
    )
    waiting_for: list[strawberry.ID] = column("The tool calls that it waits for.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    output: JSON | None = column("What it answered: text, or a value of the version's output schema.")
    error: RunError | None = part("Why it failed.")
    usage: Usage = part("What it used.")
    turns: int = column("How many turns the model took.", filter=True)
    attempt: int = column(
        "How often a worker took it up; above 1 it was interrupted or had waited.",
        column="epoch",
        filter=True,
    )
    session: Session = one("The conversation it belongs to.", key="session_id", filter=True)
    agent: Agent = one("Who answers.", key="agent_id", filter=True)
    agent_version: AgentVersion | None = one("The version that answers.", key="agent_version_id", filter=True)
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id", filter=True)
    events: Connection[EventType] = many("What it did, in order.", on="run_id", order="seq")
    tool_calls: Connection[ToolCallType] = many(
        "The calls of tools in it, in order.", on="run_id", order="position", filter=True
    )
    feedback: Connection[FeedbackType] = many("What people thought of it.", on="run_id", filter=True)
    created_by: Principal | None = one("Who started it.", key="created_by", filter=True)
    cancel_requested_at: datetime | None = column("When somebody asked for its end.", filter=True)
    started_at: datetime | None = column("When a worker first took it up.", filter=True, order=True)
    finished_at: datetime | None = column("When it ended.", filter=True, order=True)
    created_at: datetime = column("When it was started.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class RunQuery:
    """Reads of runs."""

    run: Run | None = by_reference("A run.", READ, within="session_id")
    runs: Connection[Run] = every("The runs of the viewer's workspaces.", READ)
