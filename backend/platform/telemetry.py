"""The metrics of a process. Labels are few and closed: never an id, a path or a text that a client chose."""

from typing import Literal, get_args

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

http_requests = Counter(
    "concord_http_requests_total", "HTTP requests answered.", ("method", "route", "status")
)
http_seconds = Histogram(
    "concord_http_request_seconds",
    "Seconds from a request's first byte to its answer's last.",
    ("route",),
    buckets=_SECONDS,
)
operations = Counter("concord_graphql_operations_total", "GraphQL operations executed.", ("kind", "outcome"))
plans = Counter(
    "concord_plans_total", "Look-ups of a document's plan: hit, or made because it was missing.", ("outcome",)
)
finishes = Counter(
    "concord_finish_total",
    "Root fields and frames by how their text was finished: joined by the database, joined with holes that "
    "were filled (computed), or completed by graphql-core (introspection).",
    ("cause",),
)
runs = Counter("concord_runs_total", "Runs that ended, by the status they ended with.", ("status",))
events = Counter("concord_events_appended_total", "Events appended to the logs of sessions.")
bus_failures = Counter(
    "concord_bus_publish_failures_total", "Messages that the bus could not carry to other processes."
)
streams = Gauge("concord_streams_open", "Streams open now: subscriptions over WebSocket and SSE.")

Cause = Literal["joined", "computed", "introspection"]
_FINISHED = {cause: finishes.labels(cause) for cause in get_args(Cause)}


def finished(cause: Cause, texts: int = 1) -> None:
    """Count texts that were finished so."""
    _FINISHED[cause].inc(texts)


def expose() -> tuple[bytes, str]:
    """Every metric in the Prometheus text format, and its content type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
