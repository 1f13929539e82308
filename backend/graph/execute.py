"""Execution: a query is a reading of plans; a mutation is one transaction a field; a subscription is a
mutation's twin that goes on answering. What comes out is the response's bytes.
"""

from collections.abc import AsyncGenerator, Hashable, Sequence
from dataclasses import replace
from typing import Any

from backend.domain.errors import BadInput, ConcordError, TooExpensive
from backend.domain.viewer import Viewer
from backend.graph.answer import Answer, ErrorBody, answered, describe
from backend.graph.budget import Budget
from backend.graph.call import Call
from backend.graph.calling import Caller
from backend.graph.computed import filled
from backend.graph.context import Services
from backend.graph.cost import price
from backend.graph.limits import Limits
from backend.graph.operation import Documents, Operation
from backend.graph.price import Price
from backend.graph.reading import Part, Reader, Reading
from backend.graph.schema import Schema
from backend.platform import telemetry
from backend.store.answer_size import too_large
from backend.store.database import Database, Fetch

_HIT, _MADE = telemetry.plans.of("hit"), telemetry.plans.of("made")
_ANSWERED, _FAILED = (
    {kind: telemetry.operations.of(kind, outcome) for kind in ("query", "mutation", "subscription")}
    for outcome in ("answered", "failed")
)


class Graph:
    """The graph, ready to be asked."""

    def __init__(
        self,
        schema: Schema,
        database: Database,
        services: Services,
        documents: Documents | None = None,
        budget: Budget | None = None,
    ) -> None:
        self._database = database
        self._model = schema.model
        self._budget = budget or Budget()
        self._documents = documents or Documents(schema.plain, Limits())
        self._reader = Reader(schema.model, database.dialect)
        self._caller = Caller(schema, database, services)
        self._services = services

    def prepare(self, query: str, operation_name: str | None) -> Operation:
        """The operation of a document (RequestError if the document is wrong)."""
        return self._documents.operation(query, operation_name)

    async def execute(
        self, operation: Operation, variables: dict[str, Any], viewer: Viewer, *, telling: bool = False
    ) -> Answer:
        """The answer of a query or mutation, `telling` what it cost (RequestError for variables that do not
        fit and for what costs too much, RATE_LIMITED).
        """
        given = operation.given(variables)
        shape = operation.shape(given)
        if operation.kind == "query":
            reading = self._reading(operation, given, shape)
            cost, left = self._budget.spend(reading.price, given, viewer)
            answer = await self._read(reading, operation, given, viewer)
        else:
            calls = self._caller.calls(operation, given, viewer)
            cost, left = self._budget.spend(self._price(operation, calls, shape), given, viewer)
            answer = await self._caller.mutate(calls)
        (_FAILED if answer.failed else _ANSWERED)[operation.kind].times += 1
        return answer.telling(self._budget.told(cost, left)) if telling else answer

    def subscribe(
        self, operation: Operation, variables: dict[str, Any], viewer: Viewer
    ) -> AsyncGenerator[Answer, None]:
        """The answers of a subscription, until it ends or is closed (before the first: RequestError for
        variables that do not fit and for what costs too much, RATE_LIMITED).
        """
        given = operation.given(variables)
        shape = operation.shape(given)
        (call,) = self._caller.calls(operation, given, viewer)
        cost, _ = self._budget.spend(self._price(operation, [call], shape), given, viewer)
        return self._caller.subscribe(call, self._budget.most // cost)

    async def _read(
        self, reading: Reading, operation: Operation, variables: dict[str, Any], viewer: Viewer
    ) -> Answer:
        database, asked = self._database, (operation, variables, viewer)
        if reading.single:
            texts, errors = await _texts(reading.parts, database.single, *asked, database.largest)
        else:
            async with database.read() as tx:
                texts, errors = await _texts(reading.parts, tx.raw, *asked, database.largest)
        for finished in reading.finishes if texts is not None else ():
            finished.times += 1
        if reading.computed and texts is not None:
            done = await filled(list(texts.values()), reading.computed, viewer, self._services)
            texts = dict(zip(texts, done, strict=True))
        return answered(reading.picks, texts, errors, is_dressed=operation.is_dressed)

    def _reading(self, operation: Operation, variables: dict[str, Any], shape: Hashable) -> Reading:
        found: Reading | None = operation.plans.get(shape)
        if found is not None:
            _HIT.times += 1
            return found
        _MADE.times += 1
        operation.check(variables)
        made = self._reader.reading(operation, variables)
        if made.is_refused:
            return made
        # what was picked is of use to a dress alone, and takes more memory than all else
        return operation.plans.put(shape, made if operation.is_dressed else replace(made, picks=()))

    def _price(self, operation: Operation, calls: Sequence[Call], shape: Hashable) -> Price:
        key = ("price", shape)
        found: Price | None = operation.plans.get(key)
        if found is not None:
            return found
        made = price(self._model, [call.pick for call in calls], reads=False)
        operation.plans.put(key, made)
        return made


async def _texts(
    parts: Sequence[Part],
    fetch: Fetch,
    operation: Operation,
    variables: dict[str, Any],
    viewer: Viewer,
    largest: int,
) -> tuple[dict[str, str] | None, list[ErrorBody]]:
    """The texts of the root fields, or None if the whole data is null, and the errors. Behind what is too
    expensive, by itself or together with what is before it, nothing more is read.
    """
    texts: dict[str, str] = {}
    errors: list[ErrorBody] = []
    spent: TooExpensive | None = None
    for part in parts:
        try:
            if spent is not None:
                raise spent
            texts[part.key] = await part.read(fetch, variables, viewer)
            if sum(map(len, texts.values())) > largest:
                spent = too_large(largest)
        except ConcordError as error:
            if isinstance(error, BadInput):
                operation.check(variables)
            if isinstance(error, TooExpensive):
                spent = error
            errors.append({**describe(error), "path": [part.key]})
            if not part.nullable:
                return None, errors
            texts[part.key] = "null"
    return texts, errors
