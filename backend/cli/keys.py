"""`concord keys`: API keys made, listed and revoked by whoever has the machine. Servers may run meanwhile."""

import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Literal

from cyclopts import Parameter

from backend.cli.begin import begun
from backend.cli.failure import Failure
from backend.domain.viewer import Role
from backend.platform import clock
from backend.platform.bus import Bus
from backend.platform.settings import Settings
from backend.store.api_key import WantedKey, create_api_key, revoke_api_key
from backend.store.database import Database, connect
from backend.store.migrate import pending
from backend.store.operator import every_key, operator
from backend.store.statement import Row

Name = Annotated[str, Parameter(help="What people call it.")]
RoleName = Annotated[
    Literal["viewer", "editor", "admin"],
    Parameter(help="What it may do: read, write, or manage members, keys and secrets too."),
]
Workspace = Annotated[
    str | None, Parameter(help="Where: an id, handle:<handle> or number:<n>; else the oldest one.")
]
Id = Annotated[str, Parameter(help="The key's id, as `concord keys list` shows it.")]

HEADINGS = ("ID", "NAME", "KEY", "HOME", "ROLE", "MADE", "STATE")


async def create(name: Name, /, *, role: RoleName = "editor", workspace: Workspace = None) -> None:
    """Make a key and print it. It is shown this once: only a digest is kept."""
    with begun() as settings:
        wanted = WantedKey(name, workspace, Role[role.upper()])
        async with _opened(settings) as database, database.write() as tx:
            made = await create_api_key(tx, await operator(tx), settings.secret(), wanted)
    print(f"{made.id}, {role}; the key is shown this once:", file=sys.stderr)
    print(made.key)


async def list_() -> None:
    """List the keys, newest first. Of a key itself no more is known than its end."""
    with begun() as settings:
        async with _opened(settings) as database, database.read() as tx:
            found = await every_key(tx)
    rows = [
        (row.id, row.name, row.hint, row.home, (row.role or "").lower(), _day(row.created_at), _state(row))
        for row in found
    ]
    for line in _aligned([HEADINGS, *rows]):
        print(line)


async def revoke(key: Id, /) -> None:
    """Refuse a key from now on; servers that run notice within a second."""
    with begun() as settings:
        async with _opened(settings) as database, database.write() as tx:
            revoked = await revoke_api_key(tx, await operator(tx), key)
    print(f"{revoked} is refused from now on.")


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    if await pending(settings.database):
        raise Failure("The database's tables are not up to date. Run: concord migrate")
    bus = Bus(None)  # What is rung here nobody else hears: they look by themselves.
    await bus.open()
    database = connect(settings.database, bus, settings.statement_timeout)
    await database.open()
    try:
        yield database
    finally:
        await database.close()
        await bus.close()


def _state(row: Row) -> str:
    revoked: datetime | None = row.revoked_at
    expires: datetime | None = row.expires_at
    if revoked is not None:
        return f"revoked {_day(revoked)}"
    if expires is None:
        return "valid"
    return f"{'expired' if expires <= clock.now() else 'valid until'} {_day(expires)}"


def _day(moment: datetime) -> str:
    return clock.text(moment)[:10]


def _aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    listed = list(rows)
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in listed]
