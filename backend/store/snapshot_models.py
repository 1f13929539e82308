"""The models of a snapshot: the rows that a version's references mean, by the names that providers know."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from backend.domain.errors import Conflict
from backend.store.database import Transaction
from backend.store.model import model
from backend.store.model_provider import model_provider
from backend.store.scope import among
from backend.store.statement import Row
from backend.store.table import Text, TextList

_SPELT = ("id", "handle", "name")


async def models_of(
    tx: Transaction, home: str, references: Sequence[str]
) -> tuple[list[str], dict[str, dict[str, str]]]:
    """The names of the models that a workspace's references mean, and where each of them is offered.

    A name that no row has is taken as it is. CONFLICT for a model that is switched off.
    """
    rows = await tx.fetch(_named(tx.dialect), {"references": list(references), "home": home})
    names, providers = [], {}
    for reference in references:
        row = _meant(rows, reference)
        name = reference if row is None else row.name
        if row is not None:
            providers[name] = {
                "modelId": row.id,
                "modelProviderId": row.model_provider_id,
                "protocol": row.protocol,
            }
        names.append(name)
    return names, providers


def _meant(rows: Sequence[Row], reference: str) -> Row | None:
    """The row that a reference names, rather one that is enabled (CONFLICT if none of them is)."""
    found = [row for spelt in _SPELT for row in rows if getattr(row, spelt) == reference]
    enabled = next((row for row in found if row.enabled), None)
    if found and enabled is None:
        message = f"The model {reference} is switched off: enable it, or have another one run."
        raise Conflict(message, ("agentId",))
    return enabled


@lru_cache
def _named(dialect: str) -> Select[Any]:
    listed = bindparam("references", type_=TextList())
    spelt = or_(*(among(model.c[name], listed, dialect) for name in _SPELT))
    return (
        select(model, model_provider.c.protocol)
        .join(model_provider, model_provider.c.id == model.c.model_provider_id)
        .where(
            model.c.workspace_id == bindparam("home", type_=Text()),
            model_provider.c.deleted_at.is_(None),
            spelt,
        )
        .order_by(model.c.created_at, model.c.id)
    )
