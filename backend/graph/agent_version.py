"""Agent versions: how an agent runs, as a draft or as published once and for all."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.agent import VersionState
from backend.graph.account import Principal, Workspace
from backend.graph.agent import Agent
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, embedded, entity, every, one, part
from backend.graph.described import expose
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import agent_version as versions

expose(
    VersionState,
    DRAFT="Being edited; at most one per agent.",
    PUBLISHED="Numbered, and never changed again.",
)


@embedded
class Limits:
    """What a run of a version may use."""

    max_turns: int | None = column("How many turns the model may take.")
    max_tokens: int | None = column("How many tokens its messages may have in all; null is any number.")
    max_tool_calls: int | None = column("How many tools it may call; null is any number.")
    timeout_seconds: int | None = column("How long a run may take, in seconds.")


@entity(versions.agent_version)
class AgentVersion(Node):
    """How an agent runs: instructions, models, limits, schemas and tools."""

    state: VersionState = column("Whether it is a draft or published.", filter=True)
    number: int | None = column(
        "1, 2, 3 … in the order of publishing; null for a draft.", filter=True, order=True
    )
    name: str = column("The agent's name when the version was published.", filter=True)
    description: str | None = column("The agent's description when the version was published.")
    metadata: JSON = column("The agent's metadata when the version was published.")
    instructions: str = column("What the model is told before the conversation.", filter=True)
    models: list[str] = column("The models in the order in which they are tried.")
    limits: Limits = part("What a run may use.")
    input_schema: JSON | None = column("The JSON Schema of a run's `data`.")
    output_schema: JSON | None = column("The JSON Schema of a run's output.")
    built_ins: list[str] = column("The built-in tools that the model is offered.")
    note: str | None = column("What changed, in the publisher's words.", filter=True)
    agent: Agent = one("The agent it is a version of.", key="agent_id", filter=True)
    workspace: Workspace | None = one(
        "The workspace it is in; null for a system agent's.", key="workspace_id"
    )
    base: Annotated["AgentVersion", strawberry.lazy("backend.graph.agent_version")] | None = one(
        "The version that this one was begun from.", key="base_version_id"
    )
    created_by: Principal | None = one("Who began it.", key="created_by", filter=True)
    published_by: Principal | None = one("Who published it.", key="published_by", filter=True)
    published_at: datetime | None = column("When it was published.", filter=True, order=True)
    created_at: datetime = column("When it was begun.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class AgentVersionQuery:
    """Reads of agent versions."""

    agent_version: AgentVersion | None = by_reference("A version of an agent.", READ)
    agent_versions: Connection[AgentVersion] = every("The versions of the viewer's agents.", READ)
