"""Memory stores, entries and semantic data models through the graph: made, read, changed, deleted."""

import pytest

from backend.domain.memory import LONGEST_CONTENT
from backend.domain.viewer import Role
from backend.platform.blobs import Blobs
from tests.graph.calls.asker import Asker, Json
from tests.graph.calls.transfers import announced, uploaded
from tests.graph.calls.world import asked_as

pytestmark = pytest.mark.anyio

STORE = """
mutation ($input: CreateMemoryStoreInput!) {
  createMemoryStore(input: $input) {
    memoryStore { id handle kind managed embedder agent { id } entries { totalCount } expiresAt isSystem }
  }
}
"""
ENTRY = """
mutation ($store: ID!, $input: CreateMemoryEntryInput!, $once: String) {
  createMemoryEntry(memoryStoreId: $store, input: $input, idempotencyKey: $once) {
    memoryEntry { id key title content mediaType size version sha256 labels extensions externalId }
  }
}
"""
CHANGE = """
mutation ($id: ID!, $input: UpdateMemoryEntryInput!, $if: MemoryEntryIf) {
  updateMemoryEntry(id: $id, input: $input, if: $if) { memoryEntry { id version content title } }
}
"""
DELETE = "mutation ($id: ID!, $if: MemoryEntryIf) { deleteMemoryEntry(id: $id, if: $if) { purgedId } }"


async def new_store(asker: Asker, **columns: Json) -> Json:
    return await asker.change(STORE, input={"name": "Notes", **columns})


async def new_entry(asker: Asker, store: str, **columns: Json) -> Json:
    return await asker.change(ENTRY, store=store, input={"key": "a/b", **columns})


async def test_a_store_is_made_with_its_defaults(asker: Asker) -> None:
    made = await new_store(asker)
    assert made.pop("id").startswith("mst_")
    assert made == {
        "handle": "notes",
        "kind": "KNOWLEDGE",
        "managed": False,
        "embedder": "hashing-256",
        "agent": None,
        "entries": {"totalCount": 0},
        "expiresAt": None,
        "isSystem": False,
    }


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"kind": "EPISODIC"}, "BAD_INPUT", ["input", "kind"]),
        ({"embedder": "other"}, "BAD_INPUT", ["input", "embedder"]),
        ({"agentId": "agt_" + "7" * 26}, "NOT_FOUND", ["input", "agentId"]),
        ({"name": " "}, "BAD_INPUT", ["input", "name"]),
    ],
)
async def test_what_a_store_may_not_be_names_its_place(
    asker: Asker, given: Json, code: str, path: list[str]
) -> None:
    assert await asker.refusal(STORE, input={"name": "Notes", **given}) == (code, path)


async def test_an_agent_shows_the_stores_that_are_its_own(asker: Asker) -> None:
    agent = await asker.change('mutation { createAgent(input: {name: "Ada"}) { agent { id } } }')
    store = await new_store(asker, agentId=agent["id"], kind="SKILLS")
    assert store["agent"] == agent
    source = "query ($id: ID!) { agent(id: $id) { memories(filter: {kind: {eq: SKILLS}}) { nodes { id } } } }"
    found = await asker.data(source, id=agent["id"])
    assert found["agent"]["memories"]["nodes"] == [{"id": store["id"]}]


async def test_an_entry_is_made_and_read_by_its_names(asker: Asker) -> None:
    store = await new_store(asker)
    entry = await new_entry(asker, store["id"], content="Straße 🙂", externalId="x", labels={"a": "b"})
    assert entry["id"].startswith("mem_")
    assert (entry["key"], entry["content"], entry["size"], entry["version"]) == ("a/b", "Straße 🙂", 12, 1)
    assert (entry["mediaType"], entry["labels"], entry["extensions"]) == ("text/markdown", {"a": "b"}, {})
    source = "query ($id: ID!, $in: ID) { memoryEntry(id: $id, within: $in) { id memoryStore { id } } }"
    read = {"memoryEntry": {"id": entry["id"], "memoryStore": {"id": store["id"]}}}
    other = await new_store(asker)
    for names in (
        {"id": entry["id"]},
        {"id": "ext:x"},
        {"id": "ext:x", "in": store["id"]},
        {"id": "ext:x", "in": "handle:notes"},
    ):
        assert await asker.data(source, **names) == read
    assert await asker.data(source, id="ext:x", **{"in": other["id"]}) == {"memoryEntry": None}


async def test_entries_are_listed_by_their_keys_and_filtered(asker: Asker) -> None:
    store = await new_store(asker)
    for key in ("b", "B", "a/1", "a/2"):
        await new_entry(asker, store["id"], key=key, content=key * 3)
    source = """
    query ($id: ID!) {
      memoryStore(id: $id) {
        entries(filter: {key: {startsWith: "a/"}}, orderBy: [{key: DESC}]) { nodes { key } }
        all: entries(orderBy: [{key: ASC}]) { nodes { key } totalCount }
      }
      memoryEntries(filter: {size: {lt: 4}, memoryStore: {id: {eq: $id}}}, orderBy: [{key: ASC}]) {
        nodes { key }
      }
    }
    """
    found = await asker.data(source, id=store["id"])
    assert [row["key"] for row in found["memoryStore"]["entries"]["nodes"]] == ["a/2", "a/1"]
    assert [row["key"] for row in found["memoryStore"]["all"]["nodes"]] == ["B", "a/1", "a/2", "b"]
    assert [row["key"] for row in found["memoryEntries"]["nodes"]] == ["B", "b"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"key": "a//b"}, ["input", "key"]),
        ({"key": "concord/x"}, ["input", "key"]),
        ({"title": "x" * 201}, ["input", "title"]),
        ({"labels": {"a": 1}}, ["input", "labels", "a"]),
        ({"key": None}, ["input", "key"]),
    ],
)
async def test_what_an_entry_may_not_be_names_its_place(asker: Asker, given: Json, path: list[str]) -> None:
    store = await new_store(asker)
    entry = await new_entry(asker, store["id"])
    wrong = {"key": "c", **given}
    assert await asker.refusal(ENTRY, store=store["id"], input=wrong) == ("BAD_INPUT", path)
    assert await asker.refusal(CHANGE, id=entry["id"], input=given) == ("BAD_INPUT", path)


async def test_a_key_that_is_taken_is_a_conflict_that_names_it(asker: Asker) -> None:
    store = await new_store(asker)
    await new_entry(asker, store["id"])
    assert await asker.refusal(ENTRY, store=store["id"], input={"key": "a/b"}) == (
        "CONFLICT",
        ["input", "key"],
    )


async def test_an_entry_is_changed_and_deleted_if_it_is_as_believed(asker: Asker) -> None:
    store = await new_store(asker)
    entry = await new_entry(asker, store["id"], title="T", content="a")
    wrong = {"if": {"version": 2}}
    assert await asker.refusal(CHANGE, id=entry["id"], input={}, **wrong) == ("CONFLICT", ["if", "version"])
    right = {"if": {"sha256": entry["sha256"], "version": 1, "within": store["id"]}}
    changed = await asker.change(CHANGE, id=entry["id"], input={"content": "b", "title": None}, **right)
    assert changed == {"id": entry["id"], "version": 2, "content": "b", "title": None}
    assert await asker.refusal(DELETE, id=entry["id"], **right) == ("CONFLICT", ["if", "sha256"])
    gone = await asker.data(DELETE, id=entry["id"], **{"if": {"version": 2}})
    assert gone == {"deleteMemoryEntry": {"purgedId": entry["id"]}}
    assert (await asker.refusal(DELETE, id=entry["id"]))[0] == "NOT_FOUND"


async def test_the_same_request_makes_one_entry(asker: Asker) -> None:
    store = await new_store(asker)
    given = {"store": store["id"], "input": {"key": "k"}, "once": "key"}
    assert await asker.change(ENTRY, **given) == await asker.change(ENTRY, **given)


async def test_readers_write_nothing(asker: Asker) -> None:
    store = await new_store(asker)
    entry = await new_entry(asker, store["id"])
    reader = await asked_as(asker, Role.VIEWER)
    refused = [
        await reader.refusal(STORE, input={"name": "x"}),
        await reader.refusal(ENTRY, store=store["id"], input={"key": "x"}),
        await reader.refusal(CHANGE, id=entry["id"], input={"content": "x"}),
        await reader.refusal(DELETE, id=entry["id"]),
    ]
    assert {code for code, _ in refused} == {"FORBIDDEN"}


async def test_a_semantic_data_model_is_kept_as_it_was_sent(asker: Asker) -> None:
    definition = {
        "tables": [{"name": "orders", "base_table": {"data_connection_name": "db"}, "dimensions": []}]
    }
    source = """
    mutation ($input: CreateSemanticDataModelInput!) {
      createSemanticDataModel(input: $input) {
        semanticDataModel { id definition digest linkedBy { totalCount } }
      }
    }
    """
    made = await asker.change(source, input={"name": "Sales", "definition": definition})
    assert made["definition"] == definition
    assert made["linkedBy"] == {"totalCount": 0}
    other = {"name": "Sales", "definition": {"tables": [dict(reversed(definition["tables"][0].items()))]}}
    assert (await asker.change(source, input=other))["digest"] == made["digest"]
    big = {"name": "Big", "definition": {"x": "x" * 1_048_576}}
    assert await asker.refusal(source, input=big) == ("BAD_INPUT", ["input", "definition"])
    blank = await asker.change(source, input={"name": "Blank", "definition": None})
    assert blank["definition"] == {}


async def test_the_content_of_an_entry_may_be_an_upload(asker: Asker, blobs: Blobs) -> None:
    store = (await new_store(asker))["id"]
    rates = await uploaded(asker, blobs, b"EUR 1.1", mediaType="text/csv")
    made = await asker.change(ENTRY, store=store, input={"key": "rates", "uploadId": rates}, once="k")
    assert (made["content"], made["mediaType"], made["size"]) == ("EUR 1.1", "text/csv", 7)
    again = await asker.change(ENTRY, store=store, input={"key": "rates", "uploadId": rates}, once="k")
    assert again["id"] == made["id"]
    newer = await uploaded(asker, blobs, "€ 1.2".encode(), mediaType="text/csv")
    changed = await asker.change(CHANGE, id=made["id"], input={"uploadId": newer})
    assert (changed["version"], changed["content"]) == (2, "€ 1.2")
    used = {"key": "b", "uploadId": newer}
    assert await asker.refusal(ENTRY, store=store, input=used) == ("CONFLICT", ["input", "uploadId"])


async def test_an_upload_that_cannot_be_a_content_is_refused_and_left_as_it_was(
    asker: Asker, blobs: Blobs
) -> None:
    store, where = (await new_store(asker))["id"], ["input", "uploadId"]
    entry = (await new_entry(asker, store, content="kept"))["id"]
    pending = (await announced(asker, b"bytes"))["id"]
    odd = [await uploaded(asker, blobs, data) for data in (b"\xff", b"a\0", b"x" * (LONGEST_CONTENT + 1))]
    whole = await uploaded(asker, blobs, b"x" * LONGEST_CONTENT)
    for given, code in (
        *(({"uploadId": each}, "BAD_INPUT") for each in odd),
        ({"uploadId": pending}, "CONFLICT"),
        ({"uploadId": whole, "content": "x"}, "BAD_INPUT"),
        ({"uploadId": "upl_00000000000000000000000000"}, "NOT_FOUND"),
    ):
        made = {"key": "new", **given}
        assert await asker.refusal(ENTRY, store=store, input=made) == (code, where)
        assert await asker.refusal(CHANGE, id=entry, input=given) == (code, where)
    reader = await asked_as(asker, Role.VIEWER)
    assert (await reader.refusal(CHANGE, id=entry, input={"uploadId": whole}))[0] == "FORBIDDEN"
    changed = await asker.change(CHANGE, id=entry, input={"uploadId": whole})
    assert (changed["version"], len(changed["content"])) == (2, LONGEST_CONTENT)
