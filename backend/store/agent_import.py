"""Importing an agent: a package becomes a new agent's draft, or the next content of the draft of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from backend.domain.configured import Change, Configured
from backend.domain.difference import Difference, differences
from backend.domain.errors import BadInput, Path, inside, renaming
from backend.domain.law import mapping, sequence
from backend.domain.link import LinkKind
from backend.domain.viewer import Viewer
from backend.store.agent import AGENT, open_agent, parted
from backend.store.agent_create import create_agent
from backend.store.agent_edit import configure
from backend.store.agent_said import said
from backend.store.agent_version import profile, version
from backend.store.configuration import asked, configured, new
from backend.store.database import Transaction
from backend.store.link_target import kinds_of
from backend.store.noun import alter, note_of
from backend.store.package import Unpacked, unpack
from backend.store.precondition import Precondition
from backend.store.statement import Row

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: the agent, if there is one, what changed, and what was unpacked."""

    agent: str | None
    changes: list[Difference]
    unpacked: Unpacked = field(default_factory=Unpacked)


async def import_agent(
    tx: Transaction,
    viewer: Viewer,
    package: Given,
    reference: str | None = None,
    *,
    dry_run: bool = False,
    workspace: str | None = None,
    when: Precondition | None = None,
) -> Imported:
    """Import a package: `{agent, mcpServers, semanticDataModels, files, toolSets}`, of which `agent` are the
    columns of an agent and its version together.

    Without a reference an agent is made, with a draft. Otherwise the draft of that agent is what the package
    says, and is begun if there is none: what is left out of its configuration gets its default, links of
    kinds that the package does not name stay, and files are only added. What changes nothing writes nothing.
    A dry run is the same, undone. Errors name the place in the package.
    """
    if reference is not None and workspace is not None:
        raise BadInput("The agent says where it lies: leave workspaceId out.", ("workspaceId",))
    if reference is None and when is not None:
        raise BadInput("What is believed is of an agent: name it by agentId.", ("if",))
    if not dry_run:
        return await _imported(tx, viewer, package, reference, workspace, when)
    async with tx.undone():
        trial = await _imported(tx, viewer, package, reference, workspace, when)
    return trial if reference is not None else replace(trial, agent=None)


async def _imported(
    tx: Transaction,
    viewer: Viewer,
    package: Given,
    reference: str | None,
    workspace: str | None,
    when: Precondition | None,
) -> Imported:
    if reference is None:
        found = await _made(tx, viewer, package, workspace)
    else:
        with renaming(("id",), ("agentId",)):
            found = await open_agent(tx, viewer, reference, when)
    base = await _configured(tx, found)
    before = await said(tx, {}, new()) if reference is None else await said(tx, profile(found), base)
    with inside("package"):
        unpacked = await unpack(tx, viewer, found.workspace_id, package, base.links)
    with inside("package"), renaming(("input",), ()):
        after = await _written(tx, viewer, found, package, unpacked, new_agent=reference is None)
    changes = differences(before, await said(tx, profile(after), await _configured(tx, after)))
    if changes:
        await note_of(tx, viewer, AGENT, after, "imported", {"changed": [each.path for each in changes][:50]})
    return Imported(str(found.id), changes, unpacked)


async def _made(tx: Transaction, viewer: Viewer, package: Given, workspace: str | None) -> Row:
    columns = dict(mapping(package["agent"], ("package", "agent")))
    variations = _objects(columns.pop("variations", None), ("package", "agent", "variations"))
    with inside("package", "agent"):
        made = await create_agent(tx, viewer, columns, workspace=workspace, variations=variations)
    return await open_agent(tx, viewer, made, None)


async def _written(
    tx: Transaction, viewer: Viewer, found: Row, package: Given, unpacked: Unpacked, *, new_agent: bool
) -> Row:
    """Write what the package says over the agent and its draft; the agent's row as it is then."""
    own, configuration = parted(package["agent"])
    place = ("agent", "links")
    sets = _objects(configuration.get("links"), place)
    taken = frozenset[LinkKind]().union(*[kinds_of(each["kinds"], place) for each in sets])
    edit = unpacked.edit(tx, viewer, taken)
    if new_agent:
        await configure(tx, viewer, found, Change(edit=edit), through=False)
        return await open_agent(tx, viewer, found.id, None)
    if own.pop("variations", None):
        raise BadInput("Variations are made with a new agent.", ("agent", "variations"))
    with inside("agent"):
        wanted = await asked(tx, viewer, found.workspace_id, configuration, agent=found.id)
        renamed = await alter(tx, viewer, AGENT, found, own)
    first = wanted.edit
    columns = Change(wanted.columns).onto(new()).columns
    both = edit if first is None else lambda held: edit(first(held))
    await configure(tx, viewer, renamed, Change(columns, both), through=False)
    return await open_agent(tx, viewer, found.id, None)


def _objects(value: object, path: Path) -> list[Given]:
    return [mapping(each, (*path, index)) for index, each in enumerate(sequence(value, path))]


async def _configured(tx: Transaction, found: Row) -> Configured:
    """How the agent's current version runs."""
    return await configured(tx, await version(tx, found.draft_version_id or found.default_version_id))
