"""Whose links are changed: an agent's, a variation's, a session's; as believed, and never those of others."""

from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.errors import BadInput, ConcordError, Conflict, Forbidden, NotFound
from backend.domain.viewer import Role, Viewer
from backend.store.activity import activity
from backend.store.agent_edit import update_agent
from backend.store.database import Database
from backend.store.link_change import Way, add_link, remove_link, set_links, update_link
from backend.store.precondition import Precondition
from backend.store.session_close import close_session
from backend.store.session_start import start_session
from backend.store.variation import create_variation, variation
from tests.store.agents import agent_row, do, new_agent, row_of
from tests.store.links import (
    agents_of,
    linked_now,
    links_of,
    published,
    refusal,
    targets,
    to_agent,
    to_inline,
    with_links,
)
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

_ACTIVITIES = select(activity.c.type).order_by(activity.c.id)


@pytest.mark.parametrize(
    ("believed", "error", "path"),
    [
        ({"has_draft": True}, Conflict, ("if", "hasDraft")),
        ({"status": "DRAFT"}, Conflict, ("if", "status")),
        ({"version": 2}, Conflict, ("if", "version")),
        ({"owned": False}, Forbidden, ("if", "owned")),
    ],
)
async def test_nothing_is_changed_unless_the_agent_is_as_believed(
    database: Database, admin: Viewer, believed: Any, error: type[ConcordError], path: tuple[str, ...]
) -> None:
    agent, (a, *_) = await with_links(database, admin)
    made = await do(database, create_variation, admin, agent, {"name": "V"})
    talk = await do(database, start_session, admin, agent, {})
    await do(database, add_link, admin, {"sessionId": talk}, to_agent(a))
    for on in ({"agentId": agent}, {"variationId": made}, {"sessionId": talk}):
        way = Way(when=Precondition(**believed))
        assert await refusal(error, database, remove_link, admin, on, a, way) == path
    right = Way(when=Precondition(has_draft=False, status="LIVE", version=1, owned=True))
    for on in ({"variationId": made}, {"sessionId": talk}, {"agentId": agent}):
        await do(database, remove_link, admin, on, a, right)


@pytest.mark.parametrize("word", ["agentId", "variationId", "sessionId"])
async def test_links_of_others_are_links_of_nobody(database: Database, admin: Viewer, word: str) -> None:
    agent, (a, b, _) = await with_links(database, admin)
    other = await stranger(database)
    holders = {
        "agentId": agent,
        "variationId": await do(database, create_variation, admin, agent, {"name": "V"}),
        "sessionId": await do(database, start_session, admin, agent, {}),
    }
    on = {word: holders[word]}
    theirs = await new_agent(database, other)
    for verb, given in (
        (add_link, [to_agent(theirs)]),
        (update_link, [a, {}]),
        (remove_link, [a]),
        (set_links, [agents_of()]),
    ):
        assert await refusal(NotFound, database, verb, other, on, *given) == ("on", word)
    assert await refusal(NotFound, database, add_link, admin, on, to_agent(theirs)) == (
        "input",
        "target",
        "agent",
    )
    reader = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.VIEWER), admin.home)
    assert await refusal(Forbidden, database, add_link, reader, on, to_agent(b)) == ()


async def test_exactly_one_holder_is_named(database: Database, admin: Viewer) -> None:
    agent, (a, *_) = await with_links(database, admin)
    for on in ({}, {"agentId": agent, "sessionId": agent}):
        assert await refusal(BadInput, database, remove_link, admin, on, a) == ("on",)


async def test_a_variations_links_always_go_through_and_leave_draft_and_default_alone(
    database: Database, admin: Viewer
) -> None:
    agent, (a, b, c) = await with_links(database, admin)
    made = await do(database, create_variation, admin, agent, {"name": "V"})
    await do(database, update_agent, admin, agent, {"instructions": "drafted"})
    before = await agent_row(database, agent)
    changed = await do(database, remove_link, admin, {"variationId": made}, "handle:b", Way(note="no b"))
    assert (changed.holder, changed.holder_id) == ("variation", made)
    first, second = await published(database, agent)
    row = await row_of(database, variation, made)
    assert (row.agent_version_id, second.base_version_id, second.note) == (second.id, first.id, "no b")
    assert targets(await links_of(database, second.id)) == [a, c]
    assert await agent_row(database, agent) == before
    assert targets(await links_of(database, before.draft_version_id)) == [a, b, c]
    await do(database, set_links, admin, {"variationId": made}, agents_of(a, c))
    assert len(await published(database, agent)) == 2
    added = await do(database, add_link, admin, {"variationId": made}, to_agent(b, position=0))
    rows = await links_of(database, (await row_of(database, variation, made)).agent_version_id)
    assert (targets(rows), rows[0].id) == ([b, a, c], added.link)
    assert await agent_row(database, agent) == before


async def test_a_sessions_links_are_its_own_and_change_at_once(database: Database, admin: Viewer) -> None:
    agent, (a, b, _) = await with_links(database, admin)
    talk = await do(database, start_session, admin, agent, {})
    on = {"sessionId": talk}
    made = await do(database, add_link, admin, on, to_agent(b, settings={"prompt": "x"}))
    (row,) = await links_of(database, talk)
    assert (made.holder, made.holder_id, made.link) == ("session", talk, row.id)
    assert (row.agent_version_id, row.session_id, row.stable_id == row.id) == (None, talk, False)
    await do(database, set_links, admin, on, agents_of(a, b))
    assert targets(await links_of(database, talk)) == [a, b]
    await do(database, set_links, admin, on, agents_of(a, b))
    await do(database, update_link, admin, on, b, {"position": 0})
    await do(database, remove_link, admin, on, a)
    (kept,) = await links_of(database, talk)
    assert (kept.stable_id, kept.settings, kept.position) == (row.stable_id, {"prompt": "x"}, 0)
    async with database.read() as tx:
        told = [each.type for each in await tx.fetch(_ACTIVITIES)]
    assert told.count("session.updated") == 4
    assert len(await published(database, agent)) == 1
    await do(database, close_session, admin, talk)
    assert await refusal(Conflict, database, add_link, admin, on, to_agent(a)) == ("on", "sessionId")


async def test_a_session_alone_may_have_a_secret_of_its_own(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    talk = await do(database, start_session, admin, agent, {})
    secret = to_inline("SECRET", {"name": "token"})
    path = ("input", "target", "inline", "kind")
    assert await refusal(BadInput, database, add_link, admin, {"agentId": agent}, secret) == path
    await do(database, add_link, admin, {"sessionId": talk}, secret)
    await do(database, set_links, admin, {"sessionId": talk}, {"kinds": ["SECRET"], "links": [secret]})
    (row,) = await links_of(database, talk)
    assert (row.kind, row.inline) == ("SECRET", {"name": "token"})


async def test_a_link_of_others_is_told_like_one_of_nobody(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    agent, _ = await with_links(database, admin)
    theirs, _ = await with_links(database, other)
    (row, *_) = await linked_now(database, theirs)
    for name in (row.id, row.stable_id, row.target_id):
        with pytest.raises(NotFound) as refused:
            await do(database, remove_link, admin, {"agentId": agent}, name)
        assert refused.value.message == f"{name!r} is not linked here."
