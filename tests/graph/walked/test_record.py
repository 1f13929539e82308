"""The record's documents: each is valid once the dialects' directives are gone, and is the case beside it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    REMOVE,
    DocumentNode,
    FragmentDefinitionNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from backend.graph.schema import Schema
from tests.graph.walked.walker import CASES, names

RECORD = (Path(__file__).resolve().parents[3] / "docs" / "decisions" / "0001-model.md").read_text()
BLOCK = re.compile(r"^```graphql document\n(.+?)^```", re.MULTILINE | re.DOTALL)
NUMBERED = re.compile(r"^\*\*([AMSOC][1-6]) ", re.MULTILINE)


class Bare(Visitor):
    """Takes directives away."""

    def enter_directive(self, *_: Any) -> Any:
        """None stays."""
        return REMOVE


def bare(source: str) -> DocumentNode:
    """A document without its directives."""
    document: DocumentNode = visit(parse(source), Bare())
    return document


def fragments() -> dict[str, str]:
    """The record's fragments by their names: each is used by operations of its section."""
    found = (each for block in BLOCK.findall(RECORD) for each in bare(block).definitions)
    return {each.name.value: print_ast(each) for each in found if isinstance(each, FragmentDefinitionNode)}


def operations() -> Iterator[tuple[str, str]]:
    """The record's operations under their numbers, each with the fragment that it names."""
    known = fragments()
    _, *parts = NUMBERED.split(RECORD)
    for number, part in zip(parts[::2], parts[1::2], strict=True):
        for block in BLOCK.findall(part.partition("\n## ")[0]):
            text = print_ast(bare(block))
            used = (known[name] for name in re.findall(r"\.\.\.([A-Z]\w+)", text))
            yield number.lower(), "\n\n".join([text, *used])


WALKED = list(operations())


def test_every_document_of_the_record_is_walked_or_a_fragment() -> None:
    assert len(WALKED) + len(fragments()) == len(BLOCK.findall(RECORD))


@pytest.mark.parametrize("source", [text for _, text in WALKED], ids=[number for number, _ in WALKED])
def test_a_document_of_the_record_is_valid_without_directives(schema: Schema, source: str) -> None:
    assert validate(schema.plain, parse(source)) == []


def test_the_cases_are_the_documents_of_the_record() -> None:
    sources = {name: (CASES / f"{name}.graphql").read_text() for name in names()}
    cases = {(name.partition("_")[0], print_ast(parse(source))) for name, source in sources.items()}
    assert cases == set(WALKED)
