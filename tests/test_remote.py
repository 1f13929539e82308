"""A server that cannot answer now is told of in its own words, whichever command asks."""

from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from backend.cli.failure import Failure
from backend.cli.talk import run, tail
from tests.fakes.running import running
from tests.servers import free_port

pytestmark = pytest.mark.anyio

CODES = {"UNAVAILABLE": 503, "RATE_LIMITED": 429}
WORDS = "Not now: ask again in a moment."


@pytest.fixture(params=CODES)
async def url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The URL of a server that answers everything with an error that passes by itself."""
    error = {"message": WORDS, "extensions": {"code": request.param}}

    async def answer(_: Request) -> JSONResponse:
        return JSONResponse({"errors": [error]}, CODES[request.param])

    port = free_port()
    async with running(Starlette(routes=[Route("/graphql", answer, methods=["POST"])]), port):
        yield f"http://127.0.0.1:{port}"


async def test_run_says_why_it_cannot_start_one(url: str) -> None:
    with pytest.raises(Failure, match=WORDS):
        await run("hello", "Hi", url=url, key="ck_x")


async def test_tail_says_why_it_cannot_look_for_the_session(url: str) -> None:
    with pytest.raises(Failure, match=WORDS):
        await tail("ses_x", url=url, key="ck_x")
