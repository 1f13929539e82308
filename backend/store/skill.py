"""A skill: what an agent is taught, by name. What it says is written in its versions; the newest counts."""

from collections.abc import Mapping

from sqlalchemy import bindparam, literal_column, select

from backend.domain.errors import BadInput, Conflict
from backend.domain.ids import PREFIXES, SYSTEM_WORKSPACE
from backend.domain.viewer import Viewer
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.noun import Noun, alter, insert, lawful_new, note_of, open_row
from backend.store.precondition import Precondition
from backend.store.row import change
from backend.store.skill_version import Contents, add_version, consume_files, drafted
from backend.store.table import Column, Integer, Table, Text, is_system, kept, metadata
from backend.store.workspace import place

skill = Table(
    "skill",
    metadata,
    *kept(),
    # No foreign key to a version: the two tables would point at each other, and no purge could begin.
    Column("version_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    info={"derived": {"is_system": is_system}},
)

SKILL = Noun("Skill", skill)

_SAYS = ("name", "description", "handle")
"""Columns that fall back to the front matter of SKILL.md."""

_own = skill.alias("own")
_TAKEN = (
    select(_own.c.handle)
    .join(skill, skill.c.handle == _own.c.handle)
    .where(
        _own.c.id == bindparam("row_id", type_=Text()),
        skill.c.workspace_id == literal_column(f"'{SYSTEM_WORKSPACE}'"),
    )
)


async def create_skill(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    contents: Contents,
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make a skill with its first version and return its id.

    Of `columns` only those of the skill count: `contents` are what body or files among them come to. Its
    uploads are used up with it.
    """
    home = await place(tx, viewer, workspace)

    async def make() -> str:
        draft = await drafted(tx, viewer, home, contents)
        manual = await consume_files(tx, viewer, home, contents, draft)
        own = lawful_new(SKILL, _said(columns, contents))
        newest = {"version_id": new_id(PREFIXES["SkillVersion"]), "number": 1, "digest": draft.digest}
        made = await insert(tx, viewer, SKILL, home, {**own, **newest})
        await _refuse_system_handle(tx, made)
        whose = {"id": newest["version_id"], "workspace_id": home, "skill_id": made, "number": 1}
        profile = {"name": own["name"], "description": own["description"]}
        await add_version(tx, viewer, {**whose, **profile}, manual, draft)
        return made

    given = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createSkill", idempotency_key, given, make)


async def update_skill(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the skill's id. Its versions stay as they are."""
    found = await open_row(tx, viewer, SKILL, reference, when)
    await alter(tx, viewer, SKILL, found, columns)
    await _refuse_system_handle(tx, found.id)
    return str(found.id)


async def add_skill_version(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    contents: Contents,
    *,
    when: Precondition | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make a skill's next version of its contents, and return the skill's id.

    Contents that the newest version has already make none, and use up no upload.
    """

    async def make() -> str:
        found = await open_row(tx, viewer, SKILL, reference, when)
        draft = await drafted(tx, viewer, found.workspace_id, contents)
        if draft.digest == found.digest:
            return str(found.id)
        manual = await consume_files(tx, viewer, found.workspace_id, contents, draft)
        number, version_id = found.number + 1, new_id(PREFIXES["SkillVersion"])
        whose = {"id": version_id, "workspace_id": found.workspace_id, "skill_id": found.id}
        profile = {"number": number, "name": found.name, "description": found.description}
        await add_version(tx, viewer, {**whose, **profile}, manual, draft)
        await change(
            tx, skill, found.id, {"version_id": version_id, "number": number, "digest": draft.digest}
        )
        await note_of(tx, viewer, SKILL, found, "versionAdded", {"number": number})
        return str(found.id)

    given = {"id": reference, "columns": columns}
    return await once(tx, viewer, "addSkillVersion", idempotency_key, given, make)


def _said(columns: Mapping[str, object], contents: Contents) -> dict[str, object]:
    """The skill's own columns: what is not said is taken from the front matter."""
    own = {name: value for name, value in columns.items() if name not in {"body", "files"}}
    for name in _SAYS:
        if own.get(name) is None:
            own[name] = contents.named(name)
    if own["name"] is None:
        raise BadInput("Say the skill's name, here or in the front matter of SKILL.md.", ("name",))
    return own


async def _refuse_system_handle(tx: Transaction, skill_id: str) -> None:
    taken = await tx.first(_TAKEN, {"row_id": skill_id})
    if taken is not None:
        message = f"A skill of Concord's own has the handle {taken.handle!r}: give another."
        raise Conflict(message, ("handle",))
