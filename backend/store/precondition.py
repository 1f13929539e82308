"""What a client believes of a row that it changes: checked on the locked row before it is changed."""

from dataclasses import dataclass

from backend.domain.errors import Conflict, Forbidden
from backend.domain.viewer import Viewer
from backend.store.statement import Row


@dataclass(frozen=True, slots=True)
class Precondition:
    """The `if:` of a mutation; None is not asked for. `version` is the number of the default version."""

    version: int | None = None
    state: str | None = None
    deleted: bool | None = None
    archived: bool | None = None
    owned: bool | None = None


def hold(
    when: Precondition | None,
    viewer: Viewer,
    row: Row,
    *,
    version: int | None = None,
    state: str | None = None,
) -> None:
    """Refuse unless the row is as the client believes: FORBIDDEN if it belongs to another, else CONFLICT."""
    if when is None:
        return
    if when.owned is not None and when.owned != (row.owner_id == viewer.principal):
        raise Forbidden(f"{row.id} is {'not ' if when.owned else ''}owned by you.", ("if", "owned"))
    facts = {
        "version": version,
        "state": state,
        "deleted": row.deleted_at is not None,
        "archived": row.archived_at is not None,
    }
    for name, fact in facts.items():
        believed = getattr(when, name)
        if believed is not None and believed != fact:
            raise Conflict(
                f"{name} of {row.id} is {_spelled(fact)}, not {_spelled(believed)}: read it again.",
                ("if", name),
            )


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
