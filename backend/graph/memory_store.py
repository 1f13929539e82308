"""Memory stores: what sessions remember, and what people want them to know."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.memory import MemoryKind
from backend.graph.agent import Agent
from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, many, one
from backend.graph.described import expose, field, input_type, object_type
from backend.graph.kept import Kept, KeptInput, named_input
from backend.graph.link import Link
from backend.graph.policy import READ
from backend.store import memory_store as stores

if TYPE_CHECKING:
    from backend.graph.memory_entry import MemoryEntry

EntryType = Annotated["MemoryEntry", strawberry.lazy("backend.graph.memory_entry")]

expose(
    MemoryKind,
    KNOWLEDGE="Texts that are read when they are needed.",
    SKILLS="Instructions: the model is told their keys, titles and descriptions, and reads what it needs.",
    EPISODIC="What an agent remembers of one of its users; made by runs alone.",
)


@entity(stores.memory_store)
class MemoryStore(Kept):
    """A store of memories: up to 10,000 entries, each under a key."""

    kind: MemoryKind = column("What it is for.", filter=True)
    agent: Agent | None = one("Whose it is, if it is one agent's.", key="agent_id", filter=True)
    episodic_key: str | None = column("Whom an episodic store is about.", filter=True)
    managed: bool = column("Whether runs alone change it, and users only read it.", filter=True)
    embedder: str = column("What makes the embeddings of its entries.")
    expires_at: datetime | None = column("When it is purged; each use moves it on.", filter=True, order=True)
    last_used_at: datetime | None = column("When a run last used it, to the minute.", filter=True, order=True)
    entries: Connection[EntryType] = many("What is in it.", on="memory_store_id", filter=True)
    linked_by: Connection[Link] = many("The links that lead to it.", on="target_id", filter=True)


@input_type
class UpdateMemoryStoreInput(KeptInput):
    """Changes to a store: what is left out stays as it is, null takes a value away."""


@named_input
class CreateMemoryStoreInput(UpdateMemoryStoreInput):
    """A new store: what is left out or null has its default."""

    kind: strawberry.Maybe[MemoryKind | None] = field("KNOWLEDGE, which is the default, or SKILLS; it stays.")
    agent_id: strawberry.Maybe[strawberry.ID | None] = field("The agent whose it is, if it is one agent's.")
    embedder: strawberry.Maybe[str | None] = field(
        "What makes the embeddings of its entries: `hashing-256`, which is the default; it stays."
    )


@object_type
class MemoryStorePayload:
    """A store, as a mutation leaves it."""

    memory_store: MemoryStore = field("The store.")


@strawberry.type
class MemoryStoreQuery:
    """Reads of stores."""

    memory_store: MemoryStore | None = by_reference("A memory store.", READ, within="workspace_id")
    memory_stores: Connection[MemoryStore] = every("The memory stores of the viewer's workspaces.", READ)


MemoryStoreChange, MemoryStoreLife = changes(
    Changed(
        stores.MEMORY_STORE,
        "a memory store",
        MemoryStorePayload,
        CreateMemoryStoreInput,
        UpdateMemoryStoreInput,
    ),
    purge="Delete a memory store that is in the trash for good, with its entries.",
)
