"""The bench of reads works: at a hundredth of the rows every server answers, and all of them alike."""

import os
from pathlib import Path

import pytest

from scripts.benchmarks.agreement import Disagreement, require_agreement
from scripts.benchmarks.page import PAGE
from scripts.benchmarks.reads import Wanted, found
from scripts.benchmarks.reads_told import JOINED, write
from scripts.benchmarks.variants import CONCORD, CORE, HAND
from scripts.benchmarks.world import DATABASES

DIALECTS = DATABASES if os.environ.get("CONCORD_PROOF") else ("sqlite",)
"""The servers of both databases are started by the whole proof."""
TINY = Wanted(rounds=1, seconds=0.1, fraction=0.01, connections=4)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_all_servers_answer_all_queries_alike_and_what_was_measured_is_told(
    dialect: str, tmp_path: Path
) -> None:
    measured = found(dialect, TINY)
    for query in JOINED:
        for variant in (CONCORD, HAND, CORE):
            (figures,) = measured.results[query, variant]
            assert figures.rate > 0
            assert figures.server > 0
    write(tmp_path, "scripts/bench reads", TINY, [measured])
    page = (tmp_path / PAGE).read_text()
    assert all(query in page for query, _ in measured.results)
    (picture,) = (tmp_path / "benchmarks").iterdir()
    assert f"](benchmarks/{picture.name})" in page


def test_answers_agree_whatever_their_cursors_and_moments_look_like() -> None:
    ours = (
        b'{"data":{"edges":[{"cursor":"a","node":{"createdAt":"2026-01-01T00:00:00.000000Z","number":1}}]}}'
    )
    theirs = (
        b'{"data":{"edges":[{"cursor":"b","node":{"createdAt":"2026-01-01T00:00:00+00:00","number":"1"}}]}}'
    )
    require_agreement("Q2", ours, theirs)


@pytest.mark.parametrize(
    "other",
    [
        b'{"data":{"nodes":[{"id":"b"}]}}',
        b'{"data":{"nodes":[]}}',
        b'{"errors":[],"data":{"nodes":[{"id":"a"}]}}',
    ],
)
def test_answers_that_say_other_things_are_refused(other: bytes) -> None:
    with pytest.raises(Disagreement):
        require_agreement("Q2", b'{"data":{"nodes":[{"id":"a"}]}}', other)
