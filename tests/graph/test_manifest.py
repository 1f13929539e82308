"""The manifest: documents in one form, so that a hash made here is the hash that graphql-codegen makes."""

import json
from pathlib import Path

import pytest
from graphql import parse

from backend.cli.schema import CONTRACTS, MANIFEST
from backend.graph import manifest
from backend.graph.canonical import canonical
from backend.graph.manifest import ManifestError
from backend.graph.schema import Schema
from backend.graph.trusted import digest_of

GENERATED = CONTRACTS / "client" / "generated" / "persisted-documents.json"
HELLO = "query Hello { viewer { id } }"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("query Q($b: ID!, $a: ID!) { x }", "query Q($a: ID!, $b: ID!) { x }"),
        ("{ b a: z c: a ...F ... { y } }", "{ c: a b a: z ...F ... { y } }"),
        ("{ ... on B { b a } ... on A { z } ... { q } }", "{ ... on A { z } ... on B { a b } ... { q } }"),
        ("{ ... on A { b } ... on A { a c } }", "{ ... on A { a c } ... on A { b } }"),
        ("{ f(b: 1, a: {z: 1, y: [2,1]}) }", "{ f(b: 1, a: { z: 1, y: [2, 1] }) }"),
        ("{ f @b(z: 1, a: 2) @a }", "{ f @b(a: 2, z: 1) @a }"),
        ("{ ...F @b @a ... @d @c { x } }", "{ ...F @a @b ... @c @d { x } }"),
        ("query Q { a } fragment Z on T @b @a { y x } fragment A on T { x }",
         "fragment A on T { x } fragment Z on T @a @b { x y } query Q { a }"),
        ("mutation { b { y x } a }", "mutation { b { x y } a }"),
        ("mutation { b ... { d { y x } c } a }", "mutation { b ... { d { x y } c } a }"),
        ("#c\n{\n  a,b }", "{ a b }"),
    ],
)  # fmt: skip
def test_a_document_is_sorted_and_put_on_one_line_but_for_the_fields_of_a_mutation(
    written: str, expected: str
) -> None:
    assert canonical(parse(written)) == expected


def test_the_manifest_is_what_graphql_codegen_makes_of_the_same_files() -> None:
    stale = "cd frontend_contracts/client && npm ci && npm run generate"
    assert json.loads(MANIFEST.read_text()) == json.loads(GENERATED.read_text()), stale


def test_each_operation_has_the_fragments_that_it_spreads_and_no_other(schema: Schema) -> None:
    files = {
        "a.graphql": "query A { viewer { ...F } } query B { viewer { id } }",
        "b.graphql": "fragment F on Principal { ...G } fragment G on Principal { name }",
    }
    assert manifest.operations(schema.plain, files) == {
        "A": "fragment F on Principal { ...G } fragment G on Principal { name } query A { viewer { ...F } }",
        "B": "query B { viewer { id } }",
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("query A {", r"Syntax Error.*\n\na\.graphql:1:10"),
        ("query A { nothing }", r"Cannot query field 'nothing'[^\n]*\n\na\.graphql:1:11"),
        ("query A { viewer { ...F } }", "Unknown fragment 'F'"),
        ("fragment F on Principal { id } query A { viewer { id } }", "Fragment 'F' is never used"),
        ("{ viewer { id } } query A { viewer { id } }", "must be the only defined operation"),
        (f"{HELLO} {HELLO}", "only one operation named 'Hello'"),
        ("query A { " + "a: viewer { id } " * 101 + "}", "root fields 101; at most 20"),
    ],
)
def test_what_a_server_would_refuse_is_refused_when_the_manifest_is_made(
    schema: Schema, text: str, complaint: str
) -> None:
    with pytest.raises(ManifestError, match=complaint):
        manifest.operations(schema.plain, {"a.graphql": text})


def test_a_manifest_is_read_with_and_without_prefixes(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(manifest.written([HELLO, "{ __typename }"]))
    read = {digest_of(text): text for text in (HELLO, "{ __typename }")}
    assert manifest.read(file) == read
    file.write_text(json.dumps(read))
    assert manifest.read(file) == read


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (None, "cannot be read: .*No such file"),
        ("{", "cannot be read"),
        ("[]", "is no manifest"),
        (json.dumps({"sha256:x": {"query": HELLO}}), "is no manifest"),
        (json.dumps({f"sha256:{digest_of(HELLO)}": HELLO + " "}), f"{digest_of(HELLO)} is not the SHA-256"),
        (json.dumps({"md5:5d41402abc4b2a76b9719d911017c592": HELLO}), "let it be made with sha256"),
    ],
)
def test_what_is_no_manifest_is_said_to_be_none(tmp_path: Path, text: str | None, complaint: str) -> None:
    file = tmp_path / "manifest.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ManifestError, match=complaint):
        manifest.read(file)
