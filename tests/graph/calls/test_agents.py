"""The life of an agent, told in GraphQL documents."""

import asyncio
from typing import Any

import pytest

from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker
from tests.tenants import stranger

pytestmark = pytest.mark.anyio


async def new_agent(asker: Asker, **columns: Any) -> str:
    """The id of an agent that is published, and called Ada unless told otherwise."""
    made = await asker.change(doc.CREATE, input={"name": "Ada", **columns}, publish=True)
    found: str = made["id"]
    return found


async def test_an_agent_begins_as_a_draft_and_is_live_once_it_is_published(asker: Asker) -> None:
    draft = await asker.change(doc.CREATE, input={"name": "Ada", "instructions": "one"})
    assert (draft["state"], draft["handle"]) == ("DRAFT", "ada")
    live = await asker.change(doc.PUBLISH, id=draft["id"], note="first")
    assert live["state"] == "LIVE"
    assert live["defaultVersion"] == {"number": 1, "instructions": "one"}
    assert live["draftVersion"] is None


async def test_an_agent_can_be_published_at_once(asker: Asker) -> None:
    made = await asker.change(doc.CREATE, input={"name": "Ada"}, publish=True)
    assert made["state"] == "LIVE"


async def test_an_edit_goes_into_the_draft_and_through_leaves_the_draft_alone(asker: Asker) -> None:
    agent = await new_agent(asker, instructions="one")
    edited = await asker.change(doc.UPDATE, id=agent, input={"instructions": "two"})
    assert edited["draftVersion"]["instructions"] == "two"
    assert edited["defaultVersion"]["instructions"] == "one"
    through = await asker.change(
        doc.UPDATE, id=agent, input={"limits": {"maxTurns": 7}}, publish=True, note="seven"
    )
    assert through["draftVersion"] == edited["draftVersion"]
    default = through["defaultVersion"]
    assert (default["number"], default["note"], default["instructions"]) == (2, "seven", "one")
    assert default["limits"]["maxTurns"] == 7


async def test_a_stale_draft_is_published_by_force_only(asker: Asker) -> None:
    agent = await new_agent(asker, instructions="one")
    await asker.change(doc.UPDATE, id=agent, input={"instructions": "draft"})
    await asker.change(doc.UPDATE, id=agent, input={"instructions": "through"}, publish=True)
    assert await asker.refusal(doc.PUBLISH, id=agent) == ("CONFLICT", [])
    forced = await asker.change(doc.PUBLISH, id=agent, force=True)
    assert forced["defaultVersion"] == {"number": 3, "instructions": "draft"}


async def test_editing_begins_a_draft_once_and_discarding_ends_it(asker: Asker) -> None:
    agent = await new_agent(asker, instructions="one")
    begun = await asker.change(doc.EDIT, id=agent)
    assert begun["draftVersion"]["base"] == {"number": 1}
    again = await asker.change(doc.EDIT, id=agent)
    assert again["draftVersion"] == begun["draftVersion"]
    await asker.change(doc.UPDATE, id=agent, input={"name": "Bea", "instructions": "two"})
    gone = await asker.change(doc.DISCARD, id=agent)
    assert (gone["name"], gone["draftVersion"]) == ("Ada", None)
    assert await asker.refusal(doc.DISCARD, id=agent) == ("CONFLICT", [])


async def test_an_older_version_runs_by_default_again(asker: Asker) -> None:
    agent = await new_agent(asker, instructions="one")
    await asker.change(doc.UPDATE, id=agent, input={"instructions": "two"}, publish=True)
    chosen = await asker.change(doc.SET_DEFAULT, id=agent, version="number:1")
    assert chosen["defaultVersion"] == {"number": 1, "instructions": "one"}
    refused = await asker.refusal(doc.SET_DEFAULT, id=agent, version="number:9")
    assert refused == ("NOT_FOUND", ["versionId"])


async def test_what_changes_nothing_makes_no_version(asker: Asker) -> None:
    given: dict[str, Any] = {"name": "Ada", "instructions": "one", "limits": {"maxTurns": 5}}
    agent = await new_agent(asker, **given)
    for publish in (True, False, None):
        same = await asker.change(doc.UPDATE, id=agent, input=given, publish=publish)
        assert same["versions"] == {
            "totalCount": 1,
            "nodes": [{"number": 1, "state": "PUBLISHED", "instructions": "one"}],
        }


async def test_an_agent_is_archived_trashed_restored_and_purged(asker: Asker) -> None:
    agent = await new_agent(asker)
    assert (await asker.change(doc.ARCHIVE, id=agent))["archivedAt"] is not None
    assert (await asker.change(doc.UNARCHIVE, id=agent))["archivedAt"] is None
    assert await asker.refusal(doc.PURGE, id=agent) == ("CONFLICT", [])
    assert (await asker.change(doc.DELETE, id=agent))["deletedAt"] is not None
    assert await asker.refusal(doc.UPDATE, id=agent, input={"name": "Bea"}) == ("CONFLICT", [])
    assert (await asker.change(doc.RESTORE, id=agent))["deletedAt"] is None
    await asker.change(doc.DELETE, id=agent)
    assert await asker.change(doc.PURGE, id=agent) == agent
    assert await asker.data(doc.AGENT, id=agent) == {"agent": None}
    assert await asker.refusal(doc.RESTORE, id=agent) == ("NOT_FOUND", ["id"])


async def test_absent_stays_as_it_is_and_null_takes_away(asker: Asker) -> None:
    agent = await new_agent(asker, description="first", externalId="one")
    kept = await asker.change(doc.UPDATE, id=agent, input={"name": "Bea"})
    assert kept["description"] == "first"
    gone = await asker.change(doc.UPDATE, id=agent, input={"description": None, "externalId": None})
    assert gone["description"] is None
    assert await asker.data(doc.AGENT, id="ext:one") == {"agent": None}
    assert await asker.refusal(doc.UPDATE, id=agent, input={"name": None}) == ("BAD_INPUT", ["input", "name"])


@pytest.mark.parametrize(
    ("belief", "truth"),
    [
        ({"version": 2}, {"version": 1}),
        ({"state": "DRAFT"}, {"state": "LIVE"}),
        ({"deleted": True}, {"deleted": False}),
        ({"archived": True}, {"archived": False}),
    ],
    ids=lambda value: next(iter(value)),
)
async def test_nothing_is_changed_unless_what_is_believed_is_so(
    asker: Asker, belief: dict[str, Any], truth: dict[str, Any]
) -> None:
    agent = await new_agent(asker)
    for document in (doc.UPDATE, doc.EDIT, doc.ARCHIVE, doc.DELETE, doc.PUBLISH):
        given = {"id": agent, "if": belief} | ({"input": {"name": "Bea"}} if document == doc.UPDATE else {})
        assert await asker.refusal(document, **given) == ("CONFLICT", ["if", *belief])
    changed = await asker.change(doc.UPDATE, **{"id": agent, "input": {"name": "Bea"}, "if": truth})
    assert changed["name"] == "Bea"
    untouched = await asker.change(doc.UPDATE, **{"id": agent, "input": {"name": "Cy"}, "if": None})
    assert untouched["name"] == "Cy"


async def test_who_believes_to_own_an_agent_and_does_not_is_forbidden(asker: Asker) -> None:
    agent = await new_agent(asker)
    given = {"id": agent, "input": {"name": "Bea"}, "if": {"owned": False}}
    assert await asker.refusal(doc.UPDATE, **given) == ("FORBIDDEN", ["if", "owned"])
    changed = await asker.change(doc.UPDATE, **{**given, "if": {"owned": True}})
    assert changed["name"] == "Bea"


async def test_references_name_an_agent_wherever_an_id_is_taken(asker: Asker) -> None:
    agent = await new_agent(asker, handle="ada-1", externalId="mine:1")
    for reference in (agent, "handle:ada-1", "ext:mine:1"):
        assert (await asker.change(doc.EDIT, id=reference))["id"] == agent
    for unknown in ("handle:nobody", "ext:nobody", "nonsense", "", "agt_" + "0" * 26, "number:1"):
        code, path = await asker.refusal(doc.EDIT, id=unknown)
        assert (code, path) == ("BAD_INPUT" if unknown == "number:1" else "NOT_FOUND", ["id"])


async def test_a_repeated_request_finds_the_row_that_the_first_one_made(asker: Asker) -> None:
    given = {"input": {"name": "Ada", "labels": {"a": "b"}}, "key": "k1"}
    first = await asker.change(doc.CREATE, **given)
    assert await asker.change(doc.CREATE, **given) == first
    other = {**given, "input": {"name": "Bea"}}
    assert await asker.refusal(doc.CREATE, **other) == ("IDEMPOTENCY_CONFLICT", ["idempotencyKey"])
    assert await asker.refusal(doc.CREATE, **{**given, "key": ""}) == ("BAD_INPUT", ["idempotencyKey"])


async def test_a_repeated_request_whose_row_is_gone_says_so(asker: Asker) -> None:
    given = {"input": {"name": "Ada"}, "key": "k1"}
    made = await asker.change(doc.CREATE, **given)
    await asker.change(doc.DELETE, id=made["id"])
    await asker.change(doc.PURGE, id=made["id"])
    answer = await asker.answer(doc.CREATE, **given)
    assert answer["data"] == {"createAgent": None}
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_a_taken_handle_or_external_id_names_the_input(asker: Asker) -> None:
    await new_agent(asker, handle="ada", externalId="one")
    for column, value in (("handle", "ada"), ("externalId", "one")):
        taken = {"name": "Bea", column: value}
        assert await asker.refusal(doc.CREATE, input=taken) == ("CONFLICT", ["input", column])


async def test_owners_are_principals_of_the_account(asker: Asker) -> None:
    other = await stranger(asker.graph._database)
    for whose in (other.principal, "prn_" + "7" * 26):
        given = {"name": "Ada", "ownerId": whose}
        assert await asker.refusal(doc.CREATE, input=given) == ("NOT_FOUND", ["input", "ownerId"])


async def test_twenty_through_edits_at_once_make_twenty_versions_without_gaps(asker: Asker) -> None:
    agent = await new_agent(asker, instructions="0")
    edits = (
        asker.change(doc.UPDATE, id=agent, input={"instructions": str(number)}, publish=True)
        for number in range(1, 21)
    )
    answers = await asyncio.gather(*edits)
    numbers = [answer["defaultVersion"]["number"] for answer in answers]
    assert sorted(numbers) == list(range(2, 22))
    for answer in answers:
        seen = [version["number"] for version in answer["versions"]["nodes"]]
        assert seen == list(range(1, answer["defaultVersion"]["number"] + 1))
