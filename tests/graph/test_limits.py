"""Documents are measured as execution meets them, in time linear in their length."""

from time import perf_counter

import pytest
from graphql import GraphQLError, get_introspection_query

from backend.graph.limits import Limits, check_limits, parse_document

SMALL = Limits(tokens=1_000, depth=3, aliases=2, directives=2, root_fields=3, fields=6, fragment_nesting=2)


def complaints(document: str, limits: Limits = SMALL) -> list[str]:
    return [error.message for error in check_limits(parse_document(document, limits), limits)]


@pytest.mark.parametrize(
    "document",
    [
        "{ a { b { c } } }",
        "{ ... { ... on X { a { b { c } } } } }",
        "{ a { ...F } } fragment F on X { b { c } }",
        "{ a: x b: y }",
        "{ a @x b @x }",
        "{ a b c }",
        "{ a { b c d e f } }",
        "{ ...F } fragment F on X { ...G } fragment G on X { a }",
        "query A { a b c } query B { a b c }",
        "{ ...Unknown }",
        "{ a { ...F } } fragment F on X { b c d e }",
        "type Query { a: Int }",
    ],
)
def test_what_is_at_a_limit_passes(document: str) -> None:
    assert complaints(document) == []


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ("{ a { b { c { d } } } }", "depth 4; at most 3"),
        ("{ ...F } fragment F on X { a { b { c { d } } } }", "depth 4; at most 3"),
        ("{ a { ...F } } fragment F on X { b { ...G } } fragment G on X { c { d } }", "depth 4; at most 3"),
        ("{ a: x b: x c: x }", "aliases 3; at most 2"),
        ("{ x { ...F } y { ...F } } fragment F on X { a: b c: d }", "aliases 4; at most 2"),
        ("{ a @x @x @x }", "directives 3; at most 2"),
        ("query A($v: Int @x) @x { a { ... @x { b } } }", "directives 3; at most 2"),
        ("{ ...F ...F } fragment F on X @x { a ... @x { b } }", "directives 4; at most 2"),
        ("{ a b c d }", "root fields 4; at most 3"),
        ("{ a ... { b ...F } } fragment F on X { c d }", "root fields 4; at most 3"),
        ("query A { a } query B { a b c d }", "root fields 4; at most 3"),
        ("{ a { b c d e f g } }", "fields 7; at most 6"),
        ("{ a { ...F } b { ...F } } fragment F on X { c d e }", "fields 8; at most 6"),
        ("{ a } fragment Unused on X { a b c d e f g }", "fields 7; at most 6"),
        (
            "{ ...F } fragment F on X { ...G } fragment G on X { ...H } fragment H on X { a }",
            "fragment nesting 3",
        ),
        ("{ ...F } fragment F on X { a { ...F } }", "spread themselves: F → F"),
    ],
)
def test_what_is_beyond_a_limit_is_named_with_the_limit(document: str, complaint: str) -> None:
    found = complaints(document)
    assert any(complaint in each for each in found), found


def test_every_error_has_the_code_and_the_place() -> None:
    (error,) = check_limits(parse_document("{ a { b { c { d } } } }"), SMALL)
    assert error.extensions == {"code": "TOO_EXPENSIVE"}
    assert error.formatted["locations"] == [{"line": 1, "column": 1}]


def test_a_document_that_is_too_long_is_not_parsed() -> None:
    parse_document('{ a(b: "' + "x" * 80 + '") }', Limits(characters=100))
    with pytest.raises(GraphQLError):
        parse_document('{ a(b: "' + "x" * 100 + '") }', Limits(characters=100))


def test_too_many_tokens_are_not_parsed_and_comments_count() -> None:
    parse_document("{" + "a " * 997 + "}", SMALL)
    for document in ("{" + "a " * 1_000 + "}", "#\n" * 1_001 + "{ a }"):
        with pytest.raises(GraphQLError):
            parse_document(document, SMALL)


@pytest.mark.parametrize(
    "query",
    [
        get_introspection_query(),
        get_introspection_query(
            specified_by_url=True,
            directive_is_repeatable=True,
            schema_description=True,
            input_value_deprecation=True,
        ),
    ],
)
def test_the_introspection_that_tools_send_passes(query: str) -> None:
    assert complaints(query, Limits()) == []


@pytest.mark.parametrize("width", [2, 5])
def test_fragments_that_multiply_cost_no_more_to_measure_than_to_read(width: int) -> None:
    spreads = (
        " ".join(f"a{i} {{ ...F{{1}} }}" for i in range(width)).replace("{ ", "{{ ").replace(" }", " }}")
    )
    links = (f"fragment F{i} on X {{ {spreads.format(i, i + 1)} }}" for i in range(150))
    document = "{ ...F0 } " + " ".join(links) + " fragment F150 on X { a }"
    limits = Limits(tokens=20_000)
    parsed = parse_document(document, limits)
    started = perf_counter()
    found = [error.message for error in check_limits(parsed, limits)]
    assert perf_counter() - started < 0.25
    assert any("fields far more" in each for each in found)


def test_a_chain_of_fragments_needs_no_recursion() -> None:
    links = (f"fragment F{i} on X {{ ...F{i + 1} }}" for i in range(5_000))
    document = "{ ...F0 } " + " ".join(links) + " fragment F5000 on X { a }"
    assert complaints(document, Limits(characters=1_000_000, tokens=50_000)) == [
        "The document has fragment nesting 5001; at most 50 is taken here."
    ]
