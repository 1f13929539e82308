"""A graph over a filled database, without HTTP: documents in, answers out, every statement kept."""

from collections.abc import Mapping
from typing import Any

import orjson

from backend.domain.viewer import Viewer
from backend.graph.answer import RequestError
from backend.graph.budget import Budget
from backend.graph.context import Services
from backend.graph.execute import Graph
from backend.graph.limits import Limits
from backend.graph.operation import Documents
from backend.graph.schema import Schema
from backend.platform.blobs import Blobs
from backend.platform.signing import Signer
from backend.store.database import Database
from tests.graph.dataset import ADA
from tests.graph.recording import Recording

SERVICES = Services("secret", lambda _: None, Blobs("file:///dev/null/blobs"), Signer("secret"))
"""What readings of the filled databases are lent: there are no bytes."""


MOST = 1_000_000_000
"""What a request may cost here: generated documents ask for more than anybody does."""


class Reader:
    """Asks one database, as one viewer or another."""

    def __init__(self, schema: Schema, database: Database) -> None:
        self.schema = schema
        self.database = database
        self.recording = Recording(database)
        limits = Limits(aliases=1_000, directives=500, root_fields=100)
        documents = Documents(schema.plain, limits)
        self.graph = Graph(schema, self.recording, SERVICES, documents, Budget(MOST))

    @property
    def dialect(self) -> str:
        """Which database this is."""
        return self.database.dialect

    async def body(
        self, source: str, variables: Mapping[str, Any] | None = None, viewer: Viewer = ADA
    ) -> bytes:
        """The answer's bytes; `statements` are those sent for it."""
        self.recording.sent.clear()
        operation = self.graph.prepare(source, None)
        return (await self.graph.execute(operation, dict(variables or {}), viewer)).body

    async def answer(
        self, source: str, variables: Mapping[str, Any] | None = None, viewer: Viewer = ADA
    ) -> Any:
        """The answer as JSON: data and errors; a refused request is an answer with errors only."""
        try:
            return orjson.loads(await self.body(source, variables, viewer))
        except RequestError as error:
            return {"errors": error.errors}

    async def data(
        self, source: str, variables: Mapping[str, Any] | None = None, viewer: Viewer = ADA
    ) -> Any:
        """The answer's data; the test fails if there are errors."""
        answer = await self.answer(source, variables, viewer)
        assert "errors" not in answer, (answer["errors"], source, variables)
        return answer["data"]

    async def refusal(
        self, source: str, variables: Mapping[str, Any] | None = None, viewer: Viewer = ADA
    ) -> Any:
        """The one error of a request that is to fail."""
        answer = await self.answer(source, variables, viewer)
        (error,) = answer["errors"]
        return error

    @property
    def statements(self) -> list[str]:
        """The statements of the last request, in order."""
        return self.recording.sent.statements

    def plans(self, source: str) -> int:
        """How many plans are kept for a document."""
        plans = self.graph.prepare(source, None).plans
        return sum(owner is plans for owner, _ in plans._kept._entries)
