"""The schema's policies are those that were written down, mutation by mutation."""

import pytest

from backend.graph.policy import ACCOUNT, ADMIN, READ, WRITE, policy_of
from backend.graph.schema import Schema
from tests.graph.roles import LIFE, ROLES, role_of

WORDS = {READ: "READ", WRITE: "WRITE", ADMIN: "ADMIN", ACCOUNT: "ACCOUNT"}


def declared(schema: Schema) -> dict[str, str]:
    """The policy of each mutation, as the schema has it."""
    held = schema.strawberry.mutation_type
    assert held is not None
    return {name: WORDS[policy_of(field)] for name, field in held.fields.items()}


def test_every_mutation_asks_for_what_is_written_down(schema: Schema) -> None:
    found = declared(schema)
    unsaid = [f'"{name}": "{word}",' for name, word in found.items() if role_of(name) is None]
    assert unsaid == [], f"If these are meant, write into ROLES of roles.py: {' '.join(unsaid)}"
    other = {name: f"{role_of(name)} written, {word} declared" for name, word in found.items()}
    assert {name: said for name, said in other.items() if role_of(name) != found[name]} == {}


def test_nothing_is_written_down_of_a_mutation_that_does_not_exist(schema: Schema) -> None:
    assert ROLES.keys() - declared(schema).keys() == set()


@pytest.mark.parametrize("word", LIFE)
def test_what_lives_usually_ask_for_needs_no_line(word: str) -> None:
    assert role_of(f"{word}Agent") == LIFE[word]
    assert role_of(f"{word}Nothing") is None
    assert role_of(f"{word}AgentTwice") is None


def test_a_mutation_of_which_nothing_is_written_fails_with_the_line_to_write(
    schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = schema.strawberry.mutation_type
    assert held is not None
    monkeypatch.setitem(held.fields, "forgetAgent", held.fields["removeMember"])
    with pytest.raises(AssertionError, match='"forgetAgent": "ADMIN",'):
        test_every_mutation_asks_for_what_is_written_down(schema)


def test_a_policy_that_is_loosened_is_seen(schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    held = schema.strawberry.mutation_type
    assert held is not None
    monkeypatch.setitem(held.fields, "purgeAgent", held.fields["updateAgent"])
    with pytest.raises(AssertionError, match="ADMIN written, WRITE declared"):
        test_every_mutation_asks_for_what_is_written_down(schema)
