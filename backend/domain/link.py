"""A link: what a version or a session has besides its own words, and how it may use it."""

from enum import Enum


class LinkKind(Enum):
    """What a link leads to."""

    TOOL = "TOOL"
    TOOL_SET = "TOOL_SET"
    MCP_SERVER = "MCP_SERVER"
    SKILL = "SKILL"
    AGENT = "AGENT"
    MEMORY_STORE = "MEMORY_STORE"
    SEMANTIC_DATA_MODEL = "SEMANTIC_DATA_MODEL"
    SECRET = "SECRET"  # noqa: S105  (a kind of row)
    FILE = "FILE"
    REPOSITORY = "REPOSITORY"


class InlineToolKind(Enum):
    """The kinds of tools that a link may define itself."""

    HTTP = "HTTP"
    CLIENT = "CLIENT"


class InlineTransport(Enum):
    """How an MCP server is spoken to that a link defines itself: it starts no programs."""

    AUTO = "AUTO"
    STREAMABLE_HTTP = "STREAMABLE_HTTP"
    SSE = "SSE"


class ApprovalRule(Enum):
    """Whether somebody is asked before a linked tool is called."""

    DEFAULT = "DEFAULT"
    NEVER = "NEVER"
    ALWAYS = "ALWAYS"
    LISTED = "LISTED"


class Access(Enum):
    """What a run may do with what is linked."""

    READ_ONLY = "READ_ONLY"
    READ_WRITE = "READ_WRITE"


class SecretUse(Enum):
    """Where a linked secret is used."""

    MODEL = "MODEL"
    TOOLS = "TOOLS"
    ENVIRONMENT = "ENVIRONMENT"
