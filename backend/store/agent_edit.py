"""Editing an agent: its own columns at once, its configuration in the draft or through to a new version."""

from collections.abc import Mapping

from backend.domain.agent import differs
from backend.domain.errors import Conflict
from backend.domain.viewer import Viewer
from backend.store.agent import agent, open_agent, parted
from backend.store.agent_publish import publish_draft, publish_next
from backend.store.agent_version import add_version, agent_version, profile, settings, successor, version
from backend.store.database import Transaction
from backend.store.precondition import Precondition
from backend.store.principal import require_people
from backend.store.row import change, remove
from backend.store.statement import Row


async def update_agent(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    publish: bool = False,
    note: str | None = None,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given, the agent's and its version's together, and return its id.

    Configuration is changed in the draft, which begins as the default version if there is none. `publish`
    goes through: the default version with these changes is the next version, and a draft is left alone; an
    agent that was never published has its draft changed and published. What changes nothing makes no version.
    """
    found = await open_agent(tx, viewer, reference, when)
    own, configuration = parted(columns)
    await require_people(tx, viewer, own, "owner_id", "runtime_user_id")
    after = found._replace(**own)
    if differs(found._asdict(), own):
        await change(tx, agent, found.id, own)
    if publish and found.default_version_id is not None:
        if differs(profile(found), profile(after)) or await _differs(tx, found, configuration):
            await publish_next(tx, viewer, after, configuration, note)
    else:
        await _edit_draft(tx, viewer, after, configuration)
        if publish:
            await publish_draft(tx, viewer, after, note)
    return str(found.id)


async def edit_agent(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Begin the next draft as a copy of the default version, unless there is one; returns the agent's id."""
    found = await open_agent(tx, viewer, reference, when)
    if found.draft_version_id is None:
        await _begin_draft(tx, viewer, found, await version(tx, found.default_version_id), {})
    return str(found.id)


async def discard_draft(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Drop the draft and give the agent back the default version's name, description and metadata.

    Returns the agent's id. CONFLICT if there is no draft, or no published version to go back to.
    """
    found = await open_agent(tx, viewer, reference, when)
    if found.draft_version_id is None:
        raise Conflict(f"Agent {found.id} has no draft to discard.")
    if found.default_version_id is None:
        raise Conflict(f"Agent {found.id} was never published, so nothing would be left: delete it instead.")
    default = await version(tx, found.default_version_id)
    await change(tx, agent, found.id, profile(default) | {"draft_version_id": None})
    await remove(tx, agent_version, found.draft_version_id)
    return str(found.id)


async def _edit_draft(
    tx: Transaction, viewer: Viewer, found: Row, configuration: Mapping[str, object]
) -> None:
    current = await version(tx, found.draft_version_id or found.default_version_id)
    changes = configuration if found.draft_version_id is None else {**profile(found), **configuration}
    if not differs(current._asdict(), changes):
        return
    if found.draft_version_id is None:
        await _begin_draft(tx, viewer, found, current, changes)
    else:
        await change(tx, agent_version, current.id, changes)
        await change(tx, agent, found.id, {})


async def _begin_draft(
    tx: Transaction, viewer: Viewer, found: Row, base: Row, configuration: Mapping[str, object]
) -> None:
    draft = await add_version(tx, viewer, successor(found, base.id) | settings(base) | dict(configuration))
    await change(tx, agent, found.id, {"draft_version_id": draft})


async def _differs(tx: Transaction, found: Row, configuration: Mapping[str, object]) -> bool:
    default = await version(tx, found.default_version_id)
    return differs(default._asdict(), configuration)
