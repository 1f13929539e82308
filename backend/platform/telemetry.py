"""The metrics of a process. Labels are few and closed: never an id, a path or a text that a client chose."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, generate_latest
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.utils import floatToGoString

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Tally:
    """What every request counts: in a dictionary, of which the metric is told when it is asked for."""

    def __init__(self, name: str, documentation: str, *labels: str) -> None:
        self._metric = Counter(name, documentation, labels)
        self._untold: defaultdict[tuple[str, ...], int] = defaultdict(int)

    def count(self, *labels: str, times: int = 1) -> None:
        """Count once more, or several times."""
        self._untold[labels] += times

    def tell(self) -> None:
        """Bring the metric up to date."""
        untold, self._untold = self._untold, defaultdict(int)
        for labels, times in untold.items():
            self._metric.labels(*labels).inc(times)


class Timer:
    """How long every request took, by one label: like a Tally, of seconds in buckets."""

    def __init__(self, name: str, documentation: str, label: str) -> None:
        self._name, self._documentation, self._label = name, documentation, label
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(_SECONDS) + 1))
        self._sums: defaultdict[str, float] = defaultdict(float)
        REGISTRY.register(self)

    def observe(self, label: str, seconds: float) -> None:
        """Note that one took so long."""
        self._counts[label][bisect_left(_SECONDS, seconds)] += 1
        self._sums[label] += seconds

    def collect(self) -> Iterator[HistogramMetricFamily]:
        """The metric as the registry asks for it."""
        family = HistogramMetricFamily(self._name, self._documentation, labels=[self._label])
        for label, counts in self._counts.items():
            bounds = [*map(floatToGoString, _SECONDS), "+Inf"]
            buckets = list(zip(bounds, accumulate(counts), strict=True))
            family.add_metric([label], buckets, self._sums[label])
        yield family


http_requests = Tally("concord_http_requests_total", "HTTP requests answered.", "method", "route", "status")
http_seconds = Timer(
    "concord_http_request_seconds", "Seconds from a request's first byte to its answer's last.", "route"
)
operations = Tally("concord_graphql_operations_total", "GraphQL operations executed.", "kind", "outcome")
plans = Tally(
    "concord_plans_total", "Look-ups of a document's plan: hit, or made because it was missing.", "outcome"
)
finishes = Tally(
    "concord_finish_total",
    "Root fields and frames by how their text was finished: joined by the database, joined with holes that "
    "were filled (computed), or completed by graphql-core (introspection).",
    "cause",
)
runs = Counter("concord_runs_total", "Runs that ended, by the status they ended with.", ("status",))
events = Counter("concord_events_appended_total", "Events appended to the logs of sessions.")
deliveries = Counter(
    "concord_webhook_attempts_total",
    "Attempts to deliver a webhook by what came of them: arrived, refused by the receiver, or silent.",
    ("outcome",),
)
bus_failures = Counter(
    "concord_bus_publish_failures_total", "Messages that the bus could not carry to other processes."
)
streams = Gauge("concord_streams_open", "Streams open now: subscriptions over WebSocket and SSE.")

Cause = Literal["joined", "computed", "introspection"]


def finished(cause: Cause, texts: int = 1) -> None:
    """Count texts that were finished so."""
    finishes.count(cause, times=texts)


def expose() -> tuple[bytes, str]:
    """Every metric in the Prometheus text format, and its content type."""
    for tally in (http_requests, operations, plans, finishes):
        tally.tell()
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
