"""Importing agents: a package brings an agent with what it needs beside it, in one transaction."""

from typing import Annotated, Any

import strawberry

from backend.domain.difference import ChangeKind
from backend.graph.agent import Agent
from backend.graph.agent_edit import CreateAgentInput, If
from backend.graph.argument import Home
from backend.graph.context import Info
from backend.graph.described import expose, field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, named, written
from backend.graph.kept import NAME_GIVEN, believed
from backend.graph.policy import WRITE
from backend.graph.scalars import JSON
from backend.graph.tool import CreateToolInput
from backend.store import agent_import

expose(
    ChangeKind,
    ADDED="It was not there before.",
    CHANGED="It was there, and says something else.",
    REMOVED="It is not there any more.",
)


@input_type
class PackagedServerInput:
    """An MCP server that the agent uses. It is found in the workspace by name, whatever its case, and URL."""

    name: str = field("What it is called.")
    url: str | None = optional("Where it is; null for one that is a program.")
    tools: list[str] | None = optional("The tools of it that are offered; all if none are named.")


@input_type
class PackagedModelInput:
    """A semantic data model. One of the same name and definition is linked, else it is made."""

    name: str = field(NAME_GIVEN)
    description: str | None = optional("What it is for.")
    definition: JSON = field("A JSON object of up to 1 MB.")


@input_type
class PackagedFileInput:
    """A file. It is added to what is there; one with other bytes at its path stands there instead."""

    path: str = field("Where it is mounted: an absolute path.")
    upload_id: strawberry.ID = field("Its bytes, an upload of yours; left alone if they lie there already.")


@input_type
class PackagedToolsInput:
    """A set of tools that its client runs. One of the same name, extensions and tools is linked, else it is
    made.
    """

    name: str = field(NAME_GIVEN)
    extensions: JSON | None = optional("What a dialect says of it: one key each.")
    tools: list[CreateToolInput] = field("Its tools, of kind CLIENT.")


@input_type
class AgentPackageInput:
    """An agent and what it needs. A list that is left out says nothing of its kind; one that is empty says
    that there are none.
    """

    agent: CreateAgentInput = field(
        "The agent. What its configuration leaves out has its default; links of kinds not named stay."
    )
    mcp_servers: list[PackagedServerInput] | None = optional("Its MCP servers: up to 100.")
    semantic_data_models: list[PackagedModelInput] | None = optional("Its semantic data models: up to 100.")
    files: list[PackagedFileInput] | None = optional("Files that are added to it: up to 100.")
    tool_sets: list[PackagedToolsInput] | None = optional("Its sets of client tools: up to 100.")


@object_type
class NamedServer:
    """An MCP server as a package names it."""

    name: str = field("What it is called.")
    url: str | None = field("Where it is.")


@object_type
class PackageChange:
    """A place at which the draft differs from what was before."""

    change: ChangeKind = field("What became of it.")
    path: str = field("Where: such as `instructions`, `limits.maxTurns` or `links.MCP_SERVER.<name>`.")
    before: JSON | None = field("What was there.")
    after: JSON | None = field("What is there.")


@object_type
class ImportPayload:
    """An import, as it leaves the agent; of a dry run, as it would."""

    agent: Agent | None = field("The agent; null of a dry run that would make one.")
    changes: list[PackageChange] = field("What the draft says that was not said before.")
    attached_mcp_servers: list[NamedServer] = field("The servers that come to be linked.")
    unresolved_mcp_servers: list[NamedServer] = field("The servers that the workspace has not: make them.")
    added_files: list[str] = field("The paths of the files that come to be there.")


@strawberry.type
class AgentImport:
    """Changes by packages."""

    @mutation(WRITE)
    async def import_agent(
        self,
        info: Info,
        package: Annotated[AgentPackageInput, said("The agent, and what it needs.")],
        agent_id: Annotated[
            strawberry.ID | None,
            said("The agent whose draft becomes what the package says; without it an agent is made."),
        ] = None,
        dry_run: Annotated[bool, said("Write nothing, and say what would change.")] = False,
        workspace_id: Home = None,
        if_: If = None,
    ) -> ImportPayload:
        """Make an agent of a package, or the draft of one; a live version stays until it is published."""
        context = info.context
        imported = await agent_import.import_agent(
            context.tx,
            context.viewer,
            _package(package),
            agent_id,
            dry_run=dry_run,
            workspace=workspace_id,
            when=believed(if_),
        )
        return written(
            ImportPayload,
            agent=imported.agent,
            changes=[
                {"change": each.change.name, "path": each.path, "before": each.before, "after": each.after}
                for each in imported.changes
            ],
            attachedMcpServers=imported.unpacked.attached,
            unresolvedMcpServers=imported.unpacked.unresolved,
            addedFiles=imported.unpacked.files,
        )


def _package(package: AgentPackageInput) -> dict[str, Any]:
    variations = [columns(each) for each in package.agent.variations or ()]
    return named(package) | {"agent": columns(package.agent) | {"variations": variations}}
