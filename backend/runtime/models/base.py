"""What every model is to a turn: a prompt goes in, parts come out, a failure is a ModelError with a code."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, Protocol

from backend.domain.usage import Usage
from backend.store.model_server import ModelServer

Block = dict[str, Any]
"""A piece of a message as it is kept in the log. `type` says which: `text` (text), `tool_use` (id, name,
input), `tool_result` (tool_use_id, content, is_error), or one that only the model that made it can read."""

NEUTRAL_BLOCKS = frozenset({"text", "tool_use", "tool_result"})
"""The types that every provider reads; a block of another type goes back only to the model that made it."""


class StopReason(Enum):
    """Why a model stopped."""

    END_TURN = "END_TURN"
    TOOL_USE = "TOOL_USE"
    MAX_TOKENS = "MAX_TOKENS"
    STOP_SEQUENCE = "STOP_SEQUENCE"
    PAUSE_TURN = "PAUSE_TURN"
    REFUSAL = "REFUSAL"
    CONTEXT_EXCEEDED = "CONTEXT_EXCEEDED"


@dataclass(frozen=True, slots=True)
class Message:
    """One side's say. `model` is who made an assistant's message."""

    role: Literal["user", "assistant"]
    content: tuple[Block, ...]
    model: str | None = None


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as the model is told of it."""

    name: str
    description: str
    input_schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Prompt:
    """Everything a model is given for one message. `max_tokens` bounds what it may write; of `temperature`
    and `top_p` None is the model's own.
    """

    model: str
    messages: tuple[Message, ...]
    system: str = ""
    tools: tuple[ToolSpec, ...] = ()
    max_tokens: int = 16_384
    temperature: float | None = None
    top_p: float | None = None
    output_schema: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class TextDelta:
    """Some more of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool that the model wants called; `arguments` are not checked yet."""

    id: str
    name: str
    arguments: Any


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of the message: the whole of it, as it goes back to the model in the next turn.

    `usage` counts tokens; what they cost is not the provider's to say.
    """

    usage: Usage
    stop_reason: StopReason
    content: tuple[Block, ...] = field(default=())


Part = TextDelta | ToolUse | Finished


NOWHERE = "The URL of the model's provider leads nowhere."


class ModelError(Exception):
    """The model did not answer. `code` is for programs, `message` for people and never holds a credential.

    `elsewhere` says that another model may well answer the prompt: this one is overloaded or out of reach.
    """

    def __init__(self, code: str, message: str, *, elsewhere: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.elsewhere = elsewhere


class Model(Protocol):
    """A provider's models."""

    def stream(self, prompt: Prompt, server: ModelServer | None = None) -> AsyncGenerator[Part, None]:
        """The parts of the next message, ending in exactly one Finished (ModelError if it cannot be had).

        Without a server the one of the settings is asked.
        """

    async def close(self) -> None:
        """Let go of connections."""
