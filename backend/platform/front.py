"""The front: what is asked nearly always stands before the router, which takes as long as it."""

from collections.abc import Callable, Mapping

from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send


class Front:
    """An ASGI application: `route`, which answers every method, `doors` by the first segment of their paths,
    and `rest` for all that is sent to none of them.

    `around` puts middlewares around route and doors; those of `rest` are its own.
    """

    def __init__(
        self,
        route: Route,
        doors: Mapping[str, ASGIApp],
        around: Callable[[ASGIApp], ASGIApp],
        rest: ASGIApp,
    ) -> None:
        self._route = route
        self._first = around(route.app)
        self._doors = {segment: around(app) for segment, app in doors.items()}
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        await self._behind(scope)(scope, receive, send)

    def _behind(self, scope: Scope) -> ASGIApp:
        if scope["type"] != "http":
            return self._rest
        path: str = scope["path"]
        if path == self._route.path:
            scope["route"] = self._route
            return self._first
        return self._doors.get(path.split("/", 2)[1], self._rest) if path[:1] == "/" else self._rest
