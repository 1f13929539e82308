"""Who may make each change: the policies once more, by hand, so that none is loosened unseen.

`READ` sees, `WRITE` is an editor, `ADMIN` an administrator of the workspace, `ACCOUNT` one of the account.
"""

from collections.abc import Mapping
from types import MappingProxyType

from backend.domain.ids import PREFIXES

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "createAgent": "WRITE",
        "updateAgent": "WRITE",
        "editAgent": "WRITE",
        "discardAgentDraft": "WRITE",
        "publishAgent": "WRITE",
        "importAgent": "WRITE",
        "setDefaultAgentVersion": "WRITE",
        "createSemanticDataModel": "WRITE",
        "updateSemanticDataModel": "WRITE",
        "createMemoryStore": "WRITE",
        "updateMemoryStore": "WRITE",
        "createMemoryEntry": "WRITE",
        "updateMemoryEntry": "WRITE",
        "addLink": "WRITE",
        "updateLink": "WRITE",
        "removeLink": "WRITE",
        "setLinks": "WRITE",
        "createVariation": "WRITE",
        "updateVariation": "WRITE",
        "createDataSchema": "WRITE",
        "updateDataSchema": "WRITE",
        "createEnvironment": "WRITE",
        "updateEnvironment": "WRITE",
        "createUpload": "WRITE",
        "createFile": "WRITE",
        "updateFile": "WRITE",
        "createSkill": "WRITE",
        "updateSkill": "WRITE",
        "addSkillVersion": "WRITE",
        "createToolSet": "WRITE",
        "updateToolSet": "WRITE",
        "syncToolSet": "WRITE",
        "createTool": "WRITE",
        "updateTool": "WRITE",
        "createMcpServer": "WRITE",
        "updateMcpServer": "WRITE",
        "startSession": "WRITE",
        "updateSession": "WRITE",
        "startRun": "WRITE",
        "approveToolCall": "WRITE",
        "denyToolCall": "WRITE",
        "answerToolCall": "WRITE",
        "compactSession": "WRITE",
        "addFeedback": "WRITE",
        "cancelRun": "WRITE",
        "closeSession": "WRITE",
        "createWorkspace": "ACCOUNT",
        "updateWorkspace": "ACCOUNT",
        "archiveWorkspace": "ACCOUNT",
        "unarchiveWorkspace": "ACCOUNT",
        "deleteWorkspace": "ACCOUNT",
        "restoreWorkspace": "ACCOUNT",
        "addMember": "ADMIN",
        "setMemberRole": "ADMIN",
        "removeMember": "ADMIN",
        "createPrincipal": "ACCOUNT",
        "updatePrincipal": "ACCOUNT",
        "createApiKey": "ADMIN",
        "updateApiKey": "ADMIN",
        "rotateApiKey": "ADMIN",
        "revokeApiKey": "ADMIN",
        **{
            f"{verb}{noun}": "ADMIN"
            for noun in ("Secret", "ModelProvider", "WebhookEndpoint")
            for verb in ("create", "update", "archive", "unarchive", "delete", "restore", "purge")
        },
        "updateModel": "ADMIN",
        "redeliverWebhook": "WRITE",
        "testWebhookEndpoint": "WRITE",
        "rotateWebhookKey": "ACCOUNT",
    }
)
"""Every mutation but those of a life that asks for what lives usually do."""

LIFE: Mapping[str, str] = MappingProxyType(
    {"archive": "WRITE", "unarchive": "WRITE", "delete": "WRITE", "restore": "WRITE", "purge": "ADMIN"}
)
"""What the mutations of a noun's life ask for, where `ROLES` says nothing else."""


def role_of(mutation: str) -> str | None:
    """What a mutation asks for; None if nobody has said it."""
    usual = {f"{word}{noun}": role for word, role in LIFE.items() for noun in PREFIXES}
    return ROLES.get(mutation) or usual.get(mutation)
