"""A child session: what a call of an agent starts. It has its parent's end user, secrets and environment."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain.errors import Conflict
from backend.domain.link import LinkKind
from backend.domain.viewer import Viewer
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.link import links_of_session
from backend.store.row import the_row
from backend.store.run_start import start_run
from backend.store.session import session
from backend.store.session_secret import own_secret
from backend.store.session_start import Parent, start_session
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.tool_call import tool_call

DEEPEST = 5
"""Sessions that may lie inside each other: so a cycle of agents ends."""

_ABOVE = select(session.c.parent_id).where(session.c.id == bindparam("session", type_=Text()))


async def start_child(
    tx: Transaction, viewer: Viewer, call_id: str, agent_id: str, given: Mapping[str, Any]
) -> tuple[str, str]:
    """Start a session of an agent for a call of a tool, and its run with this input; their ids.

    CONFLICT where five sessions lie inside each other already, and as in `start_session` and `start_run`.
    """
    call = await the_row(tx, tool_call, call_id)
    above = await the_row(tx, session, call.session_id)
    await _require_shallow(tx, above)
    # Of those that lead to secrets; a secret that is the session's own comes with its secrets.
    links = [each for each in await links_of_session(tx, above.id) if each.kind is LinkKind.SECRET]
    parent = Parent(above.id, call.id, tuple(replace(each, stable_id=new_id("lnk")) for each in links))
    opened = {
        "end_user_id": above.end_user_id,
        "environment_id": above.environment_id,
        "secrets": _secrets(tx, viewer, above),
    }
    home = above.workspace_id
    made = await start_session(tx, viewer, agent_id, opened, workspace=home, parent=parent)
    return made, await start_run(tx, viewer, made, given, parent_run=call.run_id)


async def _require_shallow(tx: Transaction, above: Row) -> None:
    depth, parent = 1, above.parent_id
    while parent is not None:
        (row,) = await tx.fetch(_ABOVE, {"session": parent})
        depth, parent = depth + 1, row.parent_id
    if depth >= DEEPEST:
        raise Conflict(f"Agents may call each other {DEEPEST} sessions deep: answer without this call.")


def _secrets(tx: Transaction, viewer: Viewer, above: Row) -> list[dict[str, object]]:
    return [{"name": name, "value": own_secret(tx, viewer.account, above, name)} for name in above.secrets]
