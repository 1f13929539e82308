"""The models of one run, each asked where its provider says, and shown what that one has, at each message."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from backend.domain.errors import ConcordError, NotFound, Unavailable
from backend.domain.price import Price, cost, own_price
from backend.platform.fetch import InvalidUrl
from backend.runtime.models.base import NOWHERE, Finished, Model, ModelError, Part, Prompt
from backend.runtime.models.catalogue import Catalogue
from backend.runtime.tools.base import Lent
from backend.store.model_server import ModelServer, server_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A model by its name, ready to be asked: who speaks for it, where, and at which price of its own."""

    name: str
    model: Model
    server: ModelServer | None
    price: Price | None

    def stream(self, prompt: Prompt) -> AsyncGenerator[Part, None]:
        """The parts of the next message (ModelError)."""
        return self.model.stream(prompt, self.server)

    def priced(self, finished: Finished) -> Finished:
        """The end of a message, with what it cost."""
        dollars = cost(self.name, finished.usage, self.price)
        return replace(finished, usage=replace(finished.usage, cost=dollars))


Ready = Callable[[str], Awaitable[Asked]]
"""Makes a model ready to be asked, by its name (ModelError)."""


async def ready(lent: Lent, catalogue: Catalogue, home: str, snapshot: Mapping[str, Any], name: str) -> Asked:
    """A model of the snapshot of a run in the workspace `home` (ModelError).

    One that no provider of the workspace offers is asked for where the settings say.
    """
    offered = (snapshot.get("providers") or {}).get(name)
    server = None if offered is None else await _server(lent, home, offered["modelProviderId"])
    model = await catalogue.model(name, None if server is None else server.protocol)
    prices = offered and offered.get("prices")  # sessions that began before they were kept have none
    return Asked(name, model, server, own_price(prices) if prices else None)


async def _server(lent: Lent, home: str, provider_id: str) -> ModelServer:
    try:
        return await server_of(lent.database, home, provider_id, lent.settings.messages_url)
    except Unavailable:
        raise
    except NotFound as error:
        raise ModelError("UNKNOWN_MODEL", error.message) from error
    except ConcordError as error:
        raise ModelError("MODEL_UNAUTHORIZED", error.message) from error
    except InvalidUrl as error:
        raise ModelError("MODEL_UNREACHABLE", NOWHERE) from error
