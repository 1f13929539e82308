"""Models that speak Anthropic's Messages protocol: the hosted API, and local servers at another base URL.

The SDK retries what is worth retrying before an answer begins; what then still fails, or breaks in the middle
of an answer, is a ModelError. Everything goes out through `platform/http.py`, and no message holds the key.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import anthropic
from anthropic.lib.streaming import AsyncMessageStream
from anthropic.types import MessageParam, Usage as AnthropicUsage

from backend.domain.usage import Usage
from backend.platform import http
from backend.platform.settings import Settings
from backend.runtime.models.base import (
    NEUTRAL_BLOCKS,
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

PATIENCE = 600.0
"""Seconds without a byte after which an answer is given up; the run's own time-out usually comes first."""

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

Stream = AsyncMessageStream[Any]


class AnthropicModel:
    """The models of one server that speaks the Messages protocol."""

    def __init__(self, client: anthropic.AsyncAnthropic, key: str) -> None:
        self._client = client
        self._key = key

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Part, None]:
        """The parts of the next message, as they come over the wire."""
        async with self._translated(), self._client.messages.stream(**_request(prompt)) as answer:
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
        await self._client.close()

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        try:
            yield
        except anthropic.APIStatusError as error:
            raise self._refused(error) from error
        except anthropic.APIConnectionError as error:
            raise _unreachable(error) from error
        except (http.TransportError, ValueError) as error:
            raise ModelError(
                "MODEL_STREAM_BROKEN", "The model's answer broke off or could not be read.", elsewhere=True
            ) from error

    def _refused(self, error: anthropic.APIStatusError) -> ModelError:
        code = ERROR_CODES.get(error.type or "") or STATUS_CODES.get(error.status_code, "MODEL_FAILED")
        said = (error.api_message or f"status {error.status_code}").replace(self._key, "…")[:LONGEST_MESSAGE]
        return ModelError(code, f"The model's server refused: {said}", elsewhere=code in ELSEWHERE)


def make(settings: Settings) -> AnthropicModel:
    """The provider by the settings (ModelError if the hosted API is meant and there is no key)."""
    secret = settings.anthropic_api_key
    if secret is None and settings.anthropic_base_url is None:
        raise ModelError(
            "MODEL_UNAUTHORIZED", "There is no key for this model: set CONCORD_ANTHROPIC_API_KEY."
        )
    key = secret.get_secret_value() if secret else "none"
    client = anthropic.AsyncAnthropic(
        api_key=key,
        base_url=settings.anthropic_base_url,
        max_retries=settings.anthropic_max_retries,
        timeout=PATIENCE,
        http_client=http.client(_allowed(settings), timeout=PATIENCE),
    )
    return AnthropicModel(client, key)


def _allowed(settings: Settings) -> tuple[str, ...]:
    """The hosts that may be private: those of the setting, and the server that the operator named."""
    named = urlsplit(settings.anthropic_base_url or "")
    return (*settings.allowed_hosts, named.netloc.rpartition("@")[2])


def _unreachable(error: anthropic.APIConnectionError) -> ModelError:
    if isinstance(error.__cause__, http.BlockedAddress):
        return ModelError("MODEL_UNREACHABLE", str(error.__cause__))
    return ModelError("MODEL_UNREACHABLE", "The model's server does not answer.", elsewhere=True)


def _request(prompt: Prompt) -> dict[str, Any]:
    request: dict[str, Any] = {
        "model": prompt.model.removeprefix("anthropic/"),
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
    return Usage(
        usage.input_tokens,
        usage.output_tokens,
        usage.cache_read_input_tokens or 0,
        usage.cache_creation_input_tokens or 0,
    )
