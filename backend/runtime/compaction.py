"""Compaction: a conversation that grows long is told in fewer words, or without the old answers of tools."""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from backend.domain.usage import Usage
from backend.platform.logging import log
from backend.runtime.models.asked import Asked, Ready
from backend.runtime.models.base import Finished, Message, ModelError, Prompt

CONTEXT = 200_000
"""Tokens of a model's context, where its row does not say it."""

SUMMARY_TOKENS = 8_192

THRESHOLD = 0.8
"""From which share of the context on, unless the version says otherwise."""

SUMMARIZATION, CLEARING = "SUMMARIZATION", "CLEARING"

_SUMMARIZE = (
    "The conversation grows too long to be told whole. Write a summary that takes its place: what was asked "
    "for, what was done and found, names, numbers and decisions that matter, and what is still to do. Call "
    "no tools, and write the summary alone."
)


@dataclass(frozen=True, slots=True)
class Compaction:
    """How a conversation is made shorter: by summarising, by leaving out all but `keep` answers, or both."""

    threshold: float
    summarizes: bool
    instructions: str
    keep: int | None

    @property
    def strategies(self) -> list[str]:
        """What is done."""
        chosen = {SUMMARIZATION: self.summarizes, CLEARING: self.keep is not None}
        return [name for name, is_done in chosen.items() if is_done]

    def is_due(self, context: int, last: Usage) -> bool:
        """Whether what the last message read and wrote is so much of the context."""
        read = last.input_tokens + last.cache_read_tokens + last.cache_write_tokens
        return read + last.output_tokens >= self.threshold * context


def compaction_from(written: Mapping[str, Any]) -> Compaction:
    """What a version, or somebody who asks for it, says; where nothing is chosen it is summarised."""
    summarization, clearing = written.get("summarization"), written.get("clearing")
    more = (summarization or {}).get("instructions")
    return Compaction(
        threshold=written.get("threshold") or THRESHOLD,
        summarizes=summarization is not None or clearing is None,
        instructions="\n\n".join(filter(None, (_SUMMARIZE, more))),
        keep=None if clearing is None else clearing.get("keep") or 0,
    )


def context_of(snapshot: Mapping[str, Any]) -> int:
    """How many tokens the first model of a session can be told."""
    known = (snapshot.get("providers") or {}).get(snapshot["models"][0]) or {}
    return known.get("maxInputTokens") or CONTEXT


async def summarized(ready: Ready, prompts: Sequence[Prompt], wanted: Compaction) -> tuple[str, Usage] | None:
    """The conversation in fewer words, and what they took, by the first model that can; None if none can."""
    asked = Message("user", ({"type": "text", "text": wanted.instructions},))
    for each in prompts:
        messages = (*each.messages, asked)
        prompt = replace(each, messages=messages, max_tokens=SUMMARY_TOKENS, output_schema=None)
        try:
            return await _told(await ready(prompt.model), prompt)
        except ModelError as error:
            log.warning("no summary was made", model=prompt.model, error=error.message)
    return None


async def _told(asked: Asked, prompt: Prompt) -> tuple[str, Usage]:
    async with aclosing(asked.stream(prompt)) as stream:
        async for part in stream:
            if isinstance(part, Finished):
                text = "".join(block["text"] for block in part.content if block["type"] == "text")
                return text, asked.priced(part).usage
    raise ModelError("MODEL_STREAM_BROKEN", "The model's answer has no end.")
