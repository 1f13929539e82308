"""A turn: the next message of the model or the next call of a tool, whichever the log says is due.

Everything that happened is in the log, so any worker can take the next turn. What is half done when a worker
dies is abandoned by an event, and done again.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from functools import partial
from typing import Any

import orjson

from backend.domain.ending import Ending, completed, failed
from backend.domain.errors import ConcordError, Unavailable
from backend.domain.event import EventKind
from backend.domain.tool import ToolKind
from backend.domain.tool_call import Approval
from backend.domain.usage import Usage
from backend.platform import json_schema
from backend.platform.ids import new_id
from backend.runtime.compaction import Compaction, compaction_from, context_of, summarized
from backend.runtime.conversation import Conversation, RequestedCall
from backend.runtime.equipment import briefing, equipped
from backend.runtime.inline_servers import complete
from backend.runtime.limits import MESSAGE_TOKENS, limits_from
from backend.runtime.models.asked import ready
from backend.runtime.models.base import (
    Finished,
    ModelError,
    Prompt,
    StopReason,
    TextDelta,
    ToolSpec,
    ToolUse,
)
from backend.runtime.models.catalogue import Catalogue
from backend.runtime.preview import Preview
from backend.runtime.supervise import together
from backend.runtime.tools import call as tool_call
from backend.runtime.tools.base import Call, Lent, Spec, ToolError
from backend.store.compact import asked_window, next_window
from backend.store.consequence import NewEvent
from backend.store.event import Progress, Replaced, append_as_run, finish, log, park
from backend.store.run_claim import Claimed
from backend.store.run_viewer import viewer_of_run
from backend.store.session_child import start_child

PAGE = 500

ENDINGS = {
    StopReason.MAX_TOKENS: failed(
        "LIMIT_EXCEEDED",
        "The answer was cut off at its limit of tokens: raise limits.maxTokens, or ask for less.",
    ),
    StopReason.REFUSAL: failed("MODEL_REFUSED", "The model declined to answer."),
    StopReason.CONTEXT_EXCEEDED: failed(
        "CONTEXT_EXCEEDED", "The conversation no longer fits into the model's context: start a new session."
    ),
}
"""Reasons to stop that end the run without an answer."""


IN_ORDER = frozenset({ToolKind.BUILTIN.name, ToolKind.AGENT.name})
"""Kinds of tools that are called one after another: a tool in the box may rely on what another one wrote, and
agents are counted as they are started.
"""


class Turns:
    """The turns of one run, as taken by the worker that claimed it, until the run has ended."""

    def __init__(
        self, lent: Lent, catalogue: Catalogue, previews: dict[str, Preview], claimed: Claimed
    ) -> None:
        self._lent = lent
        self._database = lent.database
        self._ready = partial(ready, lent, catalogue, claimed.held.workspace_id, claimed.snapshot)
        self._previews = previews
        self._held = claimed.held
        self._limits = limits_from(claimed.snapshot["limits"])
        self._run_with(claimed.snapshot)
        self._briefing = ""
        self._talk = Conversation(self._held.id)

    def _run_with(self, snapshot: Mapping[str, Any]) -> None:
        self._snapshot = snapshot
        self._offered = equipped(snapshot)
        self._tools = {tool["name"]: tool for tool in self._offered}
        self._clients = {name for name, tool in self._tools.items() if tool["kind"] == ToolKind.CLIENT.name}

    async def take(self) -> None:
        """Take turns until the run has ended, or waits for others (Replaced if another worker has it)."""
        await self._recall()
        await self._append(*self._abandoned())
        ended = await self._complete()
        self._briefing = await briefing(self._database, self._held, self._snapshot)
        while not ended:
            pending = self._talk.pending(self._clients)
            exceeded = self._exceeded(pending)
            if exceeded is not None:
                await self._finish(exceeded)
                ended = True
            elif pending:
                await self._call_all(pending)
            elif self._talk.waits(self._clients):
                ended = await self._park()
            else:
                await self._shorten()
                ended = await self._speak()

    async def _complete(self) -> bool:
        """Have servers that links define tell of their tools; whether the run ended since one could not."""
        completed = await complete(self._lent, self._held, self._snapshot)
        if isinstance(completed, Ending):
            await self._finish(completed)
            return True
        self._run_with(completed)
        return False

    async def _park(self) -> bool:
        """Let the run wait for those who decide and answer, unless they all have meanwhile."""
        async with self._database.write() as tx:
            parked = await park(tx, self._held, self._progress(()))
        if not parked:
            await self._recall()
        return parked

    async def end(self, ending: Ending) -> None:
        """End the run wherever it stands: its message, if one is open, is abandoned."""
        await self._recall()
        await self._finish(ending, *self._abandoned())

    async def _recall(self) -> None:
        """Read the log from its beginning: what this process remembers may be less than what was written."""
        self._talk = Conversation(self._held.id)
        seq, more = 0, True
        while more:
            rows = await log(self._database, self._held.session_id, seq, PAGE)
            for row in rows:
                self._talk.add(row.run_id, EventKind(row.kind), row.payload)
                seq = row.seq
            more = len(rows) == PAGE

    def _abandoned(self) -> Iterator[NewEvent]:
        if self._talk.current.open is not None:
            message_id, attempt = self._talk.current.open
            yield NewEvent(EventKind.ATTEMPT_ABANDONED, {"messageId": message_id, "attempt": attempt})

    async def _append(self, *events: NewEvent) -> None:
        if events:
            progress = self._progress(events)
            await self._database.append(lambda tx: append_as_run(tx, self._held, events, progress))

    async def _finish(self, ending: Ending, *events: NewEvent) -> None:
        progress = self._progress(events)
        await self._database.append(lambda tx: finish(tx, self._held, events, ending, progress))

    def _progress(self, events: Sequence[NewEvent]) -> Progress:
        """How far the run has come with these events."""
        for each in events:
            self._talk.add(self._held.id, each.kind, each.payload)
        return Progress(len(self._talk.current.said), self._talk.current.usage)

    def _exceeded(self, pending: Sequence[RequestedCall]) -> Ending | None:
        current, limits = self._talk.current, self._limits
        if limits.max_tool_calls is not None and current.requested > limits.max_tool_calls:
            return _limit("maxToolCalls", f"asked for more than {limits.max_tool_calls} calls of tools")
        waits = not pending and self._talk.waits(self._clients)
        if not pending and not waits and len(current.said) >= limits.max_turns:
            return _limit("maxTurns", f"was not done after {limits.max_turns} messages of the model")
        if limits.max_tokens is not None and current.usage.output_tokens >= limits.max_tokens:
            return _limit("maxTokens", f"wrote {limits.max_tokens} tokens and was not done")
        if limits.max_cost is not None and (current.usage.cost or 0) >= limits.max_cost:
            return _limit("maxCost", f"cost {limits.max_cost:f} dollars and was not done")
        return None

    async def _call_all(self, asked: Sequence[RequestedCall]) -> None:
        """Make the calls of one message at once; only those that are IN_ORDER keep theirs."""
        in_order = [each for each in asked if self._kind(each.name) in IN_ORDER]
        others = [self._call(each) for each in asked if each not in in_order]
        await together([*others, self._call_in_order(in_order)])

    async def _call_in_order(self, asked: Sequence[RequestedCall]) -> None:
        for each in asked:
            await self._call(each)

    def _kind(self, name: str) -> str:
        return str(self._tools.get(name, {}).get("kind", ToolKind.BUILTIN.name))

    async def _call(self, asked: RequestedCall) -> None:
        """Call a tool; the log says so before it is done, and how it went after. An agent answers later."""
        about = {"toolCallId": asked.id, "name": asked.name}
        key = f"{self._held.id}:{asked.step}"
        try:
            tool = tool_call.check(self._offered, asked.name, asked.arguments)
            if tool["kind"] == ToolKind.AGENT.name:
                await self._call_agent(asked, tool, about | {"idempotencyKey": key})
                return
            if asked.id not in self._talk.current.said[-1].started:
                await self._append(NewEvent(EventKind.TOOL_CALL_STARTED, about | {"idempotencyKey": key}))
            call = Call(asked.id, tool, asked.arguments, key, self._held, self._snapshot)
            result = await tool_call.make(call, self._lent)
        except ToolError as error:
            told = {"code": error.code, "message": error.message}
            await self._append(NewEvent(EventKind.TOOL_CALL_FAILED, about | told))
        else:
            done = NewEvent(EventKind.TOOL_CALL_COMPLETED, about | {"result": result.value})
            await self._append(*result.events, done)

    async def _call_agent(self, asked: RequestedCall, tool: Spec, about: Mapping[str, Any]) -> None:
        """Start the session of an agent that is called, and its run (ToolError if that cannot be)."""
        most = self._limits.max_child_sessions
        if most is not None and self._talk.current.children >= most:
            raise ToolError("LIMIT_EXCEEDED", f"This run may call {most} agents, and no more.")
        try:
            async with self._database.write() as tx:
                named = tool.get("runtimeUserId"), self._snapshot.get("runtimeUserId")
                viewer = await viewer_of_run(tx, self._held.id, *named)
                session_id, _ = await start_child(tx, viewer, asked.id, tool["agentId"], asked.arguments)
                child = {**about, "sessionId": session_id, "agentId": tool["agentId"]}
                events = [
                    NewEvent(EventKind.TOOL_CALL_STARTED, about),
                    NewEvent(EventKind.CHILD_SESSION_STARTED, child),
                ]
                await append_as_run(tx, self._held, events, self._progress(()))
        except (Unavailable, Replaced):
            raise
        except ConcordError as error:
            raise ToolError(error.code, error.message) from error
        self._progress(events)

    async def _shorten(self) -> None:
        """Make the conversation shorter if that is due, or was asked for."""
        asked = await asked_window(self._database, self._held.session_id)
        written = (asked and asked.compaction) or self._snapshot.get("compaction")
        wanted = compaction_from(written or {})
        if asked is None and not (written and self._is_long(wanted)):
            return
        prompts = [self._prompt(model) for model in self._snapshot["models"]]
        shorter = await summarized(self._ready, prompts, wanted) if wanted.summarizes else (None, None)
        if shorter is not None:
            await self._append(await self._compacted(wanted, *shorter))

    def _is_long(self, wanted: Compaction) -> bool:
        last = self._talk.latest()
        return last is not None and wanted.is_due(context_of(self._snapshot), last)

    async def _compacted(self, wanted: Compaction, summary: str | None, usage: Usage | None) -> NewEvent:
        async with self._database.read() as tx:
            window = await next_window(tx, self._held.session_id)
        told = {
            "contextWindowId": window.id,
            "strategies": wanted.strategies,
            "messagesCompacted": len(self._talk.messages()),
            "summary": summary,
            "keep": wanted.keep,
            "usage": usage and usage.payload(),
        }
        return NewEvent(EventKind.CONTEXT_COMPACTED, told, {"number": window.number})

    async def _speak(self) -> bool:
        """Have the next message written by the first model that can; whether the run ended with it."""
        models: Sequence[str] = self._snapshot["models"]
        for model in models:
            try:
                return await self._settle(*await self._written(model))
            except ModelError as error:
                if not error.elsewhere or model == models[-1]:
                    await self._finish(failed(error.code, error.message), *self._abandoned())
                    return True
                await self._append(*self._abandoned())
        return False

    async def _written(self, model: str) -> tuple[dict[str, Any], Finished, list[ToolUse]]:
        """One attempt at a message, logged and previewed: what was begun, how it ended, and its calls."""
        asked = await self._ready(model)
        message_id = new_id("msg")
        begun = {"messageId": message_id, "attempt": self._held.epoch, "model": model}
        await self._append(NewEvent(EventKind.MESSAGE_STARTED, begun))
        uses: list[ToolUse] = []
        parts = aclosing(asked.stream(self._prompt(model)))
        async with self._previewed(message_id) as preview, parts as stream:
            async for part in stream:
                match part:
                    case TextDelta(text):
                        preview.add(text)
                    case ToolUse():
                        uses.append(part)
                    case Finished():
                        return begun, asked.priced(part), uses
        raise ModelError("MODEL_STREAM_BROKEN", "The model's answer has no end.", elsewhere=True)

    @asynccontextmanager
    async def _previewed(self, message_id: str) -> AsyncIterator[Preview]:
        async with Preview(self._database.bus, self._held, message_id) as preview:
            self._previews[self._held.session_id] = preview
            try:
                yield preview
            finally:
                if self._previews.get(self._held.session_id) is preview:
                    del self._previews[self._held.session_id]

    async def _settle(self, begun: dict[str, Any], finished: Finished, uses: Sequence[ToolUse]) -> bool:
        """Log the message and the calls it asks for; whether it ends the run."""
        text = "".join(block["text"] for block in finished.content if block["type"] == "text")
        message = begun | {
            "text": text,
            "stopReason": finished.stop_reason.name,
            "content": list(finished.content),
            "usage": finished.usage.payload(),
        }
        events = [NewEvent(EventKind.MESSAGE_COMPLETED, message), *self._requested(begun["messageId"], uses)]
        ending = self._ending(finished.stop_reason, text, uses)
        if ending is None:
            await self._append(*events)
        else:
            await self._finish(ending, *events)
        return ending is not None

    def _requested(self, message_id: str, uses: Sequence[ToolUse]) -> Iterator[NewEvent]:
        for position, use in enumerate(uses, self._talk.current.requested + 1):
            tool = self._tools.get(use.name, {})
            approval = Approval.WAITING if tool.get("approval") else Approval.NOT_NEEDED
            call = {
                "toolCallId": new_id("tcl"),
                "providerCallId": use.id,
                "messageId": message_id,
                "name": use.name,
                "arguments": use.arguments,
                "approval": approval.name,
            }
            row = {
                "kind": self._kind(use.name),
                "position": position,
                "tool_id": tool.get("toolId"),
                "agent_called_id": tool.get("agentId"),
            }
            yield NewEvent(EventKind.TOOL_CALL_REQUESTED, call, row)

    def _ending(self, reason: StopReason, text: str, uses: Sequence[ToolUse]) -> Ending | None:
        if reason in ENDINGS:
            return ENDINGS[reason]
        if uses or reason is StopReason.PAUSE_TURN:
            return None
        return _answer(text, self._snapshot["outputSchema"])

    def _prompt(self, model: str) -> Prompt:
        settings: Mapping[str, Any] = self._snapshot.get("modelSettings") or {}
        return Prompt(
            model=model,
            messages=self._talk.messages(self._limits.history_runs),
            system=self._briefing,
            tools=tuple(
                ToolSpec(tool["name"], tool["description"], tool["inputSchema"]) for tool in self._offered
            ),
            max_tokens=self._room(settings.get("maxOutputTokens") or MESSAGE_TOKENS),
            temperature=settings.get("temperature"),
            top_p=settings.get("topP"),
            output_schema=self._snapshot["outputSchema"],
        )

    def _room(self, wanted: int) -> int:
        """How many tokens the next message may have, of so many that are wanted."""
        most = self._limits.max_tokens
        return wanted if most is None else min(wanted, most - self._talk.current.usage.output_tokens)


def _limit(name: str, told: str) -> Ending:
    return failed("LIMIT_EXCEEDED", f"The run {told}: raise limits.{name}, or ask for less.")


def _answer(text: str, schema: Any) -> Ending:
    """The run's output: the text, or the data that it spells if the agent has an output schema."""
    if schema is None:
        return completed(text)
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError:
        return failed("INVALID_OUTPUT", "The agent's output schema asks for JSON, and the answer is none.")
    problems = json_schema.validate(schema, data)
    if problems:
        return failed(
            "INVALID_OUTPUT", f"The answer does not fit the agent's output schema: {problems[0].message}"
        )
    if data is None:
        return failed("INVALID_OUTPUT", "The answer is null, which is no answer.")
    return completed(data)
