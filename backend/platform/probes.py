"""What the machinery around a server asks: does it live, is it ready, what are its numbers."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PATHS = ("/healthz", "/readyz", "/metrics")

Ready = Callable[[], Awaitable[bool]]
Expose = Callable[[], tuple[bytes, str]]


def probe_routes(ready: Ready, expose: Expose) -> list[Route]:
    """`/healthz`, `/readyz` (200 or 503, by what `ready` answers) and `/metrics` (what `expose` gives)."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"ok": True})

    async def readyz(_: Request) -> Response:
        ok = await ready()
        return JSONResponse({"ok": ok}, status_code=200 if ok else 503)

    async def metrics(_: Request) -> Response:
        body, media_type = expose()
        return Response(body, headers={"content-type": media_type})

    return [Route(path, answer) for path, answer in zip(PATHS, (healthz, readyz, metrics), strict=True)]
