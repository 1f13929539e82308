"""Calling: mutations and subscriptions, whose resolvers Strawberry holds; what they answer is read by plans.

One mutation field is one transaction, committed before the next begins; its payload is read inside it. A
resolver returns ids where the payload has rows.
"""

import inspect
from collections.abc import AsyncGenerator, Awaitable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeGuard

import orjson
from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLResolveInfo,
    get_argument_values,
    get_named_type,
    get_variable_values,
)
from graphql.execution.values import VariableValues
from graphql.pyutils import Path

from backend.domain.errors import ConcordError
from backend.domain.viewer import Viewer
from backend.graph.answer import Answer, ErrorBody, RequestError, answered, describe, failed
from backend.graph.context import Context, Services
from backend.graph.given import Seen
from backend.graph.operation import Operation, refusal
from backend.graph.policy import policy_of
from backend.graph.schema import Schema
from backend.graph.selection import Selection
from backend.graph.shape import shape
from backend.store.database import Database, Transaction
from backend.store.plan import root as roots
from backend.store.plan.root import Plan
from backend.store.plan.tree import Pick


@dataclass(frozen=True, slots=True)
class Call:
    """One root field of a mutation or subscription, under way."""

    operation: Operation
    pick: Pick
    nodes: list[FieldNode]
    variables: dict[str, Any]
    viewer: Viewer


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
        for call in self._calls(operation, variables, viewer, self._schema.plain.mutation_type):
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
        (call,) = self._calls(operation, variables, viewer, self._schema.plain.subscription_type)
        if call.pick.name == "__typename":
            yield answered({call.pick.key: '"Subscription"'}, [])
            return
        frames = await self._resolve(call, self._schema.strawberry.subscription_type, None)
        async with aclosing(frames):
            try:
                async for frame in frames:
                    yield answered({call.pick.key: frame}, [])
            except ConcordError as error:
                yield failed([{**describe(error), "path": [call.pick.key]}])

    def _calls(
        self, operation: Operation, variables: dict[str, Any], viewer: Viewer, held: GraphQLObjectType | None
    ) -> list[Call]:
        if held is None:
            raise TypeError("The schema has no such operations.")
        selection = Selection(operation.schema, operation.fragments, variables)
        found = selection.roots(operation.node.selection_set.selections, held)
        return [Call(operation, pick, nodes, variables, viewer) for pick, nodes in found]

    async def _mutated(self, call: Call) -> str:
        if call.pick.name == "__typename":
            return '"Mutation"'
        async with self._database.write() as tx:
            payload = await self._resolve(call, self._schema.strawberry.mutation_type, tx)
            return await self._written(call, payload, tx)

    def _resolve(self, call: Call, held: GraphQLObjectType | None, tx: Transaction | None) -> Any:
        if held is None:
            raise TypeError("The schema has no such operations.")
        field = held.fields[call.pick.name]
        values = self._values(call)
        viewer = policy_of(field).admit(call.viewer)
        context = Context(viewer, tx, self._database, self._services, self._schema.model, call.pick)
        arguments = get_argument_values(field, call.nodes[0], values)
        given = {name: value for name, value in arguments.items() if value is not None or name == "if"}
        resolver: Any = field.subscribe or field.resolve
        return resolver(None, self._info(call, held, values, context), **given)

    def _values(self, call: Call) -> VariableValues:
        """The variables as Strawberry's own schema coerces them: enums and inputs of Python."""
        nodes = call.operation.node.variable_definitions or ()
        found = get_variable_values(self._schema.strawberry, nodes, call.variables)
        if isinstance(found, list):
            raise RequestError([refusal(error) for error in found])
        return found

    def _info(
        self, call: Call, held: GraphQLObjectType, values: VariableValues, context: Context
    ) -> GraphQLResolveInfo[Context]:
        return GraphQLResolveInfo(
            field_name=call.pick.name,
            field_nodes=call.nodes,
            return_type=held.fields[call.pick.name].type,
            parent_type=held,
            path=Path(None, call.pick.key, held.name),
            schema=self._schema.strawberry,
            fragments=dict(call.operation.fragments),
            root_value=None,
            operation=call.operation.node,
            variable_values=values,
            context=context,
            is_awaitable=_is_awaitable,
            abort_signal=None,
            async_helpers=None,  # type: ignore[arg-type]
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
        held = self._schema.plain.type_map[name]
        noun = get_named_type(held.fields[pick.name].type).name  # type: ignore[attr-defined]
        if value is None or noun not in self._schema.model.entities:
            return orjson.dumps(value).decode()
        plan = self._plan(call, noun, pick)
        rows = await tx.raw(plan.text, plan.arguments({**call.variables, "id": value}, viewer))
        return plan.finish.finish(rows, call.variables)

    def _plan(self, call: Call, noun: str, pick: Pick) -> Plan:
        key = (call.pick.key, pick.key, shape(call.variables, call.operation.parts))
        found: Plan | None = call.operation.plans.get(key)
        return found or call.operation.plans.put(
            key, roots.by_id(self._schema.model, self._database.dialect, noun, pick)
        )


def _is_awaitable(value: object) -> TypeGuard[Awaitable[Any]]:
    return inspect.isawaitable(value)
