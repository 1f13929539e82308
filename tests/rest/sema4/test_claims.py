"""Every claim has its tests, and every test its claim."""

from pathlib import Path

from tests.rest.claims import complaints
from tests.rest.sema4.claimed import CLAIMS

OF_THE_TESTS = (
    "test_claims.py::test_every_claim_is_held_and_every_test_holds_one",
    "test_operations.py::test_every_operation_has_a_case",
)


def test_every_claim_is_held_and_every_test_holds_one() -> None:
    assert list(complaints(CLAIMS, Path(__file__).parent, OF_THE_TESTS)) == []
