"""Changing who may act in a workspace: members are added, given another role, and removed."""

from typing import Annotated

import strawberry

from backend.domain.viewer import Role
from backend.graph.account import Member
from backend.graph.argument import Home
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, said
from backend.graph.given import mutation, naming, written
from backend.graph.life import PurgePayload
from backend.graph.policy import ADMIN
from backend.store import member as members

MemberId = Annotated[strawberry.ID, said("The member.")]


@input_type
class AddMemberInput:
    """A new member of a workspace."""

    principal_id: strawberry.ID = field("A principal of the account: its id, or ext:<externalId>.")
    role: Role = field("What it may do in the workspace: no more than you may.", default=Role.VIEWER)


@object_type
class MemberPayload:
    """A member, as a mutation leaves it."""

    member: Member = field("The member.")


@strawberry.type
class MemberChange:
    """Changes of members."""

    @mutation(ADMIN)
    async def add_member(
        self,
        info: Info,
        input: Annotated[AddMemberInput, said("The member.")],  # noqa: A002  (the argument's name)
        workspace_id: Home = None,
    ) -> MemberPayload:
        """Give a principal a role in a workspace. CONFLICT if it is a member there already."""
        context = info.context
        with naming(input):
            made = await members.add_member(
                context.tx, context.viewer, input.principal_id, input.role, workspace=workspace_id
            )
        return written(MemberPayload, member=made)

    @mutation(ADMIN)
    async def set_member_role(
        self,
        info: Info,
        id: MemberId,  # noqa: A002  (the argument's name)
        role: Annotated[Role, said("What it may do from now on: no more than you may.")],
    ) -> MemberPayload:
        """Give a member another role, at once."""
        context = info.context
        return written(MemberPayload, member=await members.set_role(context.tx, context.viewer, id, role))

    @mutation(ADMIN)
    async def remove_member(self, info: Info, id: MemberId) -> PurgePayload:  # noqa: A002
        """End a membership, at once; what the principal made stays."""
        context = info.context
        return written(PurgePayload, purgedId=await members.remove_member(context.tx, context.viewer, id))
