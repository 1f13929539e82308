"""Tenancy: what a viewer may not see is answered byte for byte like what does not exist.

Every argument of every operation that takes an id is tried, and every list: both are read off the schema.
"""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from graphql import GraphQLField, get_named_type

from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.viewer import Role, Viewer
from backend.graph.schema import Schema
from tests.graph.calls.acting import mutations, prepare
from tests.graph.calls.asker import Asker
from tests.graph.calls.filling import arguments, document, documents_of_list, id_paths, noun_of, put
from tests.graph.calls.meant import FILTERS, NEVER, Path
from tests.graph.calls.rehearsal import Rehearsed
from tests.graph.calls.world import World, asked_as, make_world, served_nouns
from tests.graph.calls.worlds import ROOM
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

OF_ACCOUNTS = {"Account", "Principal"}
"""Nouns that every workspace of an account sees."""

Case = tuple[str, str, GraphQLField, Path, str]
"""Kind of operation, field, its definition, where it takes an id, and of what."""


@pytest.fixture(params=["another account", "another workspace of the account"])
async def apart(
    request: pytest.FixtureRequest, actor: Asker, rehearsed: Rehearsed
) -> tuple[Asker, World, World]:
    """One who asks, a world of theirs, and one that they must not see."""
    mine = await make_world(actor, str(actor.viewer.home), "mine")
    if request.param == "another account":
        other = actor.as_(await stranger(rehearsed))
        return actor, mine, await make_world(other, str(other.viewer.home), "their")
    (room,) = (await actor.change(ROOM)).values()
    there = Viewer(actor.viewer.principal, actor.viewer.account, {room: Role.ADMIN}, room)
    theirs = await make_world(actor.as_(there), room, "their")
    return await asked_as(actor, Role.ADMIN), mine, theirs


def cases(schema: Schema) -> Iterator[Case]:
    """Every place in the schema that takes an id."""
    plain = schema.plain
    kinds = {
        "query": plain.query_type,
        "mutation": plain.mutation_type,
        "subscription": plain.subscription_type,
    }
    for kind, held in kinds.items():
        assert held is not None
        for name, field in held.fields.items():
            for path in id_paths(field):
                if (name, *path) in NEVER | FILTERS:
                    continue
                noun = noun_of(name, field, path)
                for each in sorted(served_nouns(schema)) if noun == "Node" else [noun]:
                    yield kind, name, field, path, each


async def test_an_id_of_others_is_answered_like_one_of_nobody(
    schema: Schema, rehearsed: Rehearsed, actor: Asker, apart: tuple[Asker, World, World]
) -> None:
    asker, mine, theirs = apart
    hidden = [
        case
        for case in cases(schema)
        if case[-1] not in OF_ACCOUNTS or theirs.ids["Account"] != mine.ids["Account"]
    ]
    seen: list[Any] = []
    for kind, name, field, path, noun in hidden:
        given = arguments(name, field, mine, path)
        async with rehearsed.rehearsal():
            await prepare(actor, schema, name, mine, asker)
            for spelt, unknown in theirs.spellings(noun):
                asked = [put(given, path, each) for each in (spelt, unknown)]
                told = [await tell(asker, kind, name, field, each) for each in asked]
                if told[0].replace(spelt, unknown) != told[1] or not refused(told[1]):
                    seen.append((name, path, told))
    assert seen == [], "\n".join(map(str, seen))
    assert len(hidden) > len(mutations(schema))


async def test_lists_of_ids_tell_nothing_of_others(schema: Schema, apart: tuple[Asker, World, World]) -> None:
    asker, mine, theirs = apart
    foreign = [
        each for noun, each in theirs.ids.items() if mine.ids[noun] != each and noun not in OF_ACCOUNTS
    ]
    unknown = [each[:4] + "7" * 26 for each in foreign]
    queries = schema.plain.query_type
    for name, field in queries.fields.items() if queries else ():
        if "ids" in field.args:
            source = document("query", name, field, {"ids": []})
            told, wanted = [(await asker.body(source, ids=ids)) for ids in (foreign, unknown)]
            assert told == wanted, name


async def test_no_list_shows_anything_of_others(schema: Schema, apart: tuple[Asker, World, World]) -> None:
    asker, mine, theirs = apart
    foreign = {each for noun, each in theirs.ids.items() if mine.ids[noun] != each}
    if theirs.ids["Account"] == mine.ids["Account"]:
        foreign -= {theirs.ids[noun] for noun in OF_ACCOUNTS}
    queries = schema.plain.query_type
    for name, field in queries.fields.items() if queries else ():
        for source in documents_of_list(name, field) if "after" in field.args else ():
            body = (await asker.body(source, first=100)).decode()
            assert orjson.loads(body)["data"][name]["nodes"], name
            assert [each for each in foreign if each in body] == [], name
            assert SYSTEM_WORKSPACE not in body, name


async def tell(asker: Asker, kind: str, name: str, field: GraphQLField, given: dict[str, Any]) -> str:
    """The whole answer, or all answers of a subscription: of what is found, its leaves or a list's rows."""
    answer: Any = get_named_type(field.type)
    source = document(kind, name, field, given, depth=int("nodes" in answer.fields))
    if kind != "subscription":
        return (await asker.body(source, **given)).decode()
    return orjson.dumps(await asker.followed(source, **given)).decode()


def refused(told: str) -> bool:
    """Whether the answer is that there is no such row, and not an oversight of this test."""
    answer = orjson.loads(told)
    if isinstance(answer, list):
        (answer,) = answer
    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
    if codes:
        return codes <= {"NOT_FOUND", "FORBIDDEN", "BAD_CURSOR"} or any(
            told.count(words) == 1 for words in ("have no", "is linked with")
        )
    (found,) = answer["data"].values()
    return found is None or found["nodes"] == []
