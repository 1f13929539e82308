"""Patterns pick types of activities."""

import pytest

from backend.domain.activity import MOST_PATTERNS, picked
from backend.domain.errors import BadInput


@pytest.mark.parametrize(
    ("patterns", "wanted"),
    [
        (None, {"agent.created", "agent.published", "agentVersion.created", "toolSet.syncFailed"}),
        ([], set()),
        (["agent.published"], {"agent.published"}),
        (["agent.*"], {"agent.created", "agent.published"}),
        (["toolSet.*", "agent.created"], {"agent.created", "toolSet.syncFailed"}),
        (["agent.publish"], set()),
    ],
)
def test_a_pattern_is_a_type_or_all_of_a_nouns(patterns: list[str] | None, wanted: set[str]) -> None:
    picks = picked(patterns, ("types",))
    types = ("agent.created", "agent.published", "agentVersion.created", "toolSet.syncFailed")
    assert {kind for kind in types if picks(kind)} == wanted


@pytest.mark.parametrize(
    "pattern",
    ["", "*", "agent", "agent.", ".created", "*.created", "agent.pub*", "Agent.created", "a.b.c", "a.b\n"],
)
def test_what_is_no_pattern_is_named_by_its_place(pattern: str) -> None:
    with pytest.raises(BadInput) as refused:
        picked(["agent.*", pattern], ("types",))
    assert refused.value.path == ("types", 1)


def test_there_may_be_up_to_fifty_patterns() -> None:
    picked(["agent.*"] * MOST_PATTERNS, ("types",))
    with pytest.raises(BadInput) as refused:
        picked(["agent.*"] * (MOST_PATTERNS + 1), ("types",))
    assert refused.value.path == ("types",)
