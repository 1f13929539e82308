"""The catalogue: which provider a model belongs to; a provider's module is loaded when it is first needed."""

import asyncio
import importlib
from collections.abc import Mapping

from backend.domain.model import ModelProtocol
from backend.platform.settings import Settings
from backend.runtime.models.base import Model, ModelError

PROVIDERS: Mapping[str, str] = {
    "offline": "backend.runtime.models.offline",
    "anthropic": "backend.runtime.models.anthropic",
}
"""The module of each provider, whose `make(settings)` gives its Model. Importing one may take a second."""

SPEAKING: Mapping[ModelProtocol, str] = {
    ModelProtocol.OFFLINE: "offline",
    ModelProtocol.MESSAGES: "anthropic",
}
"""Which of them speaks a protocol."""


def provider_of(model: str) -> str | None:
    """The provider by the model's name: `offline/…`, `anthropic/…` or `claude-…`; None if nobody knows it."""
    head = model.partition("/")[0]
    if head in PROVIDERS:
        return head
    return "anthropic" if model.startswith("claude-") else None


class Catalogue:
    """The providers of one process, each made once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._models: dict[str, Model] = {}
        self._loading = asyncio.Lock()

    async def model(self, name: str, protocol: ModelProtocol | None = None) -> Model:
        """The model behind a name, or what speaks the protocol (ModelError UNKNOWN_MODEL without either)."""
        provider = provider_of(name) if protocol is None else SPEAKING[protocol]
        if provider is None:
            raise ModelError(
                "UNKNOWN_MODEL", f"No provider has a model called {name!r}. Use offline or claude-…."
            )
        if provider not in self._models:
            async with self._loading:
                await self._load(provider)
        return self._models[provider]

    async def _load(self, provider: str) -> None:
        if provider not in self._models:
            # In a thread: the import would hold up everybody else's streams.
            module = await asyncio.to_thread(importlib.import_module, PROVIDERS[provider])
            self._models[provider] = module.make(self._settings)

    async def close(self) -> None:
        """Let go of every provider's connections."""
        while self._models:
            _, model = self._models.popitem()
            await model.close()
