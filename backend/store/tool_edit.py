"""Making and changing tools: in a set that is named, or in the workspace's own set of their kind."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from backend.domain.errors import BadInput, Conflict
from backend.domain.tool import ToolKind
from backend.domain.tool_set import OWN_SETS
from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.noun import insert, lawful_new, open_row
from backend.store.precondition import Precondition
from backend.store.retirement import require_present
from backend.store.row import the_row
from backend.store.scope import locate
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.tool import TOOL, add_tool, alter_tool
from backend.store.tool_set import TOOL_SET, never_synced, require_unmanaged, tool_set
from backend.store.workspace import place, workspace as workspaces

_CALLED = (
    select(tool_set)
    .where(
        tool_set.c.workspace_id == bindparam("home", type_=Text()),
        tool_set.c.handle == bindparam("handle", type_=Text()),
    )
    .with_for_update(key_share=True)
)


async def create_tool(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make a tool and return its id: in the set `tool_set_id`, whose kind it has, else in the workspace's own
    set for tools of its `kind`, HTTP or CLIENT.

    BAD_INPUT, NOT_FOUND and CONFLICT name the column; FORBIDDEN if the set is managed or Concord's.
    """
    given = dict(columns)
    named, kind = given.pop("tool_set_id", None), given.pop("kind", None)
    nowhere = workspace is None and named is not None
    home = None if nowhere else await place(tx, viewer.at_least(Role.EDITOR), workspace)

    async def make() -> str:
        if home is None or named is not None:
            owner = await _named(tx, viewer, str(named), home, kind)
        else:
            owner = await own_set(tx, viewer, home, kind)
        require_present(owner)
        require_unmanaged(viewer, owner)
        if owner.kind == ToolKind.MCP.name:
            message = f"The tools of {owner.id} are discovered at its MCP server: make it there."
            raise Conflict(message, ("toolSetId",))
        return await add_tool(tx, viewer, owner, given)

    asked = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createTool", idempotency_key, asked, make)


async def update_tool(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the tool's id; what changes nothing writes nothing."""
    found = await open_row(tx, viewer, TOOL, reference, when)
    owner = await the_row(tx, tool_set, found.tool_set_id)
    await alter_tool(tx, viewer, owner, found, columns)
    return str(found.id)


async def own_set(tx: Transaction, viewer: Viewer, home: str, kind: object) -> Row:
    """The workspace's own set for tools of a kind, locked; it is made when it is first needed."""
    wanted = next((each for each in OWN_SETS if each.name == kind), None)
    if wanted is None:
        raise BadInput("Say toolSetId, or a kind: HTTP or CLIENT.", ("kind",))
    called = {"home": home, "handle": OWN_SETS[wanted]}
    found = await tx.first(_CALLED, called)
    if found is None:
        # Whoever else needs it at this moment waits for the workspace, and then finds it.
        await the_row(tx, workspaces, home, lock=True)
        found = await tx.first(_CALLED, called) or await _made(tx, viewer, home, wanted)
    if found.kind != wanted.name:
        raise Conflict(f"{found.id} has the handle {found.handle}: name a toolSetId.", ("toolSetId",))
    return found


async def _made(tx: Transaction, viewer: Viewer, home: str, kind: ToolKind) -> Row:
    named = {"name": "Tools" if kind is ToolKind.HTTP else "Client tools", "handle": OWN_SETS[kind]}
    own = lawful_new(TOOL_SET, {**named, "kind": kind})
    made = await insert(tx, viewer, TOOL_SET, home, {**own, "headers": {}, **never_synced(kind)})
    return await the_row(tx, tool_set, made)


async def _named(tx: Transaction, viewer: Viewer, reference: str, home: str | None, kind: object) -> Row:
    owner = await locate(tx, viewer.at_least(Role.EDITOR), tool_set, reference, "toolSetId")
    if home not in {None, owner.workspace_id}:
        raise BadInput(f"{owner.id} lies in another workspace than {home}.", ("toolSetId",))
    if kind not in {None, owner.kind}:
        raise BadInput(f"The tools of {owner.id} are of kind {owner.kind}.", ("kind",))
    return owner
