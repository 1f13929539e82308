"""Models that speak Anthropic's Messages protocol: the hosted API, and local servers at another base URL.

The SDK retries what is worth retrying before an answer begins; what then still fails, or breaks in the middle
of an answer, is a ModelError. Everything goes out through `platform/http.py`, and no message holds the key.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, cast

import anthropic
from anthropic.lib.streaming import AsyncMessageStream
from anthropic.types import MessageParam, Usage as AnthropicUsage

from backend.domain.usage import Usage
from backend.platform import http
from backend.platform.fetch import InvalidUrl
from backend.platform.logging import log
from backend.platform.settings import Settings
from backend.runtime.models.anthropic_client import Clients
from backend.runtime.models.base import (
    NEUTRAL_BLOCKS,
    NOWHERE,
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
from backend.runtime.tools.mask import Mask
from backend.store.model_server import ModelServer

LONGEST_MESSAGE = 500

STOP_REASONS = {
    "end_turn": StopReason.END_TURN,
    "tool_use": StopReason.TOOL_USE,
    "max_tokens": StopReason.MAX_TOKENS,
    "stop_sequence": StopReason.STOP_SEQUENCE,
    "pause_turn": StopReason.PAUSE_TURN,
    "refusal": StopReason.REFUSAL,
    "model_context_window_exceeded": StopReason.CONTEXT_EXCEEDED,
}

ERROR_CODES = {
    "invalid_request_error": "MODEL_BAD_REQUEST",
    "authentication_error": "MODEL_UNAUTHORIZED",
    "billing_error": "MODEL_UNAUTHORIZED",
    "permission_error": "MODEL_UNAUTHORIZED",
    "not_found_error": "UNKNOWN_MODEL",
    "rate_limit_error": "MODEL_RATE_LIMITED",
    "timeout_error": "MODEL_UNREACHABLE",
    "overloaded_error": "MODEL_OVERLOADED",
}
"""Our code by the `type` of an error in the provider's answer."""

STATUS_CODES = {
    400: "MODEL_BAD_REQUEST",
    401: "MODEL_UNAUTHORIZED",
    403: "MODEL_UNAUTHORIZED",
    404: "UNKNOWN_MODEL",
    413: "MODEL_BAD_REQUEST",
    429: "MODEL_RATE_LIMITED",
    503: "MODEL_OVERLOADED",
    529: "MODEL_OVERLOADED",
}
"""Our code by the answer's status, where the body names no type that we know."""

ELSEWHERE = frozenset({"MODEL_RATE_LIMITED", "MODEL_OVERLOADED", "MODEL_UNREACHABLE"})

_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, AssertionError)
"""What the SDK stumbles over where an answer has another form than it trusts it to have."""
_BROKEN = "The model's answer broke off or could not be read."

Stream = AsyncMessageStream[Any]


class AnthropicModel:
    """The models of servers that speak the Messages protocol: the one of the settings, and providers'."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def stream(self, prompt: Prompt, server: ModelServer | None = None) -> AsyncGenerator[Part, None]:
        """The parts of the next message, as they come over the wire."""
        name = prompt.model.removeprefix("anthropic/") if server is None else prompt.model
        client, mask = self._clients.of(server)
        async with _translated(mask), client.messages.stream(**_request(prompt, name)) as answer:
            whole = False
            async for event in answer:
                if event.type == "text" and event.text:
                    yield TextDelta(event.text)
                whole = whole or event.type == "message_stop"
            if not whole:
                raise ModelError(
                    "MODEL_STREAM_BROKEN", "The model's answer broke off before its end.", elsewhere=True
                )
            for part in _ending(answer):
                yield part

    async def close(self) -> None:
        """Close the connections."""
        await self._clients.close()


def make(settings: Settings) -> AnthropicModel:
    """The models of servers that speak the Messages protocol."""
    return AnthropicModel(Clients(settings))


@asynccontextmanager
async def _translated(mask: Mask) -> AsyncIterator[None]:
    """Say in few words why there is no message. The SDK's errors may repeat what was sent, so none of them is
    the cause of ours.
    """
    try:
        yield
        return
    except ModelError:
        raise
    except anthropic.APIStatusError as error:
        meant = _refused(error, mask)
    except anthropic.APIConnectionError as error:
        meant = _unreachable(error)
    except InvalidUrl:
        meant = ModelError("MODEL_UNREACHABLE", NOWHERE)
    except (http.TransportError, http.DecodingError, *_UNREADABLE) as error:
        log.warning("a model's answer could not be read", error=type(error).__name__)
        meant = ModelError("MODEL_STREAM_BROKEN", _BROKEN, elsewhere=True)
    raise meant from None


def _refused(error: anthropic.APIStatusError, mask: Mask) -> ModelError:
    # Servers may put anything where the SDK has it that there are texts.
    kind: object = error.type
    told: object = error.api_message
    code = ERROR_CODES.get(kind) if isinstance(kind, str) else None
    code = code or STATUS_CODES.get(error.status_code, "MODEL_FAILED")
    said = told if isinstance(told, str) else f"status {error.status_code}"
    words = mask.text(said.encode(errors="replace").decode())[:LONGEST_MESSAGE]
    return ModelError(code, f"The model's server refused: {words}", elsewhere=code in ELSEWHERE)


def _unreachable(error: anthropic.APIConnectionError) -> ModelError:
    if isinstance(error.__cause__, http.BlockedAddress):
        return ModelError("MODEL_UNREACHABLE", str(error.__cause__))
    return ModelError("MODEL_UNREACHABLE", "The model's server does not answer.", elsewhere=True)


def _request(prompt: Prompt, name: str) -> dict[str, Any]:
    request: dict[str, Any] = {
        "model": name,
        "max_tokens": prompt.max_tokens,
        "messages": list(_messages(prompt)),
    }
    sampling = {"temperature": prompt.temperature, "top_p": prompt.top_p}
    if chosen := {name: value for name, value in sampling.items() if value is not None}:
        # The library knows these no more; servers of other models do, and older models.
        request["extra_body"] = chosen
    if prompt.system:
        request["system"] = prompt.system
    if prompt.tools:
        request["tools"] = [
            {"name": tool.name, "description": tool.description, "input_schema": dict(tool.input_schema)}
            for tool in prompt.tools
        ]
    if prompt.output_schema is not None:
        request["output_config"] = {"format": {"type": "json_schema", "schema": dict(prompt.output_schema)}}
    return request


def _messages(prompt: Prompt) -> Iterable[MessageParam]:
    *earlier, last = [(message.role, _blocks(message, prompt.model)) for message in prompt.messages]
    for role, blocks in earlier:
        if blocks:
            yield cast("MessageParam", {"role": role, "content": blocks})
    role, blocks = last
    if role == "user" and blocks:
        # One mark at the end: the provider then finds the longest beginning that it has cached.
        blocks[-1] = blocks[-1] | {"cache_control": {"type": "ephemeral"}}
    yield cast("MessageParam", {"role": role, "content": blocks})


def _blocks(message: Message, model: str) -> list[Block]:
    own = message.role == "user" or message.model == model
    return [block for block in message.content if own or block["type"] in NEUTRAL_BLOCKS]


def _ending(answer: Stream) -> Iterable[Part]:
    message = answer.current_message_snapshot
    for block in message.content:
        if block.type == "tool_use":
            yield ToolUse(block.id, block.name, block.input)
    yield Finished(
        _usage(message.usage),
        STOP_REASONS.get(message.stop_reason or "", StopReason.END_TURN),
        tuple(block.to_dict(mode="json") for block in message.content),
    )


def _usage(usage: AnthropicUsage) -> Usage:
    cached = (usage.cache_read_input_tokens or 0, usage.cache_creation_input_tokens or 0)
    counts = (usage.input_tokens, usage.output_tokens, *cached)
    if any(not str(each).isdecimal() for each in counts):  # a server may count in words
        raise ModelError("MODEL_STREAM_BROKEN", _BROKEN, elsewhere=True)
    read, wrote, from_cache, to_cache = map(int, counts)
    return Usage(read, wrote, from_cache, to_cache)
