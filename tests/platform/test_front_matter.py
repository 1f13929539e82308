"""Front matter: read as it is written, however it is meant to hurt."""

from time import monotonic

import pytest

from backend.platform.front_matter import LONGEST, FrontMatterError, joined, parted
from backend.platform.plain_yaml import DEEPEST


def front(source: str) -> dict[str, str]:
    return dict(parted(f"---\n{source}\n---\nBody").named)


def test_a_text_is_parted_from_its_front_matter() -> None:
    found = parted("---\nname: Sums\ndescription: >\n  How to\n  add.\n---\n\n# Sums\n---\nAdd.\n")
    assert found.named == {"name": "Sums", "description": "How to add.\n"}
    assert found.body == "# Sums\n---\nAdd.\n"


@pytest.mark.parametrize(
    "text", ["", "# Sums\n", "name: Sums\n---\n", "----\nname: x\n----\n", "\n---\na: b\n---"]
)
def test_a_text_without_front_matter_is_a_body(text: str) -> None:
    found = parted(text)
    assert (found.named, found.body) == ({}, text)


def test_marks_and_line_ends_of_other_systems_are_understood() -> None:
    found = parted("\ufeff---  \r\nname: Sums\r\n---\r\n\r\nAdd.\r\n")
    assert (found.named, found.body) == ({"name": "Sums"}, "Add.\r\n")


def test_values_are_taken_as_they_are_written() -> None:
    source = "a: 2024\nb: 2024-13-45\nc: yes\nd: '1'\ne: 1:1:1\nf: .inf\ng: 0x1F\n1: one\nh: Ä\n'': empty"
    values = {"a": "2024", "b": "2024-13-45", "c": "yes", "d": "1", "e": "1:1:1", "f": ".inf", "g": "0x1F"}
    assert front(source) == {**values, "1": "one", "h": "Ä", "": "empty"}


def test_what_is_no_single_value_is_left_out() -> None:
    source = "name: Sums\na: [1, 2]\nb: {c: d}\n? [e, f]\n: g\nh:\ni: null\nj: ~"
    assert front(source) == {"name": "Sums"}
    assert front("") == front("# nothing") == {}


@pytest.mark.parametrize(
    "source",
    [
        "name: a: b",
        "name: [",
        "just text",
        "- a\n- b",
        "a: &x 1\nb: *x",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: '\x07'",
        "a: \ud800",
        "x: " + "y" * LONGEST,
        "a: " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        "a:\n" + "".join(f"{' ' * each}- \n" for each in range(1, DEEPEST + 2)),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(source: str) -> None:
    with pytest.raises(FrontMatterError) as refused:
        parted(f"---\n{source}\n...\n---\n")
    assert "\n" not in str(refused.value)


def test_front_matter_must_end() -> None:
    with pytest.raises(FrontMatterError, match="no line"):
        parted("---\nname: x\n")


@pytest.mark.parametrize(
    "value",
    ["!!int ''", "!!timestamp x", "!!bool x", "!!binary '%'", "!!python/object:os.system x", "9" * 9_000],
)
def test_no_tag_makes_anything_of_a_value(value: str) -> None:
    assert list(front(f"name: {value}")) == ["name"]


@pytest.mark.parametrize("unit", ["[", "{", "- ", "? ", "a: ", "!!x ", "&a ", "'", "|\n", "[a, "])
def test_nothing_takes_long_to_read(unit: str) -> None:
    begun = monotonic()
    with pytest.raises(FrontMatterError):
        parted(f"---\n{unit * ((LONGEST - 10) // len(unit))}\n'\n---\n")
    assert monotonic() - begun < 2


@pytest.mark.parametrize(
    "text", ["Sums", "a: b", "- x", "---", "'", '"', "#", "yes", "2024", "Ä\n\nb", " x ", "\t"]
)
def test_what_is_joined_is_parted_the_same(text: str) -> None:
    for body in ("---\nBody", "\n\nBody\n", "", " \u2028---\u2028 "):
        found = parted(joined({"name": text, "description": text}, body))
        assert (found.named, found.body) == ({"name": text, "description": text}, body)
