"""A world: a row of every noun in one workspace, and which noun an argument of the schema speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.ids import PREFIXES
from backend.domain.viewer import Role
from backend.store.authenticate import authenticate
from tests.graph.calls.asker import Asker
from tests.tenants import SECRET

MAKE = """
mutation ($agent: CreateAgentInput!, $key: CreateApiKeyInput!, $newcomer: CreateApiKeyInput!, $home: ID!) {
  createAgent(input: $agent, workspaceId: $home, publish: true) { agent { id defaultVersion { id } } }
  key: createApiKey(input: $key, workspaceId: $home) { apiKey { id principal { id } } }
  newcomer: createApiKey(input: $newcomer, workspaceId: $home) { apiKey { principal { id } } }
}
"""
OPEN = """
mutation ($agent: ID!, $external: String!) {
  editAgent(id: $agent) { agent { id } }
  startRun(agentId: $agent, session: {externalId: $external}, input: {text: "hi"}) {
    run { id session { id events { nodes { id } } } }
  }
}
"""
MEMBERS = """
query ($home: ID!) {
  members(workspaceId: $home, first: 100) { nodes { id principal { id } } }
  viewer { account { id } }
}
"""
REMOVE = "mutation ($id: ID!) { removeMember(id: $id) { purgedId } }"
ROOM = 'mutation { createWorkspace(input: {name: "Room"}) { workspace { id } } }'

MEANT = {
    "workspaceId": "Workspace",
    "agentId": "Agent",
    "sessionId": "Session",
    "versionId": "AgentVersion",
    "ownerId": "Principal",
    "runtimeUserId": "Principal",
    "principalId": "Principal",
    "after": "Event",
}
"""What the argument or input field of this name is the id of; `id` is of what the field answers."""


@dataclass(frozen=True, slots=True)
class World:
    """Ids by noun. `room` is a workspace that nothing lies in, `newcomer` a principal that is no member."""

    word: str
    ids: Mapping[str, str]
    room: str | None
    newcomer: str

    def spellings(self, noun: str) -> list[tuple[str, str]]:
        """How the noun's row may be named, and the same spelling of a row that does not exist."""
        unknown = f"{PREFIXES[noun]}_{'7' * 26}"
        named = [(f"{kind}:{self.word}", f"{kind}:{'z' * len(self.word)}") for kind in ("ext", "handle")]
        return [(self.ids[noun], unknown), *named]


async def make_world(asker: Asker, home: str, word: str) -> World:
    """A row of every noun in the workspace, called by the word where it has a handle or an external id."""
    agent = {"name": "Ada", "handle": word, "externalId": word}
    keys = {"key": {"name": "Key", "role": "VIEWER"}, "newcomer": {"name": "Newcomer", "role": "VIEWER"}}
    made = await asker.data(MAKE, agent=agent, home=home, **keys)
    agent_id = made["createAgent"]["agent"]["id"]
    opened = (await asker.data(OPEN, agent=agent_id, external=word))["startRun"]["run"]
    found = await asker.data(MEMBERS, home=home)
    members = {row["principal"]["id"]: row["id"] for row in found["members"]["nodes"]}
    newcomer = made["newcomer"]["apiKey"]["principal"]["id"]
    await asker.data(REMOVE, id=members[newcomer])
    key = made["key"]["apiKey"]
    ids = {
        "Account": found["viewer"]["account"]["id"],
        "Workspace": home,
        "Principal": key["principal"]["id"],
        "Member": members[key["principal"]["id"]],
        "ApiKey": key["id"],
        "Agent": agent_id,
        "AgentVersion": made["createAgent"]["agent"]["defaultVersion"]["id"],
        "Session": opened["session"]["id"],
        "Run": opened["id"],
        "Event": opened["session"]["events"]["nodes"][0]["id"],
    }
    assert set(ids) == set(PREFIXES), "A noun is missing here: add a row of it."
    room = (await asker.change(ROOM))["id"] if asker.viewer.account_admin else None
    return World(word, ids, room, newcomer)


async def asked_as(asker: Asker, role: Role) -> Asker:
    """One who has this role in the administrator's home, and no other."""
    made = await asker.data(
        "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }",
        input={"name": "Somebody", "role": role.name},
    )
    return asker.as_(await authenticate(asker.graph._database, made["createApiKey"]["secret"], SECRET))
