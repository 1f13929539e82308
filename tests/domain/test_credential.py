"""What a secret shows to a host, by its kind."""

import pytest

from backend.domain.credential import authorization, plain
from backend.domain.sealed import Sealed
from backend.domain.secret import SecretKind

HELD = {
    "VALUE": {"value": Sealed("Token t")},
    "BEARER": {"token": Sealed("t")},
    "BASIC": {"user": Sealed("ü"), "password": Sealed("")},
    "OAUTH": {"accessToken": Sealed("t"), "clientSecret": Sealed("c")},
    "ENV": {"A": Sealed("b")},
    "GROUP": {},
}


@pytest.mark.parametrize(
    ("kind", "shown", "text"),
    [
        ("VALUE", "Token t", "Token t"),
        ("BEARER", "Bearer t", "t"),
        ("BASIC", "Basic w7w6", "ü:"),
        ("OAUTH", "Bearer t", "t"),
        ("ENV", None, None),
        ("GROUP", None, None),
    ],
)
def test_each_kind_is_shown_in_its_way(kind: str, shown: str | None, text: str | None) -> None:
    held = HELD[kind]
    assert authorization(SecretKind[kind], held) == (shown and Sealed(shown))
    assert plain(SecretKind[kind], held) == (text and Sealed(text))


def test_an_oauth_secret_without_an_access_token_shows_nothing() -> None:
    assert authorization(SecretKind.OAUTH, {"refreshToken": Sealed("r")}) is None
