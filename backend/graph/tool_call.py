"""Calls of tools: what models asked for, who agreed, and what came back."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.tool import ToolKind
from backend.domain.tool_call import Approval, ToolCallStatus
from backend.graph.account import Principal, Workspace
from backend.graph.agent import Agent
from backend.graph.connection import Connection
from backend.graph.context import Info
from backend.graph.declare import by_reference, column, embedded, entity, every, one, part
from backend.graph.described import expose, field, input_type, object_type, optional, said
from backend.graph.given import mutation, named, written
from backend.graph.kept import believed
from backend.graph.node import Node
from backend.graph.policy import READ, WRITE
from backend.graph.run import Run
from backend.graph.scalars import JSON
from backend.graph.session import Session
from backend.graph.tool import Tool
from backend.store import tool_call as calls, tool_call_decide as decisions

expose(
    ToolCallStatus,
    PENDING="Not made yet.",
    RUNNING="Under way.",
    COMPLETED="It has a result.",
    FAILED="It has an error.",
    CANCELLED="It was refused, or the run ended before it was made.",
)


@embedded
class ToolCallError:
    """Why a call failed."""

    code: str = column("A word for programs.")
    message: str = column("A sentence for people and models.")


@entity(calls.tool_call)
class ToolCall(Node):
    """A tool that a model asked for, with arguments."""

    position: int = column("1, 2, 3 … inside its run.", filter=True, order=True)
    name: str = column("The tool, as the model called it.", filter=True)
    kind: ToolKind = column("How it is called.", filter=True)
    message_id: strawberry.ID = column("The message that asked.", filter=True)
    arguments: JSON = column("What the tool is given.")
    arguments_digest: str = column("The SHA-256 of the arguments, to which a decision can be bound.")
    approval: Approval = column("Whether somebody agreed.", filter=True)
    status: ToolCallStatus = column("Where it stands.", filter=True)
    memo: str | None = column("What the decider said of it.")
    result: JSON | None = column("What the tool answered.")
    error: ToolCallError | None = part("Why it failed.")
    idempotency_key: str = column("The same for every attempt at this call.")
    session: Session = one("The session it was made in.", key="session_id", filter=True)
    run: Run = one("The run it was made in.", key="run_id", filter=True)
    agent: Agent = one("Whose model asked.", key="agent_id", filter=True)
    tool: Tool | None = one("The tool; null if it is no row, or gone.", key="tool_id", filter=True)
    agent_called: Agent | None = one("The agent that is called.", key="agent_called_id", filter=True)
    child_session: Session | None = one(
        "The session that the call started.", key="child_session_id", filter=True
    )
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id")
    decided_by: Principal | None = one("Who decided.", key="decided_by", filter=True)
    decided_at: datetime | None = column("When it was decided.", filter=True, order=True)
    started_at: datetime | None = column("When it was made.", filter=True, order=True)
    finished_at: datetime | None = column("When it ended.", filter=True, order=True)
    expires_at: datetime | None = column(
        "Until when somebody may decide or the client answer.", filter=True, order=True
    )
    created_at: datetime = column("When the model asked.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class ToolCallQuery:
    """Reads of calls."""

    tool_call: ToolCall | None = by_reference("A call of a tool.", READ, within="session_id")
    tool_calls: Connection[ToolCall] = every("The calls of the viewer's workspaces.", READ)


@input_type
class ToolCallIf:
    """What you believe of a call; if it is not so, nothing is changed: CONFLICT."""

    within: strawberry.ID | None = optional("Its session; if it is of another: NOT_FOUND.")
    approval: Approval | None = optional("Whether somebody agreed.")
    arguments_digest: str | None = optional("What you saw that you decide about.")


@input_type
class ToolErrorInput:
    """Why a client's call failed."""

    code: str | None = optional("A word for programs: CLIENT_FAILED by default.")
    message: str = field("A sentence for the model.")


@object_type
class ToolCallPayload:
    """A call, as a mutation leaves it."""

    tool_call: ToolCall = field("The call.")


Reference = Annotated[strawberry.ID, said("The call.")]
Memo = Annotated[str | None, said("Why: up to 4,000 characters; told to the model if it is refused.")]
If = Annotated[ToolCallIf | None, said("What you believe of the call: checked with it locked.", name="if")]


@strawberry.type
class ToolCallChange:
    """Decisions about calls, and clients' answers."""

    @mutation(WRITE)
    async def approve_tool_call(
        self,
        info: Info,
        id: Reference,  # noqa: A002  (the argument's name)
        memo: Memo = None,
        if_: If = None,
    ) -> ToolCallPayload:
        """Agree to a call that waits for it; its run goes on when nothing else is waited for."""
        context = info.context
        decided = await decisions.approve(context.tx, context.viewer, id, memo, when=believed(if_))
        return written(ToolCallPayload, toolCall=decided)

    @mutation(WRITE)
    async def deny_tool_call(
        self,
        info: Info,
        id: Reference,  # noqa: A002  (the argument's name)
        memo: Memo = None,
        if_: If = None,
    ) -> ToolCallPayload:
        """Refuse a call; the model is told, and may try another way."""
        context = info.context
        decided = await decisions.deny(context.tx, context.viewer, id, memo, when=believed(if_))
        return written(ToolCallPayload, toolCall=decided)

    @mutation(WRITE)
    async def answer_tool_call(
        self,
        info: Info,
        id: Reference,  # noqa: A002  (the argument's name)
        result: Annotated[JSON | None, said("What the client's tool answers.")] = None,
        error: Annotated[ToolErrorInput | None, said("Why it has no answer.")] = None,
        if_: If = None,
    ) -> ToolCallPayload:
        """Answer a call of kind CLIENT, with a result or an error."""
        context = info.context
        failed = None if error is None else named(error)
        answered = await decisions.answer(
            context.tx, context.viewer, id, result=result, error=failed, when=believed(if_)
        )
        return written(ToolCallPayload, toolCall=answered)
