"""Templates say what they are given, refuse what there is not, and cannot do much."""

import time
from typing import Any

import pytest

from backend.platform.template import Budget, Form, TemplateError, references, rendered

LONG = "x" * 5_000


@pytest.mark.parametrize(
    ("template", "scope", "said"),
    [
        ("no { template }", {}, "no { template }"),
        ("Hi {{ a.b | upcase }}", {"a": {"b": "bo"}}, "Hi BO"),
        ("{% for i in list %}{{ i }},{% endfor %}", {"list": [1, 2]}, "1,2,"),
        ("{% if none %}a{% else %}b{% endif %}", {}, "b"),
        ("{{ none | default: 'd' }}", {}, "d"),
        ("{{ a | json }}", {"a": {"b": [None]}}, '{"b": [null]}'),
        ("{% raw %}{{ a }}{% endraw %}", {}, "{{ a }}"),
        ("{{ '2026-01-31' | date: '%d.%m.%Y' }}", {}, "31.01.2026"),
    ],
)
def test_a_template_says_its_values(template: str, scope: dict[str, Any], said: str) -> None:
    assert rendered(template, scope) == said


@pytest.mark.parametrize(
    "template",
    [
        "{{ none }}",
        "{{ a.none }}",
        "{{ a | none }}",
        "{% if %}",
        "{{ a",
        "{% include 'x' %}",
        "{% render 'x' %}",
        "{{ 1 | divided_by: 0 }}",
        "{% for i in (1..100000000000) reversed %}{% endfor %}",
        "{% for i in (1..9000) %}{% for j in (1..9000) %}{% endfor %}{% endfor %}",
        "{% for i in (1..5000) %}{{ long }}{% endfor %}",
        "{{ (1..1000000000) | join: '' }}",
        "{{ 'x' | replace: 'x', long | replace: 'x', long | replace: 'x', long }}",
        "{% assign n = 9 %}{% for i in (1..1000) %}{% assign n = n | times: n %}{% endfor %}",
        "{% assign a = 'x' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}",
        "{{ 'now' | date: '%999999999d' }}",
        "{% for i in (1..60) %}" + "{% if a %}{% endif %}" * 8_000 + "{% endfor %}",
        "{% for i in (1..8192) %}" + "{% assign x = i | plus: 1 %}" * 35 + "{% endfor %}",
        "{% for i in (1..9000) %}{% endfor %}" * 9,
        "{% assign b = many | uniq %}",
        "{% assign b = long | url_encode %}" * 2_000,
        "{{ a.b" + " | plus: 1" * 20_000 + "}}",
        "{% if a %}" * 50 + "{% endif %}" * 50,
    ],
    ids=lambda each: each[:40],
)
def test_what_does_not_hold_or_does_too_much_is_refused_soon(template: str) -> None:
    began = time.process_time()
    with pytest.raises(TemplateError) as refused:
        rendered(template, {"a": {"b": 1}, "long": LONG, "many": [str(each) for each in range(20_000)]})
    assert time.process_time() - began < 2
    assert LONG[:50] not in refused.value.message


def test_a_long_prompt_says_much() -> None:
    tools = [{"name": f"tool {each}", "does": LONG[:100]} for each in range(500)]
    line = "- {{ t.name | upcase }}: {{ t.does }}"
    loop = "{% for t in tools %}{% if t.does %}" + line + "{% endif %}{% endfor %}"
    said = rendered("Plain words. " * 10_000 + loop * 3, {"tools": tools})
    assert said.count("- TOOL 499: x") == 3


def test_templates_share_a_budget() -> None:
    template, budget = "{% for i in (1..1000) %}{{ i | plus: 1 }}{% endfor %}", Budget(170_000)
    for _ in range(2):
        assert rendered(template, {}, budget=budget).endswith("1001")
    with pytest.raises(TemplateError, match="too much"):
        rendered(template, {}, budget=budget)
    assert rendered(template, {}).endswith("1001")


@pytest.mark.parametrize(
    ("form", "template", "said"),
    [
        (Form.TEXT, "{{ a }}", 'ü/ "&\n'),
        (Form.QUERY, "a={{ a }}&b", "a=%C3%BC%2F%20%22%26%0A&b"),
        (Form.QUERY, "{{ none }}{% echo n %}|{{ t }}", "|true"),
        (Form.QUERY, "{{ a | url_encode }}", "%C3%BC%2F%20%22%26%0A"),
        (Form.QUERY, "{{ a | url_encode | append: '/' }}", "%25C3%25BC%252F%2520%2522%2526%250A%2F"),
        (Form.PATH, "/{{ a }}/{% raw %}{{{% endraw %}", "/%C3%BC%2F%20%22%26%0A/{{"),
        (
            Form.JSON,
            '["{{ a }}", {{ l }}, {{ n }}, {{ t }}]',
            '["\\u00fc/ \\"&\\n", [1, {"b": 2}], null, true]',
        ),
        (Form.JSON, "[{{ a | json }}]", '["\\u00fc/ \\"&\\n"]'),
        (Form.JSON, '"{{ a | json | upcase }}"', '"\\"\\\\U00FC/ \\\\\\"&\\\\N\\""'),
        (Form.JSON, "{% for i in (1..2) %}{{ i }},{% endfor %}0", "1,2,0"),
    ],
)
def test_a_value_stands_in_a_template_as_its_form_has_it(form: Form, template: str, said: str) -> None:
    scope = {"a": 'ü/ "&\n', "l": [1, {"b": 2}], "n": None, "none": None, "t": True, "self": 1}
    assert rendered(template, scope, form) == said


@pytest.mark.parametrize("form", Form)
def test_what_there_is_not_is_refused_in_every_form(form: Form) -> None:
    for template in ("{{ none }}", "{% echo a.none %}"):
        with pytest.raises(TemplateError, match="undefined"):
            rendered(template, {"a": {}}, form)


@pytest.mark.parametrize("value", ["", None, []])
def test_a_value_in_a_path_is_never_empty(value: object) -> None:
    with pytest.raises(TemplateError, match="line 1: a value in a path may not be empty"):
        rendered("/a/{{ x }}", {"x": value}, Form.PATH)


def test_a_template_tells_which_values_it_names() -> None:
    template = (
        "{{ a.b }} {{ c['d.e'] | append: f }} {% for i in list %}{{ i.x }}{% endfor %}{{ g[h].i }}"
        "{% if j == k.l %}{% endif %}{% assign m = n.o %}{{ m.p }}"
    )
    told = {("a", "b"), ("c", "d.e"), ("f",), ("list",), ("g",), ("h",), ("j",), ("k", "l"), ("n", "o")}
    assert references(template) == told
    assert references("{ a.b }") == set()
    with pytest.raises(TemplateError):
        references("{{ a")
