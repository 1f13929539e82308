"""Skills: versions that never change, made of files whose bytes were put before."""

from typing import Any

import pytest
from sqlalchemy import insert, select

from backend.domain.errors import BadInput, Conflict, Forbidden, IdempotencyConflict, NotFound
from backend.domain.ids import SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE
from backend.domain.skill import digest_of
from backend.domain.viewer import Role, Viewer
from backend.platform.blob_put import Stored
from backend.platform.front_matter import parted
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.life import Life
from backend.store.link import link
from backend.store.precondition import Precondition
from backend.store.row import add, born
from backend.store.skill import SKILL, add_skill_version, create_skill, skill, update_skill
from backend.store.skill_file import skill_file
from backend.store.skill_version import Contents, skill_version
from backend.store.statement import Row
from backend.store.upload import put_upload, upload
from tests.store.agents import do, new_agent, row_of, versions
from tests.store.uploads import MANUAL, colleague, contents, stored, uploaded
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(SKILL)
FILES = {"SKILL.md": MANUAL, "more/a.py": "1 + 1"}


async def made(database: Database, viewer: Viewer, given: Contents | None = None, **columns: Any) -> str:
    found: str = await do(database, create_skill, viewer, columns, given or contents(FILES))
    return found


async def grown(database: Database, viewer: Viewer, row: str, given: Contents, **options: Any) -> Row:
    await do(database, add_skill_version, viewer, row, {"files": len(given.files)}, given, **options)
    return await row_of(database, skill, row)


async def files_of(database: Database, version_id: str) -> list[Row]:
    async with database.read() as tx:
        found = await tx.fetch(select(skill_file).order_by(skill_file.c.path))
    return [row for row in found if row.skill_version_id == version_id]


async def count(database: Database) -> list[int]:
    """How many skills, versions and files there are."""
    async with database.read() as tx:
        return [len(await tx.fetch(select(table.c.id))) for table in (skill, skill_version, skill_file)]


async def told(database: Database) -> list[str]:
    async with database.read() as tx:
        return [each.type for each in await tx.fetch(select(activity.c.type).order_by(activity.c.id))]


async def test_a_skill_is_what_its_manual_says_unless_told_otherwise(
    database: Database, admin: Viewer
) -> None:
    row = await row_of(database, skill, await made(database, admin))
    assert (row.name, row.description, row.handle, row.number) == ("Sums", "How to add.", "sums", 1)
    version = await row_of(database, skill_version, row.version_id)
    assert (version.number, version.name, version.body) == (1, "Sums", "Add them.")
    other = await made(database, admin, name="Adding", description="None.", handle="adding")
    row = await row_of(database, skill, other)
    assert (row.name, row.description, row.handle) == ("Adding", "None.", "adding")
    version = await row_of(database, skill_version, row.version_id)
    assert (version.name, version.description) == ("Adding", "None.")


async def test_a_version_has_its_files_by_digest(database: Database, admin: Viewer) -> None:
    row = await row_of(database, skill, await made(database, admin))
    manual, code = await files_of(database, row.version_id)
    assert (manual.path, manual.media_type, manual.size) == ("SKILL.md", "text/markdown", len(MANUAL))
    assert (code.path, code.media_type, code.sha256) == (
        "more/a.py",
        "text/x-python",
        stored(b"1 + 1").sha256,
    )
    version = await row_of(database, skill_version, row.version_id)
    assert version.size == len(MANUAL) + 5
    assert version.digest == row.digest == digest_of((each.path, each.sha256) for each in (manual, code))
    assert {manual.workspace_id, code.workspace_id, version.workspace_id} == {admin.home}


async def test_a_skill_needs_a_name(database: Database, admin: Viewer) -> None:
    nameless = contents({"SKILL.md": "Add them."})
    with pytest.raises(BadInput) as refused:
        await made(database, admin, nameless)
    assert refused.value.path == ("name",)
    row = await row_of(database, skill, await made(database, admin, nameless, name="Sums"))
    assert (row.name, row.handle, row.description) == ("Sums", "sums", None)


@pytest.mark.parametrize(
    ("front", "path"),
    [
        ("name: ''", ("name",)),
        (f"name: {'x' * 201}", ("name",)),
        ("name: x\nhandle: No Handle", ("handle",)),
        (f"name: x\ndescription: {'x' * 4_001}", ("description",)),
    ],
)
async def test_what_a_manual_says_is_held_to_the_laws_of_skills(
    database: Database, admin: Viewer, front: str, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await made(database, admin, contents({"SKILL.md": f"---\n{front}\n---\n"}))
    assert refused.value.path == path
    assert await count(database) == [0, 0, 0]


async def test_a_body_may_have_two_hundred_thousand_characters(database: Database, admin: Viewer) -> None:
    await made(database, admin, contents({"SKILL.md": MANUAL + "x" * 199_991}))
    with pytest.raises(BadInput, match="200,000"):
        await made(database, admin, contents({"SKILL.md": MANUAL + "x" * 199_992}), handle="other")


async def test_a_skill_may_have_fifty_megabytes(database: Database, admin: Viewer) -> None:
    most = 50 * 1024 * 1024 - len(MANUAL)
    larger, largest = await big(database, admin, most + 1), await big(database, admin, most)
    with pytest.raises(BadInput, match="52,428,800") as refused:
        await made(database, admin, contents({"SKILL.md": MANUAL}, {"a": larger}))
    assert refused.value.path == ("files",)
    row = await made(database, admin, contents({"SKILL.md": MANUAL}, {"a": largest}))
    assert (await row_of(database, skill, row)).number == 1


async def big(database: Database, viewer: Viewer, size: int) -> str:
    """A complete upload that says that it has this size."""
    said = {"name": "big", "media_type": "a/b"}
    made: str = await do(database, put_upload, viewer, said, Stored("sha256/00/0", size, "0" * 64))
    return made


async def test_uploads_become_files_once(database: Database, admin: Viewer) -> None:
    manual, data = await uploaded(database, admin, MANUAL.encode()), await uploaded(database, admin, b"\0\1")
    given = contents({}, {"SKILL.md": manual, "data.bin": data})
    row = await row_of(database, skill, await made(database, admin, given))
    files = {each.path: each for each in await files_of(database, row.version_id)}
    for path, upload_id in (("SKILL.md", manual), ("data.bin", data)):
        used = await row_of(database, upload, upload_id)
        assert (used.status, used.consumed_by, used.sha256) == (
            "CONSUMED",
            files[path].id,
            files[path].sha256,
        )
    with pytest.raises(Conflict) as refused:
        await made(database, admin, given, handle="other")
    assert refused.value.path == ("files", 0, "uploadId")
    assert await count(database) == [1, 1, 2]


async def test_one_upload_is_not_two_files(database: Database, admin: Viewer) -> None:
    data = await uploaded(database, admin)
    with pytest.raises(Conflict) as refused:
        await made(database, admin, contents(FILES, {"a": data, "b": data}))
    assert refused.value.path == ("files", 3, "uploadId")
    assert (await row_of(database, upload, data)).status == "COMPLETE"
    assert await count(database) == [0, 0, 0]


async def test_the_uploads_of_others_are_not_used(database: Database, admin: Viewer) -> None:
    data = await uploaded(database, admin)
    given = contents(FILES, {"a": data})
    with pytest.raises(Forbidden):
        await made(database, await colleague(database, admin), given)
    with pytest.raises(NotFound):
        await made(database, await stranger(database), given)


async def test_a_manual_whose_bytes_came_too_late_to_be_read_makes_nothing(
    database: Database, admin: Viewer
) -> None:
    manual = await uploaded(database, admin, MANUAL.encode())
    given = contents({}, {"SKILL.md": manual})
    with pytest.raises(Conflict, match="try again"):
        await made(database, admin, Contents(given.files, given.texts, None), name="Sums")
    assert (await row_of(database, upload, manual)).status == "COMPLETE"


async def test_two_hundred_uploads_make_a_skill(database: Database, admin: Viewer) -> None:
    names = [f"f{each}" for each in range(199)]
    uploads = {name: await uploaded(database, admin, name.encode()) for name in names}
    given = contents({"SKILL.md": MANUAL}, uploads)
    row = await row_of(database, skill, await made(database, admin, given))
    assert len(await files_of(database, row.version_id)) == 200


async def test_versions_are_counted_and_the_newest_counts(database: Database, admin: Viewer) -> None:
    row = await made(database, admin)
    first = await row_of(database, skill, row)
    await do(database, update_skill, admin, row, {"name": "Adding"})
    after = await grown(database, admin, row, contents({"SKILL.md": "Add more."}))
    assert (after.number, after.name) == (2, "Adding")
    second = await row_of(database, skill_version, after.version_id)
    assert (second.number, second.name, second.body, second.digest) == (
        2,
        "Adding",
        "Add more.",
        after.digest,
    )
    assert await row_of(database, skill_version, first.version_id) is not None
    assert (await row_of(database, skill_version, first.version_id)).name == "Sums"
    assert await told(database) == ["skill.created", "skill.updated", "skill.versionAdded"]


async def test_what_the_newest_version_says_already_makes_none_and_uses_nothing(
    database: Database, admin: Viewer
) -> None:
    row = await made(database, admin)
    before = await row_of(database, skill, row)
    code = await uploaded(database, admin, b"1 + 1")
    given = contents({"SKILL.md": MANUAL}, {"more/a.py": code})
    assert await grown(database, admin, row, given) == before
    assert (await row_of(database, upload, code)).status == "COMPLETE"
    other = await grown(database, admin, row, contents({"SKILL.md": MANUAL}))
    again = await grown(database, admin, row, contents(FILES))
    assert (other.number, again.number, again.digest) == (2, 3, before.digest)


async def test_a_version_is_added_once_for_each_request(database: Database, admin: Viewer) -> None:
    row, more = await made(database, admin), contents({"SKILL.md": "More."})
    assert (await grown(database, admin, row, more, idempotency_key="k")).number == 2
    await grown(database, admin, row, contents({"SKILL.md": "Much more."}))
    assert (await grown(database, admin, row, more, idempotency_key="k")).number == 3
    with pytest.raises(IdempotencyConflict):
        await grown(database, admin, row, contents({**FILES, "x": "y"}), idempotency_key="k")


async def test_a_skill_is_made_once_for_each_request(database: Database, admin: Viewer) -> None:
    files = contents(FILES)
    first = await do(database, create_skill, admin, {"name": "a"}, files, idempotency_key="k")
    assert await do(database, create_skill, admin, {"name": "a"}, files, idempotency_key="k") == first
    assert await count(database) == [1, 1, 2]


async def test_nothing_is_added_unless_the_skill_is_as_believed(database: Database, admin: Viewer) -> None:
    row, more = await made(database, admin), contents({"SKILL.md": "More."})
    with pytest.raises(Conflict):
        await grown(database, admin, row, more, when=Precondition(archived=True))
    await do(database, LIFE.delete, admin, row)
    with pytest.raises(Conflict, match="restore it first"):
        await grown(database, admin, row, more)
    reader = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.VIEWER), admin.home)
    with pytest.raises(Forbidden):
        await grown(database, reader, row, more)
    with pytest.raises(NotFound):
        await grown(database, await stranger(database), row, more)


async def test_the_handle_of_a_skill_of_concords_own_is_refused(database: Database, admin: Viewer) -> None:
    blank = {"labels": {}, "extensions": {}, "retention_tier": "MEDIUM", "number": 1, "digest": "x"}
    whose = {"created_by": SYSTEM_PRINCIPAL, "owner_id": SYSTEM_PRINCIPAL, "workspace_id": SYSTEM_WORKSPACE}
    async with database.write() as tx:
        await add(
            tx, skill, {**born("skl"), **blank, **whose, "name": "PDF", "handle": "pdf", "version_id": "x"}
        )
    for columns in ({"handle": "pdf"}, {"handle": None, "name": "pdf"}):
        bare = contents({"SKILL.md": "Add."})
        with pytest.raises(Conflict, match="Concord's own") as refused:
            await made(database, admin, bare, **{"name": "x", **columns})
        assert refused.value.path == ("handle",)
    row = await made(database, admin)
    with pytest.raises(Conflict, match="Concord's own"):
        await do(database, update_skill, admin, row, {"handle": "pdf"})
    for verb in (LIFE.archive, LIFE.delete):
        with pytest.raises(Forbidden):
            await do(database, verb, admin, "handle:pdf")
    with pytest.raises(Forbidden):
        await grown(database, admin, "handle:pdf", contents(FILES))


async def test_a_purge_takes_versions_and_files_and_leaves_links(database: Database, admin: Viewer) -> None:
    row = await made(database, admin)
    await grown(database, admin, row, contents({"SKILL.md": "More."}))
    linked = await link_to(database, admin, row)
    await do(database, LIFE.delete, admin, row)
    await do(database, LIFE.purge, admin, row)
    assert await count(database) == [0, 0, 0]
    assert (await row_of(database, link, linked)).target_id == row


async def link_to(database: Database, viewer: Viewer, target: str) -> str:
    """A link of an agent's version to the row."""
    (version,) = await versions(database, await new_agent(database, viewer))
    made = born("lnk")
    said = {"kind": "SKILL", "target_id": target, "position": 0, "settings": {}, "extensions": {}}
    whose = {"workspace_id": viewer.home, "created_by": viewer.principal, "agent_version_id": version.id}
    async with database.write() as tx:
        await tx.fetch(insert(link), {**made, **said, **whose, "stable_id": made["id"]})
    return str(made["id"])


def test_the_contents_of_these_tests_are_read_as_the_product_reads_them() -> None:
    assert parted(MANUAL).named == {"name": "Sums", "description": "How to add.", "handle": "sums"}
