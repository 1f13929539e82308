"""What a run's life leaves behind: activities in the name of whoever started it, and word to its callback."""

from collections.abc import Mapping

from backend.domain.ending import Ending
from backend.domain.spelling import camel
from backend.store.activity import NOTHING, record_of
from backend.store.database import Transaction
from backend.store.statement import Row
from backend.store.webhook_tell import tell_result


async def note_run(
    tx: Transaction, run: Row, what: str, data: Mapping[str, object] = NOTHING, *, by: str | None = None
) -> None:
    """Record `run.<what>` of a run: its row, or so much of one. `by` is who did it, if not its starter."""
    told = {"agentId": run.agent_id, "number": run.number, **data}
    await record_of(
        tx, by or run.created_by, run.workspace_id, f"run.{what}", run.id, told, parent_id=run.session_id
    )


async def note_end(tx: Transaction, run: Row, ending: Ending, *, by: str | None = None) -> None:
    """Record that a run has ended, with which code if it failed, and tell its `callback_url` the result."""
    code = {"code": ending.code} if ending.code else NOTHING
    await note_run(tx, run, camel(ending.status.name.lower()), code, by=by)
    await tell_result(tx, run)
