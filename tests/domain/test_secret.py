"""What a secret may hold: the keys of its kind, all together, and nothing that would break a request."""

from typing import Any

import pytest

from backend.domain.errors import BadInput
from backend.domain.sealed import Sealed, revealed
from backend.domain.secret import LARGEST, SecretKind, check_expiry, held, server_of

PATH = ("value",)


def sealed(given: dict[str, Any]) -> dict[str, Any]:
    """The texts of an input as it is coerced."""
    return {
        name: Sealed(each) if isinstance(each, str) else sealed(each) if isinstance(each, dict) else each
        for name, each in given.items()
    }


def holds(kind: str, given: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, str]:
    return revealed(held(SecretKind[kind], sealed(given), PATH, sealed(before or {})))


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("VALUE", {"value": "line\nbreak"}),
        ("BEARER", {"token": "t"}),
        ("BASIC", {"user": "u", "password": ""}),
        ("OAUTH", {"accessToken": "a", "refreshToken": "r", "clientSecret": "c"}),
        ("GROUP", {}),
    ],
)
def test_a_secret_holds_what_its_kind_is_given(kind: str, given: dict[str, str]) -> None:
    assert holds(kind, given) == given
    assert holds(kind, {**given, **dict.fromkeys(["variables"])}) == given


def test_variables_are_held_by_their_names() -> None:
    assert holds("ENV", {"variables": {"A": "1", "b.c": ""}}) == {"A": "1", "b.c": ""}
    assert holds("ENV", {"variables": {}}) == {}


def test_of_oauth_what_is_left_out_stays_and_null_takes_it_away() -> None:
    before = {"accessToken": "a", "refreshToken": "r", "clientSecret": "c"}
    assert holds("OAUTH", {"accessToken": "n", "refreshToken": None}, before) == {
        "accessToken": "n",
        "clientSecret": "c",
    }
    assert holds("OAUTH", {}, before) == before


@pytest.mark.parametrize(
    ("kind", "given", "path"),
    [
        ("VALUE", {}, ("value", "value")),
        ("VALUE", {"value": ""}, ("value", "value")),
        ("VALUE", {"value": "canary\0"}, ("value", "value")),
        ("VALUE", {"value": "canary\ud800"}, ("value", "value")),
        ("VALUE", {"value": "v", "token": "canary"}, ("value", "token")),
        ("BEARER", {"token": "canary\n"}, ("value", "token")),
        ("BEARER", {"value": "canary"}, ("value", "value")),
        ("BASIC", {"user": "canary"}, ("value", "password")),
        ("BASIC", {"user": "can:ary", "password": "canary"}, ("value", "user")),
        ("BASIC", {"user": "", "password": "canary"}, ("value", "user")),
        ("OAUTH", {"accessToken": "a\x7fcanary"}, ("value", "accessToken")),
        ("OAUTH", {"token": "canary"}, ("value", "token")),
        ("ENV", {"variables": {"canary=1": "canary"}}, ("value", "variables")),
        ("ENV", {"variables": {"A": "canary\0"}}, ("value", "variables", "A")),
        ("ENV", {"variables": {"": "canary"}}, ("value", "variables")),
        ("GROUP", {"value": "canary"}, ("value", "value")),
        ("VALUE", {"value": "canary" * LARGEST}, ("value",)),
    ],
)
def test_what_it_cannot_hold_is_named_and_never_repeated(
    kind: str, given: dict[str, Any], path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        holds(kind, given)
    assert refused.value.path == path
    assert "canary" not in refused.value.message


def test_only_oauth_expires() -> None:
    check_expiry(SecretKind.OAUTH, "a moment")
    check_expiry(SecretKind.BEARER, None)
    with pytest.raises(BadInput) as refused:
        check_expiry(SecretKind.BEARER, "a moment")
    assert refused.value.path == ("expiresAt",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/mcp", "HTTPS://A.Example/mcp/", True),
        ("https://a.example", "https://a.example/", True),
        ("https://a.example/A", "https://a.example/a", False),
        ("https://a.example:8443/", "https://a.example/", False),
        ("https://a.example?q=A", "https://a.example?q=a", False),
    ],
)
def test_a_server_is_known_however_its_url_is_spelt(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    servers = {server_of("BEARER", {"serverUrl": each}) for each in (one, other)}
    assert len(servers) == (1 if same else 2)


def test_only_credentials_are_for_a_server() -> None:
    assert server_of("VALUE", {"serverUrl": "https://a.example"}) is None
    assert server_of("OAUTH", {}) is None
