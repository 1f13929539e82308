"""Steps: how a row of a noun comes into a world, by a document or, where none makes it, by its columns."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Column, Table

from backend.domain.ids import NOUNS, PREFIXES
from backend.store import tables
from backend.store.row import add, born
from backend.store.upload import put_upload
from tests.graph.by_hand import prefix_of
from tests.graph.calls.asker import Asker
from tests.graph.filler import drawn
from tests.graph.odd import Odd
from tests.graph.told import Told

Ids = Mapping[str, str]
"""Ids by noun; by a word in small letters what is beside them: `home`, a workspace, and `word`, its name."""


@dataclass(frozen=True, slots=True)
class Step:
    """A document, where ids are in its answer (`{"Agent": "createAgent.agent.id"}`), and its variables."""

    document: str
    found: Mapping[str, str]
    given: Callable[[Ids], Mapping[str, Any]] = lambda _: {}

    async def take(self, asker: Asker, ids: Ids) -> Ids:
        """Send the document; the ids that it finds."""
        answer = await asker.data(self.document, **self.given(ids))
        return {name: str(_at(answer, path)) for name, path in self.found.items()}


@dataclass(frozen=True, slots=True)
class Planted:
    """A row that no document makes: these columns, the world's rows where it refers to some, others drawn.

    It is its noun's row, unless it is `called` something else.
    """

    noun: str
    columns: Callable[[Ids], Mapping[str, Any]] = lambda _: {}
    called: str | None = None

    async def take(self, asker: Asker, ids: Ids) -> Ids:
        """Write the row; its id."""
        prefix = PREFIXES[self.noun]
        table = next(each for each in tables.metadata.sorted_tables if _noun(each) == self.noun)
        schema = asker.graph._caller._schema
        kinds = Told(schema.model, schema.plain).types(table.name)
        row = {each.name: _plain(each, kinds.get(each.name), ids) for each in table.c} | born(prefix)
        row = {name: value for name, value in row.items() if name in table.c} | dict(self.columns(ids))
        async with asker.graph._database.write() as tx:
            await add(tx, table, row)
        return {self.called or self.noun: str(row["id"])}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A complete upload with its bytes, by whoever makes the world; named by the world's word, or not at all.

    It is its noun's row, unless it is `called` something else.
    """

    called: str = "Upload"

    async def take(self, asker: Asker, ids: Ids) -> Ids:
        """Put the bytes and write the row; its id."""

        async def data() -> AsyncIterator[bytes]:
            yield b"Add them."

        stored = await asker.graph._caller._services.blobs.put(data(), limit=100)
        said = {"name": "SKILL.md", "media_type": "text/markdown"}
        named = {"external_id": ids["word"]} if self.called == "Upload" else {}
        async with asker.graph._database.write() as tx:
            made = await put_upload(tx, asker.viewer, {**said, **named}, stored, workspace=ids["home"])
        return {self.called: made}


def _noun(table: Table) -> str | None:
    return NOUNS[prefix_of(table.name)] if "id" in table.c else None


def _plain(column: Column[Any], kind: Any, ids: Ids) -> Any:
    for key in column.foreign_keys:
        return ids.get(str(_noun(key.column.table)))
    if column.nullable or column.name == "id":
        return None
    return drawn(column, kind, Odd(Random(column.name)))  # noqa: S311  (no secret is made of it)


def _at(answer: Any, path: str) -> Any:
    for each in path.split("."):
        answer = answer[int(each) if each.isdecimal() else each]
    return answer
