"""Execution: a query is a reading of plans; a mutation is one transaction a field; a subscription is a
mutation's twin that goes on answering. What comes out is the response's bytes.
"""

from collections.abc import AsyncGenerator, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from backend.domain.errors import BadInput, ConcordError
from backend.domain.viewer import Viewer
from backend.graph.answer import Answer, ErrorBody, answered, describe, failed
from backend.graph.calling import Caller
from backend.graph.computed import filled
from backend.graph.context import Services
from backend.graph.limits import Limits
from backend.graph.operation import Documents, Operation
from backend.graph.reading import FromPlan, Part, Reader, Refused
from backend.graph.schema import Schema
from backend.platform import telemetry
from backend.store.database import Database, Fetch

# To find a metric by its labels takes several times as long as to count.
_executed = cache(telemetry.operations.labels)
_looked_up = cache(telemetry.plans.labels)


class Graph:
    """The graph, ready to be asked."""

    def __init__(
        self,
        schema: Schema,
        database: Database,
        services: Services,
        limits: Limits | None = None,
        *,
        introspection: bool = True,
    ) -> None:
        self._database = database
        self._documents = Documents(schema.plain, limits or Limits(), introspection=introspection)
        self._reader = Reader(schema.model, database.dialect)
        self._caller = Caller(schema, database, services)
        self._services = services

    def prepare(self, query: str, operation_name: str | None) -> Operation:
        """The operation of a document (RequestError if the document is wrong)."""
        return self._documents.operation(query, operation_name)

    async def execute(self, operation: Operation, variables: dict[str, Any], viewer: Viewer) -> Answer:
        """The answer of a query or mutation (RequestError for variables that do not fit)."""
        given = operation.given(variables)
        shape = operation.shape(given)
        if operation.kind == "query":
            answer = await self._query(operation, given, shape, viewer)
        else:
            answer = await self._caller.mutate(operation, given, viewer)
        _executed(operation.kind, "failed" if answer.failed else "answered").inc()
        return answer

    def subscribe(
        self, operation: Operation, variables: dict[str, Any], viewer: Viewer
    ) -> AsyncGenerator[Answer, None]:
        """The answers of a subscription, until it ends or is closed (RequestError before the first)."""
        given = operation.given(variables)
        operation.shape(given)
        operation.check(given)
        return self._caller.subscribe(operation, given, viewer)

    async def _query(
        self, operation: Operation, variables: dict[str, Any], shape: Hashable, viewer: Viewer
    ) -> Answer:
        parts = self._parts(operation, variables, shape)
        request = _Request(operation, variables, viewer)
        if len(parts) == 1 and isinstance(parts[0], FromPlan):
            texts, errors = await request.read(parts, self._database.single)
        else:
            async with self._database.read() as tx:
                texts, errors = await request.read(parts, tx.raw)
        if texts is None:
            return failed(errors)
        computed = {name: leaf for part in parts for name, leaf in part.computed.items()}
        if computed:
            done = await filled(list(texts.values()), computed, viewer, self._services)
            texts = dict(zip(texts, done, strict=True))
        return answered(texts, errors)

    def _parts(self, operation: Operation, variables: dict[str, Any], shape: Hashable) -> tuple[Part, ...]:
        found: tuple[Part, ...] | None = operation.plans.get(shape)
        _looked_up("hit" if found else "made").inc()
        if found is not None:
            return found
        operation.check(variables)
        made = self._reader.parts(operation, variables)
        if not any(isinstance(part, Refused) for part in made):
            operation.plans.put(shape, made)
        return made


@dataclass(frozen=True, slots=True)
class _Request:
    """A query under way."""

    operation: Operation
    variables: dict[str, Any]
    viewer: Viewer

    async def read(
        self, parts: Sequence[Part], fetch: Fetch
    ) -> tuple[dict[str, str] | None, list[ErrorBody]]:
        """The texts of the root fields, or None if the whole data is null, and the errors."""
        texts: dict[str, str] = {}
        errors: list[ErrorBody] = []
        for part in parts:
            try:
                texts[part.key] = await part.read(fetch, self.variables, self.viewer)
            except ConcordError as error:
                if isinstance(error, BadInput):
                    self.operation.check(self.variables)
                errors.append({**describe(error), "path": [part.key]})
                if not part.nullable:
                    return None, errors
                texts[part.key] = "null"
        return texts, errors
