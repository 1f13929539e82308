"""Differences between a database and the tables that are declared."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from backend.store.beside import is_declared
from backend.store.table import Json
from scripts.draft_migration import PLUGINS


def migration_context(connection: Connection) -> MigrationContext:
    """Alembic over a connection, comparing all that it can."""
    options = {"compare_type": True, "compare_server_default": _differ, "autogenerate_plugins": list(PLUGINS)}
    return MigrationContext.configure(connection, opts={**options, "include_name": is_declared})


def differences(connection: Connection, declared: MetaData) -> list[object]:
    """What alembic would write a migration for."""
    return list(compare_metadata(migration_context(connection), declared))


def _differ(_: Any, _found: Any, declared: Any, default: str | None, given: Any, *_rendered: Any) -> Any:
    """Whether defaults differ; None leaves it to alembic, which would ask PostgreSQL to compare JSON."""
    if not isinstance(declared.type, Json) or default is None or given is None:
        return None
    return default.removesuffix("::json") != f"'{given.arg}'"
