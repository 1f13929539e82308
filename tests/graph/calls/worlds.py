"""What a world is made of: one step for each noun or family, in the order in which they need each other.

A new noun is one more step: a document that makes its row or finds it, or `Planted` where only the runtime
writes it. A name in small letters is a row beside the nouns' own: `SPARE` in meant.py says where it is used.
"""

from tests.graph.calls.steps import Planted, Step, Uploaded

ACCOUNT = "{ viewer { account { id } } }"
KEY = """
mutation ($name: String!, $home: ID!, $word: String) {
  createApiKey(input: {name: $name, role: VIEWER, handle: $word, externalId: $word}, workspaceId: $home) {
    apiKey { id principal { id } }
  }
}
"""
MEMBER = """
query ($home: ID!, $whose: ID!) {
  members(workspaceId: $home, filter: {principal: {id: {eq: $whose}}}) { nodes { id } }
}
"""
REMOVE = "mutation ($id: ID!) { removeMember(id: $id) { purgedId } }"
AGENT = """
mutation ($home: ID!, $word: String!) {
  createAgent(input: {name: "Ada", handle: $word, externalId: $word}, workspaceId: $home, publish: true) {
    agent { id defaultVersion { id } }
  }
}
"""
DRAFT = "mutation ($agent: ID!) { editAgent(id: $agent) { agent { id } } }"
RUN = """
mutation ($agent: ID!, $word: String!) {
  startRun(agentId: $agent, session: {externalId: $word}, input: {text: "hi"}) {
    run { id session { id events { nodes { id } } } }
  }
}
"""
DATA_SCHEMA = """
mutation ($home: ID!, $word: String!) {
  createDataSchema(input: {name: "Point", handle: $word, externalId: $word}, workspaceId: $home) {
    dataSchema { id }
  }
}
"""
SEMANTIC_DATA_MODEL = """
mutation ($home: ID!, $word: String!) {
  createSemanticDataModel(input: {name: "Sales", handle: $word, externalId: $word}, workspaceId: $home) {
    semanticDataModel { id }
  }
}
"""
MEMORY_STORE = """
mutation ($home: ID!, $word: String!) {
  createMemoryStore(input: {name: "Notes", handle: $word, externalId: $word}, workspaceId: $home) {
    memoryStore { id }
  }
}
"""
MEMORY_ENTRY = """
mutation ($store: ID!, $word: String!) {
  createMemoryEntry(memoryStoreId: $store, input: {key: "note", content: "text", externalId: $word}) {
    memoryEntry { id }
  }
}
"""
SECRETS = """
mutation ($home: ID!, $word: String!) {
  group: createSecret(
    input: {name: "Group", handle: $word, externalId: $word, kind: GROUP}, workspaceId: $home
  ) { secret { id } }
  value: createSecret(input: {name: "Value", kind: VALUE}, workspaceId: $home) { secret { id } }
  bearer: createSecret(input: {name: "Bearer", kind: BEARER}, workspaceId: $home) { secret { id } }
  basic: createSecret(input: {name: "Basic", kind: BASIC}, workspaceId: $home) { secret { id } }
  oauth: createSecret(input: {name: "OAuth", kind: OAUTH}, workspaceId: $home) { secret { id } }
  env: createSecret(input: {name: "Env", kind: ENV}, workspaceId: $home) { secret { id } }
}
"""
PROVIDER = """
mutation ($home: ID!, $word: String!) {
  createModelProvider(
    input: {name: "Own", handle: $word, externalId: $word, models: [{name: $word}]}, workspaceId: $home
  ) { modelProvider { id models { nodes { id } } } }
}
"""
ENVIRONMENT = """
mutation ($home: ID!, $word: String!) {
  createEnvironment(input: {name: "Box", handle: $word, externalId: $word}, workspaceId: $home) {
    environment { id }
  }
}
"""
ENDPOINT = """
mutation ($home: ID!, $word: String!) {
  createWebhookEndpoint(
    input: {name: "Hook", handle: $word, externalId: $word, url: "https://a.example", types: ["agent.*"]}
    workspaceId: $home
  ) { webhookEndpoint { id } }
}
"""
TOOLS = """
mutation ($home: ID!, $word: String!, $box: String!) {
  createToolSet(
    input: {
      name: "Box", handle: $word, externalId: $word, kind: MCP
      mcpServer: {url: "https://mcp.example.com", externalId: $word}
    }
    workspaceId: $home
  ) { toolSet { id mcpServer { id } } }
  box: createToolSet(input: {name: "Box", handle: $box, kind: CLIENT}, workspaceId: $home) { toolSet { id } }
  createTool(
    input: {name: "Ask", handle: $word, externalId: $word, kind: CLIENT}, workspaceId: $home
  ) { tool { id } }
}
"""
FEEDBACK = """
mutation ($session: ID!, $word: String!) {
  addFeedback(sessionId: $session, input: {score: 1, externalId: $word}) { feedback { id } }
}
"""
WINDOW = "query ($session: ID!) { session(id: $session) { contextWindows { nodes { id } } } }"
FILE = """
mutation ($home: ID!, $word: String!, $upload: ID!) {
  createFile(input: {uploadId: $upload, handle: $word, externalId: $word}, workspaceId: $home) { file { id } }
}
"""
SKILL = """
mutation ($home: ID!, $word: String!) {
  createSkill(input: {name: "Sums", handle: $word, externalId: $word, body: "Add."}, workspaceId: $home) {
    skill { id version { id files { nodes { id } } } }
  }
}
"""
CALLEE = """
mutation ($home: ID!) {
  createAgent(input: {name: "Callee"}, workspaceId: $home, publish: true) { agent { id } }
}
"""
LINK = """
mutation ($agent: ID!, $server: ID!) {
  addLink(on: {agentId: $agent}, input: {target: {mcpServer: $server}}, publish: true) { link { id } }
}
"""
VARIATION = """
mutation ($agent: ID!, $word: String!) {
  createVariation(
    agentId: $agent, input: {name: "Other", handle: $word, externalId: $word, versionId: "number:1"}
  ) { variation { id } }
}
"""
ROOM = 'mutation { createWorkspace(input: {name: "Room"}) { workspace { id } } }'

STEPS: tuple[Step | Planted | Uploaded, ...] = (
    Step(ACCOUNT, {"Account": "viewer.account.id"}),
    Step(
        KEY,
        {"ApiKey": "createApiKey.apiKey.id", "Principal": "createApiKey.apiKey.principal.id"},
        lambda ids: {"name": "Key", "home": ids["home"], "word": ids["word"]},
    ),
    Step(
        MEMBER, {"Member": "members.nodes.0.id"}, lambda ids: {"home": ids["home"], "whose": ids["Principal"]}
    ),
    Step(
        KEY,
        {"newcomer": "createApiKey.apiKey.principal.id"},
        lambda ids: {"name": "Newcomer", "home": ids["home"]},
    ),
    Step(MEMBER, {"gone": "members.nodes.0.id"}, lambda ids: {"home": ids["home"], "whose": ids["newcomer"]}),
    Step(REMOVE, {}, lambda ids: {"id": ids["gone"]}),
    Step(
        AGENT,
        {"Agent": "createAgent.agent.id", "AgentVersion": "createAgent.agent.defaultVersion.id"},
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Step(
        RUN,
        {
            "Run": "startRun.run.id",
            "Session": "startRun.run.session.id",
            "Event": "startRun.run.session.events.nodes.0.id",
        },
        lambda ids: {"agent": ids["Agent"], "word": ids["word"]},
    ),
    Step(
        DATA_SCHEMA,
        {"DataSchema": "createDataSchema.dataSchema.id"},
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Uploaded(),
    Uploaded("used"),
    Step(
        FILE,
        {"File": "createFile.file.id"},
        lambda ids: {"home": ids["home"], "word": ids["word"], "upload": ids["used"]},
    ),
    Step(
        SKILL,
        {
            "Skill": "createSkill.skill.id",
            "SkillVersion": "createSkill.skill.version.id",
            "SkillFile": "createSkill.skill.version.files.nodes.0.id",
        },
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Step(
        SEMANTIC_DATA_MODEL,
        {"SemanticDataModel": "createSemanticDataModel.semanticDataModel.id"},
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Step(
        MEMORY_STORE,
        {"MemoryStore": "createMemoryStore.memoryStore.id"},
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Step(
        MEMORY_ENTRY,
        {"MemoryEntry": "createMemoryEntry.memoryEntry.id"},
        lambda ids: {"store": ids["MemoryStore"], "word": ids["word"]},
    ),
    Step(
        SECRETS,
        {"Secret": "group.secret.id"}
        | {name: f"{name}.secret.id" for name in ("value", "bearer", "basic", "oauth", "env")},
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Step(
        PROVIDER,
        {
            "ModelProvider": "createModelProvider.modelProvider.id",
            "Model": "createModelProvider.modelProvider.models.nodes.0.id",
        },
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Step(
        ENVIRONMENT,
        {"Environment": "createEnvironment.environment.id"},
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Step(
        ENDPOINT,
        {"WebhookEndpoint": "createWebhookEndpoint.webhookEndpoint.id"},
        lambda ids: {"home": ids["home"], "word": ids["word"]},
    ),
    Planted("WebhookDelivery", lambda _: {"status": "COMPLETED", "attempts": 1, "type": "agent.created"}),
    Step(
        TOOLS,
        {
            "ToolSet": "createToolSet.toolSet.id",
            "McpServer": "createToolSet.toolSet.mcpServer.id",
            "Tool": "createTool.tool.id",
            "box": "box.toolSet.id",
        },
        lambda ids: {"home": ids["home"], "word": ids["word"], "box": f"{ids['word']}-box"},
    ),
    Step(CALLEE, {"callee": "createAgent.agent.id"}, lambda ids: {"home": ids["home"]}),
    Step(LINK, {"Link": "addLink.link.id"}, lambda ids: {"agent": ids["Agent"], "server": ids["McpServer"]}),
    Step(DRAFT, {}, lambda ids: {"agent": ids["Agent"]}),
    Step(
        VARIATION,
        {"Variation": "createVariation.variation.id"},
        lambda ids: {"agent": ids["Agent"], "word": ids["word"]},
    ),
    Step(
        FEEDBACK,
        {"Feedback": "addFeedback.feedback.id"},
        lambda ids: {"session": ids["Session"], "word": ids["word"]},
    ),
    Step(
        WINDOW,
        {"ContextWindow": "session.contextWindows.nodes.0.id"},
        lambda ids: {"session": ids["Session"]},
    ),
    Planted("Task"),
    Planted(
        "ToolCall",
        lambda _: {"kind": "CLIENT", "approval": "NOT_NEEDED", "status": "PENDING", "position": 2},
        called="asked",
    ),
    Planted(
        "ToolCall",
        lambda _: {"kind": "CLIENT", "approval": "WAITING", "status": "PENDING", "position": 1},
    ),
    Planted("Activity", lambda ids: {"type": "agent.published", "subject_id": ids["Agent"], "data": {}}),
)
"""For whoever may write in the workspace."""

OF_ACCOUNT_ADMINS: tuple[Step | Planted, ...] = (Step(ROOM, {"room": "createWorkspace.workspace.id"}),)
"""For whoever administers the account."""
