"""The first tables."""

from alembic import op
from sqlalchemy import ForeignKey, PrimaryKeyConstraint, text

from backend.store.fold import POSTGRES_FUNCTION
from backend.store.table import Column, Flag, Integer, Json, Text, Time

revision = "r0001_first"
down_revision = None


def upgrade() -> None:
    """Make every table, parents first, and the function `fold` where the database lacks it."""
    _account()
    _principal()
    _idempotency()
    _workspace()
    _agent()
    _api_key()
    _member()
    _agent_version()
    _session()
    _event()
    _run()
    if op.get_context().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql(POSTGRES_FUNCTION)


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique)


def _account() -> None:
    op.create_table(
        "account",
        Column("id", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_account"),
    )


def _principal() -> None:
    op.create_table(
        "principal",
        Column("id", Text, nullable=False),
        Column("account_id", Text, ForeignKey("account.id", name="fk_principal_account_id"), nullable=False),
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("email", Text),
        Column("external_id", Text),
        Column("account_admin", Flag, nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_principal"),
    )
    _index("principal", "account_id", "external_id", unique=True)
    _index("principal", "account_id", "created_at", "id")
    _index("principal", "account_id", "name", "id")


def _idempotency() -> None:
    op.create_table(
        "idempotency",
        Column(
            "principal_id",
            Text,
            ForeignKey("principal.id", name="fk_idempotency_principal_id"),
            nullable=False,
        ),
        Column("operation", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("input_digest", Text, nullable=False),
        Column("row_id", Text),
        Column("created_at", Time, nullable=False),
        PrimaryKeyConstraint("principal_id", "operation", "key", name="pk_idempotency"),
    )
    _index("idempotency", "created_at")


def _workspace() -> None:
    op.create_table(
        "workspace",
        Column("id", Text, nullable=False),
        Column("account_id", Text, ForeignKey("account.id", name="fk_workspace_account_id"), nullable=False),
        Column("name", Text, nullable=False),
        Column("handle", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("extensions", Json, nullable=False),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_workspace_created_by"), nullable=False
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        PrimaryKeyConstraint("id", name="pk_workspace"),
    )
    _index("workspace", "account_id", "external_id", unique=True)
    _index("workspace", "account_id", "handle", unique=True)
    _index("workspace", "account_id", "number", unique=True)
    _index("workspace", "account_id", "created_at", "id")
    _index("workspace", "account_id", "name", "id")
    _index("workspace", "account_id", "updated_at", "id")
    _index("workspace", "deleted_at")


def _agent() -> None:
    op.create_table(
        "agent",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_agent_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("metadata", Json, nullable=False),
        Column("labels", Json, nullable=False),
        Column("external_id", Text),
        Column("handle", Text, nullable=False),
        Column("extensions", Json, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_agent_created_by"), nullable=False),
        Column("owner_id", Text, ForeignKey("principal.id", name="fk_agent_owner_id"), nullable=False),
        Column("runtime_user_id", Text, ForeignKey("principal.id", name="fk_agent_runtime_user_id")),
        Column("default_version_id", Text),
        Column("draft_version_id", Text),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        PrimaryKeyConstraint("id", name="pk_agent"),
    )
    _index("agent", "workspace_id", "external_id", unique=True)
    _index("agent", "workspace_id", "handle", unique=True)
    _index("agent", "deleted_at")
    _index("agent", "workspace_id", "created_at", "id")
    _index("agent", "workspace_id", "name", "id")
    _index("agent", "workspace_id", "updated_at", "id")


def _api_key() -> None:
    op.create_table(
        "api_key",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_api_key_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "principal_id", Text, ForeignKey("principal.id", name="fk_api_key_principal_id"), nullable=False
        ),
        Column("name", Text, nullable=False),
        Column("hint", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_api_key_created_by"), nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        Column("expires_at", Time),
        Column("revoked_at", Time),
        PrimaryKeyConstraint("id", name="pk_api_key"),
    )
    _index("api_key", "digest", unique=True)
    _index("api_key", "workspace_id", "created_at", "id")
    _index("api_key", "workspace_id", "name", "id")
    _index("api_key", "workspace_id", "updated_at", "id")


def _member() -> None:
    op.create_table(
        "member",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_member_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "principal_id", Text, ForeignKey("principal.id", name="fk_member_principal_id"), nullable=False
        ),
        Column("role", Text, nullable=False),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_member"),
    )
    _index("member", "principal_id", "workspace_id", unique=True)
    _index("member", "workspace_id", "created_at", "id")


def _agent_version() -> None:
    op.create_table(
        "agent_version",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_agent_version_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "agent_id",
            Text,
            ForeignKey("agent.id", name="fk_agent_version_agent_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("state", Text, nullable=False),
        Column("number", Integer),
        Column("base_version_id", Text),
        Column("name", Text, nullable=False),
        Column("description", Text),
        Column("metadata", Json, nullable=False),
        Column("instructions", Text, nullable=False),
        Column("models", Json, nullable=False),
        Column("limits", Json, nullable=False),
        Column("input_schema", Json),
        Column("output_schema", Json),
        Column("built_ins", Json, nullable=False),
        Column("note", Text),
        Column("published_at", Time),
        Column("published_by", Text, ForeignKey("principal.id", name="fk_agent_version_published_by")),
        Column(
            "created_by", Text, ForeignKey("principal.id", name="fk_agent_version_created_by"), nullable=False
        ),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_agent_version"),
    )
    _index("agent_version", "agent_id", "number", unique=True)
    op.create_index(
        "ix_agent_version_draft",
        "agent_version",
        ["agent_id"],
        unique=True,
        sqlite_where=text("state = 'DRAFT'"),
        postgresql_where=text("state = 'DRAFT'"),
    )
    _index("agent_version", "agent_id", "created_at", "id")
    _index("agent_version", "workspace_id", "created_at", "id")


def _session() -> None:
    op.create_table(
        "session",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id", Text, ForeignKey("workspace.id", name="fk_session_workspace_id"), nullable=False
        ),
        Column("agent_id", Text, ForeignKey("agent.id", name="fk_session_agent_id"), nullable=False),
        Column(
            "agent_version_id",
            Text,
            ForeignKey("agent_version.id", name="fk_session_agent_version_id", ondelete="SET NULL"),
        ),
        Column("title", Text),
        Column("external_id", Text),
        Column("labels", Json, nullable=False),
        Column("end_user_id", Text),
        Column("variables", Json, nullable=False),
        Column("snapshot", Json, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_session_created_by"), nullable=False),
        Column("closed_at", Time),
        Column("close_reason", Text),
        Column("archived_at", Time),
        Column("deleted_at", Time),
        Column("retention_tier", Text, nullable=False, server_default="MEDIUM"),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_session"),
    )
    _index("session", "workspace_id", "external_id", unique=True)
    _index("session", "agent_id", "created_at", "id")
    _index("session", "agent_version_id")
    _index("session", "deleted_at")
    _index("session", "workspace_id", "created_at", "id")
    _index("session", "workspace_id", "end_user_id", "created_at", "id")


def _event() -> None:
    op.create_table(
        "event",
        Column("id", Text, nullable=False),
        Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", name="fk_event_workspace_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column(
            "session_id",
            Text,
            ForeignKey("session.id", name="fk_event_session_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("run_id", Text),
        Column("seq", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("payload", Json, nullable=False),
        Column("created_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_event"),
    )
    _index("event", "session_id", "seq", unique=True)
    _index("event", "run_id", "seq")


def _run() -> None:
    op.create_table(
        "run",
        Column("id", Text, nullable=False),
        Column("workspace_id", Text, ForeignKey("workspace.id", name="fk_run_workspace_id"), nullable=False),
        Column(
            "session_id",
            Text,
            ForeignKey("session.id", name="fk_run_session_id", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("agent_id", Text, ForeignKey("agent.id", name="fk_run_agent_id"), nullable=False),
        Column(
            "agent_version_id",
            Text,
            ForeignKey("agent_version.id", name="fk_run_agent_version_id", ondelete="SET NULL"),
        ),
        Column("number", Integer, nullable=False),
        Column("status", Text, nullable=False),
        Column("epoch", Integer, nullable=False),
        Column("worker", Text),
        Column("heartbeat_at", Time),
        Column("input", Json, nullable=False),
        Column("output", Json),
        Column("error", Json),
        Column("usage", Json, nullable=False),
        Column("turns", Integer, nullable=False),
        Column("cancel_requested_at", Time),
        Column("cancel_reason", Text),
        Column("created_by", Text, ForeignKey("principal.id", name="fk_run_created_by"), nullable=False),
        Column("started_at", Time),
        Column("finished_at", Time),
        Column("created_at", Time, nullable=False),
        Column("updated_at", Time, nullable=False),
        PrimaryKeyConstraint("id", name="pk_run"),
    )
    _index("run", "session_id", "number", unique=True)
    op.create_index(
        "ix_run_active",
        "run",
        ["created_at", "id"],
        unique=False,
        sqlite_where=text("status IN ('QUEUED', 'RUNNING', 'WAITING')"),
        postgresql_where=text("status IN ('QUEUED', 'RUNNING', 'WAITING')"),
    )
    _index("run", "agent_id", "created_at", "id")
    _index("run", "agent_version_id")
    _index("run", "workspace_id", "created_at", "id")
