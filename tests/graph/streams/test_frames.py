"""Frames are written as the selection asks: aliases, fragments, variables, and a field picked twice."""

import asyncio
from unittest.mock import Mock

import pytest

from backend.graph.schema import Schema
from backend.store.plan import root as roots
from tests.graph.calls.asker import Asker, graph_over
from tests.graph.computing import Calls, with_computed_leaves
from tests.stage import Stage

pytestmark = pytest.mark.anyio


async def ended_run(stage: Stage) -> str:
    """A run that has ended, of an agent with three versions."""
    run = await stage.run(await stage.session(), "hello")
    async with stage.engine():
        await stage.ended(run)
    return run


async def test_aliases_fragments_and_typenames_are_written_as_asked(stage: Stage, asker: Asker) -> None:
    run = await ended_run(stage)
    document = """
    subscription Follow($id: ID!) {
      told: runEvents(id: $id) {
        __typename
        what: event { ...Head ... on InputReceived { said: text } }
        again: event { ... on Node { key: id } ... on RunCompleted { output usage { __typename cost } } }
        event { seq }
        ...Rest
      }
    }
    fragment Head on Event { kind: __typename place: seq }
    fragment Rest on Frame { event { run { status } } preview { __typename text } }
    """
    frames = await asker.followed(document, id=run)
    assert {frame["__typename"] for frame in frames} == {"Frame"}
    assert [frame["what"]["place"] for frame in frames] == [1, 2, 3, 4, 5]
    assert frames[0]["what"] == {"kind": "InputReceived", "place": 1, "said": "hello"}
    assert frames[4]["again"] | {"key": ""} == {
        "key": "",
        "output": "You said: hello",
        "usage": {"__typename": "Usage", "cost": "0.000000000"},
    }
    assert all(
        frame["event"] == {"seq": frame["what"]["place"], "run": {"status": "COMPLETED"}} for frame in frames
    )
    assert {frame["preview"] for frame in frames} == {None}


async def test_variables_reach_the_lists_inside_an_event(stage: Stage, asker: Asker) -> None:
    run = await ended_run(stage)
    document = """
    subscription ($id: ID!, $session: Int, $most: Int, $with: Boolean = true, $kind: [EventOrderBy!]) {
      runEvents(id: $id) {
        event {
          seq @include(if: $with)
          session {
            events(first: $most, orderBy: $kind) { nodes { seq } }
            other: events(last: $session) { totalCount }
          }
        }
      }
    }
    """
    for most, order in ((1, "ASC"), (2, "DESC"), (3, "ASC")):
        given = {"id": run, "most": most, "session": 1, "kind": [{"seq": order}]}
        frames = await asker.followed(document, **given)
        expected = [1, 2, 3, 4, 5] if order == "ASC" else [5, 4, 3, 2, 1]
        for index, frame in enumerate(frames):
            seen = [row["seq"] for row in frame["event"]["session"]["events"]["nodes"]]
            assert (frame["event"]["seq"], seen) == (index + 1, expected[:most])
    without = await asker.followed(document, id=run, **{"with": False})
    assert [set(frame["event"]) for frame in without] == [{"session"}] * 5


async def test_a_frame_may_be_asked_for_without_its_event(stage: Stage, asker: Asker) -> None:
    run = await ended_run(stage)
    for asked, told in (("__typename", {"__typename": "Frame"}), ("preview { text }", {"preview": None})):
        frames = await asker.followed(
            f"subscription ($id: ID!) {{ runEvents(id: $id) {{ {asked} }} }}", id=run
        )
        assert frames == [told] * 5


async def test_a_plan_serves_all_who_follow_by_one_document(
    stage: Stage, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await ended_run(stage)
    document = "subscription ($id: ID!, $after: ID) { runEvents(id: $id, after: $after) { event { id } } }"
    made = Mock(wraps=roots.log)
    monkeypatch.setattr(roots, "log", made)
    told = await asyncio.gather(*(asker.followed(document, id=run) for _ in range(10)))
    await asyncio.gather(*(asker.followed(document, id=run, after=each["event"]["id"]) for each in told[0]))
    assert made.call_count == 2


async def test_computed_leaves_of_events_are_filled_for_all_frames_that_are_read_together(
    stage: Stage, schema: Schema
) -> None:
    run, calls = await ended_run(stage), Calls()
    asker = Asker(graph_over(with_computed_leaves(schema, calls), stage.database), stage.viewer)
    document = """
    subscription ($id: ID!) {
      runEvents(id: $id) {
        event { seq place session { agent { shout } } } preview { text } again: event { there: place }
      }
    }
    """
    frames = await asker.followed(document, id=run)
    assert [frame["event"]["place"] for frame in frames] == [seq / 4 for seq in range(1, 6)]
    assert [frame["again"]["there"] for frame in frames] == [seq / 4 for seq in range(1, 6)]
    assert len({frame["event"]["session"]["agent"]["shout"] for frame in frames}) == 1
    assert (calls.placed, calls.shouted) == ([5], [1])


@pytest.mark.parametrize(
    "document",
    [
        'subscription ($no: Boolean!) { runEvents(id: "x") @include(if: $no) { __typename } }',
        "subscription { __typename }",
        'subscription { a: runEvents(id: "x") { __typename } b: runEvents(id: "x") { __typename } }',
    ],
    ids=("conditional", "typename", "two"),
)
async def test_a_subscription_has_one_field_that_is_always_there(asker: Asker, document: str) -> None:
    answer = await asker.answer(document, no=False)
    assert "data" not in answer
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
