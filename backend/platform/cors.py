"""Which pages of other origins may call, and with which headers."""

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

REQUEST_HEADERS = (
    "authorization",
    "concord-cost",
    "content-type",
    "idempotency-key",
    "last-event-id",
    "x-api-key",
    "x-request-id",
)
RESPONSE_HEADERS = ("retry-after", "x-request-id")


def allow(app: ASGIApp, origins: Sequence[str]) -> ASGIApp:
    """The application, open to pages of these origins (`https://app.example`, or `*`); of none, unchanged."""
    if not origins:
        return app
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
        allow_headers=REQUEST_HEADERS,
        expose_headers=RESPONSE_HEADERS,
        max_age=600,
    )
