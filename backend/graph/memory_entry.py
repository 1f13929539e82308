"""Memory entries: the texts in a store, and the search for them."""

from datetime import datetime

import strawberry

from backend.domain.memory import SearchMode
from backend.graph.account import Principal, Workspace
from backend.graph.connection import Connection
from backend.graph.declare import at_path, by_reference, column, entity, every, one, special
from backend.graph.described import expose, field, object_type
from backend.graph.kept import EXTENSIONS
from backend.graph.memory_store import MemoryStore
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import memory_entry as entries

expose(
    SearchMode,
    TEXT="By the words: what has any of them, rare ones first.",
    SEMANTIC="By the meaning, as the embeddings have it.",
    BOTH="By both: what stands high in either ranking stands high.",
)


@entity(entries.memory_entry)
class MemoryEntry(Node):
    """A text in a memory store, under a key of its own."""

    key: str = column("Its key, unique in the store.", filter=True, order=True)
    title: str | None = column("What people call it.", filter=True)
    description: str | None = column("When to use it.", filter=True)
    content: str = column("The text.")
    media_type: str = column("What the text is.")
    size: int = column("Bytes of the content.", filter=True, order=True)
    version: int = column("1, and one more with each write.", filter=True, order=True)
    sha256: str = column("The SHA-256 of the content.", filter=True)
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the store.", filter=True
    )
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    memory_store: MemoryStore | None = one("The store it is in.", key="memory_store_id", filter=True)
    workspace: Workspace | None = one(
        "The workspace it is in; null for what comes with Concord.", key="workspace_id", filter=True
    )
    created_by: Principal | None = one("Who made it.", key="created_by", filter=True)
    updated_by: Principal | None = one("Who wrote it last.", key="updated_by", filter=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@object_type
class MemoryHit:
    """An entry that a search found."""

    entry: MemoryEntry = field("The entry.")
    score: float = field("How well it matches; more is better, within one search.")


@strawberry.type
class MemoryEntryQuery:
    """Reads of entries."""

    memory_entry: MemoryEntry | None = by_reference("A memory entry.", READ, within="memory_store_id")
    memory_entries: Connection[MemoryEntry] = every("The entries of all memory stores that are seen.", READ)
    search_memory: list[MemoryHit] = special(
        "The entries of some stores that match best, the best first. Up to 10,000 are compared, those that "
        "were written last; what is not a second old may be missing where meanings are compared.",
        READ,
        "HITS",
    )
