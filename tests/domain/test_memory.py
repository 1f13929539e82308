"""The laws of memories: keys, contents, and what users may make."""

import pytest

from backend.domain.errors import BadInput
from backend.domain.memory import LONGEST_CONTENT, content, key, media_type, store_kind

PATH = ("input", "key")


@pytest.mark.parametrize(
    "good", ["a", "A/b/C.md", "!-_.*'()", "a" * 512, "concord", "my/concord/x", "Concord/x"]
)
def test_a_key_is_kept_as_it_is(good: str) -> None:
    assert key(good, PATH) == good


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "a" * 513,
        "/a",
        "a/",
        "a//b",
        "a b",
        "ä",
        "a\n",
        "a\\b",
        "concord/x",
        "system/x",
        "cadenya/x",
        None,
        1,
    ],
)
def test_what_is_no_key_names_its_place(bad: object) -> None:
    with pytest.raises(BadInput) as refused:
        key(bad, PATH)
    assert refused.value.path == PATH


def test_a_content_is_measured_in_bytes() -> None:
    most = "ß" * (LONGEST_CONTENT // 2)
    assert content(most, ("content",)) == most
    with pytest.raises(BadInput, match="1,048,576 bytes"):
        content(most + "a", ("content",))


def test_a_content_may_be_empty_and_is_text() -> None:
    assert content(None, ("content",)) == content("", ("content",)) == ""
    for bad in (1, "\ud800"):
        with pytest.raises(BadInput) as refused:
            content(bad, ("content",))
        assert refused.value.path == ("content",)


def test_an_entry_is_markdown_unless_it_is_said() -> None:
    assert media_type(None, ("mediaType",)) == "text/markdown"
    assert media_type("text/plain", ("mediaType",)) == "text/plain"
    for bad in ("", " ", "x" * 128, 1):
        with pytest.raises(BadInput):
            media_type(bad, ("mediaType",))


def test_users_make_no_episodic_store() -> None:
    assert store_kind(None, ("kind",)) == "KNOWLEDGE"
    assert store_kind("SKILLS", ("kind",)) == "SKILLS"
    for bad in ("EPISODIC", "OTHER", 1):
        with pytest.raises(BadInput) as refused:
            store_kind(bad, ("kind",))
        assert refused.value.path == ("kind",)
