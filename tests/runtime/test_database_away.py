"""A run whose database fails it for a moment is soon gone on with."""

from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from backend.domain.errors import ConcordError, Conflict, Unavailable
from backend.runtime.turn import Turns
from backend.store.consequence import NewEvent
from tests.patience import eventually
from tests.stage import Stage, gapless

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("failure", [Unavailable("It does not answer."), Conflict("Two crossed.")])
async def test_a_run_waits_for_a_database_that_fails_it_for_a_while(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, failure: ConcordError
) -> None:
    whole, failures = Turns._append, iter([failure])

    async def flaky(self: Turns, *events: NewEvent) -> None:
        for each in failures:
            raise each
        await whole(self, *events)

    monkeypatch.setattr(Turns, "_append", flaky)
    session_id = await stage.session()
    async with stage.engine():
        row = await stage.ended(await stage.run(session_id))
    assert (row.status, row.epoch) == ("COMPLETED", 2)
    assert gapless(await stage.events(session_id))


async def test_a_run_that_cannot_even_be_put_back_is_taken_up_when_its_lease_is_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Turns._append

    async def away(*_: Any) -> None:
        raise Unavailable("It does not answer.")

    async def back_for_the_second(self: Turns, *events: NewEvent) -> None:
        if self._held.epoch == 1:
            raise Unavailable("It does not answer.")
        await whole(self, *events)

    monkeypatch.setattr(Turns, "_append", back_for_the_second)
    monkeypatch.setattr("backend.runtime.engine.put_back", away)
    async with stage.engine(lease=timedelta(seconds=0.3)):
        row = await stage.ended(await stage.run(await stage.session()))
    assert (row.status, row.epoch) == ("COMPLETED", 2)


async def test_a_run_that_fails_again_and_again_for_its_database_waits_longer_each_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[float] = []

    async def away(*_: Any) -> None:
        begun.append(monotonic())
        raise Unavailable("It does not answer.")

    async def thrice() -> bool:
        return len(begun) >= 3

    monkeypatch.setattr("backend.runtime.engine.WATCH", 0.2)
    monkeypatch.setattr(Turns, "_append", away)
    async with stage.engine():
        await stage.run(await stage.session())
        await eventually(thrice)
    assert begun[1] - begun[0] >= 0.2
    assert begun[2] - begun[1] >= 0.4
