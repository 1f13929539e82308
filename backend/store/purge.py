"""Purging: what runs in a row ends, and what lies in it goes first, by the piece: no statement takes long."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Select, bindparam, literal_column, select

from backend.domain.errors import Conflict
from backend.domain.viewer import Viewer
from backend.store.database import Transaction
from backend.store.noun import Child, Noun, Taken
from backend.store.row import clear_all, remove_all
from backend.store.run import ACTIVE_STATUS, run
from backend.store.scope import among
from backend.store.session import session
from backend.store.session_close import end_runs
from backend.store.table import Integer, Table, TextList, metadata

PIECE = 1_000
"""How many rows go in one statement."""
MOST_PIECES = 100
"""How many go in one transaction: for some seconds nobody else writes to SQLite then."""

PURGED = "The session was purged."

_OF_SESSIONS = {"session": "id", "agent": "agent_id", "workspace": "workspace_id"}
"""What sessions lie in, and the column that says so."""


async def purge(tx: Transaction, viewer: Viewer, noun: Noun, row_id: str) -> None:
    """Remove a row with what is its own, now.

    CONFLICT if another row uses it, or if that is too much for one transaction.
    """
    await _require_unused(tx, noun, row_id)
    for _ in range(MOST_PIECES):
        if not await shed(tx, viewer, noun, [row_id]):
            return await purge_rows(tx, noun, [row_id])
    raise Conflict(
        f"More than {MOST_PIECES * PIECE} rows lie in {row_id}, too many to go at once: purge what lies in "
        "it first, such as its sessions, or leave it to the sweeper."
    )


async def shed(tx: Transaction, viewer: Viewer, noun: Noun, ids: Sequence[str]) -> int:
    """End what runs in rows that are to be purged, then remove up to a piece of what lies in them.

    How much it was if there may be more: then call it again, in this transaction or another. After that
    `purge_rows` is quick.
    """
    if ended := await _end_runs(tx, viewer, noun, ids):
        return ended
    done = await _shed(tx, _inside(noun.table, noun.takes, alike(noun)), ids, PIECE)
    return done if done >= PIECE else 0


def alike(noun: Noun) -> tuple[Child, ...]:
    """The children that are rows of the noun too."""
    return tuple(each for each in noun.children if each[0] == noun.table.name)


async def purge_rows(tx: Transaction, noun: Noun, ids: Sequence[str]) -> None:
    """Remove rows and what is theirs; rows of the same noun that lie in them go first."""
    for each in alike(noun):
        if inside := await _held(tx, each, ids, PIECE):
            await purge_rows(tx, noun, inside)
    for name, column, *kind in noun.takes:
        await remove_all(tx, metadata.tables[name], column, ids, *kind)
    for name, column in noun.clears:
        await clear_all(tx, metadata.tables[name], column, ids)
    await remove_all(tx, noun.table, "id", ids)


async def _require_unused(tx: Transaction, noun: Noun, row_id: str) -> None:
    ids = [row_id]
    for each in alike(noun):
        ids += await _held(tx, each, [row_id], PIECE)
    for each in noun.users:
        if found := await _held(tx, each, ids, 3):
            raise Conflict(
                f"{row_id} is used by {', '.join(found)}: give them another one, or purge them first."
            )


async def _end_runs(tx: Transaction, viewer: Viewer, noun: Noun, ids: Sequence[str]) -> int:
    column = _OF_SESSIONS.get(noun.table.name)
    busy = [] if column is None else await tx.fetch(_busy(column, tx.dialect), {"values": ids})
    for home in busy:
        await end_runs(tx, viewer, home, PURGED)
    return len(busy)


async def _shed(tx: Transaction, inside: Sequence[Taken], ids: Sequence[str], most: int) -> int:
    done = 0
    for each in inside:
        table = metadata.tables[each[0]]
        while done < most and (held := await _held(tx, each, ids, most - done)):
            done += await _shed(tx, _inside(table), held, most - done)
            if done < most:
                await remove_all(tx, table, "id", held)
                done += len(held)
    return done


async def _held(tx: Transaction, taken: Taken, ids: Sequence[str], most: int) -> list[str]:
    name, column, *kind = taken
    found = _lying_in(metadata.tables[name], column, tx.dialect, *kind)
    return [row.id for row in await tx.fetch(found, {"values": ids, "most": most})]


@lru_cache
def _busy(column: str, dialect: str) -> Select[tuple[str]]:
    """Some sessions with active runs, of which there are few in all."""
    inside = among(session.c[column], bindparam("values", type_=TextList()), dialect)
    active = session.c.id.in_(select(run.c.session_id).where(ACTIVE_STATUS))
    found = select(session.c.id).where(active, inside).order_by(session.c.id)
    return found.limit(literal_column("100")).with_for_update()


@lru_cache
def _inside(table: Table, taken: tuple[Taken, ...] = (), but: tuple[Taken, ...] = ()) -> tuple[Taken, ...]:
    """What goes with rows of a table, what refers to the others first."""
    # Of events and calls some columns have no index: their runs and sessions find them.
    own = [
        (inner.name, key.parent.name)
        for inner in metadata.sorted_tables
        for key in inner.foreign_keys
        if (key.target_fullname, key.ondelete) == (f"{table.name}.id", "CASCADE")
        and any(index.columns[0] is key.parent for index in inner.indexes)
    ]
    order = {each.name: place for place, each in enumerate(metadata.sorted_tables)}
    found = {*own, *taken} - {*but}
    return tuple(sorted(found, key=lambda each: (-order[each[0]], each)))


@lru_cache
def _lying_in(table: Table, column: str, dialect: str, kind: str | None = None) -> Select[tuple[str]]:
    named = among(table.c[column], bindparam("values", type_=TextList()), dialect)
    found = select(table.c.id).where(named).limit(bindparam("most", type_=Integer))
    return found if kind is None else found.where(table.c.kind == kind)
