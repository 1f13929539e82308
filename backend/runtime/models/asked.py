"""The models of one run, each asked where its provider says, and shown what that one has, at each message."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from backend.domain.errors import ConcordError, NotFound, Unavailable
from backend.domain.price import Price, cost, own_price
from backend.platform.fetch import InvalidUrl
from backend.runtime.models.base import NOWHERE, Finished, Model, ModelError, Part, Prompt
from backend.runtime.models.catalogue import Catalogue
from backend.runtime.tools.base import Lent
from backend.runtime.tools.tokens import NotRenewed, current, renew
from backend.store.model_server import ModelServer, open_server, plain_server
from backend.store.oauth_tokens import Tokens

Opening = Callable[[Tokens], Awaitable[ModelServer]]
"""Opens the server of a model as it is at this moment, with other tokens than these (ModelError)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A model by its name, ready to be asked: who speaks for it, where, and at which price of its own.

    `anew` is for a server that refuses the tokens that it is shown.
    """

    name: str
    model: Model
    server: ModelServer | None
    price: Price | None
    anew: Opening | None = None

    def stream(self, prompt: Prompt) -> AsyncGenerator[Part, None]:
        """The parts of the next message (ModelError)."""
        if self.anew is None or self.server is None or self.server.tokens is None:
            return self.model.stream(prompt, self.server)
        return self._renewing(prompt, partial(self.anew, self.server.tokens))

    async def _renewing(
        self, prompt: Prompt, anew: Callable[[], Awaitable[ModelServer]]
    ) -> AsyncGenerator[Part, None]:
        """The same; once more with other tokens if these are refused before there is any part."""
        begun = False
        try:
            async with aclosing(self.model.stream(prompt, self.server)) as parts:
                async for part in parts:
                    begun = True
                    yield part
            return
        except ModelError as error:
            if begun or error.code != "MODEL_UNAUTHORIZED":
                raise
        async with aclosing(self.model.stream(prompt, await anew())) as parts:
            async for part in parts:
                yield part

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
    if offered is None:
        return Asked(name, await catalogue.model(name), None, None)
    opening = partial(_server, lent, home, offered["modelProviderId"])
    server = await opening()
    prices = offered.get("prices")  # sessions that began before they were kept have none
    own = own_price(prices) if prices else None
    return Asked(name, await catalogue.model(name, server.protocol), server, own, opening)


async def _server(lent: Lent, home: str, provider_id: str, refused: Tokens | None = None) -> ModelServer:
    ours = lent.settings.messages_url
    try:
        if refused is not None:
            await renew(lent, refused)
        if (plain := await plain_server(lent.database, home, provider_id)) is not None:
            return plain
        return await current(lent, lambda tx: open_server(tx, home, provider_id, ours))
    except Unavailable:
        raise
    except NotFound as error:
        raise ModelError("UNKNOWN_MODEL", error.message) from error
    except ConcordError as error:
        raise ModelError("MODEL_UNAUTHORIZED", error.message) from error
    except InvalidUrl as error:
        raise ModelError("MODEL_UNREACHABLE", NOWHERE) from error
    except NotRenewed as error:
        code = "MODEL_UNREACHABLE" if error.unreachable else "MODEL_UNAUTHORIZED"
        raise ModelError(code, error.message, elsewhere=error.unreachable) from error
