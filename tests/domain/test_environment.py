"""Environments: what is installed, who is reached, and which variables there are, within limits."""

from typing import Any

import pytest

from backend.domain.environment import ENVIRONMENT_LAWS
from backend.domain.errors import BadInput
from backend.domain.law import lawful


def test_what_is_given_is_kept_in_its_form() -> None:
    given = {
        "base_image": "python:3.12",
        "packages": {"pip": ["requests>=2", "x ; python_version<'4'"], "apt": []},
        "network": {
            "unrestricted": False,
            "allowedHosts": ["A.example", "*.b.example", "a.example"],
            "deniedHosts": None,
        },
        "variables": {"A": "", "B": "ä\n"},
    }
    kept = lawful(given, ENVIRONMENT_LAWS)
    assert kept == {
        **given,
        "network": {"unrestricted": False, "allowedHosts": ["a.example", "*.b.example"]},
    }


def test_null_is_nothing_of_each() -> None:
    assert lawful(dict.fromkeys(ENVIRONMENT_LAWS), ENVIRONMENT_LAWS) == {
        "base_image": None,
        "packages": {},
        "network": {},
        "variables": {},
    }


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"base_image": "-v"}, ("baseImage",)),
        ({"base_image": ""}, ("baseImage",)),
        ({"packages": ["a"]}, ("packages",)),
        ({"packages": {"brew": []}}, ("packages", "brew")),
        ({"packages": {"pip": "a"}}, ("packages", "pip")),
        ({"packages": {"pip": ["a", 1]}}, ("packages", "pip", 1)),
        ({"packages": {"pip": ["--index-url=x"]}}, ("packages", "pip", 0)),
        ({"packages": {"pip": ["a\nb"]}}, ("packages", "pip", 0)),
        ({"packages": {"pip": ["a"] * 251, "npm": ["a"] * 250}}, ("packages",)),
        ({"network": {"hosts": []}}, ("network", "hosts")),
        ({"network": {"allowedHosts": ["https://a"]}}, ("network", "allowedHosts", 0)),
        ({"network": {"unrestricted": "yes"}}, ("network", "unrestricted")),
        ({"variables": {"A": 1}}, ("variables", "A")),
        ({"variables": {"A": "\0"}}, ("variables", "A")),
        ({"variables": {"A=B": "c"}}, ("variables",)),
        ({"variables": {f"A{each}": "" for each in range(201)}}, ("variables",)),
        ({"variables": {"A": "x" * 65_536}}, ("variables",)),
    ],
)
def test_what_cannot_be_meant_names_its_place(given: Any, path: tuple[str | int, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        lawful(given, ENVIRONMENT_LAWS)
    assert refused.value.path == path
