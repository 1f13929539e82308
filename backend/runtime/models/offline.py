"""The model in the box: deterministic, with no key and no network, so that everything works offline.

It answers `You said: …`, word by word. Directives anywhere in the input's text make it do other things:

    call clock {"a": 1}  ask for the tool with these arguments, then answer with its result;
                         several calls are asked for in one message
    turns 3              ask for the calls again in each of the first three turns (default 1)
    words 100            answer with a hundred words
    slow 50ms            wait so long before each word
    json {"a": 1}        answer with exactly this JSON
    fail                 alone on its line: fail before the first word
    fail after 3         fail when three words are out

A model called `offline/overloaded` always refuses as an overloaded one does: so falling back can be seen.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from itertools import takewhile
from json import JSONDecodeError, JSONDecoder
from typing import Any

from backend.domain.usage import Usage
from backend.platform.settings import Settings
from backend.runtime.models.base import (
    Block,
    Finished,
    Message,
    ModelError,
    Part,
    Prompt,
    StopReason,
    TextDelta,
    ToolUse,
)
from backend.store.model_server import ModelServer

_CALL = re.compile(r"\bcall ([A-Za-z0-9_-]+) (?=\{)")
_JSON = re.compile(r"\bjson (?=[\[{])")
_TURNS = re.compile(r"\bturns (\d{1,4})\b")
_WORDS = re.compile(r"\bwords (\d{1,6})\b")
_SLOW = re.compile(r"\bslow (\d{1,6})ms\b")
_FAIL = re.compile(r"\bfail after (\d{1,6})\b|^[ \t]*(fail)[ \t]*$", re.MULTILINE)
_PIECE = re.compile(r"\s*\S+")

_json = JSONDecoder()


@dataclass(frozen=True, slots=True)
class Script:
    """What the input tells the model to do. `fails_after` counts words; None: never."""

    text: str
    calls: tuple[tuple[str, Any], ...]
    turns: int
    pause: float
    fails_after: int | None


class OfflineModel:
    """The deterministic model."""

    async def stream(self, prompt: Prompt, server: ModelServer | None = None) -> AsyncGenerator[Part, None]:
        """The parts of the answer to the last input."""
        if prompt.model.endswith("/overloaded"):
            raise ModelError("MODEL_OVERLOADED", "The offline model plays an overloaded one.", elsewhere=True)
        script = _script(prompt)
        asked = [*_uses(script, prompt)] if len(_results(prompt)) < script.turns else []
        pieces = _PIECE.findall("" if asked else _answer(script, prompt))
        for count, piece in enumerate(pieces[: prompt.max_tokens]):
            await _beat(script, count)
            yield TextDelta(piece)
        await _beat(script, len(pieces))
        for use in asked:
            yield use
        yield _finished(prompt, pieces, asked)

    async def close(self) -> None:
        """Nothing is open."""


def make(settings: Settings) -> OfflineModel:
    """The model; it has no settings."""
    del settings
    return OfflineModel()


async def _beat(script: Script, count: int) -> None:
    if script.fails_after == count:
        raise ModelError("MODEL_FAILED", "The offline model was told to fail.")
    await asyncio.sleep(script.pause)


def _script(prompt: Prompt) -> Script:
    text = _spoken(prompt)
    turns, words, slow, fail = (each.search(text) for each in (_TURNS, _WORDS, _SLOW, _FAIL))
    return Script(
        text=_words(int(words[1])) if words else _said(text),
        calls=tuple(_calls(text)),
        turns=int(turns[1]) if turns else 1,
        pause=int(slow[1]) / 1000 if slow else 0,
        fails_after=int(fail[1] or 0) if fail else None,
    )


def _spoken(prompt: Prompt) -> str:
    """The text of the last input: the last user's message that is not made of tool results."""
    texts = (_texts(message) for message in reversed(prompt.messages) if message.role == "user")
    return next((text for text in texts if text), "")


def _texts(message: Message) -> str:
    return "\n".join(block["text"] for block in message.content if block["type"] == "text")


def _results(prompt: Prompt) -> list[list[Block]]:
    """The tool results since the last input, a list for each turn, the latest first."""
    said = [message for message in reversed(prompt.messages) if message.role == "user"]
    return [list(message.content) for message in takewhile(lambda message: not _texts(message), said)]


def _calls(text: str) -> Iterator[tuple[str, Any]]:
    for match in _CALL.finditer(text):
        try:
            yield match[1], _json.raw_decode(text, match.end())[0]
        except JSONDecodeError:
            continue


def _said(text: str) -> str:
    match = _JSON.search(text)
    if match is None:
        return f"You said: {text.strip() or 'nothing'}"
    try:
        return text[match.end() : _json.raw_decode(text, match.end())[1]]
    except JSONDecodeError:
        return text[match.end() :]


def _words(count: int) -> str:
    return " ".join(f"word{number}" for number in range(1, count + 1))


def _uses(script: Script, prompt: Prompt) -> Iterator[ToolUse]:
    for index, (name, arguments) in enumerate(script.calls):
        yield ToolUse(f"call_{len(prompt.messages)}_{index + 1}", name, arguments)


def _answer(script: Script, prompt: Prompt) -> str:
    results = _results(prompt)
    if not results:
        return script.text
    told = ", ".join(str(block["content"]) for block in results[0])
    return f"The tools answered: {told}"


def _finished(prompt: Prompt, pieces: list[str], asked: list[ToolUse]) -> Finished:
    written = pieces[: prompt.max_tokens]
    uses = [{"type": "tool_use", "id": use.id, "name": use.name, "input": use.arguments} for use in asked]
    text: list[Block] = [{"type": "text", "text": "".join(written)}] if written else []
    reason = StopReason.MAX_TOKENS if len(pieces) > len(written) else StopReason.END_TURN
    usage = Usage(sum(_size(message) for message in prompt.messages), len(written) or len(asked))
    return Finished(usage, StopReason.TOOL_USE if asked else reason, (*text, *uses))


def _size(message: Message) -> int:
    """Words stand in for tokens."""
    return sum(len(str(block.get("text", block.get("content", ""))).split()) for block in message.content)
