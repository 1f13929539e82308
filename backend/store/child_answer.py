"""What an agent that was called answers: its session's first run, told to the call that waits for it."""

from sqlalchemy import bindparam, literal_column, or_, select

from backend.domain.ending import cancelled
from backend.domain.ids import SYSTEM_PRINCIPAL
from backend.domain.run import RunStatus
from backend.domain.tool import ToolKind
from backend.store.database import Transaction
from backend.store.run import ACTIVE_STATUS, run
from backend.store.run_cancel import active_runs, stop
from backend.store.session import lock_session
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.tool_call import tool_call
from backend.store.tool_call_decide import answered, locked

GONE = {"code": "AGENT_GONE", "message": "The agent that was called was removed before it answered."}
ORPHANED = "The run that called this agent has ended."

_child, _above = run.alias("child"), run.alias("above")
_ENDED = _child.c.finished_at.is_not(None)
_FIRST = (_child.c.session_id == tool_call.c.child_session_id) & (_child.c.number == 1)
_OPEN = tool_call.c.finished_at.is_(None)
_OF_CALL = select(*(_child.c[name] for name in ("status", "output", "error", "finished_at"))).where(
    _child.c.session_id == bindparam("child", type_=Text()), _child.c.number == 1
)
_DUE = (
    select(tool_call.c.id, tool_call.c.session_id)
    .join(run, run.c.id == tool_call.c.run_id)
    .outerjoin(_child, _FIRST)
    .where(
        run.c.status == literal_column(f"'{RunStatus.WAITING.name}'"),
        tool_call.c.kind == literal_column(f"'{ToolKind.AGENT.name}'"),
        tool_call.c.child_session_id.is_not(None),
        _OPEN,
        or_(_ENDED, _child.c.id.is_(None)),
    )
    .limit(100)
)
_ORPHANS = (
    select(run.c.session_id)
    .join(_above, _above.c.id == run.c.parent_run_id)
    .where(ACTIVE_STATUS, run.c.cancel_requested_at.is_(None), _above.c.finished_at.is_not(None))
    .distinct()
    .limit(100)
)
_BY_ID = select(tool_call.c.id, tool_call.c.session_id).where(
    tool_call.c.id == bindparam("call", type_=Text())
)


async def answered_calls(tx: Transaction) -> list[Row]:
    """Calls of agents that have ended or were removed, by `id` and `session_id`: for `take_answer`."""
    return await tx.fetch(_DUE)


async def take_answer_of(tx: Transaction, call_id: str) -> None:
    """Tell a call, by its id, what the agent answered, if it has."""
    found = await tx.first(_BY_ID, {"call": call_id})
    if found is not None:
        await take_answer(tx, found)


async def take_answer(tx: Transaction, due: Row) -> None:
    """Tell a call what the agent answered, unless it has been told or its run has ended."""
    call = await locked(tx, due)
    if call.finished_at is not None or call.child_session_id is None:
        return
    ended = await tx.first(_OF_CALL, {"child": call.child_session_id})
    if ended is None:
        await answered(tx, call, None, GONE)
    elif ended.status == RunStatus.COMPLETED.name:
        await answered(tx, call, ended.output, None)
    elif ended.finished_at is not None:
        said = ended.error or {"message": "The agent's run was cancelled."}
        await answered(tx, call, None, {"code": f"AGENT_{ended.status}", "message": said["message"]})


async def orphaned(tx: Transaction) -> list[str]:
    """Sessions with active runs that were started by a run which has ended, by their ids."""
    return [row.session_id for row in await tx.fetch(_ORPHANS)]


async def stop_orphans(tx: Transaction, session_id: str) -> None:
    """Stop what runs in a session that nobody waits for any more."""
    await lock_session(tx, session_id)
    await stop(tx, await active_runs(tx, session_id), cancelled(ORPHANED), by=SYSTEM_PRINCIPAL)
