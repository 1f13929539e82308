"""Calling: mutations and subscriptions, whose resolvers Strawberry holds; what they answer is read by plans.

One mutation field is one transaction, committed before the next begins; its payload is read inside it, so
that one that cannot be read undoes the change, and once more if the client waits for work that goes on. A
resolver returns ids where the payload has rows.
"""

import inspect
from collections.abc import AsyncGenerator, Awaitable, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeGuard

from graphql import GraphQLResolveInfo
from graphql.pyutils import Path

from backend.domain.dress import NULL
from backend.domain.errors import ConcordError, NotFound
from backend.domain.viewer import Viewer
from backend.graph.answer import Answer, ErrorBody, answered, describe, internal
from backend.graph.call import Call
from backend.graph.coercion import arguments_of, coerced
from backend.graph.computed import cause_of, filled
from backend.graph.context import Context, Services
from backend.graph.given import Later, Seen
from backend.graph.operation import Operation
from backend.graph.payload import PayloadWriter, Place
from backend.graph.policy import policy_of, waits
from backend.graph.schema import Schema
from backend.graph.selection import Selection
from backend.platform.telemetry import finishes
from backend.platform.unexpected import Unexpected, outcome
from backend.store.database import Database, Transaction
from backend.store.plan import root as roots
from backend.store.plan.model import Computed
from backend.store.plan.text import HOLE
from backend.store.waiting import await_end


class Caller:
    """Calls resolvers and writes what they answer."""

    def __init__(self, schema: Schema, database: Database, services: Services) -> None:
        self._schema = schema
        self._database = database
        self._services = services

    def calls(self, operation: Operation, variables: dict[str, Any], viewer: Viewer) -> list[Call]:
        """The root fields of a mutation or a subscription (RequestError for variables that do not fit)."""
        kind = operation.node.operation
        plain, root = self._schema.plain.get_root_type(kind), self._schema.strawberry.get_root_type(kind)
        if plain is None or root is None:
            raise TypeError(f"The schema has no {kind.value}s.")
        values = coerced(self._schema.strawberry, operation.node.variable_definitions or (), variables)
        found = Selection(operation, variables).roots(plain)
        return [Call(operation, root, pick, nodes, variables, values, viewer) for pick, nodes in found]

    async def mutate(self, calls: Sequence[Call]) -> Answer:
        """Run a mutation's fields one after another; one that fails is null and leaves the others as they
        are.
        """
        texts: dict[str, str] = {}
        errors: list[ErrorBody] = []
        for call in calls:
            key = call.pick.key
            texts[key], failure = await self._tried(call)
            if failure is not None:
                errors.append({**failure, "path": [key]})
        return _answer(calls, texts, errors)

    async def subscribe(self, call: Call, most: int) -> AsyncGenerator[Answer, None]:
        """Follow a subscription's field, by up to so many frames at a time; an error ends it as its last
        answer.
        """
        try:
            async with aclosing(await self._frames(call, most)) as frames:
                async for frame in frames:
                    yield _answer([call], {call.pick.key: frame})
        except ConcordError as error:
            yield _answer([call], None, [{**describe(error), "path": [call.pick.key]}])

    async def _tried(self, call: Call) -> tuple[str, ErrorBody | None]:
        """The text of a mutation's field; null, and why, if it failed."""
        try:
            told = await outcome(self._mutated(call), expected=(ConcordError,), field=call.pick.name)
        except ConcordError as error:
            return NULL, describe(error)
        return (NULL, internal()) if isinstance(told, Unexpected) else (told, None)

    async def _mutated(self, call: Call) -> str:
        if call.pick.name == "__typename":
            return f'"{call.root.name}"'
        viewer = policy_of(call.field).admit(call.viewer)
        given = arguments_of(call.field, call.nodes[0], call.values)
        resolve: Any = call.field.resolve
        payload = _Payload(self._schema, call)
        async with AsyncExitStack() as stack:
            context = self._context(call, viewer)
            context.start = partial(stack.enter_async_context, self._database.write())
            if not waits(call.field):
                await context.begin()
            answer = await resolve(None, self._info(call, context), **given)
            held = answer.payload if isinstance(answer, Later) else answer
            text = await payload.written(held, context.tx)
        if isinstance(answer, Later):
            await await_end(self._database, answer.pending, self._services.patience)
            async with self._database.read() as tx:
                text = await payload.written(held, tx)
        if payload.computed:
            (text,) = await filled([text], payload.computed, viewer, self._services)
        finishes.of(cause_of(payload.computed)).times += 1
        return text

    async def _frames(self, call: Call, most: int) -> AsyncGenerator[str, None]:
        viewer = policy_of(call.field).admit(call.viewer)
        given = arguments_of(call.field, call.nodes[0], call.values)
        subscribe: Any = call.field.subscribe
        context = self._context(call, viewer)
        context.frames = most
        info = self._info(call, context)
        frames: AsyncGenerator[str, None] = await subscribe(None, info, **given)
        return frames

    def _context(self, call: Call, viewer: Viewer) -> Context:
        return Context(viewer, self._database, self._services, self._schema.model, call)

    def _info(self, call: Call, context: Context) -> GraphQLResolveInfo[Context]:
        return GraphQLResolveInfo(
            field_name=call.pick.name,
            field_nodes=call.nodes,
            return_type=call.field.type,
            parent_type=call.root,
            path=Path(None, call.pick.key, call.root.name),
            schema=self._schema.strawberry,
            fragments=dict(call.operation.fragments),
            root_value=None,
            operation=call.operation.node,
            variable_values=call.values,
            context=context,
            is_awaitable=_is_awaitable,
            abort_signal=None,
            async_helpers=None,  # type: ignore[arg-type]  # no resolver asks for them
        )


@dataclass(slots=True)
class _Payload:
    """A payload that is written in its mutation's transaction, and perhaps again later. `computed` are the
    leaves of its rows that are holes then.
    """

    schema: Schema
    call: Call
    rows: list[tuple[Place, Any]] = field(default_factory=list)
    computed: dict[str, Computed] = field(default_factory=dict)

    async def written(self, payload: Mapping[str, Any], tx: Transaction) -> str:
        """The payload's JSON text: first what is no row, then each row in its place."""
        self.rows.clear()
        ((name, picks),) = self.call.pick.inside.items()
        writer = PayloadWriter(self.schema.plain, self.schema.model, self._put_off)
        pieces = writer.object(name, picks, payload).split(HOLE)
        for index, (place, row) in enumerate(self.rows):
            pieces[2 * index + 1] = await self._row(place, row, tx)
        return "".join(pieces)

    def _put_off(self, place: Place, row: Any) -> str:
        self.rows.append((place, row))
        return HOLE * 2

    async def _row(self, place: Place, row: Any, tx: Transaction) -> str:
        call, model, dialect = self.call, self.schema.model, tx.dialect
        row_id, viewer = (row.id, row.viewer) if isinstance(row, Seen) else (row, call.viewer)
        plan = call.plan(place.path, lambda: roots.by_id(model, dialect, place.noun, place.pick))
        self.computed |= plan.computed
        own = roots.own(id=row_id)
        rows = await tx.raw(plan.text, plan.arguments({**call.variables, **own}, viewer))
        if not rows:
            raise NotFound(f"{row_id} was made by an earlier request, and is gone or no longer yours to see.")
        return plan.finish.finish(rows, call.variables)


def _answer(
    calls: Sequence[Call], texts: Mapping[str, str] | None, errors: Sequence[ErrorBody] = ()
) -> Answer:
    is_dressed = bool(calls) and calls[0].operation.is_dressed
    return answered([call.pick for call in calls], texts, errors, is_dressed=is_dressed)


def _is_awaitable(value: object) -> TypeGuard[Awaitable[Any]]:
    return inspect.isawaitable(value)
