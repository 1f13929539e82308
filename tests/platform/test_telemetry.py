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
    closed = {"method", "route", "status", "kind", "outcome", "cause"}
    assert {label for metric in ours() for label in metric._labelnames} <= closed


def exposed(sample: str, **labels: str) -> float:
    """What the page says of a sample with these labels; 0 if it does not have it."""
    page, content_type = telemetry.expose()
    assert content_type.startswith("text/plain")
    samples = [one for each in text_string_to_metric_families(page.decode()) for one in each.samples]
    return next((one.value for one in samples if (one.name, one.labels) == (sample, labels)), 0)


def test_what_was_counted_is_exposed_beside_what_was_counted_before() -> None:
    telemetry.runs.labels("CANCELLED").inc()
    before = {status: exposed("concord_runs_total", status=status) for status in ("CANCELLED", "COMPLETED")}
    telemetry.runs.labels("COMPLETED").inc()
    after = {status: exposed("concord_runs_total", status=status) for status in before}
    assert after == {**before, "COMPLETED": before["COMPLETED"] + 1}
