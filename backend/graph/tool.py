"""Tools: what models may call, and how."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.tool import ToolKind, ToolStatus
from backend.graph.account import Principal
from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.data_schema import DataSchema
from backend.graph.declare import by_reference, column, entity, every, many, one
from backend.graph.described import expose, field, input_type, object_type
from backend.graph.kept import Kept, KeptInput, named_input
from backend.graph.link import Link
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import tool as tools, tool_edit

if TYPE_CHECKING:
    from backend.graph.tool_call import ToolCall
    from backend.graph.tool_set import ToolSet

ToolCallType = Annotated["ToolCall", strawberry.lazy("backend.graph.tool_call")]
ToolSetType = Annotated["ToolSet", strawberry.lazy("backend.graph.tool_set")]

expose(
    ToolKind,
    HTTP="By an HTTP request.",
    MCP="At an MCP server.",
    BUILTIN="By Concord itself.",
    CLIENT="By the client that follows the run, which gives the result back.",
    AGENT="As a run of another agent.",
)
expose(
    ToolStatus,
    AVAILABLE="There, and offered if it is enabled.",
    FILTERED="There, and not let through.",
    GONE="Not found any more at its MCP server.",
)


@entity(tools.tool)
class Tool(Kept):
    """Something that a model may call. It is offered if it is AVAILABLE, enabled and not in the trash."""

    number: int = column(
        "A small number, unique in the account; below 1,000 for those that come with Concord.",
        filter=True,
        order=True,
    )
    linked_by: Connection[Link] = many("The links that lead to it.", on="target_id", filter=True)
    tool_set: ToolSetType = one("The set it is in.", key="tool_set_id", filter=True)
    kind: ToolKind = column("How it is called: as all tools of its set are.", filter=True)
    call_name: str = column("What the model calls it, unique in its set.", filter=True, order=True)
    remote_name: str | None = column("Its name at its MCP server.", filter=True)
    title: str | None = column("A title for people.")
    input_schema: JSON = column("The JSON Schema of its arguments, an object.")
    input_data_schema: DataSchema | None = one(
        "The schema from which that comes, and whose changes it follows.", key="input_schema_id", filter=True
    )
    output_schema: JSON | None = column("The JSON Schema of its result.")
    output_data_schema: DataSchema | None = one(
        "The schema from which that comes, and whose changes it follows.",
        key="output_schema_id",
        filter=True,
    )
    config: JSON = column(
        "How it is called: over HTTP `method`, `path`, `query`, `headers`, `bodyType` and `body`, else "
        "nothing. Headers that look like secrets show `•••`."
    )
    examples: JSON | None = column("Calls with what they answered, shown to the model.")
    status: ToolStatus = column("Whether it is there and let through.", filter=True)
    enabled: bool = column("Whether it is offered at all.", filter=True)
    requires_approval: bool = column(
        "Whether somebody is asked before it is called, where a link does not say it.", filter=True
    )
    timeout_seconds: int = column("How many seconds a call may take.")
    tool_calls: Connection[ToolCallType] = many("The calls of it, newest first.", on="tool_id", filter=True)
    runtime_user: Principal | None = one(
        "Whom it acts for, instead of whom the agent acts for.", key="runtime_user_id", filter=True
    )


@input_type
class UpdateToolInput(KeptInput):
    """Changes to a tool: what is left out stays as it is, null takes a value away or gives the default.

    Of a tool at an MCP server, the name and the schemas are the server's: CONFLICT.
    """

    call_name: strawberry.Maybe[str | None] = field(
        "What the model calls it: 1 to 64 of letters, digits, underscore and dash, unique in its set; made "
        "from the name if not given."
    )
    title: strawberry.Maybe[str | None] = field("A title for people: up to 200 characters.")
    input_schema: strawberry.Maybe[JSON | None] = field(
        "The JSON Schema of its arguments, of an object; null takes any object. It excludes inputSchemaId."
    )
    input_schema_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The data schema of its arguments, whose changes it follows; null keeps the schema as it is."
    )
    output_schema: strawberry.Maybe[JSON | None] = field(
        "The JSON Schema of its result; null takes any. It excludes outputSchemaId."
    )
    output_schema_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The data schema of its result, whose changes it follows; null keeps the schema as it is."
    )
    config: strawberry.Maybe[JSON | None] = field(
        "How it is called, whole: over HTTP `method`, `path`, `query`, `headers`, `bodyType` and `body`, all "
        "but the method Liquid over the arguments. `•••` keeps a header's value that is withheld."
    )
    examples: strawberry.Maybe[JSON | None] = field("Up to 20 calls, each `{args, result}`.")
    enabled: strawberry.Maybe[bool | None] = field("Whether it is offered at all; it is if nothing is said.")
    requires_approval: strawberry.Maybe[bool | None] = field(
        "Whether somebody is asked before it is called; null at an MCP server leaves it to the set's rule."
    )
    timeout_seconds: strawberry.Maybe[int | None] = field(
        "How many seconds a call may take: 1 to 600; 60 if nothing is said."
    )
    runtime_user_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The principal for whom it acts. To change it takes an administrator."
    )


@named_input
class CreateToolInput(UpdateToolInput):
    """A new tool: what is left out or null has its default."""

    tool_set_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The set it is made in; if none is named, the workspace's own for tools of its kind."
    )
    kind: strawberry.Maybe[ToolKind | None] = field(
        "HTTP or CLIENT, if no set is named; else that of the set."
    )


@object_type
class ToolPayload:
    """A tool, as a mutation leaves it."""

    tool: Tool = field("The tool.")


@strawberry.type
class ToolQuery:
    """Reads of tools."""

    tool: Tool | None = by_reference("A tool.", READ, within="tool_set_id")
    tools: Connection[Tool] = every(
        "The tools of the viewer's workspaces, and those of Concord itself.", READ
    )


ToolChange, ToolLife = changes(
    Changed(
        tools.TOOL,
        "a tool",
        ToolPayload,
        CreateToolInput,
        UpdateToolInput,
        create=tool_edit.create_tool,
        update=tool_edit.update_tool,
    ),
    create="Make a tool: in a set, or in the workspace's own set `handle:tools` (HTTP) or "
    "`handle:client-tools` (CLIENT), which is made when it is first needed.",
)
