"""Ids are prefixed, unique and in the order in which they were made."""

import re
import time

import pytest

from backend.platform.ids import id_from_uuid, new_id, uuid_of


def test_an_id_is_its_prefix_and_26_characters_of_base_32() -> None:
    assert re.fullmatch(r"agt_[0-7][0-9a-hjkmnp-tv-z]{25}", new_id("agt"))


def test_ids_made_one_after_another_sort_so_and_never_meet() -> None:
    ids = [new_id("evt") for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_an_id_carries_the_time_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    suffix = new_id("run").removeprefix("run_")
    number = 0
    for character in suffix:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(character)
    assert before <= number >> 80 <= time.time_ns() // 1_000_000


def test_an_id_holds_a_uuid_and_is_made_of_it_again() -> None:
    made = new_id("agt")
    told = uuid_of(made)
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", told)
    assert id_from_uuid("agt", told) == made == id_from_uuid("agt", told.upper())
    assert id_from_uuid("run", told) == made.replace("agt_", "run_", 1)


@pytest.mark.parametrize("text", ["", "agt", "{01a23ef1-0000-7000-8000-000000000000}", "0" * 32, "0" * 36])
def test_what_is_no_uuid_makes_no_id(text: str) -> None:
    assert id_from_uuid("agt", text) is None
