"""The request of a tool over HTTP: what templates make of arguments, and what they may not."""

from typing import Any

import httpx2
import orjson
import pytest
from hypothesis import assume, given, settings, strategies as st

from backend.domain.sealed import Sealed
from backend.runtime.tools.base import ToolError
from backend.runtime.tools.http_request import LONGEST_URL, Draft
from backend.store.tool_header import Withheld
from backend.store.tool_secret import Opened

NOTHING = Opened(Withheld({}, {}), {}, None, ())
BASE = "https://api.example.com/v1"


def draft(config: dict[str, Any], arguments: dict[str, Any] | None = None, **beyond: Any) -> Draft:
    return Draft({"baseUrl": BASE, **config}, arguments or {}, {"variables": {}, "session": {}, **beyond})


def target(made: Draft, opened: Opened = NOTHING) -> str:
    """What follows the host in the URL."""
    return made.url(made.address(), opened).removeprefix("https://api.example.com")


def refusal(made: Draft, opened: Opened = NOTHING) -> ToolError:
    with pytest.raises(ToolError) as caught:
        _ = (target(made, opened), made.headers(opened, "key"), made.body(opened))
    return caught.value


@pytest.mark.parametrize(
    ("base", "path", "joined"),
    [
        (BASE, None, "/v1"),
        (BASE, "", "/v1"),
        (BASE, "/", "/v1/"),
        (BASE, "x", "/v1/x"),
        (BASE, "/x/", "/v1/x/"),
        (f"{BASE}/", "/x", "/v1/x"),
        (f"{BASE}?a=b", "/x?c=d", "/v1/x?a=b&c=d"),
        (f"{BASE}?a=b", "?c=d", "/v1?a=b&c=d"),
        ("https://api.example.com", None, "/"),
        ("https://api.example.com", "/a b/ü#c?d e", "/a%20b/%C3%BC%23c?d%20e"),
        ("https://api.example.com", "/%41%2f/100%", "/%41%2f/100%"),
        ("https://old.example.com", f"{BASE}/x", "/v1/x"),
        ("https://api.example.com/{{ variables.tenant }}", "/x", "/a%2Fb/x"),
    ],
)
def test_the_path_goes_on_from_the_base(base: str, path: str | None, joined: str) -> None:
    config = {"baseUrl": base} | ({} if path is None else {"path": path})
    assert target(draft(config, variables={"tenant": "a/b"})) == joined


@pytest.mark.parametrize(
    "value",
    [
        "..",
        ".",
        "../x",
        "a/../b",
        "a/..",
        "..\\x",
        "%2e%2e",
        "%252e%252E",
        "..;a=b",
        ".;",
        "a%2f..%2fb",
        "a\\.\\b",
    ],
)
def test_no_value_steps_up(value: str) -> None:
    assert refusal(draft({"path": "/a/{{ x }}/b"}, {"x": value})).code == "INVALID_ARGUMENTS"
    assert target(draft({"query": "x={{ x }}"}, {"x": value})).startswith("/v1?x=")


@pytest.mark.parametrize("path", ["/a/../b", "/./a", "/a/{{ x }}./b", "/a/.{{ x }}"])
def test_a_path_steps_up_in_no_other_way(path: str) -> None:
    assert refusal(draft({"path": path}, {"x": "."})).code == "INVALID_ARGUMENTS"


def test_a_query_may_be_written_on_several_lines() -> None:
    config = {"query": "?a={{ a }}\n  &b={{ b }}\n{% if c %}&c=1{% endif %}\n"}
    assert target(draft(config, {"a": "x\ny", "b": None, "c": True})) == "/v1?a=x%0Ay&b=&c=1"


@pytest.mark.parametrize(
    ("config", "left"),
    [
        ({}, "?a=1&b=2"),
        ({"path": "/{{ a }}"}, "/1?b=2"),
        ({"path": "/{{ arguments.a }}"}, "/1?b=2"),
        ({"headers": {"X": "{{ b }}"}}, "?a=1"),
        ({"headers": {"X": "{{ arguments | json }}"}}, ""),
        ({"query": ""}, ""),
        ({"query": "c=3"}, "?c=3"),
        ({"setHeaders": {"X": "{{ variables.a }}"}}, "?a=1&b=2"),
    ],
    ids=str,
)
def test_the_arguments_that_are_left_are_the_query(config: dict[str, Any], left: str) -> None:
    assert target(draft(config, {"a": "1", "b": 2})) == f"/v1{left}"


@pytest.mark.parametrize(
    ("config", "body"),
    [
        ({}, b'{"a":"x y","b":[1,"&"]}'),
        ({"path": "/{{ a }}"}, b'{"b":[1,"&"]}'),
        ({"query": "a={{ a }}"}, b'{"b":[1,"&"]}'),
        ({"bodyType": "application/merge-patch+json"}, b'{"a":"x y","b":[1,"&"]}'),
        ({"bodyType": "application/x-www-form-urlencoded; charset=utf-8"}, b"a=x%20y&b=1&b=%26"),
        ({"bodyType": "application/x-www-form-urlencoded", "body": "q={{ b[1] }}"}, b"q=%26"),
        ({"bodyType": "text/plain", "body": '{{ a }} "{{ b[1] }}"'}, b'x y "&"'),
        ({"body": ' {"a": {{ a | json }}, "b": {{ b }}} '}, b' {"a": "x y", "b": [1, "&"]} '),
        ({"body": ""}, None),
    ],
    ids=str,
)
def test_a_body_is_what_its_type_and_template_make_of_arguments(
    config: dict[str, Any], body: bytes | None
) -> None:
    made = draft({"method": "POST", **config}, {"a": "x y", "b": [1, "&"]})
    if body is None:
        assert refusal(made).message == "The tool's body is no JSON with these arguments."
    else:
        assert made.body(NOTHING) == body
        assert made.headers(NOTHING, "k")["Content-Type"] == config.get("bodyType", "application/json")


def test_a_text_in_json_adds_nothing_to_it() -> None:
    made = draft({"method": "PUT", "body": '{"a": "{{ a }}"}'}, {"a": '", "admin": true, "b": "\\'})
    assert orjson.loads(made.body(NOTHING) or b"") == {"a": '", "admin": true, "b": "\\'}
    bare = draft({"method": "PUT", "body": '{"a": {{ a }}}'}, {"a": '1, "admin": true'})
    assert refusal(bare).code == "INVALID_REQUEST"


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_method_without_a_body_has_none(method: str) -> None:
    made = draft({"method": method}, {"a": 1})
    assert made.body(NOTHING) is None
    assert "Content-Type" not in made.headers(NOTHING, "k")


def test_headers_of_the_tool_count_more_than_those_of_its_set_whatever_their_case() -> None:
    made = draft(
        {
            "method": "POST",
            "setHeaders": {"X-A": "set", "X-B": "set", "content-type": "set", "X-Token": "•••"},
            "headers": {"x-a": "tool {{ a }}", "X-B": " ", "Authorization": "•••", "x-token": "•••"},
        },
        {"a": "ü"},
        variables={"plan": "gold"},
    )
    withheld = Withheld(
        {"authorization": Sealed("Bearer {{ variables.plan }}"), "x-token": Sealed("tool's")},
        {"x-token": Sealed("set's")},
    )
    assert made.signed()
    assert made.headers(Opened(withheld, {}, None, ()), "k") == {
        "Idempotency-Key": "k",
        "x-a": "tool ü",
        "content-type": "set",
        "Authorization": "Bearer gold",
        "x-token": "tool's",
    }


def test_a_set_knows_no_argument() -> None:
    assert refusal(draft({"setHeaders": {"X": "{{ a }}"}}, {"a": "1"})).code == "INVALID_REQUEST"


def test_no_argument_stands_for_a_secret_the_session_or_its_variables() -> None:
    config = {"query": "{{ secrets.a }},{{ session.id }},{{ variables.b }},{{ arguments.session }}"}
    arguments = {"secrets": {"a": "x"}, "session": "mine", "variables": {"b": "x"}, "arguments": "x"}
    opened = Opened(Withheld({}, {}), {("a",): Sealed("s")}, None, ())
    made = draft(config, arguments, session={"id": "ses"}, variables={"b": "v"})
    assert target(made, opened) == "/v1?s,ses,v,mine"
    assert refusal(made).code == "INVALID_REQUEST"


def test_secrets_are_found_by_every_way_in_which_they_are_named() -> None:
    opened = Opened(
        Withheld({}, {}),
        {("a", "b"): Sealed("1"), ("a.b",): Sealed("2"), ("a", "c"): Sealed("3"), ("d-e",): Sealed("4")},
        Sealed("Bearer t"),
        (),
    )
    config = {"query": "{{ secrets.a.b }}{{ secrets['a.b'] }}{{ secrets.a.c }}{{ secrets.d-e }}"}
    assert target(draft(config), opened) == "/v1?1234"
    assert draft({}).headers(opened, "k")["Authorization"] == "Bearer t"


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\x00b", "a\x7fb", "a\u2028b"])
def test_a_header_holds_no_line_break_whoever_writes_it(value: str) -> None:
    opened = Opened(Withheld({"x-token": Sealed(value)}, {}), {("s",): Sealed(value)}, Sealed(value), ())
    for config in (
        {"headers": {"X": "{{ a }}"}},
        {"headers": {"X": "{{ secrets.s }}"}},
        {"headers": {"X-Token": "•••"}},
        {},
    ):
        error = refusal(draft(config, {"a": value}), opened)
        assert error.code == "INVALID_REQUEST"
        assert value not in error.message
    assert refusal(draft({"method": "POST", "bodyType": value, "body": "x"})).code == "INVALID_REQUEST"


def test_a_withheld_header_that_cannot_be_filled_is_not_repeated() -> None:
    for text in ("pass{{word", "{{ canary }}"):
        opened = Opened(Withheld({"x-token": Sealed(text)}, {}), {}, None, ())
        error = refusal(draft({"headers": {"X-Token": "•••"}}), opened)
        assert error.message == "The tool's header X-Token cannot be filled."


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"baseUrl": None}, "INVALID_URL"),
        ({"baseUrl": "ftp://a"}, "INVALID_URL"),
        ({"baseUrl": "https://a:99999"}, "INVALID_URL"),
        ({"baseUrl": "https://{{ variables.none }}"}, "INVALID_REQUEST"),
        ({"path": "/{{ none"}, "INVALID_REQUEST"),
        ({"query": "{{ none }}"}, "INVALID_REQUEST"),
        ({"headers": {"X": "{% nonsense %}"}}, "INVALID_REQUEST"),
        ({"path": "/{{ secrets.a }}"}, "INVALID_REQUEST"),
        ({"path": "/" + "x" * LONGEST_URL}, "INVALID_URL"),
    ],
    ids=lambda each: str(each)[:60],
)
def test_what_cannot_be_meant_is_told(config: dict[str, Any], code: str) -> None:
    assert refusal(draft(config)).code == code


TEXTS = st.text(min_size=1)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_whatever_a_text_is_it_moves_nothing_in_a_url(value: str) -> None:
    made = draft({"path": "/a/{{ x }}/b", "query": "c={{ x }}&d=e"}, {"x": value})
    try:
        url = httpx2.URL(made.url(made.address(), NOTHING))
    except ToolError:
        assume(False)  # noqa: FBT003  (it steps up: told of above)
    assert (url.scheme, url.host, url.port, url.userinfo) == ("https", "api.example.com", None, b"")
    assert url.path == f"/v1/a/{value}/b"
    assert url.raw_path.partition(b"?")[0].count(b"/") == 4
    assert url.params.multi_items() == [("c", value), ("d", "e")]


@given(VALUES)
@settings(deadline=None, max_examples=300)
def test_whatever_a_value_is_it_is_one_value_in_json(value: object) -> None:
    body = '{"a": {{ x | json }}, "b": "{{ y }}", "c": {{ z }}}'
    made = draft({"method": "POST", "body": body}, {"x": value, "y": str(value), "z": [value]})
    assert orjson.loads(made.body(NOTHING) or b"") == {"a": value, "b": str(value), "c": [value]}


@pytest.mark.parametrize("of", ["headers", "setHeaders", "body"])
def test_the_templates_of_a_request_together_do_no_more_than_one_may(of: str) -> None:
    loop = "{% for i in (1..2000) %}{% assign x = i %}{% endfor %}"
    headers = {f"x-{each}": f"{loop}a" for each in range(2)}
    config = {"method": "POST", "headers": headers, "query": f"{loop}a=b"}
    assert draft(config).headers(NOTHING, "key")["x-1"] == "a"
    more = {"body": f"{loop}{loop}{{}}"} if of == "body" else {of: {**headers, "x-2": loop * 2}}
    assert "does too much" in refusal(draft({**config, **more})).message
