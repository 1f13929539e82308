"""Conversations that grow long are made shorter: when they are due, and when somebody asks."""

from typing import Any

import pytest

from backend.domain.event import EventKind
from backend.domain.usage import Usage
from backend.runtime.compaction import CONTEXT, compaction_from, context_of
from backend.runtime.conversation import CLEARED, SUMMARIZED, Conversation
from backend.store.compact import compact_session
from backend.store.row import change
from backend.store.session import session
from tests.stage import CLOCK, Stage
from tests.store.agents import do

pytestmark = pytest.mark.anyio

ASK = 'call current_time {"zone": "UTC"} turns 3'


def test_it_is_due_from_a_share_of_the_context_on() -> None:
    wanted = compaction_from({"threshold": 0.5})
    assert not wanted.is_due(100, Usage(10, 9, 10, 20))
    assert wanted.is_due(100, Usage(10, 10, 10, 20))


@pytest.mark.parametrize(
    ("written", "strategies", "keep"),
    [
        ({}, ["SUMMARIZATION"], None),
        ({"summarization": {"instructions": "Keep the names."}}, ["SUMMARIZATION"], None),
        ({"clearing": {}}, ["CLEARING"], 0),
        ({"clearing": {"keep": 2}, "summarization": {}}, ["SUMMARIZATION", "CLEARING"], 2),
    ],
)
def test_what_is_done_is_what_is_said(
    written: dict[str, Any], strategies: list[str], keep: int | None
) -> None:
    wanted = compaction_from(written)
    assert (wanted.strategies, wanted.keep) == (strategies, keep)
    has_more = "instructions" in written.get("summarization", {})
    assert wanted.instructions.endswith("Keep the names.") == has_more


def test_the_context_is_that_of_the_first_model_if_it_is_known() -> None:
    assert context_of({"models": ["a"], "providers": {"a": {"maxInputTokens": 5}}}) == 5
    assert context_of({"models": ["a"], "providers": {"b": {"maxInputTokens": 5}}}) == CONTEXT


async def told(stage: Stage, session_id: str, run_id: str) -> list[str]:
    """The texts and results that a model would be told after the run."""
    talk = Conversation(run_id)
    for row in await stage.events(session_id):
        talk.add(row.run_id, EventKind(row.kind), row.payload)
    blocks = [block for message in talk.messages() for block in message.content]
    return [str(block.get("text", block.get("content", ""))) for block in blocks]


async def test_a_conversation_is_summarised_when_it_was_asked_for(stage: Stage) -> None:
    session_id = await stage.session()
    first = await stage.run(session_id, "The first word")
    async with stage.engine():
        await stage.ended(first)
    second = await stage.run(session_id, "The second word")
    window = await do(stage.database, compact_session, stage.viewer, session_id)
    async with stage.engine():
        row = await stage.ended(second)
    assert row.output.endswith("The second word")
    compacted = await stage.payload(session_id, EventKind.CONTEXT_COMPACTED)
    assert (compacted["contextWindowId"], compacted["strategies"]) == (window, ["SUMMARIZATION"])
    assert compacted["messagesCompacted"] == 3
    assert compacted["summary"].startswith("You said: ")
    texts = await told(stage, session_id, second)
    assert texts[0].startswith(f"{SUMMARIZED}\nYou said: ")
    assert texts[1:] == ["The second word", row.output]
    assert row.usage["inputTokens"] > compacted["usage"]["inputTokens"] > 0
    assert (await stage.session_row(session_id)).context_window_id == window


async def test_one_that_grows_long_is_cleared_once_and_not_at_every_turn(stage: Stage) -> None:
    session_id = await stage.session(
        await stage.agent(links=CLOCK, compaction={"threshold": 0.1, "clearing": {"keep": 1}})
    )
    row = await stage.session_row(session_id)
    offered = row.snapshot["providers"]["offline"]
    small = {"offline": {**offered, "maxInputTokens": 60}}
    await shrink(stage, session_id, {**row.snapshot, "providers": small})
    run_id = await stage.run(session_id, ASK)
    async with stage.engine():
        assert (await stage.ended(run_id)).status == "COMPLETED"
    kinds = await stage.kinds(session_id)
    assert kinds.count("ContextCompacted") == 3
    results = [
        each for each in await told(stage, session_id, run_id) if each.startswith("{") or each == CLEARED
    ]
    assert results[:2] == [CLEARED, CLEARED]
    assert results[2] != CLEARED


async def test_what_is_not_long_stays_whole(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(links=CLOCK, compaction={"threshold": 0.95}))
    run_id = await stage.run(session_id, ASK)
    async with stage.engine():
        assert (await stage.ended(run_id)).status == "COMPLETED"
    assert "ContextCompacted" not in await stage.kinds(session_id)


async def test_where_no_model_can_summarise_the_run_goes_on(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(models=["offline/overloaded"]))
    run_id = await stage.run(session_id, "hello")
    await do(stage.database, compact_session, stage.viewer, session_id)
    async with stage.engine():
        assert (await stage.ended(run_id)).error["code"] == "MODEL_OVERLOADED"
    assert "ContextCompacted" not in await stage.kinds(session_id)


async def shrink(stage: Stage, session_id: str, snapshot: dict[str, Any]) -> None:
    """Let a session run with this snapshot."""
    async with stage.database.write() as tx:
        await change(tx, session, session_id, {"snapshot": snapshot})
