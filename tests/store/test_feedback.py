"""Feedback counts once, for the variation of its session; and a conversation can be asked to be shorter."""

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.errors import BadInput, Conflict, Forbidden, NotFound
from backend.domain.viewer import Role
from backend.store.compact import compact_session
from backend.store.context_window import context_window
from backend.store.feedback import add_feedback, feedback
from backend.store.life import Life
from backend.store.session_life import SESSION
from backend.store.variation import VARIATION, create_variation, variation
from tests.stage import Stage
from tests.store.agents import do, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio


async def give(stage: Stage, session_id: str, **given: Any) -> Any:
    made = await do(stage.database, add_feedback, stage.viewer, session_id, given)
    return await row_of(stage.database, feedback, made)


async def test_feedback_raises_the_variations_count_and_gain(stage: Stage) -> None:
    agent_id = await stage.agent()
    chosen = await do(stage.database, create_variation, stage.viewer, agent_id, {"name": "A"})
    session_id = await stage.session(agent_id)
    run_id = await stage.run(session_id)
    row = await give(stage, session_id, score=1, comment="Good.", attributes={"a": "b"}, run_id=run_id)
    assert (row.score, row.run_id, row.variation_id, row.agent_id) == (1.0, run_id, chosen, agent_id)
    for score in (-1, 0.25):
        await give(stage, session_id, score=score)
    counted = await row_of(stage.database, variation, chosen)
    assert (counted.feedback_count, counted.gain_millis) == (3, 1625)
    await do(stage.database, Life(VARIATION).delete, stage.viewer, chosen)
    await do(stage.database, Life(VARIATION).purge, stage.viewer, chosen)
    assert (await row_of(stage.database, feedback, row.id)).variation_id is None
    assert (await stage.session_row(session_id)).variation_id is None


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, ("score",)),
        ({"score": 1.01}, ("score",)),
        ({"score": float("nan")}, ("score",)),
        ({"score": True}, ("score",)),
        ({"score": 0, "comment": "x" * 4_001}, ("comment",)),
        ({"score": 0, "attributes": {"a": 1}}, ("attributes", "a")),
        ({"score": 0, "run_id": "run_none"}, ("runId",)),
        ({"score": 0, "variation_id": "var_1"}, ("variationId",)),
    ],
    ids=str,
)
async def test_what_is_wrong_with_feedback_is_named(stage: Stage, given: Any, path: Any) -> None:
    with pytest.raises((BadInput, NotFound)) as refused:
        await give(stage, await stage.session(), **given)
    assert refused.value.path == path


async def test_feedback_is_about_a_run_of_the_session_and_none_in_the_trash(stage: Stage) -> None:
    session_id, other = await stage.session(), await stage.session()
    with pytest.raises(NotFound):
        await give(stage, session_id, score=0, run_id=await stage.run(other))
    await do(stage.database, Life(SESSION).delete, stage.viewer, session_id)
    with pytest.raises(Conflict):
        await give(stage, session_id, score=0)


async def test_the_same_key_counts_once(stage: Stage) -> None:
    session_id = await stage.session()
    made = [
        await do(stage.database, add_feedback, stage.viewer, session_id, {"score": 1}, idempotency_key="k")
        for _ in range(2)
    ]
    assert made[0] == made[1]


async def test_others_give_no_feedback_and_ask_for_nothing(stage: Stage) -> None:
    session_id = await stage.session()
    await stage.run(session_id)
    roles = dict.fromkeys(stage.viewer.workspaces, Role.VIEWER)
    reader = replace(stage.viewer, workspaces=roles, need=Role.VIEWER)
    for who, error in ((await stranger(stage.database), NotFound), (reader, Forbidden)):
        with pytest.raises(error):
            await do(stage.database, add_feedback, who, session_id, {"score": 1})
        with pytest.raises(error):
            await do(stage.database, compact_session, who, session_id)


async def test_a_shorter_conversation_is_asked_of_an_active_run_once(stage: Stage) -> None:
    session_id = await stage.session()
    with pytest.raises(Conflict, match="active run"):
        await do(stage.database, compact_session, stage.viewer, session_id)
    await stage.run(session_id)
    with pytest.raises(BadInput) as refused:
        await do(stage.database, compact_session, stage.viewer, session_id, {"threshold": 2})
    assert refused.value.path == ("compaction", "threshold")
    asked = [
        await do(stage.database, compact_session, stage.viewer, session_id, each)
        for each in (None, {"clearing": {"keep": 1}})
    ]
    assert asked[0] == asked[1]
    row = await row_of(stage.database, context_window, asked[0])
    assert (row.number, row.pending, row.compaction) == (2, True, {"clearing": {"keep": 1}})
