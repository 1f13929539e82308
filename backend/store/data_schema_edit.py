"""Changing a data schema: the tools and drafts that name it take its new definition with it."""

from collections.abc import Mapping

from backend.domain.viewer import Viewer
from backend.store import agent_version, tool
from backend.store.data_schema import DATA_SCHEMA
from backend.store.database import Transaction
from backend.store.noun import alter, open_row
from backend.store.precondition import Precondition


async def update_schema(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the schema's id.

    CONFLICT if a tool that names it cannot take the new definition.
    """
    found = await open_row(tx, viewer, DATA_SCHEMA, reference, when)
    after = await alter(tx, viewer, DATA_SCHEMA, found, columns)
    if after.digest != found.digest:
        await tool.follow_schema(tx, after)
        await agent_version.follow_schema(tx, after)
    return str(found.id)
