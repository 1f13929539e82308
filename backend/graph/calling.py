"""Calling: mutations and subscriptions, whose resolvers Strawberry holds; what they answer is read by plans.

One mutation field is one transaction, committed before the next begins; its payload is read inside it. A
resolver returns ids where the payload has rows.
"""

import inspect
from collections.abc import AsyncGenerator, Awaitable, Mapping
from contextlib import aclosing
from typing import Any, TypeGuard

import orjson
from graphql import GraphQLResolveInfo, get_named_type
from graphql.pyutils import Path

from backend.domain.errors import ConcordError, NotFound
from backend.domain.viewer import Viewer
from backend.graph.answer import Answer, ErrorBody, answered, describe, failed
from backend.graph.call import Call
from backend.graph.coercion import arguments_of, coerced
from backend.graph.context import Context, Services
from backend.graph.given import Seen
from backend.graph.operation import Operation
from backend.graph.policy import policy_of
from backend.graph.schema import Schema
from backend.graph.selection import Selection
from backend.store.database import Database, Transaction
from backend.store.plan import root as roots
from backend.store.plan.tree import Pick


class Caller:
    """Calls resolvers and writes what they answer."""

    def __init__(self, schema: Schema, database: Database, services: Services) -> None:
        self._schema = schema
        self._database = database
        self._services = services

    async def mutate(self, operation: Operation, variables: dict[str, Any], viewer: Viewer) -> Answer:
        """Run a mutation's fields one after another; one that fails is null and leaves the others as they
        are.
        """
        texts: dict[str, str] = {}
        errors: list[ErrorBody] = []
        for call in self._calls(operation, variables, viewer):
            try:
                texts[call.pick.key] = await self._mutated(call)
            except ConcordError as error:
                errors.append({**describe(error), "path": [call.pick.key]})
                texts[call.pick.key] = "null"
        return answered(texts, errors)

    async def subscribe(
        self, operation: Operation, variables: dict[str, Any], viewer: Viewer
    ) -> AsyncGenerator[Answer, None]:
        """Follow a subscription's field; an error ends it as its last answer."""
        (call,) = self._calls(operation, variables, viewer)
        try:
            async with aclosing(await self._frames(call)) as frames:
                async for frame in frames:
                    yield answered({call.pick.key: frame}, [])
        except ConcordError as error:
            yield failed([{**describe(error), "path": [call.pick.key]}])

    def _calls(self, operation: Operation, variables: dict[str, Any], viewer: Viewer) -> list[Call]:
        kind = operation.node.operation
        plain, root = self._schema.plain.get_root_type(kind), self._schema.strawberry.get_root_type(kind)
        if plain is None or root is None:
            raise TypeError(f"The schema has no {kind.value}s.")
        values = coerced(self._schema.strawberry, operation.node.variable_definitions or (), variables)
        selection = Selection(operation.schema, operation.fragments, variables)
        found = selection.roots(operation.node.selection_set.selections, plain)
        return [Call(operation, root, pick, nodes, variables, values, viewer) for pick, nodes in found]

    async def _mutated(self, call: Call) -> str:
        if call.pick.name == "__typename":
            return f'"{call.root.name}"'
        viewer = policy_of(call.field).admit(call.viewer)
        given = arguments_of(call.field, call.nodes[0], call.values)
        resolve: Any = call.field.resolve
        async with self._database.write() as tx:
            payload = await resolve(None, self._info(call, viewer, tx), **given)
            return await self._written(call, payload, tx)

    async def _frames(self, call: Call) -> AsyncGenerator[str, None]:
        viewer = policy_of(call.field).admit(call.viewer)
        given = arguments_of(call.field, call.nodes[0], call.values)
        subscribe: Any = call.field.subscribe
        frames: AsyncGenerator[str, None] = await subscribe(None, self._info(call, viewer, None), **given)
        return frames

    def _info(self, call: Call, viewer: Viewer, tx: Transaction | None) -> GraphQLResolveInfo[Context]:
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
            context=Context(viewer, tx, self._database, self._services, self._schema.model, call),
            is_awaitable=_is_awaitable,
            abort_signal=None,
            async_helpers=None,  # type: ignore[arg-type]  # no resolver asks for them
        )

    async def _written(self, call: Call, payload: Mapping[str, Any], tx: Transaction) -> str:
        cells = []
        for name, picks in call.pick.inside.items():
            for pick in picks:
                text = (
                    f'"{name}"'
                    if pick.name == "__typename"
                    else await self._cell(call, name, pick, payload, tx)
                )
                cells.append(f'"{pick.key}":{text}')
        return "{" + ",".join(cells) + "}"

    async def _cell(
        self, call: Call, name: str, pick: Pick, payload: Mapping[str, Any], tx: Transaction
    ) -> str:
        value: Any = payload[pick.name]
        viewer = call.viewer
        if isinstance(value, Seen):
            value, viewer = value.id, value.viewer
        held: Any = self._schema.plain.type_map[name]
        noun = get_named_type(held.fields[pick.name].type).name
        if value is None or noun not in self._schema.model.entities:
            return orjson.dumps(value).decode()
        model, dialect = self._schema.model, self._database.dialect
        plan = call.plan(pick.key, lambda: roots.by_id(model, dialect, noun, pick))
        rows = await tx.raw(plan.text, plan.arguments({**call.variables, **roots.own(id=value)}, viewer))
        if not rows:
            raise NotFound(f"{value} was made by an earlier request, and is gone or no longer yours to see.")
        return plan.finish.finish(rows, call.variables)


def _is_awaitable(value: object) -> TypeGuard[Awaitable[Any]]:
    return inspect.isawaitable(value)
