"""The front: one route that is asked nearly always stands before the router, which takes as long as it."""

from collections.abc import Callable

from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send


class Front:
    """An ASGI application: `route`, which answers every method, and `rest` for all that is not sent to it.

    `around` puts middlewares around the route; those of `rest` are its own.
    """

    def __init__(self, route: Route, around: Callable[[ASGIApp], ASGIApp], rest: ASGIApp) -> None:
        self._route = route
        self._first = around(route.app)
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http" and scope["path"] == self._route.path:
            scope["route"] = self._route
            await self._first(scope, receive, send)
        else:
            await self._rest(scope, receive, send)
