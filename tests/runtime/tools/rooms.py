"""Shorthand of the tests of sandboxes' tools: calls, one by one and in runs."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import orjson

from backend.platform import http
from backend.platform.blobs import Blobs
from backend.runtime.tools import call as tool_call
from backend.runtime.tools.base import Call, Lent, ToolError
from backend.store.file import create_file
from backend.store.run import Held
from backend.store.upload import put_upload
from tests.stage import Stage
from tests.store.agents import do

Json = dict[str, Any]

SANDBOX: list[Json] = [{"kinds": ["TOOL_SET"], "links": [{"target": {"toolSet": "handle:sandbox"}}]}]
"""The links of an agent that has the sandbox's tools."""


class Caller:
    """Calls tools in one session, as runs do."""

    def __init__(self, stage: Stage, session_id: str = "ses_x", **snapshot: Any) -> None:
        self.stage = stage
        self.held = Held("run_x", session_id, "wsp_x", 1)
        self.snapshot = snapshot
        self.seconds = 30.0

    async def __call__(self, name: str, **arguments: Any) -> Any:
        """The result of a call (ToolError)."""
        tool = {"name": name, "kind": "BUILTIN", "config": {"builtIn": name}, "timeoutSeconds": self.seconds}
        call = Call("tcl_x", tool, arguments, "key", self.held, self.snapshot)
        async with http.client(self.stage.settings.allowed_hosts) as client:
            lent = Lent(self.stage.database, client, self.stage.settings)
            return (await tool_call.make(call, lent)).value

    async def code(self, name: str, **arguments: Any) -> str:
        """The code of the error of a call, or what it gave instead."""
        try:
            return f"no error: {await self(name, **arguments)}"
        except ToolError as error:
            return error.code

    async def sh(self, command: str) -> str:
        """What a command writes."""
        output: str = (await self("bash", command=command))["output"]
        return output


async def done_in_run(stage: Stage, session_id: str, *calls: tuple[str, Mapping[str, Any]]) -> list[Json]:
    """What is logged of the calls of one message, made by an engine: `result`, or `code` and `message`."""
    asked = [f"call {name} {orjson.dumps(arguments).decode()}" for name, arguments in calls]
    run_id = await stage.run(session_id, " and ".join(asked))
    async with stage.engine():
        row = await stage.ended(run_id, 30)
    assert row.status == "COMPLETED", row.error
    ends = {"ToolCallCompleted", "ToolCallFailed"}
    return [each.payload for each in await stage.events(session_id, run_id) if each.kind in ends]


async def file_of(stage: Stage, data: bytes, name: str = "rates.csv", **columns: Any) -> str:
    """The id of a file whose bytes are there."""

    async def once() -> AsyncIterator[bytes]:
        yield data

    stored = await Blobs(stage.settings.blobs).put(once(), limit=len(data))
    said = {"name": name, "media_type": "text/csv"}
    upload = await do(stage.database, put_upload, stage.viewer, said, stored)
    made: str = await do(stage.database, create_file, stage.viewer, {"upload_id": upload, **columns})
    return made


def linked_files(*links: tuple[str, Json]) -> Sequence[Json]:
    """A link to each file, with settings."""
    return [
        {"kinds": ["FILE"], "links": [{"target": {"file": file}, "settings": said} for file, said in links]}
    ]
