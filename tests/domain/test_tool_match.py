"""Tool matches: what may be written, and which tools fit."""

from typing import Any

import pytest

from backend.domain.errors import BadInput
from backend.domain.tool_match import fits, patterns, tool_match

TOOL = {"name": "search_Web", "title": None, "description": "Finds Straßen."}


def rule(match: str, value: str, attribute: str = "NAME", **more: Any) -> dict[str, Any]:
    return {"attribute": attribute, "match": match, "value": value, **more}


def met(*rules: dict[str, Any], operator: str | None = None) -> bool:
    match = tool_match({"operator": operator, "rules": list(rules)}, ("include",))
    return fits(match, TOOL, lambda pattern, text, exactly: (pattern, exactly) == (text, True))


@pytest.mark.parametrize(
    ("match", "value", "fitting"),
    [
        ("EXACT", "SEARCH_WEB", True),
        ("EXACT", "search", False),
        ("CONTAINS", "ch_w", True),
        ("STARTS_WITH", "Search", True),
        ("STARTS_WITH", "web", False),
        ("ENDS_WITH", "WEB", True),
        ("ENDS_WITH", "search", False),
        ("REGEX", "search_Web", False),
    ],
)
def test_case_does_not_count_unless_it_is_said(match: str, value: str, fitting: bool) -> None:  # noqa: FBT001
    assert met(rule(match, value)) is fitting
    assert met(rule(match, "search_Web", caseSensitive=True))
    assert not met(rule(match, "SEARCH_WEB", caseSensitive=True))


def test_all_rules_must_hold_or_one() -> None:
    yes, no = rule("CONTAINS", "web"), rule("CONTAINS", "mail")
    assert met(yes)
    assert not met(yes, no)
    assert not met(yes, no, operator="AND")
    assert met(no, yes, operator="OR")
    assert not met(no, operator="OR")


def test_a_title_that_is_missing_is_empty_and_letters_fold() -> None:
    assert not met(rule("CONTAINS", "a", "TITLE"))
    assert met(rule("EXACT", "", "TITLE"))
    assert met(rule("CONTAINS", "STRASSEN", "DESCRIPTION"))


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ([], ()),
        ({}, ("rules",)),
        ({"rules": []}, ("rules",)),
        ({"rules": [rule("EXACT", "x")] * 51}, ("rules",)),
        ({"rules": ["x"]}, ("rules", 0)),
        ({"rules": [{"attribute": "NAME", "match": "EXACT"}]}, ("rules", 0, "value")),
        ({"rules": [rule("EXACT", "x"), rule("LIKE", "x")]}, ("rules", 1, "match")),
        ({"rules": [rule("EXACT", "x", "HANDLE")]}, ("rules", 0, "attribute")),
        ({"rules": [rule("EXACT", "x" * 1001)]}, ("rules", 0, "value")),
        ({"rules": [rule("EXACT", "x", caseSensitive=1)]}, ("rules", 0, "caseSensitive")),
        ({"rules": [rule("EXACT", "x", other=1)]}, ("rules", 0, "other")),
        ({"operator": "XOR", "rules": [rule("EXACT", "x")]}, ("operator",)),
        ({"any": 1}, ("any",)),
    ],
)
def test_what_cannot_be_meant_names_its_place(given: Any, path: tuple[str | int, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        tool_match(given, ("include",))
    assert refused.value.path == ("include", *path)


def test_the_patterns_are_told_with_their_places() -> None:
    match = tool_match({"rules": [rule("EXACT", "a"), rule("REGEX", "b+")]}, ("include",))
    assert list(patterns(match, ("include",))) == [("b+", ("include", "rules", 1, "value"))]
