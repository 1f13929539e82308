"""Shorthand of the tests of tools over HTTP: a tool, an agent that has it, and what a call of it logs."""

from collections.abc import Mapping
from typing import Any

import orjson

from tests.fakes.web import Web
from tests.stage import Stage
from tests.store.tools import new_set, new_tool

Json = dict[str, Any]


def linked(kind: str, **target: str) -> Json:
    """A link to a row, as an agent is given it."""
    return {"kinds": [kind], "links": [{"target": target}]}


async def tool_of(stage: Stage, web: Web, config: Mapping[str, Any], **columns: Any) -> str:
    """The id of a set of kind HTTP at the server, with one tool called `send`."""
    seconds = {name: columns.pop(name) for name in ("timeout_seconds", "output_schema") if name in columns}
    given = {"base_url": web.url, **columns}
    owner = await new_set(stage.database, stage.viewer, "HTTP", **given)
    await new_tool(
        stage.database, stage.viewer, name="send", tool_set_id=owner.id, config=dict(config), **seconds
    )
    return str(owner.id)


async def session_with(stage: Stage, set_id: str, *links: Json, **opened: Any) -> str:
    """A session with an agent that has the tools of the set, and these links."""
    agent_id = await stage.agent(links=[linked("TOOL_SET", toolSet=set_id), *links])
    return await stage.session(agent_id, opened)


async def logged(stage: Stage, session_id: str, web: Web, arguments: Json | None = None) -> Json:
    """What is logged of one call of `send` when it has ended: `result`, or `code` and `message`."""
    async with stage.engine(allowed_hosts=(web.host,)):
        row = await stage.ended(
            await stage.run(session_id, f"call send {orjson.dumps(arguments or {}).decode()}")
        )
    assert row.status == "COMPLETED"
    ends = {"ToolCallCompleted", "ToolCallFailed"}
    found: Json = [each.payload for each in await stage.events(session_id, row.id) if each.kind in ends][-1]
    return found


async def called(
    stage: Stage, web: Web, config: Mapping[str, Any], arguments: Json | None = None, **columns: Any
) -> Json:
    """What is logged of one call of a tool that was made for it."""
    session_id = await session_with(stage, await tool_of(stage, web, config, **columns))
    return await logged(stage, session_id, web, arguments)
