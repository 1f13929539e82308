"""Editing an agent: its own columns at once, its configuration in the draft or through to a new version."""

from collections.abc import Mapping, Sequence

from backend.domain.configured import NOTHING, SCHEMAS, Change, Configured
from backend.domain.errors import Conflict
from backend.domain.kept import differs
from backend.domain.viewer import Viewer
from backend.store.agent import AGENT, agent, open_agent, parted
from backend.store.agent_publish import publish_draft, publish_next
from backend.store.agent_version import add_version, agent_version, profile, successor, version
from backend.store.binding import as_far_as_possible, bindings, turned_back
from backend.store.configuration import asked, configured
from backend.store.data_schema import definitions
from backend.store.database import Transaction
from backend.store.link import write_links
from backend.store.noun import alter, note_of
from backend.store.precondition import Precondition
from backend.store.row import change, remove
from backend.store.statement import Row


async def update_agent(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    publish: bool = False,
    unless_draft: bool = False,
    note: str | None = None,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given, the agent's and its version's together, and return its id.

    Configuration is changed in the draft, which begins as the default version if there is none. `publish`
    goes through: the default version with these changes is the next version, and a draft is left alone; an
    agent that was never published has its draft changed and published. With `unless_draft` it goes through
    only if there is no draft. What changes nothing makes no version.
    """
    found = await open_agent(tx, viewer, reference, when)
    own, configuration = parted(columns)
    wanted = await asked(tx, viewer, found.workspace_id, configuration, agent=found.id)
    after = await alter(tx, viewer, AGENT, found, own)
    through = goes_through(found, publish=publish, unless_draft=unless_draft)
    await configure(tx, viewer, after, wanted, through=through, note=note, renamed=_renamed(found, after))
    return str(found.id)


def goes_through(found: Row, *, publish: bool, unless_draft: bool) -> bool:
    """Whether a change of an agent's configuration is published at once."""
    return publish and not (unless_draft and found.draft_version_id is not None)


async def configure(
    tx: Transaction,
    viewer: Viewer,
    found: Row,
    wanted: Change,
    *,
    through: bool,
    note: str | None = None,
    renamed: bool = False,
) -> str:
    """Change the configuration of a locked agent in its draft, or straight through; the id of the version.

    `renamed` says that its name, description, metadata or extensions changed, which a new version shows.
    """
    if through and found.default_version_id is not None:
        base = await version(tx, found.default_version_id)
        before = await configured(tx, base)
        after = wanted.onto(before)
        if not renamed and not before.differs(after):
            return str(base.id)
        return await publish_next(tx, viewer, found, base, after, note)
    draft = await _edit_draft(tx, viewer, found, wanted)
    if through:
        await publish_draft(tx, viewer, found._replace(draft_version_id=draft), note)
    return draft


async def edit_agent(
    tx: Transaction, viewer: Viewer, reference: str, *, when: Precondition | None = None
) -> str:
    """Begin the next draft as a copy of the default version, unless there is one; returns the agent's id."""
    found = await open_agent(tx, viewer, reference, when)
    if found.draft_version_id is None:
        default = await version(tx, found.default_version_id)
        await _begin_draft(tx, viewer, found, default, NOTHING)
    return str(found.id)


async def discard_draft(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    *,
    given: Sequence[object] | None = None,
    when: Precondition | None = None,
) -> str:
    """Drop the draft and give the agent back what its default version was called.

    `given` are bindings `{from, to}` of what the default uses, with which the next draft begins. Returns the
    agent's id. CONFLICT if there is no draft, or no published version to go back to.
    """
    found = await open_agent(tx, viewer, reference, when)
    if found.draft_version_id is None:
        raise Conflict(f"Agent {found.id} has no draft to discard.")
    if found.default_version_id is None:
        raise Conflict(f"Agent {found.id} was never published, so nothing would be left: delete it instead.")
    default = await version(tx, found.default_version_id)
    links = (await configured(tx, default)).links
    kept = await bindings(tx, viewer, found.workspace_id, links, given) if given is not None else None
    changes = profile(default) | {"draft_version_id": None, "next_bindings": kept}
    await change(tx, agent, found.id, changes)
    await remove(tx, agent_version, found.draft_version_id)
    await note_of(tx, viewer, AGENT, found, "draftDiscarded")
    return str(found.id)


async def _edit_draft(tx: Transaction, viewer: Viewer, found: Row, wanted: Change) -> str:
    current = await version(tx, found.draft_version_id or found.default_version_id)
    before = await configured(tx, current)
    after = wanted.onto(before)
    if found.draft_version_id is None:
        return await _begin_draft(tx, viewer, found, current, wanted) if before.differs(after) else current.id
    if before.differs(after) or _renamed(current, found):
        # Only what changes: the others of its columns may be rewritten by a schema that it names.
        written = {name: value for name, value in after.columns.items() if name in wanted.columns}
        await change(tx, agent_version, current.id, profile(found) | written)
        await write_links(tx, viewer, _holder(current), before.links, after.links)
        await change(tx, agent, found.id, {})
        await note_of(tx, viewer, AGENT, found, "draftChanged")
    return str(current.id)


async def _begin_draft(tx: Transaction, viewer: Viewer, found: Row, base: Row, wanted: Change) -> str:
    before = await configured(tx, base)
    if found.next_bindings is None:
        links = await turned_back(tx, before.links, base.bindings)
    else:
        links = await as_far_as_possible(tx, before.links, found.next_bindings)
    columns = {**before.columns, **await definitions(tx, before.columns, *SCHEMAS)}
    begun = Configured(columns, links)
    draft = await add_version(tx, viewer, successor(found, base.id), wanted.onto(begun))
    await change(tx, agent, found.id, {"draft_version_id": draft, "next_bindings": None})
    await note_of(tx, viewer, AGENT, found, "draftBegun")
    return draft


def _renamed(before: Row, after: Row) -> bool:
    return differs(profile(before), profile(after))


def _holder(current: Row) -> dict[str, str]:
    return {"workspace_id": current.workspace_id, "agent_version_id": current.id}
