"""Links to files and skills: a file is made of an upload with its link, and a session is told of both."""

from typing import Any

import pytest

from backend.domain.errors import BadInput, Conflict, Forbidden
from backend.domain.viewer import Viewer
from backend.store.agent_edit import update_agent
from backend.store.database import Database
from backend.store.file import file
from backend.store.link_change import Way, add_link, set_links
from backend.store.session import session
from backend.store.session_start import start_session
from backend.store.skill import add_skill_version, create_skill
from backend.store.skill_version import skill_version
from backend.store.upload import create_upload, upload
from tests.store.agents import all_of, do, new_agent, row_of
from tests.store.links import linked_now, refusal
from tests.store.uploads import colleague, contents, uploaded

pytestmark = pytest.mark.anyio

HERE = ("input", "target", "upload")
BODY = "---\nname: Sums\n---\n\n"


def to_upload(row: str, **more: Any) -> dict[str, Any]:
    return {"target": {"upload": row}, **more}


async def test_an_upload_becomes_a_file_and_a_link_in_one(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    bytes_ = await uploaded(database, admin, b"EUR 1.1", name="rates.csv")
    settings = {"mountPath": "/data/rates.csv", "access": "READ_ONLY"}
    given = to_upload(bytes_, settings=settings)
    await do(database, add_link, admin, {"agentId": agent}, given, Way(publish=True))
    (made,) = await all_of(database, file)
    (linked,) = await linked_now(database, agent)
    assert (linked.kind, linked.target_id, linked.settings) == ("FILE", made.id, settings)
    assert (made.name, made.size, made.workspace_id) == ("rates.csv", 7, admin.home)
    used = await row_of(database, upload, bytes_)
    assert (used.status, used.consumed_by) == ("CONSUMED", made.id)


async def test_agents_and_lists_of_links_take_uploads_too(database: Database, admin: Viewer) -> None:
    first = [{"kinds": ["FILE"], "links": [to_upload(await uploaded(database, admin))]}]
    agent = await new_agent(database, admin, links=first)
    (made,) = await linked_now(database, agent)
    both = [{"target": {"file": made.target_id}}, to_upload(await uploaded(database, admin))]
    await do(database, set_links, admin, {"agentId": agent}, {"kinds": ["FILE"], "links": both})
    kept, new = await linked_now(database, agent)
    assert (kept.stable_id, new.position) == (made.stable_id, 1)
    assert {kept.target_id, new.target_id} == {each.id for each in await all_of(database, file)}


async def test_of_an_upload_that_cannot_be_used_nothing_stays(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    said = {"name": "a.txt", "media_type": "text/plain", "size": 5}
    pending = await do(database, create_upload, admin, said)
    foreign = await uploaded(database, await colleague(database, admin))
    good = await uploaded(database, admin)
    relative = to_upload(good, settings={"mountPath": "data"})
    for error, given, path in (
        (Conflict, to_upload(pending), HERE),
        (Forbidden, to_upload(foreign), HERE),
        (BadInput, relative, ("input", "settings", "mountPath")),
    ):
        assert await refusal(error, database, add_link, admin, {"agentId": agent}, given) == path
    twice = [{"kinds": ["FILE"], "links": [to_upload(good), to_upload(good)]}]
    where = await refusal(Conflict, database, update_agent, admin, agent, {"links": twice})
    assert where == ("links", 0, "links", 1, "target", "upload")
    assert await all_of(database, file) == []
    assert await linked_now(database, agent) == []
    assert (await row_of(database, upload, good)).status == "COMPLETE"


async def test_a_session_is_told_of_the_files_and_skills_of_its_version(
    database: Database, admin: Viewer
) -> None:
    skill = await do(database, create_skill, admin, {}, contents({"SKILL.md": f"{BODY}Add them."}))
    await do(database, add_skill_version, admin, skill, {}, contents({"SKILL.md": f"{BODY}Count them."}))
    bytes_ = await uploaded(database, admin, b"EUR 1.1", name="rates.csv")
    links = [
        {"kinds": ["FILE"], "links": [to_upload(bytes_, settings={"mountPath": "/data/rates.csv"})]},
        {"kinds": ["SKILL"], "links": [{"target": {"skill": skill}, "settings": {"version": 1}}]},
    ]
    agent = await new_agent(database, admin, links=links)
    begun = await row_of(database, session, await do(database, start_session, admin, agent, {}))
    (told,) = begun.snapshot["files"]
    (made,) = await all_of(database, file)
    assert (told["fileId"], told["sha256"]) == (made.id, made.sha256)
    assert (told["name"], told["mountPath"]) == ("rates.csv", "/data/rates.csv")
    (pinned,) = begun.snapshot["skills"]
    first = next(each for each in await all_of(database, skill_version) if each.number == 1)
    assert (pinned["skillId"], pinned["skillVersionId"], pinned["digest"]) == (skill, first.id, first.digest)
