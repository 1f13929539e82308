"""The explorer: GraphiQL, built into files of our own, so that it loads nothing from other hosts.

`scripts/explorer` builds it. Without the build, Strawberry's page is served, which loads GraphiQL from a CDN.
"""

from dataclasses import dataclass
from pathlib import Path

from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from strawberry.http.ides import get_graphql_ide_html

BUILD = Path(__file__).parents[2] / "frontend_contracts" / "explorer" / "dist"
PATH = "/graphql/explorer"

_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_STOCK_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "cache-control": "no-cache",
    "referrer-policy": "no-referrer",
    "vary": "accept",
    "x-content-type-options": "nosniff",
}


class HashedFiles(StaticFiles):
    """Files whose names change with their content: to be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with leave to keep it."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


@dataclass(frozen=True, slots=True)
class Explorer:
    """The page and, if it is built, its files."""

    html: str
    assets: Path | None

    @classmethod
    def load(cls, build: Path | None = None) -> "Explorer":
        """The explorer built in this directory, by default BUILD; if it is not there, the stock page."""
        index = (build or BUILD) / "index.html"
        if index.is_file():
            return cls(index.read_text(encoding="utf-8"), index.parent / "assets")
        return cls(get_graphql_ide_html(), None)

    def page(self) -> Response:
        """The page, which no other page may frame; the built one may reach nothing but this server."""
        policy = _POLICY if self.assets else _STOCK_POLICY
        return HTMLResponse(self.html, headers={**_HEADERS, "content-security-policy": policy})

    def routes(self) -> list[BaseRoute]:
        """Where its files are found."""
        return [Mount(f"{PATH}/assets", HashedFiles(directory=self.assets))] if self.assets else []
