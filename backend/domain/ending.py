"""How a run ends: its last status, what it leaves in its row, and the one event that tells of it."""

from dataclasses import dataclass
from typing import Any

from backend.domain.event import TERMINAL_KINDS, EventKind
from backend.domain.run import RunStatus
from backend.domain.usage import Usage


@dataclass(frozen=True, slots=True)
class Ending:
    """A terminal status with what belongs to it: the output, or a code and a message."""

    status: RunStatus
    output: Any = None
    code: str | None = None
    message: str | None = None

    @property
    def kind(self) -> EventKind:
        """The kind of the terminal event."""
        return TERMINAL_KINDS[self.status]

    def error(self) -> dict[str, Any] | None:
        """What went wrong, for the row of the run; None if nothing did."""
        return {"code": self.code, "message": self.message} if self.code else None

    def payload(self, usage: Usage) -> dict[str, Any]:
        """The terminal event's payload."""
        told: dict[RunStatus, dict[str, Any]] = {
            RunStatus.COMPLETED: {"output": self.output},
            RunStatus.FAILED: {"code": self.code, "message": self.message},
            RunStatus.CANCELLED: {"reason": self.message},
            RunStatus.TIMED_OUT: {"message": self.message},
        }
        return told[self.status] | {"usage": usage.payload()}


def completed(output: Any) -> Ending:
    """The run did what it was asked."""
    return Ending(RunStatus.COMPLETED, output=output)


def failed(code: str, message: str) -> Ending:
    """The run could not go on."""
    return Ending(RunStatus.FAILED, code=code, message=message)


def cancelled(reason: str | None) -> Ending:
    """Somebody stopped the run."""
    return Ending(RunStatus.CANCELLED, message=reason)


def timed_out(seconds: float) -> Ending:
    """The run took longer than it may."""
    return Ending(
        RunStatus.TIMED_OUT, code="TIMED_OUT", message=f"The run took longer than its {seconds:g} seconds."
    )
