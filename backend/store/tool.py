"""A tool: a row of its set. What it says to a model, its name, description and schemas, has a digest."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Index, bindparam, or_, select

from backend.domain.errors import Conflict, Path
from backend.domain.law import lawful, optional, standing
from backend.domain.spelling import camel
from backend.domain.tool import (
    DISCOVERED,
    TOOL_LAWS,
    ToolKind,
    ToolStatus,
    call_name_from,
    config,
    object_schema,
)
from backend.domain.url import leads_elsewhere, origin
from backend.domain.viewer import Viewer
from backend.platform.ids import new_id
from backend.store.data_schema import data_schema, digest_of, effective, schema_law
from backend.store.database import Transaction
from backend.store.noun import Noun, alter, insert, lawful_new
from backend.store.principal import principal
from backend.store.row import change
from backend.store.sealing import HEADERS, closed, leave, opened, part_headers
from backend.store.statement import Row
from backend.store.table import (
    Column,
    Flag,
    Integer,
    Json,
    Table,
    Text,
    is_system,
    kept,
    metadata,
    reference,
)
from backend.store.tool_match import Matcher, asks
from backend.store.tool_set import in_set

tool = Table(
    "tool",
    metadata,
    *kept(numbered=True),
    reference("tool_set_id", "tool_set", ondelete="CASCADE"),
    Column("kind", Text, nullable=False),
    Column("call_name", Text, nullable=False),
    Column("remote_name", Text),
    Column("title", Text),
    Column("input_schema", Json, nullable=False),
    reference("input_schema_id", "data_schema", nullable=True),
    Column("output_schema", Json),
    reference("output_schema_id", "data_schema", nullable=True),
    Column("config", Json, nullable=False),
    Column("sealed", Text),
    Column("examples", Json),
    Column("status", Text, nullable=False),
    Column("enabled", Flag, nullable=False),
    Column("requires_approval", Flag, nullable=False),
    Column("approval_by_hand", Flag, nullable=False),
    Column("timeout_seconds", Integer, nullable=False),
    reference("runtime_user_id", "principal", nullable=True),
    Column("schema_digest", Text, nullable=False),
    Index(None, "tool_set_id", "call_name", unique=True),
    Index(None, "tool_set_id", "remote_name", unique=True),
    Index(None, "tool_set_id", "created_at", "id"),
    Index(None, "input_schema_id", "created_at", "id"),
    Index(None, "output_schema_id", "created_at", "id"),
    Index(None, "runtime_user_id", "created_at", "id"),
    info={"derived": {"is_system": is_system}},
)

ANY_OBJECT: Mapping[str, object] = MappingProxyType({"type": "object"})
"""The schema of a tool's arguments where none is given."""

TOOL = Noun(
    "Tool",
    tool,
    {
        **TOOL_LAWS,
        "input_schema": standing(
            lambda value, path: schema_law(object_schema(value, path), path), dict(ANY_OBJECT)
        ),
        "output_schema": optional(schema_law),
    },
    references=MappingProxyType(
        {"input_schema_id": data_schema, "output_schema_id": data_schema, "runtime_user_id": principal}
    ),
    parent="tool_set_id",
    find=in_set(tool, "tool_set_id"),
)

_PAIRS = ("input_schema", "output_schema")
_SAID = ("name", "description", *_PAIRS)
_CALLED = select(tool.c.call_name).where(tool.c.tool_set_id == bindparam("set", type_=Text()))
_SEALED = select(tool.c.id, tool.c.config).where(
    tool.c.tool_set_id == bindparam("set", type_=Text()), tool.c.sealed.is_not(None)
)
_SCHEMA = bindparam("schema", type_=Text())
_NAMING = (
    select(tool)
    .where(or_(tool.c.input_schema_id == _SCHEMA, tool.c.output_schema_id == _SCHEMA))
    .order_by(tool.c.id)
    .with_for_update(key_share=True)
)


def schema_digest(columns: Mapping[str, object]) -> str:
    """The digest of what a tool says to a model."""
    return digest_of([columns[name] for name in _SAID])


async def said_digest(tx: Transaction, viewer: Viewer, home: str, columns: Mapping[str, object]) -> str:
    """The digest of what a tool would say that were made of these columns (BAD_INPUT, NOT_FOUND)."""
    given = await effective(tx, viewer, home, columns, *_PAIRS)
    return schema_digest(lawful_new(TOOL, {name: given[name] for name in _SAID if name in given}))


async def add_tool(
    tx: Transaction,
    viewer: Viewer,
    owner: Row,
    columns: Mapping[str, object],
    made: Mapping[str, object] = MappingProxyType({}),
) -> str:
    """Make a tool in a set that is locked and return its id (BAD_INPUT, NOT_FOUND, CONFLICT name the column).

    `made` are columns that no input has.
    """
    row_id = new_id("tol")
    whole = {"config": None, "call_name": None, **columns}
    given, parts = await _parted(tx, viewer, owner, row_id, whole, None)
    own = lawful_new(TOOL, given)
    own |= {"id": row_id, "tool_set_id": owner.id, "kind": owner.kind, **parts, **made}
    own["call_name"] = own["call_name"] or await free_call_name(tx, owner.id, str(own["name"]))
    own = {"status": ToolStatus.AVAILABLE, "approval_by_hand": False, **own}
    own["schema_digest"] = schema_digest(own)
    return await insert(tx, viewer, TOOL, owner.workspace_id, own)


async def alter_tool(
    tx: Transaction, viewer: Viewer, owner: Row, found: Row, columns: Mapping[str, object]
) -> Row:
    """Change a tool that is locked, as its set is; the row as it is then.

    CONFLICT for what discovery writes, at an MCP server.
    """
    given, made = await _parted(tx, viewer, owner, found.id, columns, found)
    if given.get("call_name", "") is None:
        given["call_name"] = await free_call_name(tx, owner.id, str(given.get("name", found.name)))
    if owner.kind == ToolKind.MCP.name:
        made |= _by_hand(owner, found, given)
    else:
        said = lawful({name: given[name] for name in _SAID if name in given}, TOOL.changeable)
        made["schema_digest"] = schema_digest({**found._asdict(), **said})
    return await alter(tx, viewer, TOOL, found, given, made)


def _by_hand(owner: Row, found: Row, given: dict[str, object]) -> dict[str, object]:
    """What a change by hand leaves to discovery, and what it takes from it, of a tool at an MCP server."""
    for name in DISCOVERED:
        if name in given:
            raise Conflict(f"The MCP server says what {camel(name)} is: change it there.", (camel(name),))
    if "requires_approval" not in given:
        return {}
    by_hand = given["requires_approval"] is not None
    if not by_hand:
        given["requires_approval"] = asks(owner.approval, found._asdict(), Matcher())
    return {"approval_by_hand": by_hand}


async def free_call_name(tx: Transaction, set_id: str, name: str) -> str:
    """A call name made of a name that no other tool of the set has; whoever asks has locked the set."""
    base = call_name_from(name)
    taken = {row.call_name for row in await tx.fetch(_CALLED, {"set": set_id})}
    several = (f"{base}_{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (base, *several) if each not in taken)


async def require_none_led(tx: Transaction, set_id: str, path: Path) -> None:
    """Refuse to lead a set elsewhere while its tools keep headers for where it leads (CONFLICT)."""
    rows = await tx.fetch(_SEALED, {"set": set_id})
    led = sorted(row.id for row in rows if not origin(row.config.get("path")))
    if led:
        message = f"{path[-1]} leads elsewhere, and {', '.join(led)} would send headers there"
        raise Conflict(f"{message}: take those out of their config first, and give them again then.", path)


async def follow_schema(tx: Transaction, schema: Row) -> None:
    """Give every tool that names a schema its definition (CONFLICT if one cannot take it)."""
    for row in await tx.fetch(_NAMING, {"schema": schema.id}):
        if row.input_schema_id == schema.id and schema.definition.get("type") != "object":
            message = f"Tool {row.id} takes it for its arguments, so it must be a schema of an object."
            raise Conflict(message, ("definition",))
        copies = {name: schema.definition for name in _PAIRS if getattr(row, f"{name}_id") == schema.id}
        digest = schema_digest({**row._asdict(), **copies})
        await change(tx, tool, row.id, {**copies, "schema_digest": digest})


async def _parted(
    tx: Transaction,
    viewer: Viewer,
    owner: Row,
    row_id: str,
    columns: Mapping[str, object],
    before: Row | None,
) -> tuple[dict[str, object], dict[str, object]]:
    """The columns that laws know, with the schemas that count, and those that are made of its config."""
    given = await effective(tx, viewer, owner.workspace_id, columns, *_PAIRS)
    if given.get("input_schema_id") is not None:
        object_schema(given["input_schema"], ("inputSchemaId",))
    if "config" not in given:
        return given, {}
    law = config(ToolKind[owner.kind])
    said = law(given.pop("config"), ("config",))
    kept_ = opened(tx, viewer.account, tool, before)
    texts = dict(kept_)
    if before is not None and leads_elsewhere(
        origin(before.config.get("path"), owner.base_url), origin(said.get("path"), owner.base_url)
    ):
        leave(texts, (HEADERS,), (HEADERS,), ("config", "path"))
    shown = before.config.get("headers", {}) if before else {}
    headers = part_headers(said.get("headers"), ("config", "headers"), shown, texts)
    made: dict[str, object] = {"config": {**said, "headers": headers} if headers else said}
    return given, made if texts == kept_ else made | closed(tx, viewer.account, tool, row_id, texts)
