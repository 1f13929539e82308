"""What versions named as built-in tools becomes links to the tools of the set `handle:concord`."""

import json
from typing import Any

from alembic import op
from sqlalchemy import Connection, Insert, cast, column, insert, literal, literal_column, select, table

from backend.platform.ids import id_of, new_id
from backend.store.table import Integer, Json, Text

revision = "r0003_built_ins"
down_revision = "r0002_model"

_version = table("agent_version", *map(column, ("id", "agent_id", "built_ins")))
_COPIED = ("workspace_id", "created_by", "created_at", "updated_at")
_MADE = ("id", "stable_id", "agent_version_id", "kind", "target_id", "position", "settings", "extensions")
_link = table("link", *map(column, (*_MADE, *_COPIED)))


def upgrade() -> None:
    """Write the links, then drop the column."""
    _make_links(op.get_bind())
    with op.batch_alter_table("agent_version") as batch:
        batch.drop_column("built_ins")


def _make_links(connection: Connection) -> None:
    stable: dict[tuple[str, str], str] = {}
    for version in connection.execute(select(_version).order_by(_version.c.id)).all():
        held = version.built_ins
        for position, name in enumerate(json.loads(held) if isinstance(held, str) else held):
            made = new_id("lnk")
            first = stable.setdefault((version.agent_id, name), made)
            connection.execute(_inserted(version.id, made, first, name, position))


def _inserted(version: str, made: str, stable: str, name: str, position: int) -> Insert:
    """The tool's row is seeded at the next start; its id is made of its name."""
    nothing = cast(literal_column("'{}'"), Json())
    tool = id_of("tol", f"concord/{name}")
    values = [literal(each, Text()) for each in (made, stable, version, "TOOL", tool)]
    whose = table("agent_version", *map(column, ("id", *_COPIED)))
    columns: list[Any] = [
        *values,
        literal(position, Integer),
        nothing,
        nothing,
        *(whose.c[each] for each in _COPIED),
    ]
    rows = select(*columns).where(whose.c.id == version)
    return insert(_link).from_select([*_MADE, *_COPIED], rows)
