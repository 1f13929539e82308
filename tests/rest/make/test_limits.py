"""Limits: a key that spent its allowance is told so as Make tells it."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.conftest import BOTH
from tests.rest.conftest import started
from tests.rest.make.contract import OPERATIONS, validate
from tests.rest.make.world import PREFIX

PLACE = f"{PREFIX}/ai-agents/v1/llm-providers"
pytestmark = pytest.mark.anyio


@pytest.fixture(params=BOTH)
def bare_url(request: pytest.FixtureRequest) -> str | None:
    """The URL of a database without any table; None is a file of the server's own."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("bare_postgres_url"))


async def test_beyond_the_allowance_of_the_minute_is_429_that_says_when_to_come_again(
    tmp_path: Path, bare_url: str | None
) -> None:
    async with AsyncExitStack() as stack:
        served = await started(stack, tmp_path, bare_url, cost_per_minute=1_000)
        async with served.client() as client:
            answers = [await client.get(PLACE, params={"teamId": 1}) for _ in range(20)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    validate(OPERATIONS["listLlmProviders"], 429, answers[-1].json())
