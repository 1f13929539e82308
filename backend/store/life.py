"""The life of a kept noun's rows: out of use, in the trash, back, and gone. What is done already stays so."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Update, bindparam, select, update

from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.noun import Noun, find, mark, note_of, open_row
from backend.store.nouns import NOUNS
from backend.store.precondition import Precondition
from backend.store.purge import purge
from backend.store.retirement import require_deleted, require_kept, require_present
from backend.store.row import the_row
from backend.store.statement import Row
from backend.store.table import Table, Text, Time, metadata


@dataclass(frozen=True, slots=True)
class Life:
    """The five verbs of a noun. Each returns the row's id; it takes the row's reference."""

    noun: Noun

    async def archive(
        self, tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
    ) -> str:
        """Put a row out of use; it stays readable and is never swept."""
        row = await open_row(tx, viewer, self.noun, reference, when)
        for each in await _both(tx, self.noun, row):
            await mark(tx, viewer, each.noun, each.row, "archived", archived_at=clock.now())
        return str(row.id)

    async def unarchive(
        self, tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
    ) -> str:
        """Put an archived row to use again."""
        row = await open_row(tx, viewer, self.noun, reference, when)
        for each in await _both(tx, self.noun, row):
            await mark(tx, viewer, each.noun, each.row, "unarchived", archived_at=None)
        return str(row.id)

    async def delete(
        self, tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
    ) -> str:
        """Put a row and its children into the trash, from where they can be restored until they are swept."""
        row = await find(tx, viewer, self.noun, reference, when)
        moment = clock.now()
        for each in await _both(tx, self.noun, row):
            if await mark(tx, viewer, each.noun, each.row, "deleted", deleted_at=moment):
                await each.move_children(tx, before=None, after=moment)
        return str(row.id)

    async def restore(
        self, tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
    ) -> str:
        """Take a row out of the trash, with the children that went there with it.

        CONFLICT if what it is part of is in the trash, or if its time there is over.
        """
        row = await find(tx, viewer, self.noun, reference, when)
        if row.deleted_at is not None:
            require_kept(row)
            await _require_parent(tx, self.noun, row)
        for each in await _both(tx, self.noun, row):
            if await mark(tx, viewer, each.noun, each.row, "restored", deleted_at=None):
                await each.move_children(tx, before=each.row.deleted_at, after=None)
        return str(row.id)

    async def purge(
        self, tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
    ) -> str:
        """Remove a row that is in the trash, with what is its own. It takes an administrator.

        CONFLICT if it is not in the trash, or if too much lies in it.
        """
        row = await find(tx, viewer, self.noun, reference, when, Role.ADMIN)
        require_deleted(row)
        for each in await _both(tx, self.noun, row):
            await note_of(tx, viewer, each.noun, each.row, "purged")
            await purge(tx, viewer, each.noun, each.row.id)
        return str(row.id)


@dataclass(frozen=True, slots=True)
class _Living:
    """A row that is locked, and its noun."""

    noun: Noun
    row: Row

    async def move_children(
        self, tx: Transaction, *, before: datetime | None, after: datetime | None
    ) -> None:
        """Put the children into the trash, or take those out that went there at a moment."""
        for name, column in self.noun.children:
            table = metadata.tables[name]
            values = {"parent": self.row.id, "moment": after, "updated": clock.now()}
            if before is None:
                await tx.fetch(_moved(table, column, self.noun.forgets), values)
            else:
                await tx.fetch(_moved(table, column, out=False), {**values, "gone": before})


async def _both(tx: Transaction, noun: Noun, row: Row) -> list[_Living]:
    """The row, and the one that shares its life."""
    living = [_Living(noun, row)]
    if noun.twin is not None:
        other = next(each for each in NOUNS if each.name == noun.twin.noun)
        values = {"mine": getattr(row, noun.twin.mine)}
        found = await tx.first(_twin(other.table, noun.twin.theirs), values)
        living += [] if found is None else [_Living(other, found)]
    return living


async def _require_parent(tx: Transaction, noun: Noun, row: Row) -> None:
    if noun.parent not in noun.table.c:  # A workspace lies in nothing that could be in the trash.
        return
    column = noun.lies_in(row)
    (key,) = noun.table.c[column].foreign_keys
    require_present(await the_row(tx, key.column.table, getattr(row, column)))


@lru_cache
def _twin(table: Table, column: str) -> Select[Any]:
    found = select(table).where(table.c[column] == bindparam("mine", type_=Text()))
    return found.with_for_update(key_share=True)


@lru_cache
def _moved(table: Table, column: str, forgotten: tuple[str, ...] = (), *, out: bool = True) -> Update:
    gone = table.c.deleted_at.is_(None) if out else table.c.deleted_at == bindparam("gone", type_=Time())
    return (
        update(table)
        .where(table.c[column] == bindparam("parent", type_=Text()), gone)
        .values(deleted_at=bindparam("moment", type_=Time()), updated_at=bindparam("updated", type_=Time()))
        .values({name: None for name in forgotten if name in table.c})
    )
