"""The tables of the model."""

from alembic import op
from sqlalchemy import CheckConstraint, ForeignKey, PrimaryKeyConstraint, text

from backend.store.beside import BESIDE
from backend.store.table import Column, Flag, Integer, Json, Real, Text, Time

revision = "r0002_model"
down_revision = "r0001_first"


def upgrade() -> None:
    """Make and change the tables, parents first."""
    _account()
    _numbering()
    _principal()
    _workspace()
    _activity()
    _agent()
    _api_key()
    _data_schema()
    _environment()
    _secret()
    _semantic_data_model()
    _skill()
    _upload()
    _agent_version()
    _memory_store()
    _model_provider()
    _skill_version()
    _tool_set()
    _webhook_endpoint()
    _mcp_server()
    _memory_entry()
    _model()
    _skill_file()
    _tool()
    _variation()
    _session()
    _context_window()
    _event()
    _file()
    _link()
    _run()
    _task()
    _feedback()
    _tool_call()
    _webhook_delivery()


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique)


def _make_beside(table: str) -> None:
    for statement in BESIDE[table][op.get_context().dialect.name]:
        op.get_bind().exec_driver_sql(statement)


def _account() -> None:
    with op.batch_alter_table("account") as batch:
        batch.add_column(Column("webhook_key", Text))
        batch.add_column(Column("description", Text))
        batch.add_column(Column("labels", Json, nullable=False, server_default="{}"))
        batch.add_column(Column("external_id", Text))
        batch.add_column(Column("extensions", Json, nullable=False, server_default="{}"))


def _numbering() -> None:
    op.create_table(
        "numbering",
        Column(
            "account_id",
            Text,
            ForeignKey("account.id", name="fk_numbering_account_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("noun", Text, nullable=False),
        Column("last", Integer, nullable=False),
        PrimaryKeyConstraint("account_id", "noun", name="pk_numbering"),
    )


def _principal() -> None:
    with op.batch_alter_table("principal") as batch:
        batch.add_column(Column("labels", Json, nullable=False, server_default="{}"))
        batch.add_column(Column("extensions", Json, nullable=False, server_default="{}"))


def _workspace() -> None:
    with op.batch_alter_table("workspace") as batch:
        batch.add_column(Column("description", Text))
        batch.add_column(Column("owner_id", Text))
        batch.add_column(Column("service_user_id", Text))
        batch.create_foreign_key("fk_workspace_owner_id", "principal", ["owner_id"], ["id"])
        batch.create_foreign_key("fk_workspace_service_user_id", "principal", ["service_user_id"], ["id"])


def _activity() -> None:
    op.create_table(
        "activity",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_activity_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("turn", Integer),
        Column("position", Integer),
        Column("type", Text, nullable=False),
        Column("subject_id", Text, nullable=False),
        Column("parent_id", Text),
        Column("data", Json, nullable=False),
        Column("actor_id", Text, ForeignKey("principal.id", name="fk_activity_actor_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_activity"),
    )
    _index("activity", "workspace_id", "position", unique=True)
    _index("activity", "subject_id", "created_at", "id")
    op.create_index(
        "ix_activity_waiting",
        "activity",
        ["turn", "id"],
        sqlite_where=text("position IS NULL"),
        postgresql_where=text("position IS NULL"),
    )
    _index("activity", "workspace_id", "created_at", "id")
    _index("activity", "workspace_id", "type", "position")


def _agent() -> None:
    with op.batch_alter_table("agent") as batch:
        batch.add_column(Column("selection", Text, nullable=False, server_default="UNIFORM"))
        batch.add_column(Column("next_bindings", Json))
    _index("agent", "default_version_id")


def _api_key() -> None:
    with op.batch_alter_table("api_key") as batch:
        batch.add_column(Column("description", Text))
        batch.add_column(Column("handle", Text))
        batch.add_column(Column("external_id", Text))
        batch.add_column(Column("labels", Json, nullable=False, server_default="{}"))
        batch.add_column(Column("extensions", Json, nullable=False, server_default="{}"))
        batch.add_column(Column("rotated_at", Time))
    _index("api_key", "workspace_id", "external_id", unique=True)
    _index("api_key", "workspace_id", "handle", unique=True)


def _data_schema() -> None:
    op.create_table(
        "data_schema",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_data_schema_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_data_schema_created_by"), nullable=False
        ),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_data_schema_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("definition", Json, nullable=False),
        Column("digest", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_data_schema"),
    )
    _index("data_schema", "workspace_id", "external_id", unique=True)
    _index("data_schema", "workspace_id", "handle", unique=True)
    _index("data_schema", "deleted_at")
    _index("data_schema", "workspace_id", "created_at", "id")
    _index("data_schema", "workspace_id", "name", "id")
    _index("data_schema", "workspace_id", "updated_at", "id")


def _environment() -> None:
    op.create_table(
        "environment",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_environment_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_environment_created_by"), nullable=False
        ),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_environment_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("base_image", Text),
        Column("packages", Json, nullable=False),
        Column("network", Json, nullable=False),
        Column("variables", Json, nullable=False),
        Column("status", Text, nullable=False),
        Column("build_error", Text),
        Column("digest", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_environment"),
    )
    _index("environment", "workspace_id", "external_id", unique=True)
    _index("environment", "workspace_id", "handle", unique=True)
    _index("environment", "deleted_at")
    _index("environment", "workspace_id", "created_at", "id")
    _index("environment", "workspace_id", "name", "id")
    _index("environment", "workspace_id", "updated_at", "id")


def _secret() -> None:
    op.create_table(
        "secret",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_secret_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_secret_created_by"), nullable=False),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_secret_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("account_id", Text, ForeignKey("account.id", name="fk_secret_account_id"), nullable=False),
        Column("number", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("parent_id", Text, ForeignKey("secret.id", name="fk_secret_parent_id", ondelete="CASCADE")),
        Column("hosts", Json, nullable=False),
        Column("settings", Json, nullable=False),
        Column("sealed", Text),
        Column("sealed_with", Text),
        Column("expires_at", Time),
        Column("rotated_at", Time),
        Column("last_used_at", Time),
        PrimaryKeyConstraint("id", name="pk_secret"),
    )
    _index("secret", "account_id", "number", unique=True)
    _index("secret", "workspace_id", "external_id", unique=True)
    _index("secret", "workspace_id", "handle", unique=True)
    _index("secret", "deleted_at")
    _index("secret", "parent_id", "created_at", "id")
    _index("secret", "sealed_with")
    _index("secret", "workspace_id", "created_at", "id")
    _index("secret", "workspace_id", "name", "id")
    _index("secret", "workspace_id", "updated_at", "id")


def _semantic_data_model() -> None:
    op.create_table(
        "semantic_data_model",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_semantic_data_model_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by",
            Text,
            ForeignKey("principal.id", name="fk_semantic_data_model_created_by"),
            nullable=False,
        ),
        Column(
            "owner_id",
            Text,
            ForeignKey("principal.id", name="fk_semantic_data_model_owner_id"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("definition", Json, nullable=False),
        Column("digest", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_semantic_data_model"),
    )
    _index("semantic_data_model", "workspace_id", "external_id", unique=True)
    _index("semantic_data_model", "workspace_id", "handle", unique=True)
    _index("semantic_data_model", "deleted_at")
    _index("semantic_data_model", "workspace_id", "created_at", "id")
    _index("semantic_data_model", "workspace_id", "name", "id")
    _index("semantic_data_model", "workspace_id", "updated_at", "id")


def _skill() -> None:
    op.create_table(
        "skill",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_skill_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_skill_created_by"), nullable=False),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_skill_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("version_id", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("digest", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_skill"),
    )
    _index("skill", "workspace_id", "external_id", unique=True)
    _index("skill", "workspace_id", "handle", unique=True)
    _index("skill", "deleted_at")
    _index("skill", "workspace_id", "created_at", "id")
    _index("skill", "workspace_id", "name", "id")
    _index("skill", "workspace_id", "updated_at", "id")


def _upload() -> None:
    op.create_table(
        "upload",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_upload_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("media_type", Text, nullable=False),
        Column("size", Integer, nullable=False),
        Column("sha256", Text),
        Column("status", Text, nullable=False),
        Column("blob", Text),
        Column("expires_at", Time, nullable=False),
        Column("consumed_by", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("extensions", Json, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_upload_created_by"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_upload"),
    )
    _index("upload", "workspace_id", "external_id", unique=True)
    _index("upload", "blob")
    _index("upload", "status", "expires_at")
    _index("upload", "workspace_id", "created_at", "id")
    _index("upload", "workspace_id", "expires_at", "id")
    _index("upload", "workspace_id", "name", "id")


def _agent_version() -> None:
    with op.batch_alter_table("agent_version") as batch:
        batch.add_column(Column("model_settings", Json))
        batch.add_column(Column("input_schema_id", Text))
        batch.add_column(Column("output_schema_id", Text))
        batch.add_column(Column("environment_id", Text))
        batch.add_column(Column("compaction", Json))
        batch.add_column(Column("tool_selection", Json))
        batch.add_column(Column("episodic_memory", Json))
        batch.add_column(Column("extensions", Json, nullable=False, server_default="{}"))
        batch.add_column(Column("bindings", Json, nullable=False, server_default="[]"))
        batch.create_foreign_key("fk_agent_version_environment_id", "environment", ["environment_id"], ["id"])
        batch.create_foreign_key(
            "fk_agent_version_input_schema_id", "data_schema", ["input_schema_id"], ["id"]
        )
        batch.create_foreign_key(
            "fk_agent_version_output_schema_id", "data_schema", ["output_schema_id"], ["id"]
        )
    _index("agent_version", "environment_id", "created_at", "id")
    _index("agent_version", "input_schema_id")
    _index("agent_version", "output_schema_id")


def _memory_store() -> None:
    op.create_table(
        "memory_store",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_memory_store_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_memory_store_created_by"), nullable=False
        ),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_memory_store_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("kind", Text, nullable=False),
        Column("agent_id", Text, ForeignKey("agent.id", name="fk_memory_store_agent_id")),
        Column("episodic_key", Text),
        Column("managed", Flag, nullable=False),
        Column("embedder", Text, nullable=False),
        Column("expires_at", Time),
        Column("last_used_at", Time),
        PrimaryKeyConstraint("id", name="pk_memory_store"),
    )
    _index("memory_store", "agent_id", "episodic_key", unique=True)
    _index("memory_store", "workspace_id", "external_id", unique=True)
    _index("memory_store", "workspace_id", "handle", unique=True)
    _index("memory_store", "agent_id", "created_at", "id")
    _index("memory_store", "deleted_at")
    _index("memory_store", "expires_at")
    _index("memory_store", "workspace_id", "created_at", "id")
    _index("memory_store", "workspace_id", "name", "id")
    _index("memory_store", "workspace_id", "updated_at", "id")


def _model_provider() -> None:
    op.create_table(
        "model_provider",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_model_provider_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by",
            Text,
            ForeignKey("principal.id", name="fk_model_provider_created_by"),
            nullable=False,
        ),
        Column(
            "owner_id", Text, ForeignKey("principal.id", name="fk_model_provider_owner_id"), nullable=False
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column(
            "account_id", Text, ForeignKey("account.id", name="fk_model_provider_account_id"), nullable=False
        ),
        Column("number", Integer, nullable=False),
        Column("protocol", Text, nullable=False),
        Column("vendor", Text, nullable=False),
        Column("base_url", Text),
        Column("secret_id", Text, ForeignKey("secret.id", name="fk_model_provider_secret_id")),
        Column("headers", Json, nullable=False),
        Column("sealed", Text),
        Column("seeded", Flag, nullable=False),
        PrimaryKeyConstraint("id", name="pk_model_provider"),
    )
    _index("model_provider", "account_id", "number", unique=True)
    _index("model_provider", "workspace_id", "external_id", unique=True)
    _index("model_provider", "workspace_id", "handle", unique=True)
    _index("model_provider", "deleted_at")
    _index("model_provider", "secret_id", "created_at", "id")
    _index("model_provider", "workspace_id", "created_at", "id")
    _index("model_provider", "workspace_id", "name", "id")
    _index("model_provider", "workspace_id", "updated_at", "id")


def _skill_version() -> None:
    op.create_table(
        "skill_version",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_skill_version_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "skill_id",
            Text,
            ForeignKey("skill.id", name="fk_skill_version_skill_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("number", Integer, nullable=False),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("body", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("size", Integer, nullable=False),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_skill_version_created_by"), nullable=False
        ),
        PrimaryKeyConstraint("id", name="pk_skill_version"),
    )
    _index("skill_version", "skill_id", "number", unique=True)
    _index("skill_version", "skill_id", "created_at", "id")
    _index("skill_version", "workspace_id", "created_at", "id")


def _tool_set() -> None:
    op.create_table(
        "tool_set",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_tool_set_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_tool_set_created_by"), nullable=False),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_tool_set_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("kind", Text, nullable=False),
        Column("base_url", Text),
        Column("headers", Json, nullable=False),
        Column("sealed", Text),
        Column("secret_id", Text, ForeignKey("secret.id", name="fk_tool_set_secret_id")),
        Column("agent_id", Text, ForeignKey("agent.id", name="fk_tool_set_agent_id")),
        Column("include", Json),
        Column("exclude", Json),
        Column("approval", Json),
        Column("managed", Flag, nullable=False),
        Column("sync_status", Text, nullable=False),
        Column("sync_error", Text),
        Column("sync_failures", Integer, nullable=False),
        Column("sync_due_at", Time),
        Column("synced_at", Time),
        PrimaryKeyConstraint("id", name="pk_tool_set"),
    )
    _index("tool_set", "workspace_id", "external_id", unique=True)
    _index("tool_set", "workspace_id", "handle", unique=True)
    _index("tool_set", "agent_id", "created_at", "id")
    _index("tool_set", "deleted_at")
    op.create_index(
        "ix_tool_set_due",
        "tool_set",
        ["sync_due_at"],
        sqlite_where=text("sync_due_at IS NOT NULL"),
        postgresql_where=text("sync_due_at IS NOT NULL"),
    )
    _index("tool_set", "secret_id", "created_at", "id")
    _index("tool_set", "workspace_id", "created_at", "id")
    _index("tool_set", "workspace_id", "name", "id")
    _index("tool_set", "workspace_id", "updated_at", "id")


def _webhook_endpoint() -> None:
    op.create_table(
        "webhook_endpoint",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_webhook_endpoint_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by",
            Text,
            ForeignKey("principal.id", name="fk_webhook_endpoint_created_by"),
            nullable=False,
        ),
        Column(
            "owner_id", Text, ForeignKey("principal.id", name="fk_webhook_endpoint_owner_id"), nullable=False
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("url", Text, nullable=False),
        Column(
            "agent_id", Text, ForeignKey("agent.id", name="fk_webhook_endpoint_agent_id", ondelete="CASCADE")
        ),
        Column("types", Json, nullable=False),
        Column("enabled", Flag, nullable=False),
        Column("sealed", Text),
        PrimaryKeyConstraint("id", name="pk_webhook_endpoint"),
    )
    _index("webhook_endpoint", "workspace_id", "external_id", unique=True)
    _index("webhook_endpoint", "workspace_id", "handle", unique=True)
    _index("webhook_endpoint", "agent_id", "created_at", "id")
    _index("webhook_endpoint", "deleted_at")
    _index("webhook_endpoint", "workspace_id", "created_at", "id")
    _index("webhook_endpoint", "workspace_id", "name", "id")
    _index("webhook_endpoint", "workspace_id", "updated_at", "id")


def _mcp_server() -> None:
    op.create_table(
        "mcp_server",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_mcp_server_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_mcp_server_created_by"), nullable=False
        ),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_mcp_server_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("account_id", Text, ForeignKey("account.id", name="fk_mcp_server_account_id"), nullable=False),
        Column("number", Integer, nullable=False),
        Column(
            "tool_set_id",
            Text,
            ForeignKey("tool_set.id", name="fk_mcp_server_tool_set_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("transport", Text, nullable=False),
        Column("url", Text),
        Column("command", Json),
        Column("headers", Json, nullable=False),
        Column("auth", Text, nullable=False),
        Column("oauth", Json),
        Column("secret_id", Text, ForeignKey("secret.id", name="fk_mcp_server_secret_id")),
        Column("sealed", Text),
        Column("status", Text, nullable=False),
        Column("error", Text),
        Column("checked_at", Time),
        PrimaryKeyConstraint("id", name="pk_mcp_server"),
    )
    _index("mcp_server", "account_id", "number", unique=True)
    _index("mcp_server", "tool_set_id", unique=True)
    _index("mcp_server", "workspace_id", "external_id", unique=True)
    _index("mcp_server", "workspace_id", "handle", unique=True)
    _index("mcp_server", "deleted_at")
    _index("mcp_server", "secret_id", "created_at", "id")
    _index("mcp_server", "workspace_id", "created_at", "id")
    _index("mcp_server", "workspace_id", "name", "id")
    _index("mcp_server", "workspace_id", "updated_at", "id")


def _memory_entry() -> None:
    op.create_table(
        "memory_entry",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_memory_entry_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "memory_store_id",
            Text,
            ForeignKey("memory_store.id", name="fk_memory_entry_memory_store_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("key", Text, nullable=False),
        Column("title", Text),
        Column("description", Text),
        Column("content", Text, nullable=False),
        Column("media_type", Text, nullable=False),
        Column("size", Integer, nullable=False),
        Column("version", Integer, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("labels", Json, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("external_id", Text),
        Column("words", Text, nullable=False),
        Column("embedding", Text),
        Column("embedder", Text),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_memory_entry_created_by"), nullable=False
        ),
        Column(
            "updated_by", Text, ForeignKey("principal.id", name="fk_memory_entry_updated_by"), nullable=False
        ),
        PrimaryKeyConstraint("id", name="pk_memory_entry"),
    )
    _index("memory_entry", "memory_store_id", "external_id", unique=True)
    _index("memory_entry", "memory_store_id", "key", unique=True)
    _index("memory_entry", "memory_store_id", "created_at", "id")
    op.create_index(
        "ix_memory_entry_waiting",
        "memory_entry",
        ["id"],
        sqlite_where=text("embedding IS NULL"),
        postgresql_where=text("embedding IS NULL"),
    )
    _index("memory_entry", "workspace_id", "created_at", "id")
    _make_beside("memory_entry")


def _model() -> None:
    op.create_table(
        "model",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_model_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "model_provider_id",
            Text,
            ForeignKey("model_provider.id", name="fk_model_model_provider_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("name", Text, nullable=False),
        Column("handle", Text, nullable=False),
        Column("family", Text),
        Column("label", Text),
        Column("enabled", Flag, nullable=False),
        Column("seeded", Flag, nullable=False),
        Column("input_price", Text),
        Column("output_price", Text),
        Column("cache_read_price", Text),
        Column("cache_write_price", Text),
        Column("max_input_tokens", Integer),
        Column("max_output_tokens", Integer),
        Column("labels", Json, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("external_id", Text),
        PrimaryKeyConstraint("id", name="pk_model"),
    )
    _index("model", "model_provider_id", "name", unique=True)
    _index("model", "workspace_id", "external_id", unique=True)
    _index("model", "workspace_id", "handle", unique=True)
    _index("model", "model_provider_id", "created_at", "id")
    _index("model", "workspace_id", "created_at", "id")


def _skill_file() -> None:
    op.create_table(
        "skill_file",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_skill_file_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "skill_version_id",
            Text,
            ForeignKey("skill_version.id", name="fk_skill_file_skill_version_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("path", Text, nullable=False),
        Column("media_type", Text, nullable=False),
        Column("size", Integer, nullable=False),
        Column("sha256", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_skill_file"),
    )
    _index("skill_file", "skill_version_id", "path", unique=True)
    _index("skill_file", "sha256")
    _index("skill_file", "skill_version_id", "created_at", "id")
    _index("skill_file", "workspace_id", "created_at", "id")


def _tool() -> None:
    op.create_table(
        "tool",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_tool_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_tool_created_by"), nullable=False),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_tool_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("account_id", Text, ForeignKey("account.id", name="fk_tool_account_id"), nullable=False),
        Column("number", Integer, nullable=False),
        Column(
            "tool_set_id",
            Text,
            ForeignKey("tool_set.id", name="fk_tool_tool_set_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("kind", Text, nullable=False),
        Column("call_name", Text, nullable=False),
        Column("remote_name", Text),
        Column("title", Text),
        Column("input_schema", Json, nullable=False),
        Column("input_schema_id", Text, ForeignKey("data_schema.id", name="fk_tool_input_schema_id")),
        Column("output_schema", Json),
        Column("output_schema_id", Text, ForeignKey("data_schema.id", name="fk_tool_output_schema_id")),
        Column("config", Json, nullable=False),
        Column("sealed", Text),
        Column("examples", Json),
        Column("status", Text, nullable=False),
        Column("enabled", Flag, nullable=False),
        Column("requires_approval", Flag, nullable=False),
        Column("approval_by_hand", Flag, nullable=False),
        Column("timeout_seconds", Integer, nullable=False),
        Column("runtime_user_id", Text, ForeignKey("principal.id", name="fk_tool_runtime_user_id")),
        Column("schema_digest", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_tool"),
    )
    _index("tool", "account_id", "number", unique=True)
    _index("tool", "tool_set_id", "call_name", unique=True)
    _index("tool", "tool_set_id", "remote_name", unique=True)
    _index("tool", "workspace_id", "external_id", unique=True)
    _index("tool", "workspace_id", "handle", unique=True)
    _index("tool", "deleted_at")
    _index("tool", "input_schema_id", "created_at", "id")
    _index("tool", "output_schema_id", "created_at", "id")
    _index("tool", "runtime_user_id", "created_at", "id")
    _index("tool", "tool_set_id", "created_at", "id")
    _index("tool", "workspace_id", "created_at", "id")
    _index("tool", "workspace_id", "name", "id")
    _index("tool", "workspace_id", "updated_at", "id")


def _variation() -> None:
    op.create_table(
        "variation",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_variation_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_variation_created_by"), nullable=False
        ),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_variation_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column(
            "agent_id",
            Text,
            ForeignKey("agent.id", name="fk_variation_agent_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "agent_version_id",
            Text,
            ForeignKey("agent_version.id", name="fk_variation_agent_version_id"),
            nullable=False,
        ),
        Column("weight", Integer, nullable=False),
        Column("feedback_count", Integer, nullable=False),
        Column("gain_millis", Integer, nullable=False),
        PrimaryKeyConstraint("id", name="pk_variation"),
    )
    _index("variation", "workspace_id", "external_id", unique=True)
    _index("variation", "workspace_id", "handle", unique=True)
    _index("variation", "agent_id", "created_at", "id")
    _index("variation", "agent_version_id", "created_at", "id")
    _index("variation", "deleted_at")
    _index("variation", "workspace_id", "created_at", "id")
    _index("variation", "workspace_id", "name", "id")
    _index("variation", "workspace_id", "updated_at", "id")


def _session() -> None:
    with op.batch_alter_table("session") as batch:
        batch.add_column(Column("variation_id", Text))
        batch.add_column(Column("environment_id", Text))
        batch.add_column(Column("parent_id", Text))
        batch.add_column(Column("parent_tool_call_id", Text))
        batch.add_column(Column("thread", Text))
        batch.add_column(Column("of_draft", Flag, nullable=False, server_default=text("false")))
        batch.add_column(Column("extensions", Json, nullable=False, server_default="{}"))
        batch.add_column(Column("secrets", Json, nullable=False, server_default="{}"))
        batch.add_column(Column("secret_names", Json, nullable=False, server_default="[]"))
        batch.add_column(Column("context_window_id", Text))
        batch.add_column(Column("input_tokens", Integer, nullable=False, server_default="0"))
        batch.add_column(Column("output_tokens", Integer, nullable=False, server_default="0"))
        batch.add_column(Column("cache_read_tokens", Integer, nullable=False, server_default="0"))
        batch.add_column(Column("cache_write_tokens", Integer, nullable=False, server_default="0"))
        batch.add_column(Column("tool_call_count", Integer, nullable=False, server_default="0"))
        batch.add_column(Column("owner_id", Text))
        batch.create_foreign_key(
            "fk_session_environment_id", "environment", ["environment_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_foreign_key("fk_session_owner_id", "principal", ["owner_id"], ["id"])
        batch.create_foreign_key("fk_session_parent_id", "session", ["parent_id"], ["id"], ondelete="CASCADE")
        batch.create_foreign_key(
            "fk_session_variation_id", "variation", ["variation_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index(
        "ix_session_thread",
        "session",
        ["agent_id", "workspace_id", "thread"],
        unique=True,
        sqlite_where=text("closed_at IS NULL AND deleted_at IS NULL"),
        postgresql_where=text("closed_at IS NULL AND deleted_at IS NULL"),
    )
    _index("session", "environment_id", "created_at", "id")
    _index("session", "parent_id", "created_at", "id")
    _index("session", "variation_id", "created_at", "id")


def _context_window() -> None:
    op.create_table(
        "context_window",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_context_window_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "session_id",
            Text,
            ForeignKey("session.id", name="fk_context_window_session_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("number", Integer, nullable=False),
        Column("first_seq", Integer, nullable=False),
        Column("input_tokens", Integer, nullable=False),
        Column("output_tokens", Integer, nullable=False),
        Column("strategies", Json, nullable=False),
        Column("messages_compacted", Integer),
        Column("summary", Text),
        Column("pending", Flag, nullable=False),
        Column("compaction", Json),
        PrimaryKeyConstraint("id", name="pk_context_window"),
    )
    _index("context_window", "session_id", "number", unique=True)
    _index("context_window", "session_id", "created_at", "id")
    _index("context_window", "workspace_id", "created_at", "id")


def _event() -> None:
    with op.batch_alter_table("event") as batch:
        batch.add_column(Column("context_window_id", Text))
    _index("event", "context_window_id", "seq")


def _file() -> None:
    op.create_table(
        "file",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_file_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_file_created_by"), nullable=False),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_file_owner_id"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("media_type", Text, nullable=False),
        Column("size", Integer, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("session_id", Text, ForeignKey("session.id", name="fk_file_session_id", ondelete="CASCADE")),
        Column("mount_path", Text),
        Column("downloadable", Flag, nullable=False),
        Column("expires_at", Time),
        PrimaryKeyConstraint("id", name="pk_file"),
    )
    _index("file", "workspace_id", "external_id", unique=True)
    _index("file", "workspace_id", "handle", unique=True)
    _index("file", "deleted_at")
    _index("file", "expires_at")
    _index("file", "session_id", "created_at", "id")
    _index("file", "sha256")
    _index("file", "workspace_id", "created_at", "id")
    _index("file", "workspace_id", "name", "id")
    _index("file", "workspace_id", "updated_at", "id")


def _link() -> None:
    op.create_table(
        "link",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_link_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("stable_id", Text, nullable=False),
        Column(
            "agent_version_id",
            Text,
            ForeignKey("agent_version.id", name="fk_link_agent_version_id", ondelete="CASCADE"),
        ),
        Column("session_id", Text, ForeignKey("session.id", name="fk_link_session_id", ondelete="CASCADE")),
        Column("kind", Text, nullable=False),
        Column("target_id", Text),
        Column("inline", Json),
        Column("position", Integer, nullable=False),
        Column("settings", Json, nullable=False),
        Column("sealed", Text),
        Column("extensions", Json, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_link_created_by"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_link"),
        CheckConstraint("(agent_version_id IS NULL) <> (session_id IS NULL)", name="ck_link_holder"),
    )
    _index("link", "agent_version_id", "stable_id", unique=True)
    _index("link", "agent_version_id", "kind", "position")
    _index("link", "session_id", "kind", "position")
    _index("link", "target_id", "created_at", "id")
    _index("link", "workspace_id", "created_at", "id")


def _run() -> None:
    with op.batch_alter_table("run") as batch:
        batch.add_column(Column("overrides", Json))
        batch.add_column(Column("callback_url", Text))
        batch.add_column(Column("trigger", Text, nullable=False, server_default="USER"))
        batch.add_column(Column("parent_run_id", Text))
        batch.add_column(Column("waiting_for", Json, nullable=False, server_default="[]"))
        batch.add_column(Column("resumptions", Integer, nullable=False, server_default="0"))
        batch.add_column(Column("resumed_at", Time))
        batch.add_column(Column("extensions", Json, nullable=False, server_default="{}"))
        batch.create_foreign_key(
            "fk_run_parent_run_id", "run", ["parent_run_id"], ["id"], ondelete="SET NULL"
        )
    _index("run", "parent_run_id", "created_at", "id")


def _task() -> None:
    op.create_table(
        "task",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_task_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "session_id",
            Text,
            ForeignKey("session.id", name="fk_task_session_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("number", Integer, nullable=False),
        Column("text", Text, nullable=False),
        Column("completed_at", Time),
        PrimaryKeyConstraint("id", name="pk_task"),
    )
    _index("task", "session_id", "number", unique=True)
    _index("task", "session_id", "created_at", "id")
    _index("task", "workspace_id", "created_at", "id")


def _feedback() -> None:
    op.create_table(
        "feedback",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_feedback_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "session_id",
            Text,
            ForeignKey("session.id", name="fk_feedback_session_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("run_id", Text, ForeignKey("run.id", name="fk_feedback_run_id", ondelete="CASCADE")),
        Column("agent_id", Text, ForeignKey("agent.id", name="fk_feedback_agent_id"), nullable=False),
        Column(
            "variation_id",
            Text,
            ForeignKey("variation.id", name="fk_feedback_variation_id", ondelete="SET NULL"),
        ),
        Column("score", Real, nullable=False),
        Column("comment", Text),
        Column("attributes", Json, nullable=False),
        Column("labels", Json, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("external_id", Text),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_feedback_created_by"), nullable=False),
        PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    _index("feedback", "workspace_id", "external_id", unique=True)
    _index("feedback", "agent_id", "created_at", "id")
    _index("feedback", "run_id", "created_at", "id")
    _index("feedback", "session_id", "created_at", "id")
    _index("feedback", "variation_id", "created_at", "id")
    _index("feedback", "workspace_id", "created_at", "id")


def _tool_call() -> None:
    op.create_table(
        "tool_call",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_tool_call_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "run_id",
            Text,
            ForeignKey("run.id", name="fk_tool_call_run_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column(
            "session_id",
            Text,
            ForeignKey("session.id", name="fk_tool_call_session_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("agent_id", Text, ForeignKey("agent.id", name="fk_tool_call_agent_id"), nullable=False),
        Column("tool_id", Text),
        Column("agent_called_id", Text),
        Column("child_session_id", Text),
        Column("message_id", Text, nullable=False),
        Column("provider_call_id", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("name", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("arguments", Json, nullable=False),
        Column("arguments_digest", Text, nullable=False),
        Column("approval", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("memo", Text),
        Column("decided_by", Text, ForeignKey("principal.id", name="fk_tool_call_decided_by")),
        Column("decided_at", Time),
        Column("started_at", Time),
        Column("finished_at", Time),
        Column("expires_at", Time),
        Column("result", Json),
        Column("error", Json),
        Column("idempotency_key", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_tool_call"),
    )
    _index("tool_call", "run_id", "position", unique=True)
    op.create_index(
        "ix_tool_call_expiring",
        "tool_call",
        ["expires_at"],
        sqlite_where=text("expires_at IS NOT NULL"),
        postgresql_where=text("expires_at IS NOT NULL"),
    )
    _index("tool_call", "run_id", "created_at", "id")
    _index("tool_call", "session_id", "created_at", "id")
    _index("tool_call", "tool_id", "created_at", "id")
    _index("tool_call", "workspace_id", "created_at", "id")


def _webhook_delivery() -> None:
    op.create_table(
        "webhook_delivery",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_webhook_delivery_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "webhook_endpoint_id",
            Text,
            ForeignKey(
                "webhook_endpoint.id", name="fk_webhook_delivery_webhook_endpoint_id", ondelete="CASCADE"
            ),
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column(
            "agent_id", Text, ForeignKey("agent.id", name="fk_webhook_delivery_agent_id", ondelete="CASCADE")
        ),
        Column(
            "session_id",
            Text,
            ForeignKey("session.id", name="fk_webhook_delivery_session_id", ondelete="CASCADE"),
        ),
        Column("run_id", Text, ForeignKey("run.id", name="fk_webhook_delivery_run_id", ondelete="CASCADE")),
        Column("event_id", Text),
        Column("activity_id", Text),
        Column("type", Text, nullable=False),
        Column("url", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("due_at", Time),
        Column("attempted_at", Time),
        Column("http_status", Integer),
        Column("latency_ms", Integer),
        Column("response_bytes", Integer),
        Column("response_headers", Json),
        Column("error", Text),
        PrimaryKeyConstraint("id", name="pk_webhook_delivery"),
    )
    _index("webhook_delivery", "agent_id", "created_at", "id")
    op.create_index(
        "ix_webhook_delivery_due_at",
        "webhook_delivery",
        ["due_at"],
        sqlite_where=text("due_at IS NOT NULL"),
        postgresql_where=text("due_at IS NOT NULL"),
    )
    _index("webhook_delivery", "run_id", "created_at", "id")
    _index("webhook_delivery", "session_id", "created_at", "id")
    _index("webhook_delivery", "webhook_endpoint_id", "created_at", "id")
    _index("webhook_delivery", "workspace_id", "created_at", "id")
