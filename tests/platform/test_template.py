"""Templates say what they are given, refuse what there is not, and cannot do much."""

import time
from typing import Any

import pytest

from backend.platform.template import TemplateError, rendered

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
        "{% if a %}" * 50 + "{% endif %}" * 50,
    ],
    ids=lambda each: each[:40],
)
def test_what_does_not_hold_or_does_too_much_is_refused_soon(template: str) -> None:
    began = time.process_time()
    with pytest.raises(TemplateError) as refused:
        rendered(template, {"a": {"b": 1}, "long": LONG})
    assert time.process_time() - began < 5
    assert LONG[:50] not in refused.value.message
