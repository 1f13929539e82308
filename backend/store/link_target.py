"""What a link is to lead to: a row of the holder's workspace or of Concord, or a definition of its own."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain import link_settings
from backend.domain.errors import BadInput, Path
from backend.domain.ids import ReferenceKind, parse_reference
from backend.domain.kept import patched
from backend.domain.law import EXTENSIONS, mapping, member_of, sequence
from backend.domain.link import LinkKind
from backend.domain.link_list import MOST, Edit, Linked, Links, replaced
from backend.domain.viewer import Viewer
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.file import keep_upload
from backend.store.link_inline import defined, opened
from backend.store.scope import REFERENCE_COLUMN, among, is_named_by, refer
from backend.store.table import Table, TextList, metadata

TARGETS: Mapping[str, tuple[LinkKind, str]] = MappingProxyType(
    {
        "tool": (LinkKind.TOOL, "tool"),
        "toolSet": (LinkKind.TOOL_SET, "tool_set"),
        "mcpServer": (LinkKind.MCP_SERVER, "mcp_server"),
        "skill": (LinkKind.SKILL, "skill"),
        "agent": (LinkKind.AGENT, "agent"),
        "memoryStore": (LinkKind.MEMORY_STORE, "memory_store"),
        "semanticDataModel": (LinkKind.SEMANTIC_DATA_MODEL, "semantic_data_model"),
        "secret": (LinkKind.SECRET, "secret"),
        "file": (LinkKind.FILE, "file"),
    }
)
"""Each word of a target: the kind of link it makes, and the table of the row that it names."""

_kind = member_of(LinkKind)


async def linked(
    tx: Transaction,
    viewer: Viewer,
    home: str,
    given: Mapping[str, Any],
    path: Path,
    *,
    agent: str | None = None,
    session: bool = False,
) -> Linked:
    """The link that an input `{target, settings, extensions}` means, for a holder in the workspace `home`:
    a version of an agent, or a session.

    NOT_FOUND, CONFLICT and BAD_INPUT name the place in the input.
    """
    here = (*path, "target")
    target = mapping(given.get("target"), here)
    if len(target) != 1:
        raise BadInput("A link leads to one thing: give exactly one target.", here)
    ((word, value),) = target.items()
    made = (
        await defined(tx, viewer, home, mapping(value, (*here, word)), (*here, word), session=session)
        if word == "inline"
        else await _row(tx, viewer, home, word, value, here)
    )
    if agent is not None and made.target_id == agent:
        raise BadInput("An agent may not link itself.", (*here, word))
    return _said(made, given, path)


async def _row(tx: Transaction, viewer: Viewer, home: str, word: str, value: object, path: Path) -> Linked:
    if word == "upload":
        made = await keep_upload(tx, viewer, str(value), home, path=(*path, word))
        return Linked(new_id("lnk"), LinkKind.FILE, target_id=made)
    kind, table = TARGETS[word]
    row = await refer(tx, viewer, metadata.tables[table], str(value), home, (*path, word))
    return Linked(new_id("lnk"), kind, target_id=row.id)


def _said(made: Linked, given: Mapping[str, Any], path: Path) -> Linked:
    settings = given.get("settings")
    extensions = given.get("extensions")
    return Linked(
        made.stable_id,
        made.kind,
        made.target_id,
        made.inline,
        None if settings is None else link_settings.settings(made.kind, settings, (*path, "settings")),
        None if extensions is None else mapping_of(extensions, (*path, "extensions")),
        made.sealed,
    )


def mapping_of(extensions: object, path: Path) -> Mapping[str, Any]:
    """The extensions of a new link (BAD_INPUT)."""
    return mapping(EXTENSIONS(patched({}, extensions), path), path)


async def link_sets(
    tx: Transaction, viewer: Viewer, home: str, given: object, path: Path, *, agent: str | None = None
) -> Edit | None:
    """The change that a list of sets `{kinds, links}` makes to a version's links; None for no list."""
    if given is None:
        return None
    edits: list[Edit] = []
    taken: set[LinkKind] = set()
    for at, each in _numbered(given, path):
        here = (*path, at)
        kinds = kinds_of(mapping(each, here).get("kinds"), (*here, "kinds"))
        if twice := taken & kinds:
            words = ", ".join(sorted(kind.name for kind in twice))
            raise BadInput(
                f"An earlier list sets the links of kind {words}: set them once.", (*here, "kinds")
            )
        taken |= kinds
        edits.append(await link_set(tx, viewer, home, each, here, agent=agent))

    def edit(links: Links) -> Links:
        for each in edits:
            links = each(links)
        return links

    return edit


async def link_set(
    tx: Transaction,
    viewer: Viewer,
    home: str,
    given: object,
    path: Path,
    *,
    agent: str | None = None,
    session: bool = False,
) -> Edit:
    """The change that one set makes: all links of its kinds are replaced by its list, in its order."""
    said = mapping(given, path)
    kinds = kinds_of(said.get("kinds"), (*path, "kinds"))
    place = (*path, "links")
    listed = _numbered(said.get("links"), place)
    if len(listed) > MOST * len(kinds):
        raise BadInput(f"There may be up to {MOST} links of a kind.", place)
    wanted: list[Linked] = []
    for at, each in listed:
        here = (*place, at)
        made = await linked(tx, viewer, home, mapping(each, here), here, agent=agent, session=session)
        if made.kind not in kinds:
            raise BadInput(f"This is a link of kind {made.kind.name}: name the kind in `kinds`.", here)
        wanted.append(made)
    return replaced(kinds, wanted, partial(opened, tx, viewer), place)


def kinds_of(given: object, path: Path) -> frozenset[LinkKind]:
    """Kinds of links, by their names (BAD_INPUT)."""
    return frozenset(LinkKind[str(_kind(each, (*path, at)))] for at, each in _numbered(given, path))


async def targets_named(tx: Transaction, links: Links, reference: str, path: Path) -> frozenset[str]:
    """What a reference names among the targets of links, in the trash too; an id names itself (NOT_FOUND)."""
    named = parse_reference(reference, path)
    if named.kind is ReferenceKind.ID:
        return frozenset({named.value})
    value = int(named.value) if named.kind is ReferenceKind.NUMBER else named.value
    found: set[str] = set()
    for kind, name in TARGETS.values():
        ids = [each.target_id for each in links if each.kind is kind and each.target_id is not None]
        if ids and is_named_by(metadata.tables[name], named.kind):
            statement = _named_among(metadata.tables[name], tx.dialect, named.kind)
            found |= {row.id for row in await tx.fetch(statement, {"ids": ids, "value": value})}
    return frozenset(found)


@lru_cache
def _named_among(table: Table, dialect: str, kind: ReferenceKind) -> Select[Any]:
    spelt = table.c[REFERENCE_COLUMN[kind]]
    among_them = among(table.c.id, bindparam("ids", type_=TextList()), dialect)
    return select(table.c.id).where(spelt == bindparam("value", type_=spelt.type), among_them)


def _numbered(given: object, path: Path) -> Sequence[tuple[int, object]]:
    return list(enumerate(sequence(given, path)))
