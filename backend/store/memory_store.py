"""A memory store: entries that sessions read and write. Its kind and its embedder never change; what runs
manage, nobody else changes.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Index

from backend.domain import law
from backend.domain.errors import BadInput, Forbidden, Path
from backend.domain.law import Laws
from backend.domain.memory import store_kind
from backend.domain.viewer import Role, Viewer
from backend.platform.embedding import EMBEDDERS, HASHING
from backend.store.agent import agent
from backend.store.database import Transaction
from backend.store.noun import Noun
from backend.store.precondition import Precondition, hold, hold_within
from backend.store.scope import locate
from backend.store.statement import Row
from backend.store.table import Column, Flag, Table, Text, Time, is_system, kept, metadata, reference

memory_store = Table(
    "memory_store",
    metadata,
    *kept(),
    Column("kind", Text, nullable=False),
    reference("agent_id", "agent", nullable=True),
    Column("episodic_key", Text),
    Column("managed", Flag, nullable=False),
    Column("embedder", Text, nullable=False),
    Column("expires_at", Time),
    Column("last_used_at", Time),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "agent_id", "episodic_key", unique=True),
    Index(None, "expires_at"),
    info={"derived": {"is_system": is_system}},
)


def embedder_law(value: object, path: Path) -> str:
    """The name of an embedder that there is; null is the one in the box."""
    if value is None:
        return HASHING.name
    if not isinstance(value, str) or value not in EMBEDDERS:
        raise BadInput(f"{path[-1]} must be one of {', '.join(EMBEDDERS)}.", path)
    return value


async def find_store(
    tx: Transaction, viewer: Viewer, reference_: str, when: Precondition | None, need: Role
) -> Row:
    """Find a store for a change and lock it. FORBIDDEN if the runtime manages it."""
    found = await locate(tx, viewer.at_least(need), memory_store, reference_)
    await hold_within(tx, viewer, found, when, memory_store.c.workspace_id)
    hold(when, viewer, found)
    require_unmanaged(found)
    return found


def require_unmanaged(store: Row) -> None:
    """Refuse to change what the runtime manages (FORBIDDEN)."""
    if store.managed:
        raise Forbidden(f"{store.id} is managed by runs: it can only be read.")


def _unmanaged(own: Mapping[str, object]) -> Mapping[str, object]:
    """What a user makes is the user's to change."""
    return {"managed": False} if "kind" in own else {}


FIXED: Laws = MappingProxyType(
    {"kind": store_kind, "agent_id": law.optional(law.ID), "embedder": embedder_law}
)

MEMORY_STORE = Noun(
    "MemoryStore",
    memory_store,
    fixed=FIXED,
    references=MappingProxyType({"agent_id": agent}),
    complete=_unmanaged,
    find=find_store,
    expire=True,
)
