"""The trash, as whoever changes a row meets it."""

from backend.domain.errors import Conflict, Path
from backend.domain.kept import is_kept
from backend.platform import clock
from backend.store.statement import Row


def require_present(row: Row, path: Path = (), *, kind: str = "") -> None:
    """Refuse what is in the trash (CONFLICT at `path`); `kind` is said before its id, as in "Session "."""
    if row.deleted_at is not None:
        raise Conflict(f"{kind}{row.id} is in the trash: restore it first.", path)


def require_deleted(row: Row) -> None:
    """Refuse to purge what is not in the trash (CONFLICT)."""
    if row.deleted_at is None:
        raise Conflict(f"{row.id} is not in the trash: delete it first.")


def require_kept(row: Row) -> None:
    """Refuse to restore what the sweeper may have begun to remove, from the inside (CONFLICT)."""
    if not is_kept(row.retention_tier, clock.now() - row.deleted_at):
        raise Conflict(f"{row.id} has been in the trash for longer than its tier says: it is being purged.")
