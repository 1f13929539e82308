"""Outbound HTTP: the one client. It connects to public addresses only, unless a setting allows the host.

A name is resolved once, every address it gives is checked, and the connection is made to a checked address: a
second answer of the name server (DNS rebinding) is never asked for. Redirects are checked as well: the check
sits where connections are made. Proxies of the environment are not used: they would resolve names themselves.
"""

import ssl
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ipaddress import IPv4Address, IPv4Network, IPv6Network

import anyio
import httpcore2
import httpx2
from typing_extensions import override

from backend.platform.lookup import Address, Lookups

Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]

_NEVER = tuple(
    map(
        IPv4Network,
        (
            "192.0.0.0/24",  # protocol assignments, and a cloud's metadata
            "192.88.99.0/24",  # relays of 6to4
            "168.63.129.16/32",  # a cloud's host agent behind a public address
        ),
    )
)
_NEVER6 = tuple(map(IPv6Network, ("2001::/23", "2002::/16", "3fff::/20")))
"""Protocol assignments with Teredo, 6to4, documentation: tunnels hide an IPv4 address that may be private."""
_GLOBAL6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")

_TRIED = 4
"""Most addresses of a name that are tried; they share the time that a connection may take."""


Client = httpx2.AsyncClient

TransportError = httpx2.TransportError
"""The network failed: no connection, a time-out, or an answer that broke off."""

DecodingError = httpx2.DecodingError
"""An answer is not compressed in the way it says."""

Timeout = httpx2.TimeoutException
"""One of those: it took too long."""


class BlockedAddress(httpx2.ConnectError):
    """The host is private, or not to be reached from here; no connection was made."""


def client(allowed_hosts: Collection[str] = (), *, timeout: float = 30.0) -> httpx2.AsyncClient:
    """The outbound client. An allowed host is `name` or `name:port`, as in a URL: `[::1]:8000`.

    Redirects are followed only where the caller asks; the caller also bounds the size of what it reads. No
    cookie is kept: what a server sets in one answer is nobody else's business.
    """
    return httpx2.AsyncClient(
        transport=GuardedTransport(allowed_hosts),
        timeout=timeout,
        trust_env=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
    )


def is_public(address: Address) -> bool:
    """Whether the address, or the IPv4 address inside it, is one of the public Internet."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in net for net in _NEVER)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL6 and address.is_global and not any(address in net for net in _NEVER6)


def is_named(host: str, port: int, hosts: Iterable[str]) -> bool:
    """Whether one of the hosts, `name` or `name:port`, is this one."""
    written = f"[{host}]" if ":" in host else host
    return not {host.lower(), written.lower(), f"{written}:{port}".lower()}.isdisjoint(map(str.lower, hosts))


@cache
def _trust() -> ssl.SSLContext:
    """Whom this machine trusts. Clients share it: to load the certificates takes longer than a request."""
    return httpx2.create_ssl_context()


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """A transport whose connections the guard makes; the URL, and so Host and TLS name, stay as they are."""

    def __init__(self, allowed_hosts: Collection[str], guard: "Guard | None" = None) -> None:
        context = _trust()
        super().__init__(verify=context)
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=context,
            max_connections=200,
            max_keepalive_connections=40,
            keepalive_expiry=15.0,
            network_backend=guard or Guard(allowed_hosts),
        )


class Guard(httpcore2.AsyncNetworkBackend):
    """Makes connections, to checked addresses only."""

    def __init__(
        self,
        allowed_hosts: Collection[str],
        network: httpcore2.AsyncNetworkBackend | None = None,
        resolve: Resolve | None = None,
    ) -> None:
        self._allowed = tuple(allowed_hosts)
        self._network = network or httpcore2.AnyIOBackend()
        self._resolve = resolve or Lookups()

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Resolve, check, and connect to the first address that answers within its share of the time."""
        with anyio.move_on_after(timeout) as waiting:
            addresses = (await self._checked(host, port))[:_TRIED]
        if waiting.cancelled_caught:
            raise httpcore2.ConnectTimeout(f"Resolving {host!r} took too long.")
        share = None if timeout is None else timeout / len(addresses)
        *others, last = addresses
        for address in others:
            try:
                return await self._network.connect_tcp(
                    str(address), port, share, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._network.connect_tcp(str(last), port, share, local_address, socket_options)

    @override
    async def sleep(self, seconds: float) -> None:
        """Wait between attempts."""
        await self._network.sleep(seconds)

    async def _checked(self, host: str, port: int) -> Sequence[Address]:
        """The host's addresses, all of them fit to connect to: one that is not condemns the name."""
        addresses = await self._resolve(host, port)
        if not addresses:
            raise httpcore2.ConnectError(f"The name {host!r} has no address.")
        if not is_named(host, port, self._allowed) and not all(map(is_public, addresses)):
            raise BlockedAddress(
                f"{host} is not on the public Internet, so Concord does not call it. "
                f"If it should, add it to CONCORD_ALLOWED_HOSTS."
            )
        return addresses
