"""The conversation: a session's log, read as what the model is told and what a run has still to do."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.domain.event import EventKind
from backend.domain.tool_call import Approval
from backend.domain.usage import Usage, usage_from
from backend.runtime.models.base import Block, Message

DENIED = "This call was refused."
NEVER_MADE = "This call was not made: the run ended before it."
CLEARED = "This answer was left out to keep the conversation short."
SUMMARIZED = "What was said so far, in fewer words:"


@dataclass(frozen=True, slots=True)
class RequestedCall:
    """A tool call that the model asked for; `step` counts the calls of the run from 1.

    `id` is ours, `provider_id` what the message's blocks call it.
    """

    id: str
    provider_id: str
    name: str
    arguments: Any
    step: int


@dataclass(slots=True)
class Said:
    """One message of the model and what became of its calls: `results` by the ids in its blocks.

    `away` are the calls of agents that were started.
    """

    content: tuple[Block, ...]
    model: str
    usage: Usage
    calls: list[RequestedCall] = field(default_factory=list)
    started: set[str] = field(default_factory=set)
    undecided: set[str] = field(default_factory=set)
    away: set[str] = field(default_factory=set)
    results: dict[str, Block] = field(default_factory=dict)

    def messages(self) -> Iterator[Message]:
        """The message, and the answers to the calls in it: every call has one, or no model would read on."""
        if self.content:
            yield Message("assistant", self.content, self.model)
        asked = [block["id"] for block in self.content if block["type"] == "tool_use"]
        if asked:
            yield Message("user", tuple(self.results.get(each) or _error(each, NEVER_MADE) for each in asked))


@dataclass(slots=True)
class Exchange:
    """One run: an input and the messages it led to. `told` are those that the input says were there before.

    `open` is the message that was begun and neither completed nor abandoned: its id and attempt. `summary`
    stands in the place of all before the run and of its first `cut` messages, and took what `besides` says;
    `since` are the messages that there were when the conversation was last made shorter.
    """

    told: tuple[Message, ...] = ()
    question: tuple[Block, ...] = ()
    dropped: bool = False
    said: list[Said] = field(default_factory=list)
    requested: int = 0
    children: int = 0
    summary: str | None = None
    cut: int = 0
    since: int = 0
    besides: Usage = field(default_factory=Usage)
    open: tuple[str, int] | None = None

    @property
    def usage(self) -> Usage:
        """What the messages took together."""
        return sum((each.usage for each in self.said), self.besides)

    def messages(self) -> Iterator[Message]:
        """The exchange as the model is told of it; of a dropped input it hears nothing."""
        if not self.question or self.dropped:
            return
        if self.summary is None:
            yield from self.told
            yield Message("user", self.question)
        else:
            shorter = {"type": "text", "text": f"{SUMMARIZED}\n{self.summary}"}
            yield Message("user", (shorter, *self.question))
        for each in self.said[self.cut :]:
            yield from each.messages()


class Conversation:
    """The events of a session, folded one by one, as they stand for one of its runs."""

    def __init__(self, run_id: str) -> None:
        self._run_id = run_id
        self._exchanges: dict[str, Exchange] = {}

    @property
    def current(self) -> Exchange:
        """What belongs to the run itself."""
        return self._exchanges.setdefault(self._run_id, Exchange())

    def messages(self, history: int | None = None) -> tuple[Message, ...]:
        """Everything up to this run, or so many of the runs before it. Inputs that wait behind it are none of
        its business.
        """
        runs = self._runs()
        anew = [index for index, each in enumerate(runs) if self._exchanges[each].summary is not None]
        runs = runs[anew[-1] :] if anew else runs
        told = [list(self._exchanges[each].messages()) for each in runs]
        *earlier, last = [each for each in told if each] or [[]]
        if history is not None:
            earlier = earlier[max(0, len(earlier) - history) :]
        return tuple(message for each in [*earlier, last] for message in each)

    def pending(self, clients: Collection[str] = ()) -> list[RequestedCall]:
        """The calls of the run that have no result and may be made; `clients` are tools of the client."""
        return [call for call in self._open() if not self._waits(call, clients)]

    def waits(self, clients: Collection[str] = ()) -> bool:
        """Whether a call of the run has no result and needs a decision, or a client's or agent's answer."""
        return any(self._waits(call, clients) for call in self._open())

    def _open(self) -> list[RequestedCall]:
        said = self.current.said
        return [call for call in said[-1].calls if call.provider_id not in said[-1].results] if said else []

    def _waits(self, call: RequestedCall, clients: Collection[str]) -> bool:
        said = self.current.said[-1]
        return call.id in said.undecided or call.id in said.away or call.name in clients

    def add(self, run_id: str | None, kind: EventKind, payload: Mapping[str, Any]) -> None:
        """Take in the next event of the log."""
        if run_id is None:
            return
        exchange = self._exchanges.setdefault(run_id, Exchange())
        match kind:
            case EventKind.INPUT_RECEIVED:
                exchange.told = tuple(_told(payload))
                exchange.question = tuple(_question(payload))
            case EventKind.INPUT_DROPPED:
                exchange.dropped = True
            case EventKind.MESSAGE_COMPLETED:
                content, usage = tuple(payload["content"]), usage_from(payload["usage"])
                exchange.said.append(Said(content, payload["model"], usage))
                exchange.open = None
            case EventKind.MESSAGE_STARTED:
                exchange.open = payload["messageId"], payload["attempt"]
            case EventKind.ATTEMPT_ABANDONED:
                exchange.open = None
            case EventKind.CONTEXT_COMPACTED:
                self._shorten(exchange, payload)
            case _ if exchange.said:
                _note_call(exchange, kind, payload)

    def latest(self) -> Usage | None:
        """What the last message took, unless the conversation was made shorter since."""
        for run_id in reversed(self._runs()):
            exchange = self._exchanges[run_id]
            if len(exchange.said) > exchange.since:
                return exchange.said[-1].usage
            if exchange.since:
                return None
        return None

    def _runs(self) -> list[str]:
        """The runs up to this one."""
        runs = list(self._exchanges)
        return runs[: runs.index(self._run_id) + 1] if self._run_id in runs else runs

    def _shorten(self, exchange: Exchange, payload: Mapping[str, Any]) -> None:
        """From here on all but the last answers of tools are cleared, or a summary is in the place of all."""
        exchange.since = len(exchange.said)
        if payload.get("keep") is not None:
            said = [said for each in self._exchanges.values() for said in each.said]
            results = [(each, name) for each in said for name in each.results]
            for each, name in results[: max(0, len(results) - payload["keep"])]:
                each.results[name] = each.results[name] | {"content": CLEARED}
        if payload["summary"] is not None:
            exchange.summary, exchange.cut = payload["summary"], len(exchange.said)
        if payload.get("usage"):
            exchange.besides += usage_from(payload["usage"])


def _note_call(exchange: Exchange, kind: EventKind, payload: Mapping[str, Any]) -> None:
    said = exchange.said[-1]
    if kind is EventKind.TOOL_CALL_REQUESTED:
        exchange.requested += 1
        said.calls.append(_asked(payload, exchange.requested))
        if payload.get("approval") == Approval.WAITING.name:
            said.undecided.add(payload["toolCallId"])
        return
    call = next((each for each in said.calls if each.id == payload.get("toolCallId")), None)
    if call is None:
        return
    match kind:
        case EventKind.TOOL_CALL_APPROVED:
            said.undecided.discard(call.id)
        case EventKind.TOOL_CALL_STARTED:
            said.started.add(call.id)
        case EventKind.CHILD_SESSION_STARTED:
            exchange.children += 1
            said.away.add(call.id)
        case EventKind.TOOL_CALL_COMPLETED:
            told = orjson.dumps(payload["result"]).decode()
            said.results[call.provider_id] = _result(call.provider_id, told)
        case EventKind.TOOL_CALL_FAILED:
            said.results[call.provider_id] = _error(call.provider_id, payload["message"])
        case EventKind.TOOL_CALL_DENIED:
            said.undecided.discard(call.id)
            said.results[call.provider_id] = _error(call.provider_id, payload["memo"] or DENIED)


def _asked(payload: Mapping[str, Any], step: int) -> RequestedCall:
    # Older logs name a call by its provider's id alone.
    call_id = payload["toolCallId"]
    provider_id = payload.get("providerCallId", call_id)
    return RequestedCall(call_id, provider_id, payload["name"], payload["arguments"], step)


def _told(payload: Mapping[str, Any]) -> Iterator[Message]:
    for each in (payload.get("messages") or ())[:-1]:
        yield Message("user" if each["role"] == "USER" else "assistant", _blocks(each["content"]))


def _blocks(content: str | list[Block]) -> tuple[Block, ...]:
    return ({"type": "text", "text": content},) if isinstance(content, str) else tuple(content)


def _question(payload: Mapping[str, Any]) -> Iterator[Block]:
    if payload.get("messages"):
        yield from _blocks(payload["messages"][-1]["content"])
    if payload["text"]:
        yield {"type": "text", "text": payload["text"]}
    if payload["data"] is not None:
        yield {"type": "text", "text": orjson.dumps(payload["data"]).decode()}


def _result(call_id: str, told: str) -> Block:
    return {"type": "tool_result", "tool_use_id": call_id, "content": told, "is_error": False}


def _error(call_id: str, told: str) -> Block:
    return {"type": "tool_result", "tool_use_id": call_id, "content": told, "is_error": True}
