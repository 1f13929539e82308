"""Changing workspaces: made, renamed, put out of use, in the trash and back."""

from typing import Annotated

import strawberry

from backend.graph.account import Workspace
from backend.graph.argument import IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, said
from backend.graph.given import Seen, columns, mutation, naming, written
from backend.graph.kept import KeptInput, named_input
from backend.graph.life import Lived, lifelike
from backend.graph.policy import ACCOUNT
from backend.store import workspace_edit as workspaces

Reference = Annotated[
    strawberry.ID, said("The workspace: its id, ext:<externalId>, handle:<handle> or number:<n>.")
]


HANDLE = "Its readable name, unique in the account; made from the name if not given."
EXTERNAL_ID = "The id that your own systems give it; unique in the account."


@input_type
class UpdateWorkspaceInput(KeptInput):
    """Changes to a workspace: what is left out stays as it is, null takes a value away."""

    handle: strawberry.Maybe[str | None] = field(HANDLE)
    external_id: strawberry.Maybe[str | None] = field(EXTERNAL_ID)
    service_user_id: strawberry.Maybe[strawberry.ID | None] = field(
        "Whom tools act for where an agent says nothing: a member, by its id or ext:<externalId>."
    )


@named_input
class CreateWorkspaceInput(KeptInput):
    """A new workspace: what is left out or null has its default. It has no members yet."""

    handle: strawberry.Maybe[str | None] = field(HANDLE)
    external_id: strawberry.Maybe[str | None] = field(EXTERNAL_ID)


@object_type
class WorkspacePayload:
    """A workspace, as a mutation leaves it."""

    workspace: Workspace = field("The workspace.")


@strawberry.type
class WorkspaceChange:
    """Changes of workspaces."""

    @mutation(ACCOUNT)
    async def create_workspace(
        self,
        info: Info,
        input: Annotated[CreateWorkspaceInput, said("The workspace.")],  # noqa: A002  (the argument's name)
        idempotency_key: IdempotencyKey = None,
    ) -> WorkspacePayload:
        """Make a workspace in the account."""
        context = info.context
        with naming(input):
            made = await workspaces.create_workspace(
                context.tx, context.viewer, columns(input), idempotency_key=idempotency_key
            )
        return _written(info, made)

    @mutation(ACCOUNT)
    async def update_workspace(
        self,
        info: Info,
        id: Reference,  # noqa: A002  (the argument's name)
        input: Annotated[UpdateWorkspaceInput, said("What changes.")],  # noqa: A002
    ) -> WorkspacePayload:
        """Change a workspace."""
        context = info.context
        with naming(input):
            changed = await workspaces.update_workspace(context.tx, context.viewer, id, columns(input))
        return _written(info, changed)


def _written(info: Info, workspace: str) -> WorkspacePayload:
    """The payload, read by one who sees the workspace though it is new or in the trash."""
    return written(WorkspacePayload, workspace=_seen(info, workspace))


def _seen(info: Info, workspace: str) -> Seen:
    viewer = info.context.viewer
    return Seen(workspace, viewer.seeing(workspace, viewer.need))


WorkspaceLife = lifelike(
    Lived("workspace", WorkspacePayload, Reference, policy=ACCOUNT, shown=_seen),
    archive=(workspaces.archive_workspace, "Put a workspace out of use."),
    unarchive=(workspaces.unarchive_workspace, "Put an archived workspace back into use."),
    delete=(
        workspaces.delete_workspace,
        "Put a workspace in the trash: from now on nobody sees it, or what lies in it.",
    ),
    restore=(workspaces.restore_workspace, "Take a workspace out of the trash."),
)
