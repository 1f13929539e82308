"""Cases: for each operation what is asked, of whose rows, and what is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Names = Mapping[str, str]
Make = Callable[[Names], dict[str, Any]]


def nothing(_: Names) -> dict[str, Any]:
    """Nothing is sent beside the path."""
    return {}


@dataclass(frozen=True, slots=True)
class Case:
    """One operation. `row` is the noun whose name stands in its path, or, of a new row or one in the trash
    made for it, the kind of that; `sent` is what is sent. `refused` is sent instead, and has that status.

    `named` is what is sent to name the rows of somebody else, if the path names none.
    """

    row: str = ""
    sent: Make = nothing
    refused: Make = nothing
    status: int = 404
    named: Make | None = None
    fresh: str = ""
    trashed: str = ""
    whole: Mapping[str, Any] = field(default_factory=dict)


def params(**values: Any) -> Make:
    return lambda _: {"params": values}


def body(**values: Any) -> Make:
    return lambda _: {"json": values}


def listed(**named: str) -> Case:
    """A list; these parameters name rows of somebody else, by their nouns."""
    return Case(
        refused=params(filter='{"nope": 1}'),
        status=400,
        named=lambda names: {"params": {word: names[noun] for word, noun in named.items()}},
    )


def life(noun: str, kind: str) -> dict[str, Case]:
    """The life of a kind of rows; a row that is live is not purged, one in the trash not deleted again."""
    return {
        f"get{kind}": Case(noun),
        f"delete{kind}": Case(noun, fresh=kind),
        f"purge{kind}": Case(noun, trashed=kind),
        f"restore{kind}": Case(noun, trashed=kind),
    }


def within(word: str = "workspaceId", noun: str = "workspace", **more: Any) -> Make:
    """A body that names a row."""
    return lambda names: {"json": {word: names[noun], **more}}


CASES: Mapping[str, Case] = {
    "listAgents": listed(workspace_id="workspace", ids="agent"),
    "createAgent": Case(
        sent=lambda names: {
            "json": {"workspaceId": names["workspace"], "name": "Bo", "toolIds": [names["tool"]]}
        },
        refused=body(name="Bo"),
        status=400,
        named=within(name="Bo"),
    ),
    **life("agent", "Agent"),
    "updateAgent": Case("agent", body(description="A prose writer."), body(name=1), 400),
    "syncAgentTools": Case(
        "agent", lambda names: {"json": {"toolIds": [names["tool"]]}}, body(toolIds="x"), 400
    ),
    "syncAgentSkills": Case("agent", lambda names: {"json": {"skillIds": [names["skill"]]}}, body(), 400),
    "syncAgentMcpServers": Case(
        "agent",
        lambda names: {"json": {"mcpServerIds": [names["server"]]}},
        body(mcpServerIds=["mcp_x"]),
        404,
    ),
    "listAgentVersions": Case(
        sent=lambda names: {"params": {"agent_id": names["agent"]}},
        status=400,
        named=lambda names: {"params": {"agent_id": names["agent"]}},
    ),
    "createAgentVersion": Case(
        sent=within("agentId", "agent", instructions="Be brief again."),
        refused=body(instructions="x"),
        status=400,
        named=within("agentId", "agent", instructions="x"),
    ),
    "getAgentVersion": Case("version"),
    "listTools": listed(workspace_id="workspace", ids="tool", agent_id="agent"),
    "createTool": Case(
        sent=lambda names: {
            "json": {
                "workspaceId": names["workspace"],
                "name": "see",
                "target": "client",
                "inputSchemaId": names["schema"],
                "outputSchemaId": names["schema"],
            }
        },
        refused=lambda names: {
            "json": {
                "workspaceId": names["workspace"],
                "name": "see",
                "target": "server",
                "inputSchemaId": names["schema"],
                "outputSchemaId": names["schema"],
            }
        },
        status=400,
        named=lambda names: {
            "json": {
                "workspaceId": names["workspace"],
                "name": "see",
                "target": "client",
                "inputSchemaId": names["schema"],
                "outputSchemaId": names["schema"],
            }
        },
    ),
    **life("tool", "Tool"),
    "updateTool": Case("tool", body(enabled=False, runtimeUserId=None), body(enabled="no"), 400),
    "listSkills": listed(workspace_id="workspace", ids="skill"),
    "createSkill": Case(
        sent=within(name="be-kind", kind="concept", target="mcp", body="Be kind."),
        refused=within(name="be-kind", kind="notion", target="mcp", body="Be kind."),
        status=400,
        named=within(name="be-kind", kind="concept", target="mcp", body="Be kind."),
    ),
    **life("skill", "Skill"),
    "listSkillResources": Case(
        sent=lambda names: {"params": {"skill_id": names["skill"], "path": "words.txt"}},
        status=400,
        named=lambda names: {"params": {"skill_id": names["skill"]}},
    ),
    "getSkillResource": Case("resource"),
    "listMcpServers": listed(workspace_id="workspace", ids="server"),
    "createMcpServer": Case(
        sent=within(name="Docs", url="https://mcp.invalid/mcp"),
        refused=within(name="Docs"),
        status=400,
        named=within(name="Docs", url="https://mcp.invalid/mcp"),
    ),
    "updateMcpServer": Case("server", body(name="Papers"), body(authType="magic"), 400),
    "listDataSchemas": listed(workspace_id="workspace", ids="schema"),
    "createDataSchema": Case(
        sent=within(name="Answer", slug="answer"),
        refused=within(name="Answer"),
        status=400,
        named=within(name="Answer", slug="an-answer"),
    ),
    **life("schema", "DataSchema"),
    "listRuns": listed(workspace_id="workspace", ids="run", agent_id="agent", subject_id="agent"),
    "createRun": Case(
        sent=lambda names: {"json": {"id": names["agent"], "input": {"text": "hi"}}},
        refused=lambda names: {"json": {"id": names["agent"], "input": "hi"}},
        status=400,
        named=lambda names: {"json": {"id": names["agent"], "input": {"text": "hi"}}},
    ),
    "getRun": Case("run"),
    "listEvents": listed(workspace_id="workspace", ids="event", subject_id="agent"),
    "getEvent": Case("event"),
    "listWorkspaces": listed(ids="workspace", organization_id="organization"),
    "createWorkspace": Case(
        sent=within("organizationId", "organization", name="Side", handle="side"),
        refused=within("organizationId", "organization", name="Side"),
        status=400,
        named=within("organizationId", "organization", name="Side", handle="side"),
    ),
    "listWorkspaceMembers": listed(workspace_id="workspace", ids="member", user_id="user"),
    "addWorkspaceMember": Case(
        sent=lambda names: {
            "json": {"workspaceId": names["workspace"], "userId": names["guest"], "role": "viewer"}
        },
        refused=lambda names: {
            "json": {"workspaceId": names["workspace"], "userId": names["user"], "role": "owner"}
        },
        status=400,
        named=lambda names: {"json": {"workspaceId": names["workspace"], "userId": names["user"]}},
    ),
    "getWorkspaceMember": Case("member"),
}
