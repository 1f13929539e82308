"""A bounded dictionary keeps what was used lately, by weight."""

from backend.platform.lru import Lru


def test_the_entry_used_longest_ago_gives_way() -> None:
    kept = Lru[str, int](2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


def test_a_heavy_entry_takes_the_place_of_several() -> None:
    kept = Lru[str, int](10)
    for number, name in enumerate("abcde"):
        kept.put(name, number, 2)
    kept.put("heavy", 9, 7)
    assert (len(kept), kept.get("d"), kept.get("e"), kept.get("heavy")) == (2, None, 4, 9)


def test_an_entry_heavier_than_all_is_given_back_but_not_kept() -> None:
    kept = Lru[str, int](10)
    kept.put("a", 1, 4)
    assert kept.put("vast", 2, 11) == 2
    assert (kept.get("vast"), kept.get("a")) == (None, 1)


def test_an_entry_put_again_weighs_once() -> None:
    kept = Lru[str, int](10)
    for number in range(20):
        kept.put("a", number, 6)
    kept.put("b", 1, 4)
    assert (kept.get("a"), kept.get("b")) == (19, 1)
    kept.put("a", 0, 11)
    assert len(kept) == 1


def test_several_entries_are_got_at_once_and_used_last_then() -> None:
    kept = Lru[str, int](2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.several(["a", "c"]) == {"a": 1}
    kept.put("c", 3)
    assert kept.several(["a", "b", "c"]) == {"a": 1, "c": 3}
