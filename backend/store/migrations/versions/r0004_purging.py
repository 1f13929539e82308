"""What the trash asks for: workspace numbers that are not given twice, and indexes of what lies in it."""

from alembic import op
from sqlalchemy import column, func, insert, literal, select, table, text

from backend.store.table import Text

revision = "r0004_purging"
down_revision = "r0003_built_ins"

_workspace = table("workspace", column("account_id"), column("number"))
_numbering = table("numbering", column("account_id"), column("noun"), column("last"))


def upgrade() -> None:
    """Count on from each account's last workspace, and make the indexes."""
    account = _workspace.c.account_id
    last = select(account, literal("workspace", Text()), func.max(_workspace.c.number)).group_by(account)
    op.execute(insert(_numbering).from_select(["account_id", "noun", "last"], last))
    op.create_index("ix_tool_call_agent_id", "tool_call", ["agent_id"])
    trash = text("deleted_at IS NOT NULL")
    op.create_index("ix_workspace_trash", "workspace", ["id"], sqlite_where=trash, postgresql_where=trash)
