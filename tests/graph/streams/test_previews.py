"""Previews: text while it is written, whose offsets put it together to what the message says in the end."""

import asyncio
from typing import Any

import orjson
import pytest

from backend.graph.schema import Schema
from backend.store.run import preview_topic
from tests.graph.calls.asker import Asker, graph_over
from tests.patience import WITHIN
from tests.stage import Stage

pytestmark = pytest.mark.anyio

FOLLOW = """
subscription ($id: ID!) {
  runEvents(id: $id, previews: true) {
    event { __typename ... on MessageStarted { messageId } ... on MessageCompleted { messageId text } }
    preview { messageId runId attempt offset text }
  }
}
"""
SPOKEN = "words 40 slow 2ms"


def written(frames: list[Any]) -> tuple[str, list[Any]]:
    """The text that the previews make, each put where it says, and the previews."""
    previews = [frame["preview"] for frame in frames if frame["preview"]]
    text = ""
    for preview in previews:
        assert preview["offset"] <= len(text), "a gap"
        text = text[: preview["offset"]] + preview["text"]
    return text, previews


def completed(frames: list[Any]) -> Any:
    (found,) = [f["event"] for f in frames if f["event"] and f["event"]["__typename"] == "MessageCompleted"]
    return found


async def test_previews_come_between_the_start_and_the_end_of_their_message(
    stage: Stage, asker: Asker
) -> None:
    run = await stage.run(await stage.session(), SPOKEN)
    async with asyncio.timeout(WITHIN), asker.follow(FOLLOW, id=run) as following:
        frames = [await anext(following)]
        async with stage.engine():
            frames += [frame async for frame in following]
    text, previews = written(frames)
    assert len(previews) > 1
    message = completed(frames)
    assert text == message["text"]
    assert {(each["messageId"], each["runId"], each["attempt"]) for each in previews} == {
        (message["messageId"], run, 1)
    }
    assert "".join(each["text"] for each in previews) == text, "nothing is told twice"
    order = [frame["event"]["__typename"] if frame["event"] else "" for frame in frames]
    assert order.index("MessageStarted") < order.index("") < order.index("MessageCompleted")


async def test_who_comes_late_is_given_what_was_written_so_far(stage: Stage, schema: Schema) -> None:
    run = await stage.run(session_id := await stage.session(), SPOKEN)
    async with stage.engine() as engine, stage.database.bus.listen(preview_topic(session_id)) as bell:
        asker = Asker(graph_over(schema, stage.database, engine.partial), stage.viewer)
        for _ in range(3):
            assert await bell.wait(WITHIN)
        early, late = await asyncio.gather(*(asker.followed(FOLLOW, id=run) for _ in range(2)))
    for frames in (early, late):
        text, previews = written(frames)
        assert text == completed(frames)["text"]
        assert previews[0]["offset"] == 0
        assert len(previews[0]["text"].split()) >= 3
        assert "".join(each["text"] for each in previews) == text, "nothing is told twice"


async def test_what_was_lost_on_the_bus_is_told_again(
    stage: Stage, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.platform.bus.PENDING", 2)
    run = await stage.run(session_id := await stage.session())
    message = {"messageId": "m", "runId": run, "attempt": 1}
    so_far: dict[str, Any] = {**message, "offset": 0, "text": ""}

    async def write(*pieces: str) -> None:
        for piece in pieces:
            told = {**message, "offset": len(so_far["text"]), "text": piece}
            so_far["text"] += piece
            await stage.database.bus.publish(preview_topic(session_id), orjson.dumps(told).decode())

    asker = Asker(graph_over(schema, stage.database, lambda _: so_far), stage.viewer)
    async with asyncio.timeout(WITHIN), asker.follow(FOLLOW, id=run) as frames:
        assert (await anext(frames))["event"]["__typename"] == "InputReceived"
        for pieces, offset, text in (
            (["a"], 0, "a"),
            (["b"], 1, "b"),
            ("cdef", 0, "abcdef"),
            (["g"], 6, "g"),
        ):
            await write(*pieces)
            preview = (await anext(frames))["preview"]
            assert (preview["offset"], preview["text"]) == (offset, text)


async def test_nobody_is_told_previews_who_did_not_ask(stage: Stage, asker: Asker) -> None:
    run = await stage.run(await stage.session(), SPOKEN)
    document = FOLLOW.replace(", previews: true", "")
    following = asyncio.ensure_future(asker.followed(document, id=run))
    async with stage.engine():
        frames = await following
    assert written(frames) == ("", [])


async def test_a_run_shows_no_previews_of_another_run_of_its_session(stage: Stage, asker: Asker) -> None:
    session_id = await stage.session()
    first = await stage.run(session_id)
    async with stage.engine():
        await stage.ended(first)
        second = await stage.run(session_id, SPOKEN)
        frames = await asker.followed(FOLLOW, id=first)
        await stage.ended(second)
    assert written(frames)[1] == []
