"""Which URLs may be stored."""

import pytest

from backend.domain.errors import BadInput
from backend.domain.url import LONGEST, origin, url, url_template

PATH = ("input", "url")


@pytest.mark.parametrize(
    "good",
    [
        "https://example.com",
        "HTTP://Example.com:8080/a/b?c=d@e&f=%23",
        "http://localhost:65535",
        "http://host:/",
        "http://127.0.0.1/",
        "http://[::1]:8000/mcp",
        "https://bücher.example/straße",
        "https://host?query",
        "https://host/" + "x" * (LONGEST - 13),
    ],
)
def test_a_url_is_kept_as_it_was_written(good: str) -> None:
    assert url(good, PATH) == good


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (None, "must be a URL"),
        (5, "must be a URL"),
        ("https://host/" + "x" * (LONGEST - 12), "up to 2,000 characters"),
        ("", "must begin with http"),
        ("example.com/canary", "must begin with http"),
        ("ftp://host/canary", "must begin with http"),
        ("file:///canary", "must begin with http"),
        ("javascript:canary", "must begin with http"),
        ("https:/host/canary", "must begin with http"),
        ("https:///canary", "must begin with http"),
        ("//host/canary", "must begin with http"),
        ("https://user:canary@host/", "no user and no password"),
        ("https://canary@host/", "no user and no password"),
        ("https://@host/", "no user and no password"),
        ("https://a@b@host/", "no user and no password"),
        ("https://host/#canary", "no fragment"),
        ("https://host#", "no fragment"),
        (" https://host/canary", "no space"),
        ("https://host/can ary", "no space"),
        ("https://host/\ncanary", "no space"),
        ("https://ho\tst/", "no space"),
        ("https://host/\x00", "control character"),
        ("https://host/\x7f", "control character"),
        ("https://host/\x85", "control character"),
        ("https://host/\u2028", "control character"),
        ("https://host/\ud800", "control character"),
        ("https://host\\@canary/", "backslash"),
        ("https://host:65536/", "port of up to 65535"),
        ("https://host:canary/", "must name a host"),
        ("https://host:80:80/", "must name a host"),
        ("https://:80/", "must name a host"),
        ("https://ho%73t/", "must name a host"),
        ("https://[canary]/", "must name a host"),
        ("https://[::1/", "must name a host"),
        ("https://[fe80::1%25eth0]/", "must name a host"),
        ("https://[::1]x/", "must name a host"),
    ],
)
def test_another_is_refused_with_its_path_and_not_repeated(bad: object, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint) as refusal:
        url(bad, PATH)
    assert refusal.value.path == PATH
    assert "canary" not in refusal.value.message


@pytest.mark.parametrize(
    "text", ["https://a.example", "http://{{ variables.host }}/v1", "https://a.example/{{session.id}}/x"]
)
def test_a_url_may_hold_liquid_behind_its_scheme(text: str) -> None:
    assert url_template(text, ("baseUrl",)) == text


@pytest.mark.parametrize(
    "text",
    [
        "{{ variables.url }}",
        "ftp://a.example",
        "https://{{ secrets.user }}:x@a.example",
        "https://a.example/a b",
        "https://a.example/{{ open",
        "https://a.example/" + "x" * 2_000,
        7,
    ],
)
def test_a_url_that_cannot_be_meant_is_refused(text: object) -> None:
    with pytest.raises(BadInput) as refused:
        url_template(text, ("baseUrl",))
    assert refused.value.path == ("baseUrl",)


@pytest.mark.parametrize(
    ("template", "begun"),
    [
        ("https://a.example:8/b?c#d", "https://a.example:8"),
        ("HTTP://a.example?b/c", "HTTP://a.example"),
        ("https://{{ a | split: '/' | first }}.b/{{ c }}", "https://{{ a | split: '/' | first }}.b"),
        ("https://a@b/", "https://a@b"),
        ("/a/https://b", ""),
        ("ftp://a", ""),
        ("", ""),
    ],
)
def test_a_template_begins_with_scheme_and_host_as_they_are_written(template: str, begun: str) -> None:
    assert origin(template) == begun
