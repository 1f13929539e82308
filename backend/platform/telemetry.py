"""The metrics of a process. Labels are few and closed: never an id, a path or a text that a client chose."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import add
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.utils import floatToGoString

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_ENTRIES = len(_SECONDS) + 2
"""How many took up to each bound, how many more, and the seconds of all."""


class Count:
    """How many `times` something happened of which the metric was not told yet."""

    __slots__ = ("times",)

    def __init__(self) -> None:
        self.times = 0


class Tally:
    """A metric of what every request counts: it is told of the counts when it is asked for."""

    def __init__(self, name: str, documentation: str, *labels: str) -> None:
        self._metric = Counter(name, documentation, labels)
        self._counts: dict[tuple[str, ...], Count] = {}

    def of(self, *labels: str) -> Count:
        """The count with these labels, to be kept and raised."""
        return self._counts.setdefault(labels, Count())

    def tell(self) -> None:
        """Bring the metric up to date."""
        for labels, count in self._counts.items():
            times, count.times = count.times, 0
            if times:
                self._metric.labels(*labels).inc(times)


class Answered:
    """How many HTTP requests were answered and in how many seconds: a counter and a histogram by one entry,
    since every request is told of.
    """

    def __init__(self) -> None:
        self._took: defaultdict[tuple[str, str, int], list[float]] = defaultdict(lambda: [0] * _ENTRIES)
        REGISTRY.register(self)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note that one was answered so, and that it took so long."""
        took = self._took[method, route, status]
        took[bisect_left(_SECONDS, seconds)] += 1
        took[-1] += seconds

    def collect(self) -> Iterator[CounterMetricFamily | HistogramMetricFamily]:
        """The metrics as the registry asks for them."""
        total = CounterMetricFamily(
            "concord_http_requests", "HTTP requests answered.", labels=["method", "route", "status"]
        )
        by_route: dict[str, list[float]] = {}
        for (method, route, status), took in self._took.items():
            total.add_metric([method, route, str(status)], sum(took[:-1]))
            by_route[route] = list(map(add, by_route.get(route, [0] * _ENTRIES), took))
        yield total
        yield _histogram(by_route)


def _histogram(by_route: Mapping[str, Sequence[float]]) -> HistogramMetricFamily:
    told = "Seconds from a request's first byte to its answer's last."
    family = HistogramMetricFamily("concord_http_request_seconds", told, labels=["route"])
    bounds = [*map(floatToGoString, _SECONDS), "+Inf"]
    for route, (*counts, seconds) in by_route.items():
        family.add_metric([route], list(zip(bounds, accumulate(counts), strict=True)), seconds)
    return family


answered = Answered()
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


def expose() -> tuple[bytes, str]:
    """Every metric in the Prometheus text format, and its content type."""
    for tally in (operations, plans, finishes):
        tally.tell()
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
