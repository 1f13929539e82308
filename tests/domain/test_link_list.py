"""The links of one holder: added once, moved, replaced by kinds, and how many there may be."""

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.errors import BadInput, Conflict, NotFound
from backend.domain.link import LinkKind
from backend.domain.link_list import (
    MOST,
    Linked,
    Links,
    added,
    changed,
    checked,
    named,
    positions,
    removed,
    replaced,
    same,
)
from backend.domain.sealed import Sealed

AGENTS = (LinkKind.AGENT,)


def to(target: str, kind: LinkKind = LinkKind.AGENT, **more: Any) -> Linked:
    """A link to a target, whose stable id is made of it."""
    return Linked(f"lnk_{target}", kind, target, **more)


def inline(stable_id: str, definition: dict[str, object], **more: Any) -> Linked:
    return Linked(stable_id, LinkKind.REPOSITORY, inline=definition, **more)


def opened(link: Linked) -> dict[str, Sealed] | None:
    """What is sealed in a link of these tests: the text itself, without the number of its sealing."""
    return None if link.sealed is None else {"token": Sealed(link.sealed.split(":")[0])}


def targets(links: Links, kind: LinkKind = LinkKind.AGENT) -> list[str | None]:
    return [each.target_id for each in links if each.kind is kind]


def test_positions_count_each_kind_by_itself() -> None:
    links = (to("a"), to("s", LinkKind.SKILL), to("b"), to("t", LinkKind.SKILL), to("c"))
    assert positions(links) == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("position", "order"),
    [(None, ["a", "b", "new"]), (0, ["new", "a", "b"]), (1, ["a", "new", "b"]), (99, ["a", "b", "new"])],
)
def test_a_link_is_added_at_its_place_among_those_of_its_kind(position: int | None, order: list[str]) -> None:
    links = (to("s", LinkKind.SKILL), to("a"), to("b"))
    after = added(to("new"), position)(links)
    assert targets(after) == order
    assert targets(after, LinkKind.SKILL) == ["s"]


def test_what_is_linked_already_stays_as_it_is() -> None:
    links = (to("a", settings={"prompt": "x"}), to("b"))
    again = replace(to("a"), stable_id="lnk_other", settings={"prompt": "y"})
    assert added(again, 1)(links) is links


def test_one_target_of_two_kinds_is_two_links() -> None:
    assert len(added(to("a", LinkKind.SKILL), None)((to("a"),))) == 2


def test_a_memory_store_may_be_linked_once_for_each_of_its_entries() -> None:
    links: Links = ()
    for number, key in enumerate([None, "one", "two", "one", None]):
        settings = None if key is None else {"entryKey": key}
        store = Linked(f"lnk_{number}", LinkKind.MEMORY_STORE, "mst", settings=settings)
        links = added(store, None)(links)
    assert [each.stable_id for each in links] == ["lnk_0", "lnk_1", "lnk_2"]


def test_an_entry_that_another_link_has_cannot_be_taken() -> None:
    store = to("mst", LinkKind.MEMORY_STORE)
    links = (store, replace(store, stable_id="lnk_one", settings={"entryKey": "one"}))
    with pytest.raises(Conflict) as refused:
        changed(store.stable_id, lambda _: {"entryKey": "one"}, None, None)(links)
    assert refused.value.path == ("input", "settings", "entryKey")


@pytest.mark.parametrize(
    ("position", "order"),
    [(0, ["c", "a", "b"]), (1, ["a", "c", "b"]), (2, ["a", "b", "c"]), (99, ["a", "b", "c"])],
)
def test_a_link_is_moved_and_the_others_make_room(position: int, order: list[str]) -> None:
    assert targets(changed("lnk_c", None, None, position)((to("a"), to("b"), to("c")))) == order


def test_a_change_writes_settings_whole_and_merges_extensions() -> None:
    links = (to("a", settings={"prompt": "x", "approval": "NEVER"}, extensions={"make": 1, "sema4": 2}),)
    (after,) = changed("lnk_a", lambda _: {"prompt": "y"}, {"make": None, "openma": 3}, None)(links)
    assert after.settings == {"prompt": "y"}
    assert after.extensions == {"sema4": 2, "openma": 3}
    (same_again,) = changed("lnk_a", None, None, None)((after,))
    assert same_again == after


def test_extensions_may_not_grow_beyond_their_limit_by_merging() -> None:
    links = (to("a", extensions={"make": "x" * 40_000}),)
    with pytest.raises(BadInput) as refused:
        changed("lnk_a", None, {"sema4": "x" * 40_000}, None)(links)
    assert refused.value.path == ("input", "extensions")


def test_links_are_taken_away_by_their_stable_ids() -> None:
    assert targets(removed(["lnk_a", "lnk_c"])((to("a"), to("b"), to("c")))) == ["b"]


def test_all_links_of_some_kinds_are_replaced_and_the_others_stay() -> None:
    links = (to("a"), to("s", LinkKind.SKILL), to("b"))
    wanted = [replace(to("b"), stable_id="lnk_new"), to("c")]
    after = replaced(AGENTS, wanted, opened, ("links",))(links)
    assert targets(after) == ["b", "c"]
    assert [each.stable_id for each in after if each.kind is LinkKind.AGENT] == ["lnk_b", "lnk_c"]
    assert targets(after, LinkKind.SKILL) == ["s"]


def test_a_target_that_stays_keeps_its_settings_and_extensions_where_none_are_given() -> None:
    links = (to("a", settings={"prompt": "x"}, extensions={"make": 1}),)
    (kept,) = replaced(AGENTS, [to("a")], opened, ())(links)
    assert (kept.settings, kept.extensions) == ({"prompt": "x"}, {"make": 1})
    (emptied,) = replaced(AGENTS, [to("a", settings={}, extensions={})], opened, ())(links)
    assert (emptied.settings, emptied.extensions) == ({}, {})


def test_a_target_stands_once_in_a_list() -> None:
    with pytest.raises(BadInput, match="twice") as refused:
        replaced(AGENTS, [to("a"), replace(to("a"), stable_id="lnk_2")], opened, ("links",))(())
    assert refused.value.path == ("links",)


def test_a_definition_that_is_the_same_stays_and_another_one_is_a_new_link() -> None:
    kinds = (LinkKind.REPOSITORY,)
    links = (inline("lnk_1", {"url": "https://a.example", "checkout": "main"}),)
    same_again = inline("lnk_2", {"checkout": "main", "url": "https://a.example"})
    assert replaced(kinds, [same_again], opened, ())(links)[0].stable_id == "lnk_1"
    other = inline("lnk_3", {"url": "https://a.example", "checkout": "next"})
    assert replaced(kinds, [other], opened, ())(links)[0].stable_id == "lnk_3"


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ("a:1", "a:2", True),
        ("a:1", "b:2", False),
        ("a:1", None, False),
        (None, "a:2", False),
        (None, None, True),
    ],
)
def test_a_definition_stays_only_with_the_same_secrets(
    before: str | None, after: str | None, *, stays: bool
) -> None:
    links = (inline("lnk_1", {"url": "u"}, sealed=before),)
    (found,) = replaced([LinkKind.REPOSITORY], [inline("lnk_2", {"url": "u"}, sealed=after)], opened, ())(
        links
    )
    assert (found.stable_id, found.sealed) == (("lnk_1", before) if stays else ("lnk_2", after))


def test_there_may_be_a_hundred_links_of_a_kind() -> None:
    full = tuple(to(str(number)) for number in range(MOST))
    assert checked((*full, to("s", LinkKind.SKILL)), ()) == (*full, to("s", LinkKind.SKILL))
    with pytest.raises(BadInput, match="up to 100") as refused:
        added(to("one more"), None)(full)
    assert refused.value.path == ("input",)


def test_an_alias_is_taken_once_in_a_kind() -> None:
    links = (to("a", LinkKind.SECRET, settings={"alias": "db"}),)
    added(to("b", LinkKind.TOOL_SET, settings={"alias": "db"}), None)(links)
    with pytest.raises(BadInput, match="alias") as refused:
        added(to("b", LinkKind.SECRET, settings={"alias": "db"}), None)(links)
    assert refused.value.path == ("input", "settings", "alias")


def test_links_are_the_same_if_order_settings_and_secrets_are() -> None:
    links = (to("a"), to("b"), to("s", LinkKind.SKILL))
    assert same(links, (to("s", LinkKind.SKILL), to("a"), to("b")))
    assert same(links, tuple(replace(each, id="lnk_row", settings={}) for each in links))
    assert not same(links, (to("b"), to("a"), to("s", LinkKind.SKILL)))
    assert not same(links, links[:2])
    for other in ({"settings": {"prompt": "x"}}, {"extensions": {"a": True}}, {"sealed": "x"}):
        assert not same(links, (replace(links[0], **other), *links[1:]))
    assert not same((to("a", extensions={"a": 1}),), (to("a", extensions={"a": True}),))


def test_a_link_is_named_by_its_ids_or_by_what_it_leads_to() -> None:
    link = to("a", id="lnk_row")
    for word, led in (("lnk_a", ()), ("lnk_row", ()), ("handle:x", ("a",))):
        assert named((to("b"), link), word, led) is link
    with pytest.raises(NotFound) as missing:
        named((link,), "lnk_other", ())
    assert missing.value.path == ("id",)
    with pytest.raises(Conflict, match="by its own id"):
        named((link, to("a", LinkKind.SKILL)), "a", ("a",))
