"""MCP servers: where tools are discovered and called, each with a tool set of its own."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.mcp_server import ServerAuth, ServerStatus, Transport
from backend.domain.sealed import Sealed
from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.context import Context
from backend.graph.declare import by_reference, column, embedded, entity, every, many, one, part
from backend.graph.described import expose, field, input_type, object_type
from backend.graph.kept import Kept, KeptInput, named_input
from backend.graph.link import Link
from backend.graph.policy import READ
from backend.graph.scalars import JSON, SealedTexts
from backend.graph.secret import Secret
from backend.graph.tool import Tool
from backend.store import mcp_server as servers, tool_set_edit, tool_set_sync

if TYPE_CHECKING:
    from backend.graph.tool_set import ToolSet

ToolSetType = Annotated["ToolSet", strawberry.lazy("backend.graph.tool_set")]

expose(
    Transport,
    AUTO="Streamable HTTP, or server-sent events where the server speaks nothing else.",
    STREAMABLE_HTTP="Streamable HTTP.",
    SSE="Server-sent events.",
    STDIO="A program that this installation starts, if it may.",
)
expose(
    ServerAuth,
    NONE="Nobody is asked who calls.",
    API_KEY="An API key.",
    BEARER="A bearer token.",
    OAUTH="OAuth 2.",
)
expose(
    ServerStatus,
    UNKNOWN="Never asked.",
    CONNECTED="It answered.",
    DISCONNECTED="It does not answer.",
    ERROR="It answered otherwise than it should.",
)


@embedded
class ServerOAuth:
    """What is told of an OAuth client. Its secret and its tokens never are."""

    client_id: str | None = column("The client's id.")
    token_endpoint: str | None = column("Where tokens are given.")
    authorization_endpoint: str | None = column("Where people allow it.")
    scopes: str | None = column("What is asked for, with spaces between.")
    expires_at: datetime | None = column("When its access token ends.")


@entity(servers.mcp_server)
class McpServer(Kept):
    """A server that speaks the Model Context Protocol. Its tool set is made, put away and deleted with it."""

    number: int = column("A small number, unique in the account.", filter=True, order=True)
    tool_set: ToolSetType = one(
        "The set of the tools that are discovered there.", key="tool_set_id", filter=True
    )
    linked_by: Connection[Link] = many("The links that lead to it.", on="target_id", filter=True)
    tools: Connection[Tool] = many(
        "The tools that are discovered there.", on="tool_set_id", key="tool_set_id", filter=True
    )
    transport: Transport = column("How it is spoken to.", filter=True)
    url: str | None = column("Its URL; null over STDIO.", filter=True)
    command: list[str] | None = column("Over STDIO: the program and its arguments.")
    headers: JSON = column(
        "The headers of every request, a JSON object of texts; those that look like secrets show `•••`."
    )
    auth: ServerAuth = column("How whoever calls is known to it.", filter=True)
    oauth: ServerOAuth | None = part("The OAuth client.")
    secret: Secret | None = one(
        "The credential, if it is one of the workspace's.", key="secret_id", filter=True
    )
    has_value: bool = column("Whether anything secret is kept for it.", filter=True)
    status: ServerStatus = column("What discovery and use last found.", filter=True)
    error: str | None = column("What was wrong, for people.")
    checked_at: datetime | None = column("When it was last asked.", filter=True, order=True)


@input_type
class ServerOAuthInput:
    """An OAuth client, whole; its secret stays if it is left out."""

    client_id: strawberry.Maybe[str | None] = field("The client's id.")
    client_secret: strawberry.Maybe[Sealed | None] = field("The client's secret; it is never read back.")
    token_endpoint: strawberry.Maybe[str | None] = field("Where tokens are given: an http(s) URL.")
    authorization_endpoint: strawberry.Maybe[str | None] = field("Where people allow it: an http(s) URL.")
    scopes: strawberry.Maybe[str | None] = field("What is asked for, with spaces between.")


@input_type
class UpdateMcpServerInput(KeptInput):
    """Changes to a server: what is left out stays as it is, null takes a value away or gives the default.

    Name, handle, labels and retention tier are those of its tool set too.
    """

    url: strawberry.Maybe[str | None] = field("Its http(s) URL, without a user; needed unless over STDIO.")
    transport: strawberry.Maybe[Transport | None] = field("How it is spoken to; AUTO if nothing is said.")
    command: strawberry.Maybe[list[str] | None] = field(
        "Over STDIO: the program and its arguments; FORBIDDEN where the installation starts no programs."
    )
    secret_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The secret that is its credential, instead of a key of its own."
    )
    headers: strawberry.Maybe[SealedTexts | None] = field(
        "The headers of every request, whole: a JSON object of texts. `•••` keeps a value that is withheld."
    )
    env: strawberry.Maybe[SealedTexts | None] = field(
        "Over STDIO: variables of the program's environment, whole, a JSON object of texts; never read back."
    )
    auth: strawberry.Maybe[ServerAuth | None] = field(
        "How whoever calls is known to it; NONE if nothing is said."
    )
    api_key: strawberry.Maybe[Sealed | None] = field("The API key or bearer token; it is never read back.")
    oauth: strawberry.Maybe[ServerOAuthInput | None] = field("The OAuth client.")


@named_input
class CreateMcpServerInput(UpdateMcpServerInput):
    """A new server: what is left out or null has its default."""


@object_type
class McpServerPayload:
    """A server, as a mutation leaves it."""

    mcp_server: McpServer = field("The server.")


@strawberry.type
class McpServerQuery:
    """Reads of MCP servers."""

    mcp_server: McpServer | None = by_reference("An MCP server.", READ, within="workspace_id")
    mcp_servers: Connection[McpServer] = every("The MCP servers of the viewer's workspaces.", READ)


def programs(context: Context) -> dict[str, object]:
    """Whether MCP servers may be programs, for the verbs that make and change them."""
    return {"stdio": context.services.stdio_servers}


McpServerChange, McpServerLife = changes(
    Changed(
        servers.MCP_SERVER,
        "an MCP server",
        McpServerPayload,
        CreateMcpServerInput,
        UpdateMcpServerInput,
        create=tool_set_edit.create_mcp_server,
        update=tool_set_edit.update_mcp_server,
        lent=programs,
        pending=tool_set_sync.ended_at,
    ),
    create="Make an MCP server and its tool set; its tools are discovered as soon as may be.",
    delete="Put an MCP server in the trash, with its tool set and tools; they are purged after the days of "
    "its retention tier.",
    restore="Take an MCP server out of the trash, with its tool set and the tools that went there with it.",
    purge="Delete an MCP server that is in the trash for good, with its tool set and tools.",
)
