"""Webhooks: which types a pattern means, what a key is, and how long a delivery is tried."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.errors import BadInput
from backend.domain.sealed import Sealed
from backend.domain.webhook import (
    BACK_OFF,
    OVERLAP,
    about,
    fitting,
    pattern,
    signing,
    signing_key,
    succeeding,
    wants,
)

HERE = ("types", 0)


@pytest.mark.parametrize(
    "given", ["agent.published", "agent.*", "*.created", "*.*", "event.RunCompleted", "event.*", "run.result"]
)
def test_a_type_or_a_pattern_of_types_is_taken(given: str) -> None:
    assert pattern(given, HERE) == given


@pytest.mark.parametrize(
    "given",
    [
        "",
        "*",
        "agent",
        "agent.",
        ".created",
        "agent.pub*",
        "a.b.c",
        "Agent.created",
        "event.Nothing",
        "a.b\n",
        1,
    ],
)
def test_what_no_type_can_be_is_refused(given: object) -> None:
    with pytest.raises(BadInput) as refused:
        pattern(given, HERE)
    assert refused.value.path == HERE


def test_a_star_stands_for_one_part() -> None:
    assert wants(["agent.created"], "agent.created")
    assert wants(["x.y", "agent.*"], "agent.created")
    assert wants(["*.created"], "agent.created")
    assert wants(["*.*"], "event.RunCompleted")
    assert not wants(["agent.*", "*.deleted"], "tool.created")
    assert not wants([], "agent.created")


def test_a_key_is_a_prefix_and_32_bytes() -> None:
    key = Sealed("whsec_" + b64encode(b"k" * 32).decode())
    assert signing_key(key, ("key",)) is key


@pytest.mark.parametrize(
    "text",
    [
        "whsec_" + b64encode(b"canary".ljust(31)).decode(),
        b64encode(b"canary".ljust(32)).decode(),
        "whsec_canary",
        "whsec_cän",
        "",
    ],
)
def test_what_is_no_key_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        signing_key(Sealed(text), ("key",))
    assert (refused.value.path, refused.value.message) == (
        ("key",),
        "A key is whsec_ and 32 bytes in base64.",
    )


def test_a_delivery_is_tried_eight_times_in_a_day_and_a_third() -> None:
    assert len(BACK_OFF) == 8
    assert BACK_OFF[0] == timedelta(0)
    assert timedelta(hours=31) < sum(BACK_OFF, timedelta()) < timedelta(hours=32)


def test_of_an_answers_headers_a_few_are_kept() -> None:
    given = {"Server": "x", "set-cookie": "canary", "Date": "today", "authorization": "canary"}
    assert fitting(given) == {"server": "x", "date": "today"}
    assert fitting({"date": "b", "server": "x" * 5_000, "retry-after": "d"}) == {"date": "b"}


NOW = datetime(2026, 11, 27, tzinfo=UTC)


def test_a_key_signs_for_a_day_beside_the_one_that_took_its_place() -> None:
    first = succeeding({}, "a", NOW)
    assert signing(first, NOW) == (Sealed("a"),)
    second = succeeding(first, "b", NOW)
    assert signing(second, NOW + OVERLAP - timedelta(seconds=1)) == (Sealed("b"), Sealed("a"))
    assert signing(second, NOW + OVERLAP) == (Sealed("b"),)
    assert succeeding(second, "b", NOW + timedelta(hours=1)) == second
    third = succeeding(second, "c", NOW)
    assert signing(third, NOW) == (Sealed("c"), Sealed("b"))


def test_an_activity_is_about_its_subject_and_what_that_lies_in() -> None:
    found = about("run.completed", "run_x", "ses_x", {"agentId": "agt_x", "number": 1})
    assert found == {"run_id": "run_x", "session_id": "ses_x", "agent_id": "agt_x"}
    assert about("agent.published", "agt_x", None, {"agentId": 7}) == {"agent_id": "agt_x"}
    assert about("secret.created", "sec_x", None, {}) == {}
    assert about("session.purged", "ses_x", "agt_x", {}) == {}
