"""The tools for tasks: what an agent notes down to do in its session. The log tells of every change."""

from typing import Any

from backend.domain.event import EventKind
from backend.platform.ids import new_id
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.store.consequence import NewEvent
from backend.store.statement import Row
from backend.store.task import tasks_of

MOST = 500
"""Tasks of one session."""


async def task_list(call: Call, lent: Lent) -> Result:
    """All tasks: `{number, text, completed}` each."""
    return Result([_told(each) for each in await _tasks(call, lent)])


async def task_create(call: Call, lent: Lent) -> Result:
    """A task with the next number."""
    before = await _tasks(call, lent)
    if len(before) >= MOST:
        raise ToolError("TOO_MANY", f"There are {MOST} tasks already: change one of them.")
    number = before[-1].number + 1 if before else 1
    return _noted(new_id("tsk"), number, call.arguments["text"], completed=False)


async def task_update(call: Call, lent: Lent) -> Result:
    """A task with other words, or done, or not."""
    number = call.arguments["number"]
    found = next((each for each in await _tasks(call, lent) if each.number == number), None)
    if found is None:
        raise ToolError("NOT_FOUND", f"There is no task {number}.")
    before = _told(found)
    now = before | {name: call.arguments[name] for name in ("text", "completed") if name in call.arguments}
    return Result(before) if now == before else _noted(found.id, **now)


async def _tasks(call: Call, lent: Lent) -> list[Row]:
    async with lent.database.read() as tx:
        return await tasks_of(tx, call.held.session_id)


def _told(row: Row) -> dict[str, Any]:
    return {"number": row.number, "text": row.text, "completed": row.completed_at is not None}


def _noted(task_id: str, number: int, text: str, *, completed: bool) -> Result:
    told = {"number": number, "text": text, "completed": completed}
    return Result(told, [NewEvent(EventKind.TASK_CHANGED, {"taskId": task_id, **told})])
