"""The life of a run: QUEUED → RUNNING ⇄ WAITING → COMPLETED | FAILED | CANCELLED | TIMED_OUT."""

from enum import Enum


class RunStatus(Enum):
    """Where a run stands."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    WAITING = "WAITING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    TIMED_OUT = "TIMED_OUT"


class SessionStatus(Enum):
    """Where a session stands: it follows from its run, and from whether it was closed."""

    IDLE = "IDLE"
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    WAITING = "WAITING"
    CLOSED = "CLOSED"


class OnBusy(Enum):
    """What input does to a session whose run is still active."""

    REJECT = "REJECT"
    QUEUE = "QUEUE"
    INTERRUPT = "INTERRUPT"


class RunTrigger(Enum):
    """What started a run."""

    USER = "USER"
    AGENT = "AGENT"
    ACTIVITY = "ACTIVITY"


ACTIVE = frozenset({RunStatus.QUEUED, RunStatus.RUNNING, RunStatus.WAITING})
TERMINAL = frozenset(RunStatus) - ACTIVE
