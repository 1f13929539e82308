"""Clients of Anthropic's SDK: each shows its server what is meant for that alone."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlsplit

import anthropic

from backend.domain.sealed import Sealed, revealed
from backend.platform import http
from backend.platform.fetch import InvalidUrl
from backend.platform.http_bound import Bound, bound
from backend.platform.settings import Settings
from backend.runtime.models.base import NOWHERE, ModelError
from backend.runtime.tools.mask import Mask
from backend.store.model_server import ModelServer

PATIENCE = 600.0
"""Seconds without a byte after which an answer is given up; the run's own time-out usually comes first."""
LARGEST = 1_048_576
"""Bytes that a provider's server may answer if it refuses …"""
LONGEST = 67_108_864
"""… and that a message of it may take."""

_NO_KEY = Sealed("not-a-key")
"""For the SDK, which looks around for a key if it is given none."""
_KEYLESS = "There is no key for this model: set CONCORD_ANTHROPIC_API_KEY, or give its provider a secret."

Headers = Mapping[str, str | anthropic.Omit]


class Clients:
    """Makes clients. The settings' server and those of providers have connections of their own: the first may
    be private where no other host is allowed, and what the others answer is counted.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ours = http.client(_allowed(settings), timeout=PATIENCE)
        self._guarded = http.client(settings.allowed_hosts, timeout=PATIENCE)
        self._theirs = bound(Bound(self._guarded, LARGEST, stream=LONGEST), {})

    async def close(self) -> None:
        """Close the connections."""
        for each in (self._ours, self._theirs, self._guarded):
            await each.aclose()

    def of(self, server: ModelServer | None) -> tuple[anthropic.AsyncAnthropic, Mask]:
        """A client for the server, and what hides all that it shows (ModelError if its URL leads nowhere, or
        the settings have no key where it is to show that).
        """
        if server is None or (server.base_url is None and server.key is None):
            return self._of_settings
        mask = Mask([*server.withheld.values(), *([server.key] if server.key else ())])
        headers: Headers = {**server.headers, **revealed(server.withheld)}
        if server.base_url is None:
            return self._made(anthropic.AsyncAnthropic, key=server.key, default_headers=headers), mask
        if server.key is None and "authorization" not in map(str.lower, headers):
            headers = {**headers, "authorization": anthropic.Omit()}
        theirs = {"base_url": server.base_url, "http_client": self._theirs}
        return self._made(_OfProvider, key=server.key, headers=headers, **theirs), mask

    @cached_property
    def _of_settings(self) -> tuple[anthropic.AsyncAnthropic, Mask]:
        """The client that most messages are asked by: made once, since settings stay as they are."""
        key = self._own_key()
        return self._made(anthropic.AsyncAnthropic, key=key), Mask([key])

    def _own_key(self) -> Sealed:
        """The key of the settings, which is for the server of the settings alone; so are their headers."""
        settings = self._settings
        if settings.anthropic_api_key is not None:
            return Sealed(settings.anthropic_api_key.get_secret_value())
        if settings.anthropic_base_url is None:
            raise ModelError("MODEL_UNAUTHORIZED", _KEYLESS)
        return _NO_KEY

    def _made(
        self, kind: type[anthropic.AsyncAnthropic], *, key: Sealed | None, **options: Any
    ) -> anthropic.AsyncAnthropic:
        given: dict[str, Any] = {
            "base_url": self._settings.messages_url,
            "max_retries": self._settings.anthropic_max_retries,
            "timeout": PATIENCE,
            "http_client": self._ours,
        }
        try:
            return kind(api_key=(key or _NO_KEY).reveal(), **given | options)
        except InvalidUrl:
            raise ModelError("MODEL_UNREACHABLE", NOWHERE) from None


class _OfProvider(anthropic.AsyncAnthropic):
    """A client that sends just these headers: ANTHROPIC_CUSTOM_HEADERS are for the server of the settings."""

    def __init__(self, *, headers: Headers, **options: Any) -> None:
        super().__init__(**options)
        self._custom_headers = cast("Mapping[str, str]", headers)  # the SDK reads more than it is typed


def _allowed(settings: Settings) -> tuple[str, ...]:
    """The hosts that may be private: those of the setting, and the server that the operator named."""
    named = urlsplit(settings.anthropic_base_url or "")
    return (*settings.allowed_hosts, named.netloc.rpartition("@")[2])
