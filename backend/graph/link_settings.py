"""How what is linked may be used: as it is read, and as it is written."""

from backend.domain.link import Access, ApprovalRule, LinkKind, SecretUse
from backend.graph.declare import column, embedded
from backend.graph.described import expose, input_type, optional

expose(
    LinkKind,
    TOOL="A tool.",
    TOOL_SET="All tools of a tool set.",
    MCP_SERVER="All tools of an MCP server.",
    SKILL="A skill.",
    AGENT="An agent that is called like a tool.",
    MEMORY_STORE="A store of memories.",
    SEMANTIC_DATA_MODEL="A description of data in the words of those who ask for it.",
    SECRET="A secret.",  # noqa: S106  (the meaning of a word)
    FILE="A file.",
    REPOSITORY="A repository of code.",
)
expose(
    ApprovalRule,
    DEFAULT="As the tool itself says.",
    NEVER="Nobody is asked.",
    ALWAYS="Somebody is asked before each call.",
    LISTED="Somebody is asked before calls of the tools in `approvalTools`.",
)
expose(Access, READ_ONLY="It may be read.", READ_WRITE="It may be read and changed.")
expose(
    SecretUse,
    MODEL="To speak to the model.",
    TOOLS="To speak to the hosts that the secret is for.",
    ENVIRONMENT="As a variable of the sandbox's environment.",
)


@embedded
class LinkSettings:
    """How what is linked may be used. Which of these say something depends on the link's kind."""

    approval: ApprovalRule | None = column("Whether somebody is asked before a call.")
    approval_tools: list[str] | None = column("The tools before whose calls somebody is asked.")
    tools: list[str] | None = column("The tools that are offered; null is all of them.")
    excluded_tools: list[str] | None = column("The tools that are not offered.")
    access: Access | None = column("What may be done with it.")
    mount_path: str | None = column("Where it lies in the sandbox.")
    prompt: str | None = column("What the model is told of it.")
    use: SecretUse | None = column("Where the secret is used.")
    alias: str | None = column("The name by which the rest of the configuration calls it.")
    version: int | None = column("The version of the skill; null is the newest when a session starts.")
    entry_key: str | None = column("The one entry of the store that is meant; null is all of it.")


@input_type
class LinkSettingsInput:
    """How what is linked may be used. What a link's kind does not know is refused: BAD_INPUT."""

    approval: ApprovalRule | None = optional(
        "Whether somebody is asked before a call: of tools, tool sets, MCP servers and agents."
    )
    approval_tools: list[str] | None = optional(
        "The tools before whose calls somebody is asked: of tool sets and MCP servers."
    )
    tools: list[str] | None = optional("The tools that are offered: of tool sets and MCP servers.")
    excluded_tools: list[str] | None = optional(
        "The tools that are not offered: of tool sets and MCP servers."
    )
    access: Access | None = optional("What may be done with it: of stores, files and repositories.")
    mount_path: str | None = optional(
        "Where it lies in the sandbox, an absolute path: of files, repositories and skills."
    )
    prompt: str | None = optional("What the model is told of it: up to 4,000 characters.")
    use: SecretUse | None = optional("Where the secret is used: of secrets.")
    alias: str | None = optional(
        "The name by which the rest of the configuration calls it: of secrets, servers and tool sets."
    )
    version: int | None = optional("The version of the skill; the newest if it is left out.")
    entry_key: str | None = optional("The one entry of the memory store that is meant.")
