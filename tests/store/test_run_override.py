"""What a run is given besides a text: messages, secrets, and what it does otherwise than its session."""

from typing import Any

import pytest

from backend.domain.errors import BadInput, NotFound
from backend.domain.run import OnBusy
from backend.domain.sealed import Sealed
from tests.stage import Stage

pytestmark = pytest.mark.anyio


def user(said: Any) -> dict[str, Any]:
    return {"role": "USER", "content": said} if not isinstance(said, str) else {"role": "USER", "text": said}


async def test_messages_are_told_before_what_is_said(stage: Stage) -> None:
    session_id = await stage.session()
    blocks = [{"type": "text", "text": "two"}]
    told = [user("one"), {"role": "ASSISTANT", "text": "1"}, user(blocks)]
    run_id = await stage.run(session_id, None, messages=told)
    async with stage.engine():
        row = await stage.ended(run_id)
    assert row.output == "You said: two"
    # Words stand in for tokens: all three messages are read.
    assert row.usage["inputTokens"] == 3
    kept = [
        {"role": "USER", "content": "one"},
        {"role": "ASSISTANT", "content": "1"},
        {"role": "USER", "content": blocks},
    ]
    assert row.input == {"text": None, "data": None, "messages": kept}
    assert (await stage.events(session_id))[0].payload == row.input
    counted = await stage.session_row(session_id)
    assert (counted.input_tokens, counted.output_tokens) == (3, row.usage["outputTokens"])


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"messages": []}, ("messages",)),
        ({"messages": [user("x")], "text": "y"}, ("messages",)),
        ({"messages": [{"role": "ASSISTANT", "text": "x"}]}, ("messages", 0, "role")),
        ({"messages": [{"role": "USER"}]}, ("messages", 0, "text")),
        ({"messages": [{"role": "USER", "text": " "}]}, ("messages", 0, "text")),
        ({"messages": [user([{"type": "tool_use"}])]}, ("messages", 0, "content", 0, "type")),
        ({"messages": [user([])]}, ("messages", 0, "content")),
        ({"messages": [user("x")] * 201}, ("messages",)),
        ({"text": "x", "callback_url": "ftp://x"}, ("callbackUrl",)),
        ({"text": "x", "callback_url": "https://a:b@x"}, ("callbackUrl",)),
        ({"text": "x", "overrides": {"nothing": 1}}, ("overrides", "nothing")),
        ({"text": "x", "overrides": {"limits": {"maxTurns": 0}}}, ("overrides", "limits", "maxTurns")),
        ({"text": "x", "overrides": {"instructions": "{{ none }}"}}, ("overrides", "instructions")),
        ({"text": "x", "overrides": {"appendInstructions": "{% if %}"}}, ("overrides", "appendInstructions")),
        ({"text": "x", "overrides": {"outputSchemaId": "handle:none"}}, ("overrides", "outputSchemaId")),
        ({"text": "x", "secrets": [{"name": "", "value": Sealed("x")}]}, ("secrets", 0, "name")),
    ],
    ids=lambda each: str(each)[:40],
)
async def test_what_is_wrong_with_an_input_is_named(stage: Stage, given: Any, path: Any) -> None:
    session_id = await stage.session()
    with pytest.raises((BadInput, NotFound)) as refused:
        await stage.run(session_id, **{"text": None, **given})
    assert refused.value.path == path
    assert await stage.runs() == []


async def test_overrides_hold_for_one_run(stage: Stage) -> None:
    agent_id = await stage.agent(instructions="Be brief.", limits={"maxTurns": 7})
    session_id = await stage.session(agent_id, {"variables": {"who": "Bo"}})
    schema = {"type": "object", "required": ["a"]}
    other = {
        "appendInstructions": "Greet {{ who }}.",
        "limits": {"maxTokens": 9},
        "outputSchema": schema,
        "models": ["offline/overloaded", "offline"],
    }
    first = await stage.run(session_id, "hello", overrides=other)
    second = await stage.run(session_id, "hello", on_busy=OnBusy.QUEUE)
    async with stage.engine():
        failed, row = await stage.ended(first), await stage.ended(second)
    assert failed.error["code"] == "INVALID_OUTPUT"
    providers = failed.overrides.pop("providers")
    assert set(providers) <= {"offline"}
    assert failed.overrides == {
        "models": ["offline/overloaded", "offline"],
        "outputSchema": schema,
        "limits": {**row_limits(await stage.session_row(session_id)), "maxTokens": 9},
        "instructions": "Be brief.\n\nGreet Bo.",
    }
    assert (row.status, row.overrides) == ("COMPLETED", None)


async def test_a_tool_of_one_run_names_its_secrets_and_holds_none(stage: Stage) -> None:
    def overrides(header: str) -> dict[str, Any]:
        config = {"path": "https://api.example.com", "headers": {"Authorization": header}}
        definition = {"name": "own", "kind": "HTTP", "config": config}
        inline = {"target": {"inline": {"kind": "TOOL", "definition": definition}}}
        clock = {"target": {"tool": "handle:current_time"}}
        return {"links": [{"kinds": ["SKILL"], "links": None}, {"kinds": ["TOOL"], "links": [clock, inline]}]}

    session_id = await stage.session()
    with pytest.raises(BadInput, match=r"{{ secrets.NAME }}") as refused:
        await stage.run(session_id, "hello", overrides=overrides("Bearer canary"))
    held = ("target", "inline", "definition", "config", "headers")
    assert refused.value.path == ("overrides", "links", 1, "links", 1, *held)
    assert "canary" not in refused.value.message
    named = overrides("Bearer {{ secrets.KEY }}")
    secrets = [{"name": "KEY", "value": Sealed("canary")}]
    await stage.run(session_id, "hello", overrides=named, secrets=secrets)
    (row,) = await stage.runs()
    assert row.overrides["tools"][1]["config"]["headers"] == {"Authorization": "Bearer {{ secrets.KEY }}"}


async def test_what_is_appended_with_a_line_break_follows_in_the_next_line(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(instructions="Be brief."))
    run_id = await stage.run(session_id, "hello", overrides={"appendInstructions": "\nToday is {{ now }}."})
    (row,) = await stage.runs()
    assert row.id == run_id
    assert row.overrides["instructions"].startswith("Be brief.\nToday is 2")


async def test_secrets_of_a_run_are_its_sessions_from_then_on(stage: Stage) -> None:
    session_id = await stage.session(None, {"secrets": [{"name": "a", "value": Sealed("1")}]})
    await stage.run(session_id, secrets=[{"name": "b", "value": Sealed("canary")}, {"name": "a"}])
    row = await stage.session_row(session_id)
    assert row.secret_names == ["b"]
    assert "canary" not in str(row) + str(await stage.events(session_id)) + str(await stage.runs())


def row_limits(row: Any) -> dict[str, Any]:
    limits: dict[str, Any] = row.snapshot["limits"]
    return limits
