"""What fails unexpectedly is a value for who asked, and a line in the log."""

import pytest

from backend.domain.errors import Conflict
from backend.platform.unexpected import Unexpected, outcome

pytestmark = pytest.mark.anyio


async def five() -> int:
    return 5


async def test_what_the_work_gives_is_the_outcome() -> None:
    assert await outcome(five(), expected=()) == 5


async def failing(error: Exception) -> None:
    raise error


async def test_an_expected_failure_passes() -> None:
    with pytest.raises(Conflict):
        await outcome(failing(Conflict("no")), expected=(Conflict,))


async def test_an_unexpected_failure_comes_back_as_a_value() -> None:
    error = RuntimeError("oh")
    assert await outcome(failing(error), expected=(Conflict,)) == Unexpected(error)
