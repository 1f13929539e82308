"""How a run ends, in its row and in its last event."""

from decimal import Decimal

import pytest

from backend.domain.ending import Ending, cancelled, completed, failed, timed_out
from backend.domain.usage import Usage, usage_from

USAGE = Usage(1, 2, 3, 4, Decimal("0.5"))


@pytest.mark.parametrize(
    ("ending", "kind", "payload", "error"),
    [
        (completed("yes"), "RunCompleted", {"output": "yes"}, None),
        (failed("X", "No."), "RunFailed", {"code": "X", "message": "No."}, {"code": "X", "message": "No."}),
        (cancelled("Enough."), "RunCancelled", {"reason": "Enough."}, None),
        (
            timed_out(5),
            "RunTimedOut",
            {"message": "The run took longer than its 5 seconds."},
            {"code": "TIMED_OUT", "message": "The run took longer than its 5 seconds."},
        ),
    ],
)
def test_each_ending_has_its_event_and_its_error(
    ending: Ending, kind: str, payload: dict[str, str], error: dict[str, str] | None
) -> None:
    assert ending.kind.value == kind
    assert ending.payload(USAGE) == {**payload, "usage": USAGE.payload()}
    assert ending.error() == error


def test_usage_survives_being_written() -> None:
    assert usage_from(USAGE.payload()) == USAGE
    assert usage_from(Usage(cost=None).payload()) == Usage(cost=None)
