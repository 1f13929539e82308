"""Every claim has its tests, and every test its claim."""

from pathlib import Path

from tests.rest.claims import complaints
from tests.rest.make.claimed import CLAIMS

OF_THE_TESTS = (
    "test_claims.py::test_every_claim_is_held_and_every_test_holds_one",
    "test_contract.py::test_the_contract_holds_all_that_the_seed_names",
    "test_operations.py::test_every_operation_has_a_case",
)


def test_every_claim_is_held_and_every_test_holds_one() -> None:
    assert list(complaints(CLAIMS, Path(__file__).parent, OF_THE_TESTS)) == []
