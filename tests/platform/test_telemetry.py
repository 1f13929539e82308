"""Metrics are exposed as Prometheus reads them, under our own prefix."""

from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.parser import text_string_to_metric_families

from backend.platform import telemetry


def ours() -> list[MetricWrapperBase]:
    return [each for each in vars(telemetry).values() if isinstance(each, MetricWrapperBase)]


def test_every_metric_is_prefixed_and_says_what_it_counts() -> None:
    assert ours()
    for metric in ours():
        family = next(iter(metric.collect()))
        assert family.name.startswith("concord_")
        assert family.documentation.endswith(".")


def test_no_metric_has_a_label_that_a_client_can_fill() -> None:
    closed = {"method", "route", "status", "kind", "outcome"}
    assert {label for metric in ours() for label in metric._labelnames} <= closed


def test_what_was_counted_is_exposed() -> None:
    telemetry.runs.labels("COMPLETED").inc()
    page, content_type = telemetry.expose()
    families = {family.name: family for family in text_string_to_metric_families(page.decode())}
    sample = next(each for each in families["concord_runs"].samples if each.name == "concord_runs_total")
    assert sample.labels == {"status": "COMPLETED"}
    assert sample.value >= 1
    assert content_type.startswith("text/plain")
