"""Every claim has its tests, and every test its claim."""

from pathlib import Path

from tests.rest.aeontel.claimed import CLAIMS
from tests.rest.claims import complaints

OF_THE_TESTS = (
    "test_claims.py::test_every_claim_is_held_and_every_test_holds_one",
    "test_contract.py::test_every_deviation_is_told_in_the_dialects_page_and_no_other",
    "test_contract.py::test_the_contract_holds_all_that_the_seed_names",
    "test_operations.py::test_every_operation_has_a_case",
)


def test_every_claim_is_held_and_every_test_holds_one() -> None:
    assert list(complaints(CLAIMS, Path(__file__).parent, OF_THE_TESTS)) == []
