"""The trash, as whoever changes a row meets it."""

from backend.domain.errors import Conflict, Path
from backend.store.statement import Row


def require_present(row: Row, path: Path = (), *, kind: str = "") -> None:
    """Refuse what is in the trash (CONFLICT at `path`); `kind` is said before its id, as in "Session "."""
    if row.deleted_at is not None:
        raise Conflict(f"{kind}{row.id} is in the trash: restore it first.", path)


def require_deleted(row: Row) -> None:
    """Refuse to purge what is not in the trash (CONFLICT)."""
    if row.deleted_at is None:
        raise Conflict(f"{row.id} is not in the trash: delete it first.")
