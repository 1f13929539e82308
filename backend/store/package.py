"""What a package brings with its agent: what is there already is linked, and what is not is made.

MCP servers alone are never made, since a package carries no credentials: one without a match is answered.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain.errors import BadInput, inside
from backend.domain.file import mount_path
from backend.domain.law import ID, NAME, mapping, sequence
from backend.domain.link import LinkKind
from backend.domain.link_list import MOST, Edit, Linked, Links, added, removed, replaced
from backend.domain.spelling import snake
from backend.domain.tool import ToolKind
from backend.domain.viewer import Viewer
from backend.store.data_schema import digest_of
from backend.store.database import Transaction
from backend.store.file import file, keep_upload
from backend.store.fold import fold
from backend.store.link_inline import opened
from backend.store.link_target import linked
from backend.store.mcp_server import mcp_server
from backend.store.noun import create
from backend.store.scope import among
from backend.store.semantic_data_model import SEMANTIC_DATA_MODEL, semantic_data_model
from backend.store.table import Column, Table, Text, TextList
from backend.store.tool import said_digest, tool
from backend.store.tool_set import tool_set
from backend.store.tool_set_edit import create_tool_set
from backend.store.upload import own_upload

Given = Mapping[str, Any]
Step = Callable[[Given], Awaitable[Given | None]]


def _here(table: Table, *columns: Column[Any]) -> Any:
    """The rows of a table in the workspace `home` that are not in the trash, oldest first."""
    lies = (table.c.workspace_id == bindparam("home", type_=Text()), table.c.deleted_at.is_(None))
    return select(*columns).where(*lies).order_by(table.c.created_at, table.c.id)


_NAME = bindparam("name", type_=Text())
_SERVERS = _here(mcp_server, mcp_server.c.id, mcp_server.c.name, mcp_server.c.url)
_MODEL = _here(semantic_data_model, semantic_data_model.c.id).where(
    semantic_data_model.c.name == _NAME,
    semantic_data_model.c.digest == bindparam("digest", type_=Text()),
)
_SETS = _here(tool_set, tool_set.c.id, tool_set.c.extensions).where(
    tool_set.c.name == _NAME, tool_set.c.kind == bindparam("kind", type_=Text())
)
_TOOLS = select(tool.c.schema_digest).where(
    tool.c.tool_set_id == bindparam("set", type_=Text()), tool.c.deleted_at.is_(None)
)


@dataclass(slots=True)
class Unpacked:
    """What a package came to: its links by kind, the servers that were found and those that were not, each
    `{name, url}`, and the paths of the files that come to be linked.
    """

    wanted: dict[LinkKind, list[Linked]] = field(default_factory=dict)
    attached: list[Given] = field(default_factory=list)
    unresolved: list[Given] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def edit(self, tx: Transaction, viewer: Viewer, said: frozenset[LinkKind]) -> Edit:
        """Replace the links of the kinds that the package lists. Those of kinds that were `said` otherwise
        are added, and so are files: one at a path that was taken stands there instead.
        """

        def edit(links: Links) -> Links:
            taken = [each.stable_id for each in links if _mounted(each) in self.files]
            links = removed(taken)(links)
            for kind, wanted in self.wanted.items():
                if kind in said or kind is LinkKind.FILE:
                    for each in wanted:
                        links = added(each, None)(links)
                else:
                    links = replaced({kind}, wanted, partial(opened, tx, viewer), (_PLACES[kind],))(links)
            return links

        return edit


_PLACES: Mapping[LinkKind, str] = MappingProxyType(
    {
        LinkKind.MCP_SERVER: "mcpServers",
        LinkKind.SEMANTIC_DATA_MODEL: "semanticDataModels",
        LinkKind.TOOL_SET: "toolSets",
        LinkKind.FILE: "files",
    }
)
"""Where a package lists what links of a kind lead to."""


async def unpack(tx: Transaction, viewer: Viewer, home: str, package: Given, before: Links) -> Unpacked:
    """Find or make what a package lists, in the workspace `home`. `before` are the links of the version that
    it changes. A list that is absent says nothing of its kind. Errors name the place in the package.
    """
    made = Unpacked()
    servers, held = await tx.fetch(_SERVERS, {"home": home}), await _held(tx, before)
    steps: dict[LinkKind, Step] = {
        LinkKind.MCP_SERVER: partial(_server, made, before, servers),
        LinkKind.SEMANTIC_DATA_MODEL: partial(_model, tx, viewer, home),
        LinkKind.TOOL_SET: partial(_tools, tx, viewer, home),
        LinkKind.FILE: partial(_file, tx, viewer, home, made, held),
    }
    for kind, step in steps.items():
        if package.get(_PLACES[kind]) is not None:
            wanted = made.wanted.setdefault(kind, [])
            for index, each in enumerate(_listed(package, _PLACES[kind])):
                with inside(_PLACES[kind], index):
                    link = await step(each)
                    if link is not None:
                        wanted.append(await linked(tx, viewer, home, link, ()))
    return made


def _listed(package: Given, name: str) -> Sequence[Given]:
    given = sequence(package[name], (name,))
    if len(given) > MOST:
        raise BadInput(f"A package may list up to {MOST}.", (name,))
    return [mapping(each, (name, index)) for index, each in enumerate(given)]


async def _server(made: Unpacked, before: Links, servers: Sequence[Any], given: Given) -> Given | None:
    """The server of the workspace of that name, whatever its case, at that URL."""
    name, url = str(NAME(given["name"], ("name",))), given.get("url")
    called = {"name": name, "url": url}
    found = next((each for each in servers if fold(each.name) == fold(name) and each.url == url), None)
    if found is None:
        made.unresolved.append(called)
        return None
    if not any(each.target_id == found.id for each in before):
        made.attached.append(called)
    settings = None if given.get("tools") is None else {"tools": given["tools"]}
    return {"target": {"mcpServer": found.id}, "settings": settings}


async def _model(tx: Transaction, viewer: Viewer, home: str, given: Given) -> Given:
    digest = digest_of(given["definition"])
    found = await tx.first(_MODEL, {"home": home, "name": given["name"], "digest": digest})
    row = found.id if found else await create(tx, viewer, SEMANTIC_DATA_MODEL, given, workspace=home)
    return {"target": {"semanticDataModel": row}}


async def _tools(tx: Transaction, viewer: Viewer, home: str, given: Given) -> Given:
    """A set that its client runs, with the same tools: a package has no server of ours that could."""
    kind = ToolKind.CLIENT.name
    digests = []
    for index, each in enumerate(sequence(given["tools"], ("tools",))):
        with inside("tools", index):
            columns = {snake(name): value for name, value in mapping(each, ()).items()}
            digests.append(await said_digest(tx, viewer, home, columns))
    for row in await tx.fetch(_SETS, {"home": home, "name": given["name"], "kind": kind}):
        held = [each.schema_digest for each in await tx.fetch(_TOOLS, {"set": row.id})]
        if sorted(held) == sorted(digests) and row.extensions == (given.get("extensions") or {}):
            return {"target": {"toolSet": row.id}}
    made = await create_tool_set(tx, viewer, {**given, "kind": kind}, workspace=home)
    return {"target": {"toolSet": made}}


async def _file(
    tx: Transaction, viewer: Viewer, home: str, made: Unpacked, held: Mapping[str, str], given: Given
) -> Given | None:
    """A file of an upload, unless the same bytes lie at that path already; the upload is left alone then."""
    where = ("uploadId",)
    path = str(mount_path(given["path"], ("path",)))
    upload = await own_upload(tx, viewer, str(ID(given["uploadId"], where)), home, where)
    if path in held and held[path] == upload.sha256:
        return None
    row = await keep_upload(tx, viewer, upload.id, home, {"mount_path": path}, where)
    made.files.append(path)
    return {"target": {"file": row}, "settings": {"mountPath": path}}


async def _held(tx: Transaction, links: Links) -> dict[str, str]:
    """The SHA-256 of each linked file, by where it is mounted."""
    paths = {each.target_id: path for each in links if (path := _mounted(each)) is not None}
    rows = await tx.fetch(_sums(tx.dialect), {"ids": list(paths)}) if paths else []
    return {paths[row.id]: row.sha256 for row in rows}


def _mounted(link: Linked) -> str | None:
    return (link.settings or {}).get("mountPath") if link.kind is LinkKind.FILE else None


@lru_cache
def _sums(dialect: str) -> Select[Any]:
    return select(file.c.id, file.c.sha256).where(
        among(file.c.id, bindparam("ids", type_=TextList()), dialect)
    )
