"""Who walks: sends a document of `cases/walked`, and holds its answer and the statements that read it.

Beside `<name>.graphql` lie `<name>.json`, the variables and the answer, and for each kind of database
`<name>.<dialect>.sql`: every statement, those of verbs too; a line stands over each that read the answer.
`CONCORD_WRITE_CASES=1` writes them; under CI nothing is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from graphql import OperationDefinitionNode, parse
from sqlalchemy import select

from backend.platform.blobs import Blobs
from backend.store.statement import Row
from backend.store.tool_call import tool_call
from backend.store.upload import upload
from tests.graph.calls.asker import Asker
from tests.graph.calls.transfers import uploaded
from tests.graph.evidence import Placeholders, hold, pretty
from tests.graph.recording import Recording
from tests.patience import eventually
from tests.stage import Stage

CASES = Path(__file__).parent.parent / "cases" / "walked"

READS = "-- Reads the answer.\n"

NEW = """
mutation ($input: Create{noun}Input!) {{ create{noun}(input: $input) {{ {word} {{ id{more} }} }} }}
"""


@dataclass(frozen=True, slots=True)
class Walker:
    """Asks a graph as an administrator of a fresh workspace."""

    asker: Asker
    recording: Recording
    blobs: Blobs
    stage: Stage

    async def walk(self, name: str, *, reads: int | None = None, **variables: Any) -> Any:
        """The answer's data, once it and its statements are as they are written down.

        What reads it is one statement for each root field, if no other number is given: a payload's rows are
        read one by one, and a search has found its rows before.
        """
        source = (CASES / f"{name}.graphql").read_text()
        sent = self.recording.sent
        sent.clear()
        data = await self.asker.data(source, **variables)
        assert len(sent.reads) == (len(data) if reads is None else reads), sent.reads
        texts = [f"{READS if each in sent.reads else ''}{pretty(each)};" for each in sent.statements]
        hold(CASES / f"{name}.{self.recording.dialect}.sql", "\n\n".join(texts) + "\n")
        self._hold(name, variables, data)
        return data

    async def follow(self, name: str, **variables: Any) -> list[Any]:
        """The frames of a subscription that ends by itself, once they are as they are written down."""
        frames = await self.asker.followed((CASES / f"{name}.graphql").read_text(), **variables)
        self._hold(name, variables, frames)
        return frames

    async def new(self, noun: str, more: str = "", /, **given: Any) -> Any:
        """A row of a noun, made with that input: its id, and what `more` asks of it."""
        word = noun[0].lower() + noun[1:]
        return await self.asker.change(NEW.format(noun=noun, word=word, more=f" {more}"), input=given)

    async def upload(self, data: bytes, name: str, media_type: str = "text/plain") -> str:
        """A complete upload of these bytes."""
        return await uploaded(self.asker, self.blobs, data, name=name, mediaType=media_type)

    async def used(self) -> list[str]:
        """The status of each upload."""
        async with self.stage.database.read() as tx:
            return [row.status for row in await tx.fetch(select(upload.c.status))]

    async def parked(self, run_id: str) -> Row:
        """The one call that the run waits for, once it waits; an engine is to run it."""

        async def probe() -> bool:
            return bool((await self.stage.row(run_id)).status == "WAITING")

        await eventually(probe)
        async with self.stage.database.read() as tx:
            (call,) = await tx.fetch(select(tool_call))
        return call

    def _hold(self, name: str, variables: Mapping[str, Any], answer: Any) -> None:
        told = orjson.dumps({"variables": variables, "answer": answer}).decode()
        hold(CASES / f"{name}.json", Placeholders().put(told))


def names() -> set[str]:
    """The names of the cases."""
    return {each.stem for each in CASES.glob("*.graphql")}


def operation(name: str) -> str:
    """The kind of a case's one operation."""
    definitions = parse((CASES / f"{name}.graphql").read_text()).definitions
    (found,) = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    return str(found.operation.value)
