"""The end of an agent: out of use, in the trash, back from there, and gone with its versions and sessions."""

from collections.abc import Sequence

from backend.domain.viewer import Role, Viewer
from backend.store import retirement
from backend.store.agent import agent, find_agent, open_agent
from backend.store.database import Transaction
from backend.store.precondition import Precondition
from backend.store.row import remove_all
from backend.store.session import session


async def archive_agent(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Put an agent out of use: it begins no new runs and is never swept. Returns its id."""
    found = await open_agent(tx, viewer, reference, when)
    await retirement.archive(tx, agent, found)
    return str(found.id)


async def unarchive_agent(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Put an archived agent to use again. Returns its id."""
    found = await open_agent(tx, viewer, reference, when)
    await retirement.unarchive(tx, agent, found)
    return str(found.id)


async def delete_agent(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Put an agent into the trash; its runs under way go on. Returns its id."""
    found = await find_agent(tx, viewer, reference, when)
    await retirement.discard(tx, agent, found)
    return str(found.id)


async def restore_agent(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Take an agent out of the trash. Returns its id."""
    found = await find_agent(tx, viewer, reference, when)
    await retirement.restore(tx, agent, found)
    return str(found.id)


async def purge_agent(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Remove an agent that is in the trash, with its versions, sessions, runs and events.

    It takes an administrator. Returns the id that it had. CONFLICT if it is not in the trash.
    """
    found = await find_agent(tx, viewer, reference, when, Role.ADMIN)
    retirement.require_deleted(found)
    await purge_agents(tx, [found.id])
    return str(found.id)


async def purge_agents(tx: Transaction, ids: Sequence[str]) -> None:
    """Remove agents and everything that is theirs."""
    # The rows below, versions or runs and events, go by their foreign keys.
    await remove_all(tx, session, "agent_id", ids)
    await remove_all(tx, agent, "id", ids)
