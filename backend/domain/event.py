"""The events of a session's log: a closed list. What anybody sees of a run is read from these."""

from enum import Enum

from backend.domain.run import RunStatus


class EventKind(Enum):
    """What happened. The value is the name of the GraphQL type."""

    INPUT_RECEIVED = "InputReceived"
    INPUT_DROPPED = "InputDropped"
    RUN_STARTED = "RunStarted"
    RUN_WAITING = "RunWaiting"
    RUN_RESUMED = "RunResumed"
    MESSAGE_STARTED = "MessageStarted"
    MESSAGE_COMPLETED = "MessageCompleted"
    TOOL_CALL_REQUESTED = "ToolCallRequested"
    TOOL_CALL_APPROVED = "ToolCallApproved"
    TOOL_CALL_DENIED = "ToolCallDenied"
    TOOL_CALL_STARTED = "ToolCallStarted"
    TOOL_CALL_COMPLETED = "ToolCallCompleted"
    TOOL_CALL_FAILED = "ToolCallFailed"
    CHILD_SESSION_STARTED = "ChildSessionStarted"
    CONTEXT_COMPACTED = "ContextCompacted"
    MEMORY_READ = "MemoryRead"
    MEMORY_WRITTEN = "MemoryWritten"
    TASK_CHANGED = "TaskChanged"
    ATTEMPT_ABANDONED = "AttemptAbandoned"
    RUN_COMPLETED = "RunCompleted"
    RUN_FAILED = "RunFailed"
    RUN_CANCELLED = "RunCancelled"
    RUN_TIMED_OUT = "RunTimedOut"
    SESSION_CLOSED = "SessionClosed"


TERMINAL_KINDS = {
    RunStatus.COMPLETED: EventKind.RUN_COMPLETED,
    RunStatus.FAILED: EventKind.RUN_FAILED,
    RunStatus.CANCELLED: EventKind.RUN_CANCELLED,
    RunStatus.TIMED_OUT: EventKind.RUN_TIMED_OUT,
}
"""The one event that ends a run, by the status it ends in."""
