"""Making and changing skills. The bytes of their files are put before the transaction begins."""

from typing import Annotated

import strawberry

from backend.domain.viewer import Role
from backend.graph.argument import Home, IdempotencyKey
from backend.graph.change import Changed, changes
from backend.graph.context import Context, Info
from backend.graph.described import field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import If, KeptInput, believed
from backend.graph.policy import WRITE
from backend.graph.skill import Skill
from backend.graph.skill_contents import contents_of, given_files
from backend.store import skill as skills
from backend.store.scope import locate
from backend.store.skill_version import Contents
from backend.store.workspace import place

Reference = Annotated[strawberry.ID, said("The skill: its id, ext:<externalId> or handle:<handle>.")]


@input_type
class SkillFileInput:
    """A file of a skill: either its text, or an upload that holds its bytes."""

    path: str = field(
        "Where it lies, relative and with slashes: up to 512 characters, no `..`. A folder that all files "
        "are in is taken away. No two paths may differ in case only."
    )
    text: str | None = optional("What it says.")
    upload_id: strawberry.ID | None = optional("One of your own uploads, which is used up.")


@input_type
class AddSkillVersionInput:
    """What the next version of a skill says: either a body or files."""

    body: str | None = optional("The text of SKILL.md behind its front matter: up to 200,000 characters.")
    files: list[SkillFileInput] | None = optional("All of its files, SKILL.md too: 1 to 200, up to 50 MB.")


@input_type
class UpdateSkillInput(KeptInput):
    """Changes to a skill, not its versions: what is left out stays as it is, null takes a value away."""


@input_type
class CreateSkillInput(UpdateSkillInput):
    """A new skill, of either a body or files. Name, description and handle fall back to what the front matter
    of SKILL.md says.
    """

    body: str | None = optional(
        "The text of SKILL.md behind its front matter, which is written of name and description: up to "
        "200,000 characters."
    )
    files: list[SkillFileInput] | None = optional("Its files, SKILL.md too: 1 to 200, up to 50 MB.")


@object_type
class SkillPayload:
    """A skill, as a mutation leaves it."""

    skill: Skill = field("The skill.")


@strawberry.type
class SkillMaking:
    """Making skills and their versions."""

    @mutation(WRITE, waits=True)
    async def create_skill(
        self,
        info: Info,
        input: Annotated[CreateSkillInput, said("The skill.")],  # noqa: A002  (the argument's name)
        workspace_id: Home = None,
        idempotency_key: IdempotencyKey = None,
    ) -> SkillPayload:
        """Make a skill with its first version."""
        context, given = info.context, columns(input)
        with naming(input):
            contents = await _first(context, given, workspace_id)
            await context.begin()
            made = await skills.create_skill(
                context.tx,
                context.viewer,
                given,
                contents,
                workspace=workspace_id,
                idempotency_key=idempotency_key,
            )
        return written(SkillPayload, skill=made)

    @mutation(WRITE, waits=True)
    async def add_skill_version(
        self,
        info: Info,
        id: Reference,  # noqa: A002  (the argument's name)
        input: Annotated[AddSkillVersionInput, said("What it says.")],  # noqa: A002
        if_: If = None,
        idempotency_key: IdempotencyKey = None,
    ) -> SkillPayload:
        """Give a skill its next version; what the newest says already makes none."""
        context, given = info.context, columns(input)
        with naming(input):
            contents = await _next(context, id, given)
            await context.begin()
            skill = await skills.add_skill_version(
                context.tx,
                context.viewer,
                id,
                given,
                contents,
                when=believed(if_),
                idempotency_key=idempotency_key,
            )
        return written(SkillPayload, skill=skill)


async def _first(context: Context, given: dict[str, object], workspace: str | None) -> Contents:
    """The contents of a new skill, if the viewer may make one there."""
    async with context.database.read() as tx:
        home = await place(tx, context.viewer, workspace)
    return await contents_of(context, given_files(given, given.get("name"), given.get("description")), home)


async def _next(context: Context, reference: str, given: dict[str, object]) -> Contents:
    """The contents of a skill's next version, if the viewer may change it."""
    async with context.database.read() as tx:
        editor = context.viewer.at_least(Role.EDITOR)
        found = await locate(tx, editor, skills.skill, reference, lock=False)
    return await contents_of(context, given_files(given, found.name, found.description), found.workspace_id)


SkillChange, SkillLife = changes(
    Changed(skills.SKILL, "a skill", SkillPayload, None, UpdateSkillInput, update=skills.update_skill),
    delete="Put a skill in the trash; links to it stay. It is purged after the days of its retention tier.",
    purge="Delete a skill that is in the trash for good, with its versions and files; links to it stay.",
)
