"""A network that notes whom one would have connected to, and connects to nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import httpcore2
from typing_extensions import override


class Noted(httpcore2.ConnectError):
    """The end of a connection that a test did not want to be made for real."""


@dataclass
class Network(httpcore2.AsyncNetworkBackend):
    """Its `calls` are hosts and ports in their order."""

    calls: list[tuple[str, int]] = field(default_factory=list)

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Note them (Noted)."""
        self.calls.append((host, port))
        raise Noted("recorded")
