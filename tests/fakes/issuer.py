"""A token endpoint of OAuth that a test holds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.running import running
from tests.servers import free_port


@dataclass
class Issuer:
    """What it was asked, and what it answers as soon as it may."""

    url: str
    asked: list[tuple[str | None, dict[str, str]]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    may: asyncio.Event = field(default_factory=asyncio.Event)

    async def has_been_asked(self) -> bool:
        return bool(self.asked)

    async def answer(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        self.asked.append((request.headers.get("authorization"), form))
        await self.may.wait()
        told = self.answers.pop(0)
        return JSONResponse(told, 400 if "error" in told else 200)


@asynccontextmanager
async def issuing(*answers: dict[str, Any]) -> AsyncIterator[Issuer]:
    """The endpoint until the block ends."""
    port = free_port()
    issuer = Issuer(f"http://127.0.0.1:{port}/token", answers=list(answers))
    issuer.may.set()
    app = Starlette(routes=[Route("/token", issuer.answer, methods=["POST"])])
    async with running(app, port):
        yield issuer
