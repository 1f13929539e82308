"""The schema: every noun of the graph by its file's name, one GraphQL schema, and the planner's model of it."""

from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import GraphQLSchema, build_schema
from strawberry.tools import merge_types

from backend.graph import account, agent, agent_version, api_key, event, run, session
from backend.graph.declare import ENTITIES
from backend.graph.filters import offer_inputs
from backend.graph.model import build_model
from backend.graph.scalars import CONFIG
from backend.store.plan.model import Model

QUERIES = (
    account.AccountQuery,
    api_key.ApiKeyQuery,
    agent.AgentQuery,
    agent_version.AgentVersionQuery,
    session.SessionQuery,
    run.RunQuery,
)


@dataclass(frozen=True, slots=True)
class Schema:
    """The graph's schema. `plain` is built from the printed text: what schema.graphql says is what runs."""

    text: str
    plain: GraphQLSchema
    strawberry: GraphQLSchema
    model: Model


def build() -> Schema:
    """Make the schema (TypeError if a declaration does not hold)."""
    offer_inputs()
    query = merge_types("Query", QUERIES)
    kinds: list[Any] = [declared.made for declared in ENTITIES.values() if declared.parent is not None]
    made = strawberry.Schema(query=query, types=kinds, config=CONFIG)
    text = made.as_str()
    return Schema(text + "\n", build_schema(text), made._schema, build_model(query))  # noqa: SLF001


_ = event
