"""Environments: what sandboxes are made of, and whom they may reach."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.environment import EnvironmentStatus
from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, embedded, entity, every, many, part
from backend.graph.described import expose, field, input_type, object_type, optional, said
from backend.graph.kept import Kept, KeptInput, named_input
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import environment as environments

if TYPE_CHECKING:
    from backend.graph.agent_version import AgentVersion
    from backend.graph.session import Session

SessionType = Annotated["Session", strawberry.lazy("backend.graph.session")]
VersionType = Annotated["AgentVersion", strawberry.lazy("backend.graph.agent_version")]

expose(
    EnvironmentStatus,
    BUILDING="It is being built.",
    READY="Sandboxes can be made of it.",
    ERROR="It could not be built.",
)


@embedded
class EnvironmentNetwork:
    """Whom a sandbox may reach."""

    unrestricted: bool | None = column("Whether it may reach every host that is not denied.")
    allowed_hosts: list[str] | None = column("Hosts that it may reach: exact, or `*.host` for all below one.")
    denied_hosts: list[str] | None = column("Hosts that it may not reach, whatever else is allowed.")
    allow_mcp_servers: bool | None = column("Whether it may reach the session's MCP servers.")
    allow_package_managers: bool | None = column("Whether it may reach the hosts of package managers.")


@entity(environments.environment)
class Environment(Kept):
    """What a sandbox is made of. A session keeps what it started with."""

    base_image: str | None = column("The image it begins with; null is the installation's.")
    packages: JSON = column(
        "What is installed in it: lists of packages by `pip`, `npm`, `apt`, `cargo`, `gem`, `go`."
    )
    network: EnvironmentNetwork = part("Whom it may reach.")
    variables: JSON = column(
        "Its variables, a JSON object of texts: nothing secret, for everybody reads them."
    )
    status: EnvironmentStatus = column("Whether sandboxes can be made of it.", filter=True)
    build_error: str | None = column("Why it could not be built.")
    digest: str = column("The SHA-256 of its image, packages and network.", filter=True)
    used: bool = column("Whether a version that an agent in use runs or edits names it.", filter=True)
    agent_versions: Connection[VersionType] = many(
        "The versions that name it.", on="environment_id", filter=True
    )
    sessions: Connection[SessionType] = many("The sessions that have it.", on="environment_id", filter=True)


@input_type
class EnvironmentNetworkInput:
    """Whom a sandbox may reach: written whole."""

    unrestricted: strawberry.Maybe[bool | None] = field("Whether it may reach every host that is not denied.")
    allowed_hosts: strawberry.Maybe[list[str] | None] = field(
        "Hosts that it may reach, up to 200: exact, or `*.host` for all below one."
    )
    denied_hosts: strawberry.Maybe[list[str] | None] = field("Hosts that it may not reach, up to 200.")
    allow_mcp_servers: strawberry.Maybe[bool | None] = field(
        "Whether it may reach the session's MCP servers."
    )
    allow_package_managers: strawberry.Maybe[bool | None] = field(
        "Whether it may reach the hosts of package managers."
    )


@input_type
class UpdateEnvironmentInput(KeptInput):
    """Changes to an environment: what is left out stays as it is, null takes a value away."""

    base_image: strawberry.Maybe[str | None] = field("The image it begins with; null is the installation's.")
    packages: strawberry.Maybe[JSON | None] = field(
        "A JSON object of lists of texts by `pip`, `npm`, `apt`, `cargo`, `gem`, `go`: up to 500 together."
    )
    network: strawberry.Maybe[EnvironmentNetworkInput | None] = field("Whom it may reach.")
    variables: strawberry.Maybe[JSON | None] = field(
        "A JSON object of texts, up to 200 and 64 kB: everybody reads them, so keep secrets as secrets."
    )


@named_input
class CreateEnvironmentInput(UpdateEnvironmentInput):
    """A new environment: what is left out or null has its default."""


@input_type
class EnvironmentIf:
    """What you believe of an environment; if it is not so, nothing is changed: CONFLICT."""

    updated_at: datetime | None = optional("When it was last changed: whether it is still as you read it.")
    used: bool | None = optional("Whether a version that an agent in use runs or edits names it.")
    deleted: bool | None = optional("Whether it is in the trash.")
    archived: bool | None = optional("Whether it is out of use.")
    owned: bool | None = optional("Whether you own it; if not: FORBIDDEN.")


@object_type
class EnvironmentPayload:
    """An environment, as a mutation leaves it."""

    environment: Environment = field("The environment.")


@strawberry.type
class EnvironmentQuery:
    """Reads of environments."""

    environment: Environment | None = by_reference("An environment.", READ, within="workspace_id")
    environments: Connection[Environment] = every("The environments of the viewer's workspaces.", READ)


EnvironmentChange, EnvironmentLife = changes(
    Changed(
        environments.ENVIRONMENT,
        "an environment",
        EnvironmentPayload,
        CreateEnvironmentInput,
        UpdateEnvironmentInput,
        update=environments.update_environment,
        condition=Annotated[
            EnvironmentIf | None,
            said("What you believe of the environment: checked in the transaction.", name="if"),
        ],
    ),
    update="Change an environment; sessions keep what they started with.",
)
