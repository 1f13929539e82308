"""Ids are prefixed, unique and in the order in which they were made."""

import re
import time

from backend.platform.ids import new_id


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
