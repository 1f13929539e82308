"""Models by reference: an id, `handle:` or `ext:`, or bare a handle or the name that their provider knows."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from backend.domain.errors import BadInput, Conflict, Path
from backend.domain.model import PRICES
from backend.store.database import Transaction
from backend.store.model import model
from backend.store.model_provider import model_provider
from backend.store.scope import among
from backend.store.statement import Row
from backend.store.table import Text, TextList

_SPELT = {"handle:": ("handle",), "ext:": ("external_id",), "": ("id", "handle", "name")}
"""The columns that a reference may be found in, by how it begins."""
_OWN = select(model_provider.c.id).where(
    model_provider.c.workspace_id == bindparam("home", type_=Text()),
    model_provider.c.deleted_at.is_(None),
    ~model_provider.c.seeded,
)


async def models_of(
    tx: Transaction, home: str, references: Sequence[str]
) -> tuple[list[str], dict[str, dict[str, object]]]:
    """The names of the models that a workspace's references mean, and where each of them is offered.

    A name that no row has is taken as it is. CONFLICT for a model that is switched off.
    """
    rows = await _rows(tx, home, references)
    names: list[str] = []
    providers: dict[str, dict[str, object]] = {}
    for reference in references:
        row = _enabled(rows, reference)
        name = reference if row is None else row.name
        if row is not None:
            if providers.get(name, {"modelId": row.id})["modelId"] != row.id:
                message = f"Two of these models are called {name}: have one of them run."
                raise Conflict(message, ("agentId",))
            providers[name] = {
                "modelId": row.id,
                "modelProviderId": row.model_provider_id,
                "protocol": row.protocol,
                "maxInputTokens": row.max_input_tokens,
                "prices": None if row.seeded else [getattr(row, name) for name in PRICES],
            }
        names.append(name)
    return names, providers


async def require_models(tx: Transaction, home: str, references: Sequence[str], path: Path) -> None:
    """Refuse a reference that no enabled model of the workspace answers to (BAD_INPUT), unless its only
    providers are those that came with it: until then a name is taken as it is.
    """
    rows = await _rows(tx, home, references)
    for index, reference in enumerate(references):
        unknown = not any(row.enabled for row in _meant(rows, reference))
        if unknown and await tx.first(_OWN, {"home": home}) is not None:
            message = f"No enabled model of the workspace is called {reference!r}: `models` lists them."
            raise BadInput(message, (*path, index))


async def _rows(tx: Transaction, home: str, references: Sequence[str]) -> list[Row]:
    bare = [_parted(each)[1] for each in references]
    return await tx.fetch(_named(tx.dialect), {"references": bare, "home": home})


def _parted(reference: str) -> tuple[str, str]:
    """How a reference begins, and the word behind that."""
    head = next(each for each in _SPELT if reference.startswith(each))
    return head, reference.removeprefix(head)


def _meant(rows: Sequence[Row], reference: str) -> list[Row]:
    """The rows that a reference names."""
    head, word = _parted(reference)
    return [row for column in _SPELT[head] for row in rows if getattr(row, column) == word]


def _enabled(rows: Sequence[Row], reference: str) -> Row | None:
    """The enabled row that a reference names (CONFLICT if there are rows, and none is enabled)."""
    found = _meant(rows, reference)
    enabled = next((row for row in found if row.enabled), None)
    if found and enabled is None:
        message = f"The model {reference} is switched off: enable it, or have another one run."
        raise Conflict(message, ("agentId",))
    return enabled


@lru_cache
def _named(dialect: str) -> Select[Any]:
    listed = bindparam("references", type_=TextList())
    columns = sorted({column for each in _SPELT.values() for column in each})
    spelt = or_(*(among(model.c[name], listed, dialect) for name in columns))
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
