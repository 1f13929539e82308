"""Links are added, changed, taken away and replaced: of agents, of variations and of sessions."""

from typing import Any

import anyio
import pytest

from backend.domain.errors import BadInput, ConcordError, Conflict, IdempotencyConflict, NotFound
from backend.domain.viewer import Role, Viewer
from backend.store.agent import AGENT
from backend.store.agent_create import create_agent
from backend.store.agent_edit import update_agent
from backend.store.agent_publish import publish_agent
from backend.store.database import Database
from backend.store.life import Life
from backend.store.link_change import Relinked, Way, add_link, remove_link, set_links, update_link
from backend.store.precondition import Precondition
from backend.store.workspace_edit import create_workspace
from tests.store.agents import agent_row, do, new_agent
from tests.store.links import (
    agents_of,
    callees,
    current,
    linked_now,
    links_of,
    published,
    refusal,
    targets,
    to_agent,
    to_inline,
    with_links,
)

pytestmark = pytest.mark.anyio

DRAFT = Way()
THROUGH = Way(publish=True)


async def add(
    database: Database, viewer: Viewer, agent: str, given: dict[str, Any], way: Way = DRAFT, **options: Any
) -> Relinked:
    made: Relinked = await do(database, add_link, viewer, {"agentId": agent}, given, way, **options)
    return made


async def test_a_link_is_added_to_the_draft_which_begins_with_it(database: Database, admin: Viewer) -> None:
    agent, others = await with_links(database, admin)
    default = (await agent_row(database, agent)).default_version_id
    (new,) = await callees(database, admin, "d")
    made = await add(database, admin, agent, to_agent(new, settings={"prompt": "x"}, extensions={"make": 1}))
    rows = await linked_now(database, agent)
    assert targets(rows) == [*others, new]
    assert (made.holder, made.holder_id, made.link) == ("agent", agent, rows[-1].id)
    assert (rows[-1].settings, rows[-1].extensions) == ({"prompt": "x"}, {"make": 1})
    assert targets(await links_of(database, default)) == others
    assert (await agent_row(database, agent)).default_version_id == default


async def test_copies_have_ids_of_their_own_and_the_same_stable_ids(
    database: Database, admin: Viewer
) -> None:
    agent, others = await with_links(database, admin)
    first = await linked_now(database, agent)
    assert [row.stable_id for row in first] != [row.id for row in first]
    await do(database, update_agent, admin, agent, {"instructions": "two"}, publish=True)
    await do(database, update_agent, admin, agent, {"instructions": "three"})
    for version in ((await agent_row(database, agent)).default_version_id, await current(database, agent)):
        copies = await links_of(database, version)
        assert targets(copies) == others
        assert [row.stable_id for row in copies] == [row.stable_id for row in first]
        assert not {row.id for row in copies} & {row.id for row in first}


async def test_through_makes_a_version_and_leaves_the_draft_alone(database: Database, admin: Viewer) -> None:
    agent, (a, b, c) = await with_links(database, admin)
    await do(database, remove_link, admin, {"agentId": agent}, a)
    draft = await current(database, agent)
    way = Way(publish=True, note="without b")
    await do(database, remove_link, admin, {"agentId": agent}, b, way)
    row = await agent_row(database, agent)
    assert row.draft_version_id == draft
    assert targets(await links_of(database, draft)) == [b, c]
    assert targets(await links_of(database, row.default_version_id)) == [a, c]
    assert [each.note for each in await published(database, agent)] == [None, "without b"]


async def test_unless_there_is_a_draft_it_goes_through(database: Database, admin: Viewer) -> None:
    agent, (a, b, c) = await with_links(database, admin)
    way = Way(publish=True, unless_draft=True)
    await do(database, remove_link, admin, {"agentId": agent}, a, way)
    assert len(await published(database, agent)) == 2
    await do(database, update_agent, admin, agent, {"instructions": "drafted"})
    await do(database, remove_link, admin, {"agentId": agent}, b, way)
    assert len(await published(database, agent)) == 2
    assert targets(await linked_now(database, agent)) == [c]


async def test_through_publishes_the_draft_of_an_agent_that_never_was(
    database: Database, admin: Viewer
) -> None:
    (a,) = await callees(database, admin, "a")
    agent = await new_agent(database, admin, publish=False)
    made = await add(database, admin, agent, to_agent(a), THROUGH)
    row = await agent_row(database, agent)
    assert (row.draft_version_id, [each.number for each in await published(database, agent)]) == (None, [1])
    assert [each.id for each in await links_of(database, row.default_version_id)] == [made.link]


async def test_what_is_linked_already_is_answered_and_nothing_changes(
    database: Database, admin: Viewer
) -> None:
    agent, (a, *_) = await with_links(database, admin)
    before = await linked_now(database, agent)
    for way in (DRAFT, THROUGH):
        given = to_agent(a, position=2, settings={"prompt": "other"}, extensions={"x": 1})
        assert (await add(database, admin, agent, given, way)).link == before[0].id
    assert await linked_now(database, agent) == before
    assert len(await published(database, agent)) == 1
    assert (await agent_row(database, agent)).draft_version_id is None


@pytest.mark.parametrize("way", [DRAFT, THROUGH], ids=["draft", "through"])
async def test_what_changes_nothing_makes_no_version(database: Database, admin: Viewer, way: Way) -> None:
    agent, others = await with_links(database, admin)
    await do(
        database, update_link, admin, {"agentId": agent}, others[1], {"settings": {"prompt": "x"}}, THROUGH
    )
    repository = to_inline("REPOSITORY", {"url": "https://code.example/a"})
    server = to_inline("MCP_SERVER", {"name": "s", "url": "https://mcp.example", "token": "t"})
    for kind, each in (("REPOSITORY", repository), ("MCP_SERVER", server)):
        await do(database, set_links, admin, {"agentId": agent}, {"kinds": [kind], "links": [each]}, THROUGH)
    before, number = await agent_row(database, agent), len(await published(database, agent))
    assert number == 4
    sets = [
        agents_of(*others),
        {"kinds": ["REPOSITORY"], "links": [repository]},
        {"kinds": ["MCP_SERVER"], "links": [server]},
    ]
    for each in sets:
        await do(database, set_links, admin, {"agentId": agent}, each, way)
    await do(database, update_agent, admin, agent, {"links": sets}, publish=way.publish)
    nothing: list[dict[str, Any]] = [{"position": 1}, {"settings": {"prompt": "x"}}, {"extensions": {}}, {}]
    for given in nothing:
        await do(database, update_link, admin, {"agentId": agent}, others[1], given, way)
    assert await agent_row(database, agent) == before
    assert len(await published(database, agent)) == number


async def test_another_token_is_another_definition(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    stable = set()
    for token in ("one", "two", "two"):
        server = to_inline("MCP_SERVER", {"name": "s", "url": "https://mcp.example", "token": token})
        given = {"kinds": ["MCP_SERVER"], "links": [server]}
        await do(database, set_links, admin, {"agentId": agent}, given)
        stable |= {row.stable_id for row in await linked_now(database, agent)}
    assert len(stable) == 2


async def test_links_are_moved_without_gaps(database: Database, admin: Viewer) -> None:
    agent, (a, b, c) = await with_links(database, admin)
    for position, order in ((0, [c, a, b]), (1, [a, c, b]), (99, [a, b, c])):
        await do(database, update_link, admin, {"agentId": agent}, c, {"position": position})
        assert targets(await linked_now(database, agent)) == order
    await do(database, remove_link, admin, {"agentId": agent}, b)
    assert targets(await linked_now(database, agent)) == [a, c]
    await add(database, admin, agent, to_agent(b, position=1))
    assert targets(await linked_now(database, agent)) == [a, b, c]


async def test_a_change_of_a_link_answers_it(database: Database, admin: Viewer) -> None:
    agent, (a, *_) = await with_links(database, admin)
    given: dict[str, Any] = {"settings": {"prompt": "x"}, "extensions": {"make": {"a": 1}}}
    changed = await do(database, update_link, admin, {"agentId": agent}, a, given)
    row = (await linked_now(database, agent))[0]
    assert (changed.link, row.settings, row.extensions) == (row.id, {"prompt": "x"}, {"make": {"a": 1}})
    given = {"extensions": {"make": None, "sema4": 2}}
    await do(database, update_link, admin, {"agentId": agent}, row.stable_id, given)
    row = (await linked_now(database, agent))[0]
    assert (row.settings, row.extensions) == ({"prompt": "x"}, {"sema4": 2})


async def test_a_link_is_named_by_its_ids_by_those_of_its_copies_and_by_its_target(
    database: Database, admin: Viewer
) -> None:
    agent, others = await with_links(database, admin, "a b c d e f")
    first = await linked_now(database, agent)
    names = [first[0].stable_id, first[1].id, others[2], "handle:d"]
    for name in names:
        await do(database, remove_link, admin, {"agentId": agent}, name)
    assert targets(await linked_now(database, agent)) == others[4:]
    for gone in (*names, "handle:nobody", "ext:e", "nonsense", agent):
        assert await refusal(NotFound, database, remove_link, admin, {"agentId": agent}, gone) == ("id",)
    assert targets(await linked_now(database, agent)) == others[4:]


async def test_what_is_in_the_trash_stays_linked_and_can_be_taken_away(
    database: Database, admin: Viewer
) -> None:
    agent, (a, b, _) = await with_links(database, admin)
    for each in (a, b):
        await do(database, Life(AGENT).delete, admin, each)
    assert await refusal(Conflict, database, add_link, admin, {"agentId": b}, to_agent(a)) == ()
    assert await refusal(Conflict, database, add_link, admin, {"agentId": agent}, to_agent(a)) == (
        "input",
        "target",
        "agent",
    )
    await do(database, remove_link, admin, {"agentId": agent}, "handle:a")
    await do(database, Life(AGENT).purge, admin, b)
    await do(database, remove_link, admin, {"agentId": agent}, b)
    assert len(await linked_now(database, agent)) == 1


async def test_all_links_of_a_kind_are_replaced_in_the_lists_order(database: Database, admin: Viewer) -> None:
    agent, (a, b, c) = await with_links(database, admin)
    await add(database, admin, agent, to_inline("SKILL", {"name": "s", "body": "How."}))
    before = {row.target_id: row.stable_id for row in await linked_now(database, agent)}
    (d,) = await callees(database, admin, "d")
    made = await do(database, set_links, admin, {"agentId": agent}, agents_of(d, c, a))
    rows = await linked_now(database, agent)
    assert (made.count, targets(rows[:3]), rows[3].kind) == (3, [d, c, a], "SKILL")
    assert [row.stable_id for row in rows[1:3]] == [before[c], before[a]]
    emptied = await do(database, set_links, admin, {"agentId": agent}, agents_of())
    assert emptied.count == 0
    assert [row.kind for row in await linked_now(database, agent)] == ["SKILL"]
    both = {"kinds": ["SKILL", "AGENT"], "links": [to_agent(b)]}
    assert (await do(database, set_links, admin, {"agentId": agent}, both)).count == 1
    assert targets(await linked_now(database, agent)) == [b]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"target": {}}, ("input", "target")),
        ({"target": {"agent": "handle:a", "tool": "x"}}, ("input", "target")),
        ({"target": {"agent": "handle:nobody"}}, ("input", "target", "agent")),
        ({"target": {"agent": "handle:me"}}, ("input", "target", "agent")),
        ({"position": -1}, ("input", "position")),
        ({"position": 100}, ("input", "position")),
        ({"settings": {"alias": "x"}}, ("input", "settings", "alias")),
        ({"settings": {"approval": "SOMETIMES"}}, ("input", "settings", "approval")),
        ({"extensions": {"make": "x" * 70_000}}, ("input", "extensions")),
        ({"extensions": []}, ("input", "extensions")),
    ],
    ids=str,
)
async def test_what_cannot_be_meant_names_the_input(
    database: Database, admin: Viewer, given: dict[str, Any], path: tuple[str | int, ...]
) -> None:
    await callees(database, admin, "a b")
    agent = await new_agent(database, admin, handle="me", links=[agents_of("handle:b")])
    assert (
        await refusal(
            ConcordError, database, add_link, admin, {"agentId": agent}, {**to_agent("handle:a"), **given}
        )
        == path
    )
    if "target" in given:
        found = {"kinds": ["AGENT"], "links": [to_agent("handle:a"), given]}
        where = ("set", "links", 1, *path[1:])
        assert await refusal(ConcordError, database, set_links, admin, {"agentId": agent}, found) == where
        where = ("links", 0, *where[1:])
        assert await refusal(ConcordError, database, update_agent, admin, agent, {"links": [found]}) == where
    elif path != ("input", "extensions") or isinstance(given["extensions"], dict):
        assert (
            await refusal(ConcordError, database, update_link, admin, {"agentId": agent}, "handle:b", given)
            == path
        )


async def test_a_list_holds_its_kinds_only_and_each_target_once(database: Database, admin: Viewer) -> None:
    agent, (a, b, _) = await with_links(database, admin)
    for given, path in (
        ({"kinds": ["TOOL"], "links": [to_agent(a)]}, ("set", "links", 0)),
        ({"kinds": ["TOOLS"], "links": []}, ("set", "kinds", 0)),
        (agents_of(a, b, "handle:a"), ("set", "links")),
        (agents_of(*[a] * 101), ("set", "links")),
    ):
        assert await refusal(BadInput, database, set_links, admin, {"agentId": agent}, given) == path


async def test_links_of_one_kind_are_set_once_in_one_request(database: Database, admin: Viewer) -> None:
    await callees(database, admin, "a b")
    twice = [agents_of("handle:a"), {"kinds": ["SKILL", "AGENT"], "links": [to_agent("handle:b")]}]
    with pytest.raises(BadInput, match="links of kind AGENT") as refused:
        await new_agent(database, admin, links=twice)
    assert refused.value.path == ("links", 1, "kinds")


async def test_there_may_be_a_hundred_links_of_a_kind(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    inline = [to_inline("REPOSITORY", {"url": f"https://code.example/{number}"}) for number in range(100)]
    full = {"kinds": ["REPOSITORY"], "links": inline}
    assert (await do(database, set_links, admin, {"agentId": agent}, full, THROUGH)).count == 100
    more = to_inline("REPOSITORY", {"url": "https://code.example/more"})
    assert await refusal(BadInput, database, add_link, admin, {"agentId": agent}, more) == ("input",)
    await add(database, admin, agent, to_inline("SKILL", {"name": "s", "body": "How."}))
    rows = await linked_now(database, agent)
    assert [row.position for row in rows if row.kind == "REPOSITORY"] == list(range(100))


async def test_the_same_request_finds_the_same_link(database: Database, admin: Viewer) -> None:
    agent, _ = await with_links(database, admin)
    given, way = (
        to_inline("SKILL", {"name": "s", "body": "How."}),
        Way(publish=True, when=Precondition(version=1)),
    )
    first = await add(database, admin, agent, given, way, idempotency_key="k")
    assert await add(database, admin, agent, given, way, idempotency_key="k") == first
    assert len(await published(database, agent)) == 2
    with pytest.raises(IdempotencyConflict):
        await add(
            database,
            admin,
            agent,
            to_inline("SKILL", {"name": "t", "body": "How."}),
            way,
            idempotency_key="k",
        )


async def test_a_link_leads_to_no_other_workspace(database: Database, admin: Viewer) -> None:
    other = await do(database, create_workspace, admin, {"name": "Other"})
    seeing = admin.seeing(other, Role.ADMIN)
    far = await do(database, create_agent, seeing, {"name": "Far"}, workspace=other)
    agent = await new_agent(database, seeing)
    where = await refusal(BadInput, database, add_link, seeing, {"agentId": agent}, to_agent(far))
    assert where == ("input", "target", "agent")


async def test_links_that_are_added_at_once_are_all_there(database: Database, admin: Viewer) -> None:
    others = await callees(database, admin, " ".join(f"a{number}" for number in range(12)))
    agent = await new_agent(database, admin)
    with anyio.fail_after(60):
        async with anyio.create_task_group() as tasks:
            for index, each in enumerate(others):
                tasks.start_soon(add, database, admin, agent, to_agent(each), Way(publish=index % 2 == 0))
    row = await agent_row(database, agent)
    through = {each for index, each in enumerate(others) if index % 2 == 0}
    assert set(targets(await links_of(database, row.default_version_id))) == through
    assert set(targets(await links_of(database, row.draft_version_id))) >= set(others) - through
    assert [each.number for each in await published(database, agent)] == list(range(1, 8))


async def test_publishing_keeps_the_drafts_links(database: Database, admin: Viewer) -> None:
    agent, (a, b, c) = await with_links(database, admin)
    await do(database, remove_link, admin, {"agentId": agent}, b)
    rows = await linked_now(database, agent)
    await do(database, publish_agent, admin, agent)
    assert await links_of(database, (await agent_row(database, agent)).default_version_id) == rows
    assert targets(rows) == [a, c]
