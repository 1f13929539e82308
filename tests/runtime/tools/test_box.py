"""The tools in the box, called in runs: tasks, memory and skills."""

from collections.abc import Sequence
from typing import Any

import pytest

from backend.domain.skill import Source
from backend.platform.blobs import Blobs
from backend.platform.front_matter import parted
from backend.runtime.equipment import briefing, equipped
from backend.store.run import Held
from backend.store.skill import create_skill
from backend.store.skill_version import Contents
from tests.stage import Stage
from tests.store.agents import do
from tests.store.memories import new_entry, new_store

pytestmark = pytest.mark.anyio

Links = list[dict[str, Any]]
MANUAL = "---\nname: sums\ndescription: How sums are done.\n---\nAdd from the right."


def tools(*names: str) -> Links:
    links = [{"target": {"tool": f"handle:{name}"}} for name in names]
    return [{"kinds": ["TOOL"], "links": links}]


def stores(*linked: tuple[str, dict[str, Any]]) -> Links:
    links = [{"target": {"memoryStore": store}, "settings": settings} for store, settings in linked]
    return [{"kinds": ["MEMORY_STORE"], "links": links}]


async def results(stage: Stage, links: Links, *calls: str) -> list[Any]:
    """What the calls of one message answer: results, and the codes of errors."""
    session_id = await stage.session(await stage.agent(links=links))
    return await answers(stage, session_id, calls)


async def answers(stage: Stage, session_id: str, calls: Sequence[str]) -> list[Any]:
    run_id = await stage.run(session_id, " and ".join(f"call {each}" for each in calls))
    async with stage.engine():
        row = await stage.ended(run_id)
    assert row.status == "COMPLETED", row.error
    ended = [
        each.payload
        for each in await stage.events(session_id, run_id)
        if each.kind in {"ToolCallCompleted", "ToolCallFailed"}
    ]
    return [each.get("result", each.get("code")) for each in ended]


# Tasks


TASKS = tools("task_list", "task_create", "task_update")


async def test_tasks_are_numbered_changed_and_done(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(links=TASKS))
    done = await answers(
        stage,
        session_id,
        [
            'task_create {"text": "Look"}',
            'task_create {"text": "Leap"}',
            'task_update {"number": 1, "completed": true}',
            'task_update {"number": 2, "text": "Leap far"}',
            'task_update {"number": 3, "text": "?"}',
            "task_list {}",
        ],
    )
    first = {"number": 1, "text": "Look", "completed": True}
    second = {"number": 2, "text": "Leap far", "completed": False}
    assert done[2:] == [first, second, "NOT_FOUND", [first, second]]
    changed = [each.payload for each in await stage.events(session_id) if each.kind == "TaskChanged"]
    assert [(each["number"], each["completed"]) for each in changed] == [
        (1, False),
        (2, False),
        (1, True),
        (2, False),
    ]


async def test_what_changes_nothing_of_a_task_is_no_event(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(links=TASKS))
    same = 'task_update {"number": 1, "completed": false}'
    assert (await answers(stage, session_id, ['task_create {"text": "Look"}', same]))[1]["number"] == 1
    assert (await stage.kinds(session_id)).count("TaskChanged") == 1


# Memory


async def test_a_store_that_is_linked_is_read_and_written(stage: Stage) -> None:
    store = await new_store(stage.database, stage.viewer)
    done = await results(
        stage,
        stores((store, {})),
        'memory_write {"key": "a", "content": "One", "title": "A"}',
        'memory_write {"key": "a", "content": "Two"}',
        'memory_read {"key": "a"}',
        'memory_list {"prefix": "b"}',
        "memory_list {}",
        'memory_search {"query": "two"}',
        'memory_delete {"key": "a"}',
        'memory_read {"key": "a"}',
    )
    about = {"key": "a", "title": "A", "description": None}
    assert done == [
        {"key": "a", "created": True},
        {"key": "a", "created": False},
        {**about, "content": "Two"},
        [],
        [about],
        [about],
        {"key": "a", "deleted": True},
        "NOT_FOUND",
    ]


async def test_the_last_store_is_on_top_and_what_is_read_only_is_not_written(stage: Stage) -> None:
    below, above = [await new_store(stage.database, stage.viewer) for _ in range(2)]
    await new_entry(stage.database, stage.viewer, below, key="a", content="below")
    await new_entry(stage.database, stage.viewer, above, key="a", content="above")
    done = await results(
        stage,
        stores((below, {}), (above, {"access": "READ_ONLY"})),
        'memory_read {"key": "a"}',
        'memory_write {"key": "a", "content": "x"}',
        'memory_delete {"key": "a"}',
        'memory_write {"key": "b", "content": "new"}',
        'memory_read {"key": "b"}',
    )
    assert [done[0]["content"], *done[1:3], done[4]["content"]] == ["above", "READ_ONLY", "READ_ONLY", "new"]


async def test_of_a_link_with_a_key_only_that_entry_is_remembered(stage: Stage) -> None:
    store = await new_store(stage.database, stage.viewer)
    for key in "ab":
        await new_entry(stage.database, stage.viewer, store, key=key, content=key)
    done = await results(
        stage,
        stores((store, {"entryKey": "a"})),
        "memory_list {}",
        'memory_search {"query": "b"}',
        'memory_read {"key": "b"}',
        'memory_write {"key": "b", "content": "x"}',
        'memory_write {"key": "a", "content": "x"}',
    )
    assert [each["key"] for each in done[0]] == ["a"]
    assert done[1:] == [[], "NOT_FOUND", "READ_ONLY", {"key": "a", "created": False}]


async def test_a_store_that_may_not_be_written_brings_no_tool_that_writes(stage: Stage) -> None:
    store = await new_store(stage.database, stage.viewer)
    session_id = await stage.session(await stage.agent(links=stores((store, {"access": "READ_ONLY"}))))
    names = [each["name"] for each in equipped((await stage.session_row(session_id)).snapshot)]
    assert names == ["memory_list", "memory_read", "memory_search"]


async def test_without_a_store_nothing_is_remembered(stage: Stage) -> None:
    assert await results(stage, tools("memory_list"), "memory_list {}") == ["NO_MEMORY"]


# Skills


@pytest.fixture
def blobs(stage: Stage) -> Blobs:
    """Where the stage's engine looks for bytes."""
    return Blobs(stage.settings.blobs)


async def skill(stage: Stage, blobs: Blobs, **files: bytes) -> str:
    """A skill of SKILL.md and other files, whose dots are underscores here."""
    texts = {"SKILL.md": MANUAL.encode(), **{name.replace("_", "."): each for name, each in files.items()}}

    async def once(whole: bytes) -> Any:
        yield whole

    stored = {path: await blobs.put(once(each), limit=10_000_000) for path, each in texts.items()}
    sources = [Source(path, ("files",), text="…") for path in texts]
    made: str = await do(
        stage.database, create_skill, stage.viewer, {}, Contents(sources, stored, parted(MANUAL))
    )
    return made


async def test_a_skill_is_told_by_name_and_read_when_it_is_needed(stage: Stage, blobs: Blobs) -> None:
    linked = {"target": {"skill": await skill(stage, blobs, table_csv=b"1,2", image_png=b"\xff\xfe")}}
    session_id = await stage.session(
        await stage.agent(instructions="Be brief.", links=[{"kinds": ["SKILL"], "links": [linked]}])
    )
    snapshot = (await stage.session_row(session_id)).snapshot
    told = await briefing(stage.database, Held("run_x", session_id, "wsp_x", 1), snapshot)
    assert told.startswith("Be brief.\n\n")
    assert told.endswith("\n- sums: How sums are done.")
    done = await answers(
        stage,
        session_id,
        [
            'skill_load {"name": "sums"}',
            'skill_load {"name": "sums", "path": "table.csv"}',
            'skill_load {"name": "sums", "path": "image.png"}',
            'skill_load {"name": "sums", "path": "../secret"}',
            'skill_load {"name": "other"}',
        ],
    )
    paths = ["SKILL.md", "image.png", "table.csv"]
    assert done == [
        {"path": "SKILL.md", "text": MANUAL, "files": paths},
        {"path": "table.csv", "text": "1,2", "files": paths},
        "NOT_TEXT",
        "NOT_FOUND",
        "NOT_FOUND",
    ]


async def test_a_skill_that_is_no_row_is_read_from_its_link(stage: Stage) -> None:
    inline = {"name": "greet", "description": "How to greet.", "body": "Say hello."}
    done = await results(
        stage,
        [{"kinds": ["SKILL"], "links": [{"target": {"inline": {"kind": "SKILL", "definition": inline}}}]}],
        'skill_load {"name": "greet"}',
        'skill_load {"name": "greet", "path": "more.md"}',
    )
    assert done == [{"path": "SKILL.md", "text": "Say hello.", "files": ["SKILL.md"]}, "NOT_FOUND"]


async def test_of_stores_of_skills_the_model_is_told_what_they_teach(stage: Stage) -> None:
    store = await new_store(stage.database, stage.viewer, kind="SKILLS")
    await new_entry(stage.database, stage.viewer, store, key="k", title="Kneading", description="of dough")
    session_id = await stage.session(await stage.agent(links=stores((store, {"prompt": "What I learnt."}))))
    run_id = await stage.run(session_id)
    held = Held(run_id, session_id, "wsp_x", 1)
    told = await briefing(stage.database, held, (await stage.session_row(session_id)).snapshot)
    assert "- k: Kneading of dough" in told
    assert told.endswith("\n\nWhat I learnt.")
