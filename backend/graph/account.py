"""Accounts, workspaces, principals and members: who there is, and where they may act."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.kept import RetentionTier
from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Role
from backend.graph.connection import Connection
from backend.graph.declare import at_path, by_reference, column, entity, every, many, one, special
from backend.graph.described import expose
from backend.graph.kept import EXTENSIONS
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import (
    account as accounts,
    member as members,
    principal as principals,
    workspace as workspaces,
)

if TYPE_CHECKING:
    from backend.graph.activity import Activity
    from backend.graph.agent import Agent

ActivityType = Annotated["Activity", strawberry.lazy("backend.graph.activity")]
AgentType = Annotated["Agent", strawberry.lazy("backend.graph.agent")]

expose(
    Role,
    VIEWER="Reads.",
    EDITOR="Reads and writes.",
    ADMIN="Reads and writes, manages members and keys, purges.",
)
expose(
    PrincipalKind,
    USER="A person.",
    API_KEY="An API key.",
    SERVICE="A program that acts in its own name.",
    SYSTEM="Concord itself.",
)


@entity(accounts.account)
class Account(Node):
    """Who owns workspaces: the outermost boundary. Nothing is seen across accounts."""

    name: str = column("What people call it.", filter=True, order=True)
    description: str | None = column("What it is for.", filter=True)
    external_id: str | None = column("The id that its owner's own systems give it.", filter=True)
    labels: JSON = column("A JSON object of texts, for its owner's own use.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@entity(principals.principal)
class Principal(Node):
    """Who acts and who owns: a user, an API key or a service."""

    kind: PrincipalKind = column("What it is.", filter=True)
    name: str = column("What people call it.", filter=True, order=True)
    email: str | None = column("Where to write to it.", filter=True)
    external_id: str | None = column(
        "The id that the account's own systems give it; unique in the account.", filter=True
    )
    labels: JSON = column("A JSON object of texts, for the account's own use.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    account_admin: bool = column("Whether it manages the account and all its workspaces.", filter=True)
    account: Account | None = one("The account it belongs to.", key="account_id")
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@entity(members.member)
class Member(Node):
    """A principal's role in a workspace."""

    role: Role = column("What the principal may do there.", filter=True)
    principal: Principal | None = one("Who is the member.", key="principal_id", filter=True)
    workspace: Annotated["Workspace", strawberry.lazy("backend.graph.account")] | None = one(
        "The workspace.", key="workspace_id", filter=True
    )
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@entity(workspaces.workspace)
class Workspace(Node):
    """A place that holds agents and all they need; its members see what is in it."""

    name: str = column("What people call it.", filter=True, order=True)
    description: str | None = column("What it is for.", filter=True)
    handle: str = column("Its readable name for paths, unique in the account.", filter=True, order=True)
    number: int = column("A small number, unique in the account.", filter=True, order=True)
    external_id: str | None = column("The id that the account's own systems give it.", filter=True)
    labels: JSON = column("A JSON object of texts, for the account's own use.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    account: Account | None = one("The account it belongs to.", key="account_id")
    created_by: Principal | None = one("Who made it.", key="created_by", filter=True)
    owner: Principal | None = one("Who owns it.", key=("owner_id", "created_by"), filter=True)
    service_user: Principal | None = one(
        "Whom tools act for where an agent says nothing.", key="service_user_id", filter=True
    )
    members: Connection[Member] = many("Who may act in it.", on="workspace_id", filter=True)
    agents: Connection[AgentType] = many("The agents in it.", on="workspace_id", filter=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)
    archived_at: datetime | None = column("When it was put out of use.", filter=True, order=True)
    deleted_at: datetime | None = column("When it was put in the trash.", filter=True, order=True)
    retention_tier: RetentionTier = column("How long it stays in the trash.", filter=True)
    activities: Connection[ActivityType] = many(
        "What happened to it, the last first; what happened in it: `activities(workspaceId:)`.",
        on="subject_id",
        filter=True,
    )


@strawberry.type
class AccountQuery:
    """Reads of accounts."""

    viewer: Principal = special("The principal whose credential this request carries.", READ, "VIEWER")
    account: Account | None = by_reference("An account.", READ)
    principal: Principal | None = by_reference("A principal of the account.", READ)
    principals: Connection[Principal] = every("The principals of the account.", READ)
    member: Member | None = by_reference("A member of a workspace.", READ, within="workspace_id")
    members: Connection[Member] = every("The members of the viewer's workspaces.", READ)
    workspace: Workspace | None = by_reference("A workspace.", READ)
    workspaces: Connection[Workspace] = every("The viewer's workspaces.", READ)
    node: Node | None = special("Any row by its id.", READ, "NODE")
    nodes: list[Node | None] = special("Any rows by their ids, null for what is not found.", READ, "NODES")
