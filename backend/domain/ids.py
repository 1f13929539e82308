"""Ids and references: `agt_01k…` names a row, and `ext:`, `handle:` and `number:` name it in other words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from backend.domain.errors import NotFound, Path

PREFIXES = {
    "Account": "acc",
    "Workspace": "wsp",
    "Principal": "prn",
    "Member": "mbr",
    "ApiKey": "key",
    "Agent": "agt",
    "AgentVersion": "ver",
    "Link": "lnk",
    "Session": "ses",
    "Run": "run",
    "Event": "evt",
    "ToolCall": "tcl",
    "Task": "tsk",
    "ContextWindow": "win",
    "Feedback": "fbk",
    "Activity": "act",
    "DataSchema": "sch",
    "Secret": "sec",
    "ModelProvider": "prv",
    "Model": "mdl",
    "Environment": "env",
    "WebhookEndpoint": "whe",
    "WebhookDelivery": "whd",
    "Upload": "upl",
    "File": "fil",
    "Skill": "skl",
    "SkillVersion": "skv",
    "SkillFile": "skf",
    "Variation": "var",
    "ToolSet": "tls",
    "Tool": "tol",
    "McpServer": "mcp",
    "SemanticDataModel": "sdm",
    "MemoryStore": "mst",
    "MemoryEntry": "mem",
}
"""Prefix of each noun's ids, by the noun's name. A prefix is never given to another noun."""

NOUNS = {prefix: noun for noun, prefix in PREFIXES.items()}

SYSTEM_ACCOUNT = "acc_00000000000000000000000000"
SYSTEM_WORKSPACE = "wsp_00000000000000000000000000"
"""The reserved workspace whose rows everybody reads and nobody edits; it prints as null."""
SYSTEM_PRINCIPAL = "prn_00000000000000000000000000"

_ID = re.compile(r"[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}")
_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")


class ReferenceKind(StrEnum):
    """How a reference names its row."""

    ID = "id"
    EXTERNAL = "ext"
    HANDLE = "handle"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Reference:
    """A row named by its id, or by its external id, handle or number inside what the viewer may see."""

    kind: ReferenceKind
    value: str


def parse_reference(text: str, path: Path = ()) -> Reference:
    """Read `agt_…`, `ext:<externalId>`, `handle:<handle>` or `number:<n>`; anything else names no row
    (NOT_FOUND).
    """
    kind = kind_of(text)
    if kind is not None:
        return Reference(kind, text if kind is ReferenceKind.ID else text.partition(":")[2])
    raise NotFound(
        f"No row is called {text[:80]!r}. Use an id, ext:<externalId>, handle:<handle> or number:<n>.", path
    )


def kind_of(text: str) -> ReferenceKind | None:
    """How a text names a row; None if it names none."""
    if is_id(text):
        return ReferenceKind.ID
    head, _, value = text.partition(":")
    if not value or head not in _SPELLED:
        return None
    kind = ReferenceKind(head)
    return None if kind is ReferenceKind.NUMBER and not _is_number(value) else kind


def _is_number(value: str) -> bool:
    return value.isdecimal() and len(value) <= 18


_SPELLED = frozenset({ReferenceKind.EXTERNAL, ReferenceKind.HANDLE, ReferenceKind.NUMBER})


def is_id(text: str) -> bool:
    """Whether the text has the form of an id and a prefix that some noun owns."""
    return text[:3] in NOUNS and _ID.fullmatch(text) is not None


def noun_of(identifier: str) -> str | None:
    """The noun whose prefix the id carries, or None."""
    return NOUNS.get(identifier[:3]) if is_id(identifier) else None


def is_handle(text: str) -> bool:
    """Whether the text can be a handle: 1-64 of a-z, 0-9, dot, dash, underscore, ending in a letter or
    digit.
    """
    return bool(_HANDLE.fullmatch(text))


def handle_from(name: str) -> str:
    """A handle made of a name: lower case, dashes for the rest; `row` when nothing is left."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:48].strip("-")
    return words or "row"
