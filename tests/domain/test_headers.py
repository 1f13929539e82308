"""Headers: what looks like a secret is withheld, and what is shown can be written back."""

from typing import Any

import pytest

from backend.domain.errors import BadInput
from backend.domain.headers import LARGEST, MASK, Headers, headers
from backend.domain.sealed import Sealed, revealed

PATH = ("input", "headers")
CANARY = "canary-in-the-mine"
KEPT = Headers({"Accept": "text/plain", "X-Api-Key": MASK}, {"X-Api-Key": Sealed(CANARY)})


def parted(given: object, before: Headers | None = None) -> tuple[dict[str, str], dict[str, str]]:
    """The headers as they are shown, and those that are withheld, revealed."""
    made = headers(given, PATH, before)
    return dict(made.shown), revealed(made.withheld)


@pytest.mark.parametrize("wrap", [str, Sealed])
@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "proxy-authorization",
        "Cookie",
        "X-API-Key",
        "keys",
        "X-Auth-Token",
        "client-secret",
        "Password-2",
    ],
)
def test_a_value_whose_name_says_that_it_is_secret_is_withheld(name: str, wrap: Any) -> None:
    assert parted({name: wrap(CANARY)}) == ({name: MASK}, {name: CANARY})
    assert CANARY not in repr(headers({name: wrap(CANARY)}, PATH))


@pytest.mark.parametrize("name", ["Accept", "X-Trace", "set-cookie", "cookies", "authorization-mode", "etag"])
def test_any_other_is_shown(name: str) -> None:
    assert parted({name: Sealed("a value")}) == ({name: "a value"}, {})


@pytest.mark.parametrize(
    "value",
    ["{{ secrets.TOKEN }}", "Bearer {{secrets.github.token-2}}", "{{- secrets.A -}} {{ a.b }}"],
)
def test_a_value_that_names_a_secret_is_shown(value: str) -> None:
    assert parted({"Authorization": value}) == ({"Authorization": value}, {})


@pytest.mark.parametrize(
    "value",
    [
        "{{ variables.token }}",
        "{{ secrets }}",
        "{{ secrets. }}",
        "secrets.TOKEN",
        "{ secrets.TOKEN }",
        f"{{{{ secrets.A | append: '{CANARY}' }}}}",
    ],
)
def test_a_value_that_only_seems_to_name_one_is_withheld(value: str) -> None:
    assert parted({"Authorization": value}) == ({"Authorization": MASK}, {"Authorization": value})


def test_what_is_shown_can_be_written_back() -> None:
    assert parted(KEPT.shown, KEPT) == ({"Accept": "text/plain", "X-Api-Key": MASK}, {"X-Api-Key": CANARY})


def test_the_mask_keeps_a_value_whatever_the_case_of_its_name() -> None:
    assert parted({"x-api-key": Sealed(MASK), "ACCEPT": MASK}, KEPT) == (
        {"x-api-key": MASK, "ACCEPT": "text/plain"},
        {"x-api-key": CANARY},
    )


def test_a_new_value_takes_the_place_of_the_old_and_what_is_left_out_goes() -> None:
    assert parted({"X-Api-Key": "new"}, KEPT) == ({"X-Api-Key": MASK}, {"X-Api-Key": "new"})
    assert parted({"X-Api-Key": "{{ secrets.A }}"}, KEPT) == ({"X-Api-Key": "{{ secrets.A }}"}, {})
    assert parted({}, KEPT) == parted(None, KEPT) == ({}, {})


def test_the_mask_keeps_nothing_where_nothing_is() -> None:
    lost = Headers({"X-Api-Key": MASK}, {})
    for before in (None, lost):
        with pytest.raises(BadInput, match="there is none: write the value") as refusal:
            headers({"X-Api-Key": MASK}, PATH, before)
        assert refusal.value.path == (*PATH, "X-Api-Key")


def test_spaces_around_a_value_are_none_of_it() -> None:
    assert parted({"Accept": " \ta b\t "}) == ({"Accept": "a b"}, {})
    assert parted({"X-Api-Key": f" {MASK} "}, KEPT) == ({"X-Api-Key": MASK}, {"X-Api-Key": CANARY})


def test_limits_are_50_headers_of_8_kilobytes() -> None:
    many = {f"X-{number}": "x" for number in range(50)}
    large = {"X": "é" * (LARGEST // 2 - 1) + "x"}
    assert parted(many) == (many, {})
    assert parted(large) == (large, {})
    with pytest.raises(BadInput, match="up to 50"):
        headers(many | {"X-50": "x"}, PATH)
    with pytest.raises(BadInput, match="up to 8,192 bytes"):
        headers({"XY": large["X"]}, PATH)


@pytest.mark.parametrize(
    "value", ["\n", "\r\nX: y", "\r", "\0", "\x7f", "\x85", "\u2028", "\ud800", 5, None, ["a"]]
)
@pytest.mark.parametrize("name", ["Accept", "X-Api-Key"])
def test_a_value_that_cannot_be_sent_is_refused_and_not_repeated(name: str, value: object) -> None:
    given = value if not isinstance(value, str) else CANARY + value
    with pytest.raises(BadInput, match="A header's value") as refusal:
        headers({name: given}, PATH)
    assert refusal.value.path == (*PATH, name)
    assert CANARY not in refusal.value.message


@pytest.mark.parametrize("name", ["", "a b", "a:", "a\n", "é", "a/b", '"a"', f"Authorization: {CANARY}"])
def test_what_is_no_name_is_refused_and_not_repeated(name: str) -> None:
    with pytest.raises(BadInput, match="A header's name") as refusal:
        headers({name: "x"}, PATH)
    assert refusal.value.path == PATH
    assert CANARY not in refusal.value.message


@pytest.mark.parametrize(
    "name",
    ["Host", "content-length", "Connection", "keep-alive", "TE", "trailer", "Transfer-Encoding"],
)
def test_what_the_connection_writes_itself_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="leave it out") as refusal:
        headers({name: "x"}, PATH)
    assert refusal.value.path == (*PATH, name)


def test_a_name_is_given_once() -> None:
    with pytest.raises(BadInput, match="given twice"):
        headers({"Accept": "x", "accept": "y"}, PATH)


@pytest.mark.parametrize("given", ["Accept: x", ["Accept"], 5, {1: "x"}])
def test_headers_are_an_object(given: object) -> None:
    with pytest.raises(BadInput, match="must be an object"):
        headers(given, PATH)
