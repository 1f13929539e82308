"""A world: a row of every noun in one workspace."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.ids import PREFIXES
from backend.domain.viewer import Role
from backend.graph.schema import Schema
from backend.store.authenticate import authenticate
from tests.graph.calls.asker import Asker
from tests.graph.calls.steps import Ids
from tests.graph.calls.worlds import OF_ACCOUNT_ADMINS, STEPS
from tests.tenants import SECRET


@dataclass(frozen=True, slots=True)
class World:
    """Ids by noun. Beside them `spare`: a workspace that nothing lies in, a principal that is no member."""

    word: str
    ids: Mapping[str, str]
    spare: Mapping[str, str]

    def spellings(self, noun: str) -> list[tuple[str, str]]:
        """How the noun's row may be named, and the same spelling of a row that does not exist."""
        unknown = f"{PREFIXES[noun]}_{'7' * 26}"
        named = [(f"{kind}:{self.word}", f"{kind}:{'z' * len(self.word)}") for kind in ("ext", "handle")]
        return [(self.ids[noun], unknown), *named]


async def make_world(asker: Asker, home: str, word: str) -> World:
    """A row of every noun in the workspace, called by the word where it has a handle or an external id."""
    ids: Ids = {"Workspace": home, "home": home, "word": word}
    for step in (*STEPS, *(OF_ACCOUNT_ADMINS if asker.viewer.account_admin else ())):
        ids = {**ids, **await step.take(asker, ids)}
    nouns = {name: each for name, each in ids.items() if name in PREFIXES}
    lacking = served_nouns(asker.graph._caller._schema) - nouns.keys()
    assert not lacking, f"A world lacks {sorted(lacking)}: add steps for them in worlds.py."
    return World(word, nouns, {name: each for name, each in ids.items() if name not in PREFIXES})


def served_nouns(schema: Schema) -> frozenset[str]:
    """The nouns whose rows the graph answers."""
    return frozenset(PREFIXES).intersection(schema.model.entities)


async def asked_as(asker: Asker, role: Role) -> Asker:
    """One who has this role in the administrator's home, and no other."""
    made = await asker.data(
        "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key } }",
        input={"name": "Somebody", "role": role.name},
    )
    return asker.as_(await authenticate(asker.graph._database, made["createApiKey"]["key"], SECRET))
