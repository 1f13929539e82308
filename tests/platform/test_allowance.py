"""What a key may spend in a minute comes back as the minute slides, and processes count together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

import pytest

from backend.platform import allowance
from backend.platform.allowance import MINUTE, MOST, Allowance, Exhausted
from backend.platform.bus import Bus
from tests.patience import eventually

pytestmark = pytest.mark.anyio


class Hands:
    """A clock whose hands are moved."""

    def __init__(self, at: float = 0.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


def wait(of: Callable[[], object]) -> int:
    with pytest.raises(Exhausted) as caught:
        of()
    return caught.value.wait


def test_what_is_left_is_told_and_what_is_too_much_is_not_spent() -> None:
    held = Allowance(100, Hands())
    assert [held.spend("a", 30), held.spend("a", 50)] == [70, 20]
    assert wait(lambda: held.spend("a", 21)) > 0
    assert held.spend("a", 20) == 0
    assert held.spend("b", 100) == 0


def test_the_minute_before_counts_by_as_much_as_is_within_sixty_seconds() -> None:
    hands = Hands(30.0)
    held = Allowance(100, hands)
    held.spend("a", 80)
    hands.at = MINUTE + 15
    assert held.spend("a", 0) == 40
    hands.at = MINUTE + 45
    assert held.spend("a", 0) == 80
    hands.at = 3 * MINUTE
    assert held.spend("a", 0) == 100


def test_after_the_told_seconds_there_is_room_and_a_second_earlier_there_is_none() -> None:
    random = Random(7)  # noqa: S311  (no secret is made of it)
    for _ in range(2_000):
        hands = Hands(random.uniform(0, 200))
        held = Allowance(1_000, hands)
        for _ in range(random.randrange(1, 6)):
            hands.at += random.uniform(0, 40)
            held.spend("a", min(random.randrange(1_001), held.spend("a", 0)))
        amount = random.randrange(1, 1_001)
        if amount > held.spend("a", 0):
            began, told = hands.at, wait(lambda held=held, amount=amount: held.spend("a", amount))  # type: ignore[misc]
            hands.at = began + told - 1
            wait(lambda held=held, amount=amount: held.spend("a", amount))  # type: ignore[misc]
            hands.at = began + told
            held.spend("a", amount)


def test_in_no_minute_is_far_more_spent_than_is_allowed() -> None:
    random = Random(8)  # noqa: S311  (no secret is made of it)
    hands, spent = Hands(), list[tuple[float, int]]()
    held = Allowance(1_000, hands)
    for _ in range(20_000):
        hands.at += random.expovariate(3)
        amount = random.randrange(1, 200)
        try:
            held.spend("a", amount)
        except Exhausted:
            continue
        spent = [each for each in spent if each[0] > hands.at - MINUTE] + [(hands.at, amount)]
        assert sum(amount for _, amount in spent) <= 1_500
    assert sum(amount for _, amount in spent) > 500


def test_keys_that_spent_long_ago_are_forgotten() -> None:
    held = Allowance(10)
    for number in range(3 * MOST):
        held.spend(str(number), 1)
    assert len(held._spent) == MOST


@asynccontextmanager
async def process(redis_url: str) -> AsyncIterator[Allowance]:
    """What another process counts, with the same Redis."""
    bus, held = Bus(redis_url), Allowance(100)
    await bus.open()
    held.share(bus)
    try:
        yield held
    finally:
        await held.close()
        await bus.close()


async def test_processes_that_share_a_bus_count_what_each_of_them_spends(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "TELL", 0.05)
    async with process(redis_url) as one, process(redis_url) as other:

        async def left(of: Allowance, amount: int) -> bool:
            return of.spend("a", 0) <= amount

        one.spend("a", 60)
        assert await eventually(lambda: left(other, 40))
        other.spend("a", 30)
        assert await eventually(lambda: left(one, 10))
        assert wait(lambda: one.spend("a", 11))
        assert other.spend("b", 100) == 0


async def test_a_bus_that_stops_ends_the_sharing_and_the_counting_goes_on() -> None:
    bus, held = Bus(None), Allowance(100)
    await bus.open()
    held.share(bus)
    bus.stop()
    assert held._task is not None
    await held._task
    assert held.spend("a", 60) == 40
    await held.close()
    await bus.close()
