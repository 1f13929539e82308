"""Skills as clients make them: of texts, of uploads, of a body; what they say is read again."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from backend.domain.viewer import Role
from backend.graph.schema import Schema
from backend.platform import clock
from backend.platform.blobs import Blobs
from backend.store.database import Database
from tests.graph.calls.asker import Asker, graph_over
from tests.graph.calls.transfers import announced, fetched, uploaded
from tests.graph.calls.world import asked_as
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

SHOWN = """{
  skill {
    id name handle description number digest
    version { number name body size files { nodes { path } } }
    files { nodes { path mediaType size text url } }
    versions { nodes { number } }
  }
}"""
CREATE = f"""
mutation ($input: CreateSkillInput!, $workspace: ID, $key: String) {{
  createSkill(input: $input, workspaceId: $workspace, idempotencyKey: $key) {SHOWN}
}}
"""
ADD = f"""
mutation ($id: ID!, $input: AddSkillVersionInput!, $if: RowIf, $key: String) {{
  addSkillVersion(id: $id, input: $input, if: $if, idempotencyKey: $key) {SHOWN}
}}
"""
FILE = "query ($id: ID!, $in: ID!) { skillVersion(id: $id, within: $in) { number body } }"
MANUAL = "---\nname: Sums\ndescription: How to add.\nhandle: sums\n---\n\nAdd them.\n"
FILES = [{"path": "sums/SKILL.md", "text": MANUAL}, {"path": "sums/more/a.py", "text": "1 + 1"}]


async def blobs_of(blobs: Blobs) -> set[str]:
    return {name async for name in blobs.older(clock.now() + timedelta(days=1))}


async def test_a_skill_of_texts_is_read_as_it_was_written(asker: Asker, blobs: Blobs) -> None:
    skill = await asker.change(CREATE, input={"files": FILES})
    assert (skill["name"], skill["handle"], skill["description"]) == ("Sums", "sums", "How to add.")
    assert (skill["number"], skill["version"]["body"]) == (1, "Add them.\n")
    texts = {each["path"]: each["text"] for each in skill["files"]["nodes"]}
    assert texts == {"SKILL.md": MANUAL, "more/a.py": "1 + 1"}
    for each in skill["files"]["nodes"]:
        answer = await fetched(asker, blobs, each["url"])
        assert answer.text == texts[each["path"]]
        name = each["path"].rpartition("/")[2]
        assert f'filename="{name}"' in answer.headers["content-disposition"]


async def test_a_skill_of_a_body_has_its_manual_written(asker: Asker) -> None:
    said = {"name": "Sums: more", "description": "How\nto add.", "body": "Add them."}
    skill = await asker.change(CREATE, input=said)
    (manual,) = skill["files"]["nodes"]
    assert manual["path"] == "SKILL.md"
    assert manual["text"].endswith("---\n\nAdd them.")
    assert skill["version"]["body"] == "Add them."
    again = await asker.change(
        ADD, id=skill["id"], input={"files": [{"path": "SKILL.md", "text": manual["text"]}]}
    )
    assert again["number"] == 1
    more = await asker.change(ADD, id="handle:sums-more", input={"body": "Add more."})
    assert (more["number"], more["version"]["body"]) == (2, "Add more.")
    assert [each["number"] for each in more["versions"]["nodes"]] == [2, 1]
    found = (await asker.data(FILE, **{"id": "number:1", "in": skill["id"]}))["skillVersion"]
    assert found == {"number": 1, "body": "Add them."}


async def test_a_skill_of_uploads_has_their_bytes(asker: Asker, blobs: Blobs) -> None:
    manual = await uploaded(asker, blobs, MANUAL.encode(), name="SKILL.md")
    data = await uploaded(asker, blobs, b"\x89PNG\0", name="a.png")
    files = [{"path": "SKILL.md", "uploadId": manual}, {"path": "a.png", "uploadId": data}]
    skill = await asker.change(CREATE, input={"files": files})
    shown = {each["path"]: (each["mediaType"], each["text"]) for each in skill["files"]["nodes"]}
    assert shown == {"SKILL.md": ("text/markdown", MANUAL), "a.png": ("image/png", None)}
    assert skill["name"] == "Sums"
    again = {"files": files, "handle": "other"}
    assert await asker.refusal(CREATE, input=again) == ("CONFLICT", ["input", "files", 0, "uploadId"])


async def test_only_texts_of_up_to_256_kilobytes_are_shown(asker: Asker) -> None:
    sizes = {"a": 256 * 1024, "b": 256 * 1024 + 1}
    large = [{"path": f"sums/{path}", "text": "x" * size} for path, size in sizes.items()]
    skill = await asker.change(CREATE, input={"files": [*FILES, *large]})
    shown = {each["path"]: each["text"] for each in skill["files"]["nodes"]}
    assert (shown["a"], shown["b"]) == ("x" * 256 * 1024, None)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, ["input", "files"]),
        ({"body": "x", "files": FILES, "name": "x"}, ["input", "files"]),
        ({"body": "x"}, ["input", "name"]),
        ({"body": "x" * 200_001, "name": "x"}, ["input", "body"]),
        ({"files": []}, ["input", "files"]),
        ({"files": [{"path": "a.md", "text": "x"}]}, ["input", "files"]),
        ({"files": [*FILES, {"path": "../x", "text": ""}]}, ["input", "files", 2, "path"]),
        ({"files": [{"path": "SKILL.md"}]}, ["input", "files", 0]),
        ({"files": [{"path": "SKILL.md", "text": "---\n- x\n---\n"}]}, ["input", "files", 0]),
        ({"files": [{"path": "SKILL.md", "text": "No name."}]}, ["input", "name"]),
        ({"files": [{"path": "SKILL.md", "uploadId": "upl_" + "7" * 26}]}, ["input", "files", 0, "uploadId"]),
    ],
)
async def test_what_cannot_be_meant_is_named_and_makes_nothing(
    asker: Asker, given: Any, path: list[Any]
) -> None:
    code, found = await asker.refusal(CREATE, input=given)
    assert (code in {"BAD_INPUT", "NOT_FOUND"}, found) == (True, path)
    assert (await asker.data("{ skills { totalCount } }"))["skills"]["totalCount"] == 0


async def test_a_manual_that_is_no_text_or_has_not_come_is_refused(asker: Asker, blobs: Blobs) -> None:
    where = ["input", "files", 0, "uploadId"]
    for data in (b"\xff", b"a\0"):
        upload = await uploaded(asker, blobs, data)
        files = [{"path": "SKILL.md", "uploadId": upload}]
        assert await asker.refusal(CREATE, input={"files": files}) == ("BAD_INPUT", where)
    pending = (await announced(asker, b"bytes"))["id"]
    files = [{"path": "SKILL.md", "uploadId": pending}]
    assert await asker.refusal(CREATE, input={"files": files}) == ("CONFLICT", where)


async def test_a_skill_is_made_once_for_each_request_also_of_uploads(asker: Asker, blobs: Blobs) -> None:
    manual = await uploaded(asker, blobs, MANUAL.encode())
    said = {"files": [{"path": "SKILL.md", "uploadId": manual}]}
    first = await asker.change(CREATE, input=said, key="k")
    assert (await asker.change(CREATE, input=said, key="k"))["id"] == first["id"]


async def test_of_two_skills_of_one_upload_one_is_made(asker: Asker, blobs: Blobs) -> None:
    manual = await uploaded(asker, blobs, MANUAL.encode())
    said = [{"handle": f"h{each}", "files": [{"path": "SKILL.md", "uploadId": manual}]} for each in range(3)]
    answers = await asyncio.gather(*(asker.answer(CREATE, input=each) for each in said))
    assert sorted("errors" in each for each in answers) == [False, True, True]
    assert (await asker.data("{ skills { totalCount } }"))["skills"]["totalCount"] == 1


async def test_who_may_not_make_a_skill_puts_no_bytes(asker: Asker, blobs: Blobs, database: Database) -> None:
    skill = await asker.change(CREATE, input={"files": FILES})
    before = await blobs_of(blobs)
    more = {"files": [{"path": "SKILL.md", "text": "Other."}], "name": "x"}
    added = {"files": more["files"]}
    reader, foreign = await asked_as(asker, Role.VIEWER), asker.as_(await stranger(database))
    assert (await reader.refusal(CREATE, input=more))[0] == "FORBIDDEN"
    assert (await reader.refusal(ADD, id=skill["id"], input=added))[0] == "FORBIDDEN"
    assert (await foreign.refusal(ADD, id=skill["id"], input=added))[0] == "NOT_FOUND"
    assert (await foreign.refusal(CREATE, input=more, workspace=asker.viewer.home))[0] == "NOT_FOUND"
    assert await blobs_of(blobs) == before


async def test_two_hundred_texts_make_a_skill(asker: Asker) -> None:
    files = [*FILES[:1], *({"path": f"sums/{each}", "text": f"{each}"} for each in range(199))]
    skill = await asker.change(CREATE, input={"files": files})
    assert skill["version"]["size"] == len(MANUAL) + sum(len(str(each)) for each in range(199))
    too_many = {"files": [*files, {"path": "sums/x", "text": ""}], "handle": "other"}
    assert await asker.refusal(CREATE, input=too_many) == ("BAD_INPUT", ["input", "files"])


async def test_no_transaction_waits_for_bytes(
    asker: Asker, schema: Schema, database: Database, blobs: Blobs
) -> None:
    """On SQLite, where there is one writer, a change is made while a skill's bytes are being put."""
    putting, go_on = asyncio.Event(), asyncio.Event()

    class Slow(Blobs):
        async def put(self, *given: Any, **options: Any) -> Any:
            putting.set()
            await go_on.wait()
            return await blobs.put(*given, **options)

    slow = Asker(graph_over(schema, database, blobs=Slow("file:///nowhere")), asker.viewer)
    async with asyncio.timeout(10):
        making = asyncio.create_task(slow.change(CREATE, input={"files": FILES}))
        await putting.wait()
        await asker.data('mutation { createAgent(input: {name: "Ada"}) { agent { id } } }')
        go_on.set()
        assert (await making)["number"] == 1


async def test_without_a_store_of_bytes_a_skill_is_not_made(
    asker: Asker, schema: Schema, database: Database
) -> None:
    bare = Asker(graph_over(schema, database), asker.viewer)
    assert (await bare.refusal(CREATE, input={"files": FILES}))[0] == "UNAVAILABLE"
    assert (await bare.data("{ skills { totalCount } }"))["skills"]["totalCount"] == 0
