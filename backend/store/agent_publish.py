"""Publishing: a draft becomes the next numbered version, and the one that runs by default."""

from collections.abc import Mapping

from backend.domain.agent import VersionState
from backend.domain.errors import Conflict
from backend.domain.viewer import Viewer
from backend.store.agent import agent, open_agent
from backend.store.agent_version import (
    add_version,
    agent_version,
    next_number,
    profile,
    published,
    settings,
    successor,
    version,
    version_of,
)
from backend.store.database import Transaction
from backend.store.precondition import Precondition
from backend.store.row import change
from backend.store.statement import Row


async def publish_agent(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    *,
    force: bool = False,
    note: str | None = None,
    when: Precondition | None = None,
) -> str:
    """Publish the draft with the agent's name, description and metadata, and return the agent's id.

    CONFLICT if there is no draft, or, unless `force`, if another version became the default since it began.
    """
    found = await open_agent(tx, viewer, reference, when)
    if found.draft_version_id is None:
        raise Conflict(f"Agent {found.id} has no draft, so there is nothing to publish: edit it first.")
    draft = await version(tx, found.draft_version_id)
    if draft.base_version_id != found.default_version_id and not force:
        raise Conflict(
            f"Another version of agent {found.id} became the default after this draft was begun. Publish with"
            " force: true to replace it, or discard the draft and edit again."
        )
    await publish_draft(tx, viewer, found, note)
    return str(found.id)


async def set_default_version(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    version_reference: str,
    *,
    when: Precondition | None = None,
) -> str:
    """Let a published version run by default, by its id or as `number:3`, and return the agent's id.

    CONFLICT if it is a draft. A draft that was begun from another version is stale from now on.
    """
    found = await open_agent(tx, viewer, reference, when)
    chosen = await version_of(tx, found.id, version_reference)
    if chosen.state != VersionState.PUBLISHED.name:
        raise Conflict(
            f"Version {chosen.id} is a draft: publish it, which makes it the default.", ("versionId",)
        )
    if chosen.id != found.default_version_id:
        await change(tx, agent, found.id, {"default_version_id": chosen.id})
    return str(found.id)


async def publish_draft(tx: Transaction, viewer: Viewer, found: Row, note: str | None) -> None:
    """Make the draft of a locked agent its next version and its default."""
    stage = published(viewer, await next_number(tx, found.id), note)
    await change(tx, agent_version, found.draft_version_id, profile(found) | stage)
    await change(
        tx, agent, found.id, {"default_version_id": found.draft_version_id, "draft_version_id": None}
    )


async def publish_next(
    tx: Transaction, viewer: Viewer, found: Row, changes: Mapping[str, object], note: str | None
) -> None:
    """Publish the default version of a locked agent with changes as its next one; a draft is left alone."""
    base = await version(tx, found.default_version_id)
    stage = published(viewer, await next_number(tx, found.id), note)
    columns = successor(found, base.id) | settings(base) | dict(changes) | stage
    made = await add_version(tx, viewer, columns)
    await change(tx, agent, found.id, {"default_version_id": made})
