"""Sealing the secrets of sessions again, which are sealed one by one inside one column."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Text as PlainText, bindparam, cast, func, or_, select, update

from backend.platform.logging import log
from backend.platform.secrets import Place, Unsealable, key_of
from backend.store.database import Transaction
from backend.store.session import session
from backend.store.statement import Row
from backend.store.table import Integer, Json, Text
from backend.store.workspace import workspace

_FIND = {"sqlite": func.instr, "postgresql": func.strpos}
_AGAIN = (
    update(session)
    .where(session.c.id == bindparam("row_id", type_=Text()))
    .values(secrets=bindparam("new_secrets", type_=Json()))
)


async def reseal_sessions(tx: Transaction, limit: int) -> int:
    """Seal the secrets of up to so many sessions again of which a retired key sealed some; how many there
    were. What cannot be opened is left as it is, and logged.
    """
    done, after = 0, ""
    retired = tx.keyring.retired
    statement = _due(tx.dialect, len(retired))
    keys = {f"key_{index}": each for index, each in enumerate(retired)}
    while done < limit:
        rows = await tx.fetch(statement, {**keys, "after": after, "limit": limit - done})
        if not rows:
            break
        after = rows[-1].id
        done += sum([await _reseal(tx, row) for row in rows])
    return done


async def _reseal(tx: Transaction, row: Row) -> bool:
    place = Place(row.account_id, "session", row.id, "secrets")
    new = {name: _again(tx, row, each, place) for name, each in row.secrets.items()}
    if new == row.secrets:
        return False
    await tx.fetch(_AGAIN, {"row_id": row.id, "new_secrets": new})
    return True


def _again(tx: Transaction, row: Row, sealed: str, place: Place) -> str:
    try:
        if key_of(sealed) not in tx.keyring.retired:
            return sealed
        return tx.keyring.seal(tx.keyring.unseal(sealed, place), place)
    except Unsealable as error:
        log.warning("cannot be sealed again", row=row.id, table="session", reason=str(error))
        return sealed


@lru_cache
def _due(dialect: str, keys: int) -> Select[Any]:
    """A page of sessions, by their ids, whose secrets name one of so many keys."""
    text = cast(session.c.secrets, PlainText())
    find = _FIND[dialect]
    named = or_(*(find(text, bindparam(f"key_{index}", type_=Text())) > 0 for index in range(keys)))
    return (
        select(session.c.id, session.c.secrets, workspace.c.account_id)
        .join(workspace, workspace.c.id == session.c.workspace_id)
        .where(session.c.id > bindparam("after", type_=Text()), named)
        .order_by(session.c.id)
        .limit(bindparam("limit", type_=Integer))
        .with_for_update(of=session, skip_locked=True)
    )
