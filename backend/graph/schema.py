"""The schema: every noun of the graph by its file's name, one GraphQL schema, and the planner's model of
it.
"""

from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import GraphQLSchema, build_schema
from strawberry.tools import merge_types
from strawberry.types.base import get_object_definition

from backend.graph import (
    account,
    activity,
    activity_stream,
    agent,
    agent_edit,
    agent_import,
    agent_publish,
    agent_trash,
    agent_version,
    api_key,
    api_key_change,
    context_window,
    data_schema,
    environment,
    event,
    feedback,
    file,
    link,
    link_change,
    mcp_server,
    member_change,
    memory_entry,
    memory_entry_change,
    memory_store,
    model_provider,
    model_provider_change,
    principal_change,
    run,
    run_control,
    secret,
    semantic_data_model,
    session,
    session_change,
    skill,
    skill_change,
    stream,
    task,
    tool,
    tool_call,
    tool_set,
    upload,
    variation,
    webhook,
    webhook_change,
    workspace_change,
)
from backend.graph.declare import ENTITIES
from backend.graph.filters import offer_inputs
from backend.graph.model import build_model
from backend.graph.policy import READ, policy_of
from backend.graph.scalars import CONFIG
from backend.store.plan.model import Model

QUERIES = (
    account.AccountQuery,
    api_key.ApiKeyQuery,
    agent.AgentQuery,
    agent_version.AgentVersionQuery,
    link.LinkQuery,
    session.SessionQuery,
    run.RunQuery,
    tool_call.ToolCallQuery,
    task.TaskQuery,
    context_window.ContextWindowQuery,
    feedback.FeedbackQuery,
    data_schema.DataSchemaQuery,
    variation.VariationQuery,
    secret.SecretQuery,
    model_provider.ModelProviderQuery,
    environment.EnvironmentQuery,
    webhook.WebhookQuery,
    upload.UploadQuery,
    file.FileQuery,
    skill.SkillQuery,
    tool_set.ToolSetQuery,
    tool.ToolQuery,
    mcp_server.McpServerQuery,
    semantic_data_model.SemanticDataModelQuery,
    memory_store.MemoryStoreQuery,
    memory_entry.MemoryEntryQuery,
    activity.ActivityQuery,
)
MUTATIONS = (
    agent_edit.AgentEdit,
    agent_publish.AgentPublish,
    agent_import.AgentImport,
    agent_trash.AgentTrash,
    session_change.SessionChange,
    session_change.SessionLife,
    run_control.RunControl,
    tool_call.ToolCallChange,
    context_window.ContextWindowChange,
    feedback.FeedbackChange,
    workspace_change.WorkspaceChange,
    workspace_change.WorkspaceLife,
    member_change.MemberChange,
    principal_change.PrincipalChange,
    api_key_change.ApiKeyChange,
    data_schema.DataSchemaChange,
    data_schema.DataSchemaLife,
    link_change.LinkChange,
    variation.VariationChange,
    variation.VariationLife,
    secret.SecretChange,
    secret.SecretLife,
    model_provider_change.ModelProviderChange,
    model_provider_change.ModelProviderLife,
    model_provider_change.ModelChange,
    environment.EnvironmentChange,
    environment.EnvironmentLife,
    webhook_change.WebhookEndpointChange,
    webhook_change.WebhookEndpointLife,
    webhook_change.WebhookChange,
    upload.UploadChange,
    file.FileChange,
    file.FileLife,
    skill_change.SkillMaking,
    skill_change.SkillChange,
    skill_change.SkillLife,
    tool_set.ToolSetChange,
    tool_set.ToolSetLife,
    tool_set.ToolSetSync,
    tool.ToolChange,
    tool.ToolLife,
    mcp_server.McpServerChange,
    mcp_server.McpServerLife,
    semantic_data_model.SemanticDataModelChange,
    semantic_data_model.SemanticDataModelLife,
    memory_store.MemoryStoreChange,
    memory_store.MemoryStoreLife,
    memory_entry_change.MemoryEntryChange,
)
SUBSCRIPTIONS = (stream.LogSubscription, activity_stream.ActivitySubscription)


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
    query = _merged("Query", QUERIES, "What can be read.")
    kinds: list[Any] = [
        declared.made for declared in ENTITIES.values() if declared.parent == event.Event.__name__
    ]
    made = strawberry.Schema(
        query=query,
        mutation=_merged(
            "Mutation", MUTATIONS, "What can be changed: each field in a transaction of its own."
        ),
        subscription=_merged("Subscription", SUBSCRIPTIONS, "What can be followed."),
        types=kinds,
        config=CONFIG,
    )
    executable = made._schema  # noqa: SLF001  (Strawberry shows it nowhere else)
    _check_policies(executable)
    text = made.as_str()
    plain = build_schema(text, assume_valid_sdl=True, no_location=True)  # as it was just printed
    _read_json_alike(plain, executable)
    return Schema(text + "\n", plain, executable, build_model(query))


def _merged(name: str, parts: tuple[type, ...], description: str) -> type:
    made = merge_types(name, parts)
    get_object_definition(made, strict=True).description = description
    return made


def _read_json_alike(plain: GraphQLSchema, executable: GraphQLSchema) -> None:
    """Let literals be refused when a document is validated: a printed scalar says nothing of its values."""
    printed: Any = plain.type_map["JSON"]
    held: Any = executable.type_map["JSON"]
    printed.parse_value, printed.parse_literal = held.parse_value, held.parse_literal


def _check_policies(made: GraphQLSchema) -> None:
    """An operation without a policy fails the build, and so does a read that asks for more than to see."""
    for held in (made.query_type, made.mutation_type, made.subscription_type):
        for name, field in held.fields.items() if held else ():
            if policy_of(field) is not READ and held is made.query_type:
                raise TypeError(f"Query.{name}: what is read is what the viewer sees, so its policy is READ.")
