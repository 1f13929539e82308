"""The language of lists: what filters and orders mean, how they may be spelled, and what is refused where."""

from typing import Any

import orjson
import pytest

from tests.rest.aeontel.conftest import Tenants
from tests.rest.aeontel.world import World

pytestmark = pytest.mark.anyio

NAMES = ("Alder", "birch", "Cedar 100%", "Ébène", "fir_tree")


def text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


async def listed(world: World, **params: Any) -> list[str]:
    """The names that a list of the wood holds, in its order."""
    sent = {name: text(value) for name, value in params.items()}
    found = await world.ask("listAgents", params={"ids": ",".join(world.wood), **sent})
    return [each["name"] for each in found["data"]]


async def refused(world: World, **params: Any) -> str:
    sent = {name: text(value) for name, value in params.items()}
    answer = await world.ask("listAgents", params=sent, status=400)
    return str(answer["error"]["path"])


@pytest.fixture
async def wood(ours: World) -> World:
    """A world in which five agents are named as trees."""
    if not ours.wood:
        for index, name in enumerate(NAMES):
            body: dict[str, Any] = {"workspaceId": ours.names["workspace"], "name": name}
            body |= {"description": f"Tree {index}"} if index % 2 else {}
            body |= {"toolIds": [ours.names["tool"]]} if index < 2 else {}
            made = await ours.ask("createAgent", json=body)
            ours.wood.append(made["id"])
        for tree in ours.wood[3:]:
            sent = {"agentId": tree, "instructions": f"Grow, {tree}."}
            await ours.ask("createAgentVersion", json=sent)
    return ours


A, B, C, D, E = NAMES


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({}, [*NAMES]),
        ({"name": "birch"}, [B]),
        ({"name": {"eq": "birch"}}, [B]),
        ({"name": {"ne": "birch"}}, [A, C, D, E]),
        ({"name": {"in": [A, B, "nobody"]}}, [A, B]),
        ({"name": {"notIn": [A, B]}}, [C, D, E]),
        ({"name": {"in": []}}, []),
        ({"name": {"notIn": []}}, [*NAMES]),
        ({"name": {"startsWith": "Ced"}}, [C]),
        ({"name": {"iStartsWith": "BIR"}}, [B]),
        ({"name": {"contains": "0%"}}, [C]),
        ({"name": {"contains": "%"}}, [C]),
        ({"name": {"contains": "_"}}, [E]),
        ({"name": {"endsWith": "ne"}}, [D]),
        ({"name": {"iContains": "éB"}}, [D]),
        ({"name": {"gte": "C", "lt": "b"}}, [C]),
        ({"description": {"isNull": True}}, [A, C, E]),
        ({"description": {"ne": "Tree 1"}}, [A, C, D, E]),
        ({"NOT": {"description": {"eq": "Tree 1"}}}, [A, C, D, E]),
        ({"AND": [{"name": {"ne": A}}, {"description": {"isNull": True}}]}, [C, E]),
        ({"AND": {"name": A}}, [A]),
        ({"OR": [{"name": A}, {"name": B}]}, [A, B]),
        ({"OR": []}, []),
        ({"AND": []}, [*NAMES]),
        ({"system": False}, [*NAMES]),
        ({"system": {"ne": False}}, []),
        ({"tools": {"some": {}}}, [A, B]),
        ({"NOT": {"tools": {"some": {}}}}, [C, D, E]),
        ({"tools": {"some": {"name": "look_up"}}}, [A, B]),
        ({"tools": {"every": {"name": "nothing"}}}, [C, D, E]),
        ({"defaultVersionId": {"isNull": True}}, [A, B, C]),
        ({"defaultVersionId": {"isNull": False}}, [D, E]),
        ({"defaultVersionId": {"ne": "ver_00000000000000000000000000"}}, [*NAMES]),
        ({"defaultVersionId": {"notIn": ["ver_00000000000000000000000000"]}}, [*NAMES]),
        ({"defaultVersion": {"instructions": {"startsWith": "Grow"}}}, [D, E]),
        ({"NOT": {"defaultVersion": {"instructions": {"startsWith": "Grow"}}}}, [A, B, C]),
        ({"versions": {"some": {"instructions": {"startsWith": "Grow"}}}}, [D, E]),
        ({"retentionTier": "medium"}, [*NAMES]),
        ({"retentionTier": {"in": ["short", "long"]}}, []),
        ({"createdAt": {"gt": "2020-01-01T00:00:00Z"}}, [*NAMES]),
        ({"deletedAt": {"isNull": True}}, [*NAMES]),
        ({"runtimeUserId": {"isNull": True}}, [*NAMES]),
    ],
    ids=text,
)
async def test_a_filter_means_what_it_says(wood: World, filter_: Any, expected: list[str]) -> None:
    assert sorted(await listed(wood, filter=filter_)) == sorted(expected)


@pytest.mark.parametrize(
    "filter_",
    [
        {"name": {"i_starts_with": "ALD"}},
        {"name": {"IStartsWith": "ALD"}},
        {"and": [{"name": A}]},
        {"Or": [{"NAME": A}]},
        {"not": {"name": {"nin": [A]}}},
        {"NOT": {"name": {"not_in": [A]}}},
        {"NOT": {"name": {"neq": A}}},
        {"NOT": {"name": {"not_equals": A}}},
        {"name": {"equals": A}},
        {"name": A, "description": {"is_null": True}},
        {"default_version_id": {"is_null": True}, "name": A},
    ],
    ids=text,
)
async def test_a_filter_is_lenient_in_spelling(wood: World, filter_: Any) -> None:
    assert await listed(wood, filter=filter_) == [A]


@pytest.mark.parametrize(
    ("filter_", "path"),
    [
        ("{", "filter"),
        ("[]", "filter"),
        ('"name"', "filter"),
        ({"nome": "x"}, "filter.nome"),
        ({"name": None}, "filter.name"),
        ({"name": {"eq": None}}, "filter.name.eq"),
        ({"name": {}}, "filter.name"),
        ({"name": {"like": "x"}}, "filter.name.like"),
        ({"name": 7}, "filter.name"),
        ({"name": {"in": "x"}}, "filter.name.in"),
        ({"name": {"in": ["x", 1]}}, "filter.name.in[1]"),
        ({"system": "yes"}, "filter.system"),
        ({"system": {"gt": True}}, "filter.system.gt"),
        ({"createdBy": {"contains": "prn"}}, "filter.createdBy.contains"),
        ({"createdAt": {"gt": "yesterday"}}, "filter.createdAt.gt"),
        ({"retentionTier": "MEDIUM"}, "filter.retentionTier"),
        ({"NOT": {}}, "filter.NOT"),
        ({"OR": [{"name": "x"}, {}]}, "filter.OR[1]"),
        ({"OR": [{"name": {"eq": []}}]}, "filter.OR[0].name.eq"),
        ({"tools": {}}, "filter.tools"),
        ({"tools": {"any": {}}}, "filter.tools.any"),
        ({"tools": {"none": {"nome": 1}}}, "filter.tools.none.nome"),
        ({"tools": {"some": {"name": None}}}, "filter.tools.some.name"),
        ({"defaultVersion": {}}, "filter.defaultVersion"),
        ({"name": {"eq": "a\x00b"}}, "filter.name.eq"),
    ],
    ids=text,
)
async def test_a_filter_is_strict_in_meaning_and_says_where(ours: World, filter_: Any, path: str) -> None:
    assert await refused(ours, filter=filter_) == path


async def test_a_filter_that_is_too_deep_or_too_large_is_refused(ours: World) -> None:
    deep = '{"NOT":' * 400 + '{"name":"x"}' + "}" * 400
    assert (await refused(ours, filter=deep)).startswith("filter.NOT")
    assert await refused(ours, filter="[" * 5_000) == "filter"
    many = {"OR": [{"name": "x"}] * 101}
    assert (await refused(ours, filter=many)).startswith("filter.OR")
    assert await refused(ours, filter={"name": {"in": ["x"] * 501}}) == "filter.name.in"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([{"name": "asc"}], [A, C, B, E, D]),
        ([{"name": "desc"}], [D, E, B, C, A]),
        ({"name": "ASC"}, [A, C, B, E, D]),
        ([{"createdAt": "asc"}], [A, B, C, D, E]),
        ({"deletedAt": "ascNullsFirst", "name": "DESC_NULLS_LAST"}, [D, E, B, C, A]),
        ([{"deleted_at": "asc_nulls_last"}, {"createdAt": "desc"}], [E, D, C, B, A]),
    ],
    ids=text,
)
async def test_an_order_counts_key_by_key(wood: World, order: Any, expected: list[str]) -> None:
    assert await listed(wood, orderBy=order) == expected


@pytest.mark.parametrize(
    ("order", "path"),
    [
        ("[", "orderBy"),
        ([{}], "orderBy[0]"),
        (["name"], "orderBy[0]"),
        ([{"name": "up"}], "orderBy[0].name"),
        ([{"name": None}], "orderBy[0].name"),
        ([{"name": "asc"}, {"system": "asc"}], "orderBy[1].system"),
        ([{"name": "asc"}] * 9, "orderBy"),
    ],
    ids=text,
)
async def test_an_order_is_strict_in_meaning_and_says_where(ours: World, order: Any, path: str) -> None:
    assert await refused(ours, orderBy=order) == path


@pytest.mark.parametrize("order", [{"name": "asc"}, {"createdAt": "desc"}, {"deletedAt": "desc_nulls_first"}])
async def test_pages_lead_there_and_back_with_the_same_total(wood: World, order: Any) -> None:
    params: dict[str, Any] = {"ids": ",".join(wood.wood), "orderBy": text(order), "limit": 2}
    seen, after = [], None
    while True:
        page = await wood.ask("listAgents", params=params | ({"after": after} if after else {}))
        seen.append([each["id"] for each in page["data"]])
        assert page["pageInfo"]["total"] == len(NAMES)
        assert page["pageInfo"]["hasPreviousPage"] is (len(seen) > 1)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert [len(each) for each in seen] == [2, 2, 1]
    back = await wood.ask("listAgents", params=params | {"before": page["pageInfo"]["startCursor"]})
    assert [each["id"] for each in back["data"]] == seen[1]
    assert back["pageInfo"]["hasNextPage"]


async def test_a_cursor_of_another_order_is_refused(wood: World) -> None:
    page = await wood.ask("listAgents", params={"limit": 1})
    cursor = page["pageInfo"]["endCursor"]
    assert await refused(wood, after=cursor, orderBy={"name": "asc"}) == "after"
    assert await refused(wood, after="nonsense") == "after"
    assert await refused(wood, after=cursor, before=cursor) == "after"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"name": "BIR"}, [B]),
        ({"name": "%"}, [C]),
        ({"system": "false"}, [*NAMES]),
        ({"system": "true"}, []),
        ({"retention_tier": "medium"}, [*NAMES]),
        ({"retention_tier": "none"}, []),
        ({"runtime_user_id": "prn_00000000000000000000000000"}, []),
        ({"default_version_id": "ver_00000000000000000000000000"}, []),
        ({"name": "r", "filter": {"description": {"isNull": True}}}, [A, C, E]),
        ({"source": "system"}, []),
        ({"source": "workspace"}, [*NAMES]),
        ({"workspace_id": ""}, [*NAMES]),
        ({"limit": "3", "orderBy": {"name": "asc"}}, [A, C, B]),
    ],
    ids=text,
)
async def test_a_shortcut_is_one_condition_more(wood: World, params: Any, expected: list[str]) -> None:
    assert sorted(await listed(wood, **params)) == sorted(expected)


async def test_a_shortcut_by_a_name_of_a_row_finds_it(wood: World) -> None:
    tree = await wood.ask("getAgent", {"id": wood.wood[3]})
    assert await listed(wood, default_version_id=tree["defaultVersionId"]) == [D]
    assert len(await listed(wood, created_by=tree["createdBy"])) == len(NAMES)
    assert len(await listed(wood, workspace_id=tree["workspaceId"])) == len(NAMES)


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1.5"])
async def test_a_limit_lies_between_1_and_100(ours: World, limit: str) -> None:
    assert await refused(ours, limit=limit) == "limit"


@pytest.mark.parametrize(
    "params",
    [{"system": "maybe"}, {"source": "elsewhere"}, {"include_deleted": "yes"}, {"retention_tier": "eternal"}],
    ids=text,
)
async def test_a_word_that_is_none_of_the_vendors_is_refused(ours: World, params: dict[str, str]) -> None:
    (name,) = params
    assert await refused(ours, **params) == name


async def test_the_trash_is_shown_as_it_is_asked_for(ours: World) -> None:
    live, gone = await ours.make("Agent"), await ours.trash("Agent")
    for word, expected in (("false", {live}), ("true", {live, gone}), ("only", {gone})):
        params = {"ids": f"{live},{gone}", "include_deleted": word}
        found = await ours.ask("listAgents", params=params)
        assert {each["id"] for each in found["data"]} == expected
    assert (await ours.ask("getAgent", {"id": gone}))["deletedAt"] is not None


async def test_ids_never_widen_what_is_seen(tenants: Tenants) -> None:
    both = f"{tenants.ours.names['agent']},{tenants.theirs.names['agent']}"
    for world in (tenants.ours, tenants.theirs):
        found = await world.ask("listAgents", params={"ids": both})
        assert [each["id"] for each in found["data"]] == [world.names["agent"]]


async def test_a_filter_does_not_tell_of_rows_of_others(tenants: Tenants) -> None:
    theirs = tenants.theirs.names
    for filter_ in (
        {"tools": {"some": {"id": theirs["tool"]}}},
        {"workspaceId": theirs["workspace"]},
        {"createdBy": theirs["user"]},
    ):
        found = await tenants.ours.ask("listAgents", params={"filter": text(filter_)})
        assert found["data"] == []


async def test_a_shortcut_that_does_not_fit_is_named_itself(ours: World) -> None:
    params = {"created_at_after": "yesterday", "filter": '{"type": "agent.created"}'}
    answer = await ours.ask("listEvents", params=params, status=400)
    assert answer["error"]["path"] == "created_at_after"
