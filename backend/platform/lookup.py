"""Looking names up: a name server that is silent holds up the names of its own domain only.

The event loop's own look-ups share few threads (under uvloop two run at once), and one that nobody waits for
any more is still made. Here each has a thread, which holds up no end of the process; so many run at once, and
so many of one domain; one that is given up while it waits for its turn is never made.
"""

import asyncio
import socket
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Thread
from typing import Any
from weakref import WeakValueDictionary

import httpcore2

Address = IPv4Address | IPv6Address

AT_ONCE = 64
OF_ONE_DOMAIN = 8
"""A domain is what the last two steps of a name say: who has one may name any number of hosts in it."""


class Lookups:
    """The look-ups of one client."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._rooms: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        """Every address of the host, in the order to try them (ConnectError if there is none)."""
        found = await self._found(host, port)
        if isinstance(found, Exception):
            raise httpcore2.ConnectError(f"The name {host!r} cannot be resolved.") from found
        return list(dict.fromkeys(ip_address(place[0]) for *_, place in found))

    async def _found(self, host: str, port: int) -> Any:
        domain = self._rooms.setdefault(_domain(host), asyncio.Semaphore(OF_ONE_DOMAIN))
        found: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        with ExitStack() as places:
            for room in (domain, self._room):
                await room.acquire()
                places.callback(room.release)
            Thread(target=_look_up, args=(host, port, found), name="lookup", daemon=True).start()
            kept = places.pop_all()
        # Who waits may go away: the thread stays, and so do its places.
        found.add_done_callback(lambda _: kept.close())
        return await asyncio.shield(found)


def _look_up(host: str, port: int, found: "asyncio.Future[Any]") -> None:
    outcome: object
    try:
        outcome = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        outcome = error
    with suppress(RuntimeError):  # the loop has ended, and with it who waited
        found.get_loop().call_soon_threadsafe(found.set_result, outcome)


def _domain(host: str) -> str:
    return ".".join(host.lower().rstrip(".").split(".")[-2:])
