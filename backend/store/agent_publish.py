"""Publishing: a draft becomes the next numbered version, and the one that runs by default."""

from collections.abc import Sequence

from backend.domain.agent import VersionState
from backend.domain.configured import Configured
from backend.domain.errors import Conflict
from backend.domain.viewer import Viewer
from backend.store.agent import AGENT, agent, open_agent
from backend.store.agent_version import (
    add_version,
    agent_version,
    next_number,
    profile,
    published,
    successor,
    version,
    version_of,
)
from backend.store.binding import Bindings, bindings, bound
from backend.store.database import Transaction
from backend.store.link import links_of_version, write_links
from backend.store.noun import note_of
from backend.store.precondition import Precondition
from backend.store.row import change
from backend.store.session_life import drop_tried_out
from backend.store.statement import Row


async def publish_agent(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    *,
    given: Sequence[object] | None = None,
    drop_draft_sessions: bool = False,
    force: bool = False,
    note: str | None = None,
    when: Precondition | None = None,
) -> str:
    """Publish the draft with the agent's name, description, metadata and extensions; returns the agent's id.

    `given` are bindings `{from, to}`: the published version leads to other servers, tool sets or secrets than
    the draft did. `drop_draft_sessions` puts the sessions in the trash in which the draft was tried out.
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
    await publish_draft(tx, viewer, found, note, given)
    if drop_draft_sessions:
        await drop_tried_out(tx, viewer, draft.id)
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
        await note_of(tx, viewer, AGENT, found, "defaultChanged", {"number": chosen.number})
    return str(found.id)


async def publish_draft(
    tx: Transaction, viewer: Viewer, found: Row, note: str | None, given: Sequence[object] | None = None
) -> None:
    """Make the draft of a locked agent its next version and its default."""
    stage = published(viewer, await next_number(tx, found.id), note)
    stage |= {"bindings": await _bind(tx, viewer, found, given)}
    await change(tx, agent_version, found.draft_version_id, profile(found) | stage)
    await change(
        tx, agent, found.id, {"default_version_id": found.draft_version_id, "draft_version_id": None}
    )
    await note_of(tx, viewer, AGENT, found, "published", {"number": stage["number"]})


async def publish_next(
    tx: Transaction,
    viewer: Viewer,
    found: Row,
    base: Row,
    configured_: Configured,
    note: str | None,
    *,
    default: bool = True,
) -> str:
    """Publish the next version of a locked agent, begun from a published one, and return its id.

    It is the default from now on, unless told otherwise; a draft is left alone.
    """
    stage = published(viewer, await next_number(tx, found.id), note)
    columns = successor(found, base.id) | stage | {"bindings": base.bindings}
    made = await add_version(tx, viewer, columns, configured_)
    if default:
        await change(tx, agent, found.id, {"default_version_id": made})
    await note_of(tx, viewer, AGENT, found, "published", {"number": stage["number"]})
    return made


async def _bind(tx: Transaction, viewer: Viewer, found: Row, given: Sequence[object] | None) -> Bindings:
    """Bind the draft's links; what is bound to what."""
    links = await links_of_version(tx, found.draft_version_id)
    pairs = await bindings(tx, viewer, found.workspace_id, links, given)
    holder = {"workspace_id": found.workspace_id, "agent_version_id": found.draft_version_id}
    await write_links(tx, viewer, holder, links, await bound(tx, links, pairs))
    return pairs
