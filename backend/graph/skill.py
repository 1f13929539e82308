"""Skills: files that teach an agent something, in versions that never change."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.viewer import Viewer
from backend.graph.account import Principal, Workspace
from backend.graph.connection import Connection
from backend.graph.context import Services
from backend.graph.declare import by_reference, column, computed, entity, every, many, one
from backend.graph.kept import Kept
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import BigInt
from backend.graph.skill_contents import texts_of
from backend.platform import clock
from backend.platform.transfer import LASTING, Offered, file_path, steady_until
from backend.store import skill as skills, skill_file as files, skill_version as versions
from backend.store.plan.model import Steady
from backend.store.statement import Row

if TYPE_CHECKING:
    from backend.graph.link import Link

LinkType = Annotated["Link", strawberry.lazy("backend.graph.link")]
VersionType = Annotated["SkillVersion", strawberry.lazy("backend.graph.skill")]
FileType = Annotated["SkillFile", strawberry.lazy("backend.graph.skill")]


async def _addresses(rows: Sequence[Row], _: Viewer, services: Services) -> list[Steady]:
    """Where each file may be fetched."""
    until = steady_until(clock.now())
    offers = [Offered(row.path.rpartition("/")[2], row.media_type, row.size, row.sha256) for row in rows]
    return [Steady(file_path(services.signer, each, until + LASTING), until) for each in offers]


@entity(skills.skill)
class Skill(Kept):
    """What an agent is taught. What it says is written in its versions; the newest counts."""

    number: int = column("The number of its newest version.")
    digest: str = column("The digest of its newest version.", filter=True)
    version: VersionType | None = one("Its newest version.", key="version_id", filter=True)
    versions: Connection[VersionType] = many(
        "Its versions, newest first.", on="skill_id", order="-number", filter=True
    )
    files: Connection[FileType] = many(
        "The files of its newest version, by their paths.",
        on="skill_version_id",
        order="path",
        filter=True,
        key="version_id",
    )
    linked_by: Connection[LinkType] = many("The links that name it.", on="target_id", filter=True)


@entity(versions.skill_version)
class SkillVersion(Node):
    """What a skill said at one time. It never changes."""

    number: int = column("1, 2, 3 … in the order in which they were made.", filter=True, order=True)
    name: str = column("The skill's name when it was made.")
    description: str | None = column("The skill's description when it was made.")
    body: str = column("The text of SKILL.md behind its front matter.")
    digest: str = column(
        "The SHA-256 of the sorted lines of its files, each path NUL sha256 newline.", filter=True
    )
    size: BigInt = column("Bytes of all of its files.")
    skill: Skill = one("The skill that it is a version of.", key="skill_id", filter=True)
    files: Connection[FileType] = many(
        "Its files, by their paths.", on="skill_version_id", order="path", filter=True
    )
    workspace: Workspace | None = one(
        "The workspace it is in; null for what comes with Concord.", key="workspace_id", filter=True
    )
    created_by: Principal | None = one("Who made it.", key="created_by", filter=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was made.", filter=True, order=True)


@entity(files.skill_file, default_order="path")
class SkillFile(Node):
    """A file of a version of a skill."""

    path: str = column("Where it lies, relative to the skill's folder.", filter=True, order=True)
    media_type: str = column("What kind of bytes it has, by its name.")
    size: BigInt = column("How many bytes it has.")
    sha256: str = column("The SHA-256 of the bytes, in hex.", filter=True)
    text: str | None = computed(
        "What it says, if it is a text of up to 256 kB.", needs=("size", "sha256"), by=texts_of
    )
    url: str | None = computed(
        "Where to GET the bytes for at least an hour, without a key: a path of this server.",
        needs=("path", "media_type", "size", "sha256"),
        by=_addresses,
    )
    skill_version: SkillVersion = one("The version that it is in.", key="skill_version_id", filter=True)
    workspace: Workspace | None = one(
        "The workspace it is in; null for what comes with Concord.", key="workspace_id", filter=True
    )
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was made.", filter=True, order=True)


@strawberry.type
class SkillQuery:
    """Reads of skills, their versions and files."""

    skill: Skill | None = by_reference("A skill.", READ, within="workspace_id")
    skills: Connection[Skill] = every(
        "The skills of the viewer's workspaces, and those of Concord itself.", READ
    )
    skill_version: SkillVersion | None = by_reference("A version of a skill.", READ, within="skill_id")
    skill_versions: Connection[SkillVersion] = every("The versions of the viewer's skills.", READ)
    skill_file: SkillFile | None = by_reference(
        "A file of a version of a skill.", READ, within="skill_version_id"
    )
    skill_files: Connection[SkillFile] = every("The files of the viewer's skills.", READ)
