"""Links as inputs: what a link leads to, how it may be used, and whose it is."""

import strawberry

from backend.domain.link import LinkKind
from backend.graph.described import field, input_type, one_of, optional
from backend.graph.link_settings import LinkSettingsInput
from backend.graph.scalars import JSON, Definition


@input_type
class InlineLinkInput:
    """A definition that lies in the link itself."""

    kind: LinkKind = field("What is defined.")
    definition: Definition = field(
        "The definition. TOOL: name, description, inputSchema, kind (HTTP or CLIENT), config. "
        "MCP_SERVER: name, url, transport (AUTO, STREAMABLE_HTTP or SSE), headers, token, "
        "secretId. SKILL: name, description, body. "
        "SEMANTIC_DATA_MODEL: name, definition. SECRET (of a session): name. REPOSITORY: url, checkout."
    )


@one_of
class LinkTarget:
    """What a link leads to: exactly one of these."""

    tool: strawberry.ID | None = optional("A tool.")
    tool_set: strawberry.ID | None = optional("All tools of a tool set.")
    mcp_server: strawberry.ID | None = optional("All tools of an MCP server.")
    skill: strawberry.ID | None = optional("A skill.")
    agent: strawberry.ID | None = optional("An agent that is called like a tool.")
    memory_store: strawberry.ID | None = optional("A memory store.")
    semantic_data_model: strawberry.ID | None = optional("A semantic data model.")
    secret: strawberry.ID | None = optional("A secret.")
    file: strawberry.ID | None = optional("A file.")
    upload: strawberry.ID | None = optional("Bytes that you sent: the file that is made of them.")
    inline: InlineLinkInput | None = optional("A definition of its own.")


@input_type
class LinkInput:
    """Something to be linked."""

    target: LinkTarget = field("What it leads to.")
    position: int | None = optional(
        "Its place among the links of its kind, counted from 0; the last by default. In a list of all links "
        "their order counts instead."
    )
    settings: LinkSettingsInput | None = optional("How it may be used.")
    extensions: JSON | None = optional("What only one dialect knows, under its name: up to 64 kB of JSON.")


@input_type
class UpdateLinkInput:
    """Changes to a link: what is left out stays as it is."""

    position: int | None = optional("Its place among the links of its kind, counted from 0.")
    settings: LinkSettingsInput | None = optional("How it may be used: written whole.")
    extensions: JSON | None = optional("Merged into what is there; null takes a key away.")


@input_type
class LinkSetInput:
    """All links of some kinds, in their order."""

    kinds: list[LinkKind] = field("The kinds whose links are replaced.")
    links: list[LinkInput] = field(
        "The links that there are then. A target that stays keeps its stable id, and its settings and "
        "extensions where none are given."
    )


@one_of
class LinkHolder:
    """Whose links: exactly one of these."""

    agent_id: strawberry.ID | None = optional("An agent: its draft, or its versions.")
    variation_id: strawberry.ID | None = optional("A variation of an agent: its next version.")
    session_id: strawberry.ID | None = optional("A session, whose next run sees them.")
