"""Events: the log of a session, one type for each kind. What anybody sees of a run is read from these."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.event import EventKind
from backend.domain.tool_call import Approval
from backend.graph.declare import column, interface, kind, one, part, payload
from backend.graph.described import expose
from backend.graph.node import Node
from backend.graph.run import Run, Usage
from backend.graph.scalars import JSON, BigInt
from backend.graph.session import Session
from backend.store import event as events

if TYPE_CHECKING:
    from backend.graph.context_window import ContextWindow

expose(
    Approval,
    NOT_NEEDED="Nobody is asked.",
    WAITING="Somebody has to decide.",
    APPROVED="It may be made.",
    DENIED="It may not be made.",
    EXPIRED="Nobody decided in time.",
)
expose(EventKind, "value", **{each.value: f"An event of the type {each.value}." for each in EventKind})

ContextWindowType = Annotated["ContextWindow", strawberry.lazy("backend.graph.context_window")]


@interface(events.event, default_order="seq")
class Event(Node):
    """Something that happened in a session. Events are written once and never changed."""

    seq: BigInt = column("Its place in the session's log: 1, 2, 3 … without gaps.", filter=True, order=True)
    kind: EventKind = column("What happened: the name of the event's type.", filter=True)
    session: Session = one("The session it happened in.", key="session_id")
    run: Run | None = one("The run it belongs to, if it belongs to one.", key="run_id")
    context_window: ContextWindowType | None = one(
        "The context window it is in; null in older logs.", key="context_window_id", filter=True
    )
    created_at: datetime = column("When it was written.", filter=True, order=True)


@kind(Event)
class InputReceived(Event):
    """Somebody said something."""

    text: str | None = payload("What was said.")
    data: JSON | None = payload("Structured input.")
    messages: JSON | None = payload(
        "A list of `{role, content}`, if messages were given: the last is what was said."
    )


@kind(Event)
class InputDropped(Event):
    """Input that waited will not be answered, for the run before it was cancelled."""

    input_event_id: strawberry.ID = payload("The InputReceived that is dropped.")
    reason: str | None = payload("Why.")


@kind(Event)
class RunStarted(Event):
    """A worker took the run up, for the first time or again."""

    attempt: int = payload("1 for the first worker; each one that takes over counts on.")
    agent_version_id: strawberry.ID | None = payload("The version that runs.")
    model: str = payload("The model that is asked first.")


@kind(Event)
class RunWaiting(Event):
    """The run waits for people or clients; no worker has it meanwhile."""

    tool_call_ids: list[strawberry.ID] = payload("The calls that are to be decided or answered.")


@kind(Event)
class RunResumed(Event):
    """A worker took the run up after it had waited."""


@kind(Event)
class MessageStarted(Event):
    """The model begins a message."""

    message_id: strawberry.ID = payload("The message.")
    attempt: int = payload("The attempt that writes it.")
    model: str = payload("The model that writes it.")


@kind(Event)
class MessageCompleted(Event):
    """The model ended a message."""

    message_id: strawberry.ID = payload("The message.")
    attempt: int = payload("The attempt that wrote it.")
    model: str = payload("The model that wrote it.")
    text: str | None = payload("Its text.")
    stop_reason: str | None = payload("Why the model stopped.")
    content: JSON = payload("The message's blocks, tool calls too.")
    usage: Usage = part("What the message used.", column="payload", at="usage")


@kind(Event)
class ToolCallRequested(Event):
    """The model asks for a tool."""

    tool_call_id: strawberry.ID = payload("The call.")
    message_id: strawberry.ID = payload("The message that asks.")
    name: str = payload("The tool.")
    arguments: JSON = payload("What the tool is given.")
    approval: Approval | None = payload("Whether somebody has to agree; null in older logs.")


@kind(Event)
class ToolCallApproved(Event):
    """Somebody agreed to a call."""

    tool_call_id: strawberry.ID = payload("The call.")
    name: str = payload("The tool.")
    decided_by_id: strawberry.ID | None = payload("Who decided; null if nobody did in time.")
    memo: str | None = payload("What the decider said of it.")


@kind(Event)
class ToolCallDenied(Event):
    """Somebody refused a call, or nobody decided in time; the model is told."""

    tool_call_id: strawberry.ID = payload("The call.")
    name: str = payload("The tool.")
    decided_by_id: strawberry.ID | None = payload("Who decided; null if nobody did in time.")
    memo: str | None = payload("What the decider said of it.")


@kind(Event)
class ToolCallStarted(Event):
    """The call is about to be made."""

    tool_call_id: strawberry.ID = payload("The call.")
    name: str = payload("The tool.")
    idempotency_key: str = payload("The same for every attempt at this call.")


@kind(Event)
class ToolCallCompleted(Event):
    """The tool answered."""

    tool_call_id: strawberry.ID = payload("The call.")
    name: str = payload("The tool.")
    result: JSON = payload("What it answered.")


@kind(Event)
class ToolCallFailed(Event):
    """The tool was not called, or failed; the model is told."""

    tool_call_id: strawberry.ID = payload("The call.")
    name: str = payload("The tool.")
    code: str = payload("A word for programs.")
    message: str = payload("A sentence for people and models.")


@kind(Event)
class ChildSessionStarted(Event):
    """A call of an agent started a session of its own."""

    tool_call_id: strawberry.ID = payload("The call.")
    session_id: strawberry.ID = payload("The session.")
    agent_id: strawberry.ID = payload("The agent that is called.")


@kind(Event)
class ContextCompacted(Event):
    """The conversation was made shorter; from here on the model is told less."""

    context_window_id: strawberry.ID = payload("The window that begins.")
    strategies: list[str] = payload("How it was made shorter.")
    messages_compacted: int | None = payload("How many messages are told in fewer words, or no more.")
    summary: str | None = payload("What the model is told in their place.")


@kind(Event)
class MemoryRead(Event):
    """An entry of a memory was read."""

    memory_store_id: strawberry.ID = payload("The memory store.")
    memory_entry_id: strawberry.ID = payload("The entry.")
    key: str = payload("The entry's key.")


@kind(Event)
class MemoryWritten(Event):
    """An entry of a memory was written."""

    memory_store_id: strawberry.ID = payload("The memory store.")
    memory_entry_id: strawberry.ID = payload("The entry.")
    key: str = payload("The entry's key.")
    version: int = payload("How often the entry was written.")


@kind(Event)
class TaskChanged(Event):
    """The agent noted down a task, changed one, or did it."""

    task_id: strawberry.ID = payload("The task.")
    number: int = payload("The task's number in its session.")
    text: str | None = payload("What is to be done.")
    completed: bool = payload("Whether it is done.")


@kind(Event)
class AttemptAbandoned(Event):
    """The worker that wrote a message is gone; the message is written anew."""

    message_id: strawberry.ID = payload("The message that was left open.")
    attempt: int = payload("The attempt that left it.")


@kind(Event)
class RunCompleted(Event):
    """The run ended with an answer."""

    output: JSON = payload("What it answered.")
    usage: Usage = part("What the run used.", column="payload", at="usage")


@kind(Event)
class RunFailed(Event):
    """The run ended with an error."""

    code: str = payload("A word for programs.")
    message: str = payload("A sentence for people.")
    usage: Usage = part("What the run used.", column="payload", at="usage")


@kind(Event)
class RunCancelled(Event):
    """The run ended because somebody asked for it."""

    reason: str | None = payload("Why.")
    usage: Usage = part("What the run used.", column="payload", at="usage")


@kind(Event)
class RunTimedOut(Event):
    """The run ended because it took too long."""

    message: str = payload("A sentence for people.")
    usage: Usage = part("What the run used.", column="payload", at="usage")


@kind(Event)
class SessionClosed(Event):
    """The session takes no more input."""

    reason: str | None = payload("Why.")
