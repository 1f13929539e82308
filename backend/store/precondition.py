"""What a client believes of a row that it changes: checked on the locked row before it is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.domain.spelling import camel
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.scope import locate, parent_of
from backend.store.statement import Row
from backend.store.table import Column


@dataclass(frozen=True, slots=True)
class Precondition:
    """The `if:` of a mutation; None is not asked for. Of a list, one is so.

    `version` is the number of the default version, or of an entry's last write; `sha256` is of its content,
    `within` and `agent_id` are references to the row's parent, `approval` and `arguments_digest` are of a
    tool call.
    """

    updated_at: datetime | None = None
    version: int | None = None
    sha256: str | None = None
    state: str | None = None
    status: str | Sequence[str] | None = None
    outcome: Sequence[str] | None = None
    has_draft: bool | None = None
    used: bool | None = None
    deleted: bool | None = None
    archived: bool | None = None
    owned: bool | None = None
    within: str | None = None
    agent_id: str | None = None
    approval: str | None = None
    arguments_digest: str | None = None


def hold(
    when: Precondition | None,
    viewer: Viewer,
    row: Row,
    **facts: object,
) -> None:
    """Refuse unless the row is as the client believes: FORBIDDEN if it belongs to another, else CONFLICT.

    `facts` are what is true of it besides its trash and archive, under the names of the precondition.
    """
    if when is None:
        return
    if when.owned is not None and when.owned != (row.owner_id == viewer.principal):
        raise Forbidden(f"{row.id} is {'not ' if when.owned else ''}owned by you.", ("if", "owned"))
    put_away = {"deleted": row.deleted_at is not None, "archived": row.archived_at is not None}
    agree(when, row, {**facts, **put_away, "updated_at": row.updated_at})


def agree(when: Precondition | None, row: Row, facts: Mapping[str, object]) -> None:
    """Refuse unless these facts of a row are as the client believes (CONFLICT)."""
    for name, fact in facts.items():
        believed = getattr(when, name, None)
        if believed is not None and fact not in _listed(believed):
            raise Conflict(
                f"{camel(name)} of {row.id} is {_spelled(fact)}, not {_spelled(believed)}: read it again.",
                ("if", camel(name)),
            )


async def hold_within(
    tx: Transaction,
    viewer: Viewer,
    row: Row,
    when: Precondition | None,
    column: Column[str],
    word: str = "within",
) -> None:
    """Refuse unless the row's parent, whose id the column holds, is the one that is named (NOT_FOUND).

    `word` is the field of the precondition that names it.
    """
    named = None if when is None else getattr(when, word)
    if named is None:
        return
    above = parent_of(column.table, column.name)
    parent = await locate(tx, viewer.needing(Role.VIEWER), above, named, camel(word), lock=False)
    if parent.id != getattr(row, column.name):
        raise NotFound(f"{row.id} is not in {named!r}.", ("if", camel(word)))


def _listed(believed: object) -> Sequence[object]:
    return believed if isinstance(believed, list | tuple) else (believed,)


def _spelled(value: object) -> str:
    if isinstance(value, list | tuple):
        return " or ".join(map(_spelled, value))
    if isinstance(value, datetime):
        return clock.text(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
