"""Writing memory entries: made, changed and deleted, each at once."""

from collections.abc import Mapping
from typing import Annotated

import strawberry

from backend.domain.memory import LONGEST_CONTENT
from backend.domain.viewer import Role
from backend.graph.argument import IdempotencyKey
from backend.graph.context import Context, Info
from backend.graph.described import field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import believed
from backend.graph.life import PurgePayload
from backend.graph.memory_entry import MemoryEntry
from backend.graph.policy import WRITE
from backend.graph.scalars import JSON
from backend.graph.upload_text import uploaded_text
from backend.store import memory_entry as entries, memory_store as stores
from backend.store.scope import locate
from backend.store.table import Table

EntryReference = Annotated[strawberry.ID, said("The entry: its id, or ext:<externalId>.")]


@input_type
class UpdateMemoryEntryInput:
    """Changes to an entry: what is left out stays as it is, null takes a value away."""

    key: strawberry.Maybe[str | None] = field(
        "Its key in the store: 1 to 512 of A-Z a-z 0-9 ! - _ . * ' ( ) and /, such as `facts/user.md`."
    )
    title: strawberry.Maybe[str | None] = field("What people call it: up to 200 characters.")
    description: strawberry.Maybe[str | None] = field("When to use it: up to 4,000 characters.")
    content: strawberry.Maybe[str | None] = field("The text: up to 1 MiB; null is the empty one.")
    upload_id: strawberry.Maybe[strawberry.ID | None] = field(
        "One of your own uploads, which is used up: its bytes are the content. It excludes content."
    )
    media_type: strawberry.Maybe[str | None] = field(
        "What the text is: `text/markdown` by default, of an upload what that says."
    )
    labels: strawberry.Maybe[JSON | None] = field("A JSON object of texts: up to 64 labels.")
    external_id: strawberry.Maybe[str | None] = field(
        "The id that your own systems give it; unique in the store."
    )
    extensions: strawberry.Maybe[JSON | None] = field(
        "What only one dialect knows, under its name: up to 64 kB of JSON, merged into what is there; null "
        "takes a key away."
    )


@input_type
class CreateMemoryEntryInput(UpdateMemoryEntryInput):
    """A new entry: what is left out or null has its default."""

    key: str = field(  # type: ignore[assignment]  # here it is needed
        "Its key in the store: 1 to 512 of A-Z a-z 0-9 ! - _ . * ' ( ) and /, such as `facts/user.md`."
    )


@input_type
class MemoryEntryIf:
    """What you believe of an entry; if it is not so, nothing is changed: CONFLICT."""

    sha256: str | None = optional("The SHA-256 of its content.")
    version: int | None = optional("The number of its last write.")
    within: strawberry.ID | None = optional("Its store; if it lies in another: NOT_FOUND.")


If = Annotated[
    MemoryEntryIf | None, said("What you believe of the entry: checked in the transaction.", name="if")
]


@object_type
class MemoryEntryPayload:
    """An entry, as a mutation leaves it."""

    memory_entry: MemoryEntry = field("The entry.")


@strawberry.type
class MemoryEntryChange:
    """Changes of entries."""

    @mutation(WRITE, waits=True)
    async def create_memory_entry(
        self,
        info: Info,
        memory_store_id: Annotated[
            strawberry.ID, said("The store: its id, ext:<externalId> or handle:<handle>.")
        ],
        input: Annotated[CreateMemoryEntryInput, said("The entry.")],  # noqa: A002  (the argument's name)
        idempotency_key: IdempotencyKey = None,
    ) -> MemoryEntryPayload:
        """Put an entry into a store. CONFLICT if the key is taken, or the store is full."""
        context, given = info.context, columns(input)
        with naming(input):
            text = await _text(context, stores.memory_store, memory_store_id, given, "memoryStoreId")
            await context.begin()
            made = await entries.create_entry(
                context.tx,
                context.viewer,
                memory_store_id,
                given,
                text=text,
                idempotency_key=idempotency_key,
            )
        return written(MemoryEntryPayload, memoryEntry=made)

    @mutation(WRITE, waits=True)
    async def update_memory_entry(
        self,
        info: Info,
        id: EntryReference,  # noqa: A002  (the argument's name)
        input: Annotated[UpdateMemoryEntryInput, said("What changes.")],  # noqa: A002
        if_: If = None,
    ) -> MemoryEntryPayload:
        """Change an entry. A write raises its version; what changes nothing writes nothing."""
        context, given = info.context, columns(input)
        with naming(input):
            text = await _text(context, entries.memory_entry, id, given, "id")
            await context.begin()
            changed = await entries.update_entry(
                context.tx, context.viewer, id, given, text=text, when=believed(if_)
            )
        return written(MemoryEntryPayload, memoryEntry=changed)

    @mutation(WRITE)
    async def delete_memory_entry(
        self,
        info: Info,
        id: EntryReference,  # noqa: A002  (the argument's name)
        if_: If = None,
    ) -> PurgePayload:
        """Delete an entry for good: its key is free again."""
        context = info.context
        gone = await entries.delete_entry(context.tx, context.viewer, id, when=believed(if_))
        return written(PurgePayload, purgedId=gone)


async def _text(
    context: Context, table: Table, reference: str, given: Mapping[str, object], word: str
) -> str | None:
    """What the upload of an input says, where the row lies, if the viewer may change that."""
    named = given.get("upload_id")
    if named is None:
        return None
    async with context.database.read() as tx:
        editor = context.viewer.at_least(Role.EDITOR)
        found = await locate(tx, editor, table, reference, word, lock=False)
    home, path = found.workspace_id, ("uploadId",)
    return await uploaded_text(context, str(named), home, LONGEST_CONTENT, path, "The content")
