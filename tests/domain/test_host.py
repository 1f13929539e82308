"""Hosts are exact, in lower case, and nothing else of a URL."""

import pytest

from backend.domain.errors import BadInput
from backend.domain.host import host, host_pattern

HERE = ("hosts", 0)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("api.example.com", "api.example.com"),
        ("API.Example.COM", "api.example.com"),
        ("localhost", "localhost"),
        ("my_service", "my_service"),
        ("127.0.0.1", "127.0.0.1"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ],
)
def test_a_host_is_kept_in_lower_case(given: str, kept: str) -> None:
    assert host(given, HERE) == host_pattern(given, HERE) == kept


@pytest.mark.parametrize(
    "given",
    ["", ".", "a.", "-a.example", "a..b", "https://a.example", "a.example:80", "a/b", "a b", "ä.example",
     "a\n", "*", "a" * 64, ".".join(["abc"] * 70), "u@a.example", "*.*.example", 1, None],
)  # fmt: skip
def test_what_is_no_host_is_refused(given: object) -> None:
    for law in (host, host_pattern):
        with pytest.raises(BadInput) as refused:
            law(given, HERE)
        assert refused.value.path == HERE


def test_only_a_pattern_may_stand_for_all_hosts_below_one() -> None:
    assert host_pattern("*.Example.com", HERE) == "*.example.com"
    with pytest.raises(BadInput):
        host("*.example.com", HERE)
