"""Tool sets: tools of one kind that are reached in the same way."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.tool import ToolKind
from backend.domain.tool_set import SyncStatus
from backend.graph.agent import Agent
from backend.graph.argument import Wait
from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.context import Info
from backend.graph.declare import by_reference, column, entity, every, many, one
from backend.graph.described import expose, field, input_type, object_type, said
from backend.graph.given import later, mutation, written
from backend.graph.kept import If, Kept, KeptInput, believed, named_input
from backend.graph.link import Link
from backend.graph.mcp_server import McpServer, UpdateMcpServerInput, programs
from backend.graph.policy import READ, WRITE
from backend.graph.scalars import JSON, SealedTexts
from backend.graph.secret import Secret
from backend.graph.tool import CreateToolInput, Tool
from backend.store import tool_set as sets, tool_set_edit, tool_set_sync

expose(
    SyncStatus,
    NEVER="There is nothing to discover.",
    DUE="About to be discovered.",
    RUNNING="Being discovered.",
    COMPLETED="Discovered.",
    FAILED="The last discovery failed.",
)


@entity(sets.tool_set)
class ToolSet(Kept):
    """Tools of one kind. A set of kind MCP belongs to an MCP server, and its tools are discovered there."""

    kind: ToolKind = column("How its tools are called.", filter=True)
    base_url: str | None = column("Over HTTP: the URL that its tools' paths go on from.")
    headers: JSON = column(
        "The headers of every call, a JSON object of texts; those that look like secrets show `•••`."
    )
    secret: Secret | None = one("The credential of every call.", key="secret_id", filter=True)
    agent: Agent | None = one("The agent that is called, of kind AGENT.", key="agent_id", filter=True)
    include: JSON | None = column("Discovered tools that do not match it are FILTERED.")
    exclude: JSON | None = column("Discovered tools that match it are FILTERED.")
    approval: JSON | None = column("Which discovered tools ask somebody before they are called.")
    managed: bool = column("Whether only API keys change it and its tools.", filter=True)
    sync_status: SyncStatus = column("Where the discovery of its tools stands.", filter=True)
    sync_error: str | None = column("What was wrong with the last discovery, for people.")
    sync_failures: int = column("How many discoveries in a row have failed until now.")
    sync_due_at: datetime | None = column(
        "When its tools are discovered next; while they are, when that is given up.", filter=True
    )
    synced_at: datetime | None = column("When its tools were last discovered.", filter=True, order=True)
    linked_by: Connection[Link] = many("The links that lead to it.", on="target_id", filter=True)
    tools: Connection[Tool] = many("Its tools.", on="tool_set_id", filter=True)
    mcp_server: McpServer | None = one("The server of a set of kind MCP.", key="mcp_server_id")


@input_type
class UpdateToolSetInput(KeptInput):
    """Changes to a tool set: what is left out stays as it is, null takes away or gives the default."""

    base_url: strawberry.Maybe[str | None] = field(
        "Over HTTP, where it is needed: the http(s) URL that its tools' paths go on from; Liquid behind the "
        "scheme."
    )
    headers: strawberry.Maybe[SealedTexts | None] = field(
        "The headers of every call, whole: a JSON object of up to 50 texts, Liquid with `secrets`, `session` "
        "and `variables`. `•••` keeps a value that is withheld."
    )
    secret_id: strawberry.Maybe[strawberry.ID | None] = field(
        "Over HTTP and at an MCP server: the secret that is the credential of every call."
    )
    include: strawberry.Maybe[JSON | None] = field(
        "A tool match, `{operator, rules: [{attribute, match, value, caseSensitive}]}`: tools "
        "that are discovered and do not match it are FILTERED."
    )
    exclude: strawberry.Maybe[JSON | None] = field(
        "A tool match: discovered tools that match it are FILTERED, also if they match `include`."
    )
    approval: strawberry.Maybe[JSON | None] = field(
        "Which discovered tools ask somebody before they are called: `{always: true}`, or `{only: …}` with a "
        "tool match."
    )
    managed: strawberry.Maybe[bool | None] = field("Whether only API keys change it and its tools.")
    mcp_server: strawberry.Maybe[UpdateMcpServerInput | None] = field(
        "The server of a set of kind MCP, where it is needed; its name, handle and labels are the set's."
    )


@named_input
class CreateToolSetInput(UpdateToolSetInput):
    """A new tool set: what is left out or null has its default."""

    kind: ToolKind = field("How its tools are called: HTTP, MCP, CLIENT or AGENT.")
    agent_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The agent that is called: needed for kind AGENT, and only there."
    )
    tools: strawberry.Maybe[list[CreateToolInput] | None] = field(
        "Up to 100 tools that are made with it; those at an MCP server are discovered."
    )


@object_type
class ToolSetPayload:
    """A tool set, as a mutation leaves it."""

    tool_set: ToolSet = field("The tool set.")


@strawberry.type
class ToolSetQuery:
    """Reads of tool sets."""

    tool_set: ToolSet | None = by_reference("A tool set.", READ, within="workspace_id")
    tool_sets: Connection[ToolSet] = every(
        "The tool sets of the viewer's workspaces, and those of Concord itself.", READ
    )


ToolSetChange, ToolSetLife = changes(
    Changed(
        sets.TOOL_SET,
        "a tool set",
        ToolSetPayload,
        CreateToolSetInput,
        UpdateToolSetInput,
        create=tool_set_edit.create_tool_set,
        update=tool_set_edit.update_tool_set,
        lent=programs,
        pending=tool_set_sync.ended,
    ),
    create="Make a tool set: of kind MCP with its server, whose tools are discovered as soon as may be; else "
    "perhaps with tools.",
    delete="Put a tool set in the trash, with its tools and its MCP server; they are purged after the days "
    "of its retention tier.",
    restore="Take a tool set out of the trash, with its MCP server and the tools that went there with it.",
    purge="Delete a tool set that is in the trash for good, with its tools and its MCP server.",
)


@strawberry.type
class ToolSetSync:
    """Discovery."""

    @mutation(WRITE)
    async def sync_tool_set(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The row: its id, ext:<externalId> or handle:<handle>.")],  # noqa: A002
        wait: Wait = False,
        if_: If = None,
    ) -> ToolSetPayload:
        """Discover the tools of a set of kind MCP anew, as soon as may be; CONFLICT for other kinds."""
        context = info.context
        row = await tool_set_sync.sync_tool_set(context.tx, context.viewer, id, when=believed(if_))
        made = written(ToolSetPayload, toolSet=row)
        return later(made, tool_set_sync.ended(row)) if wait else made
