"""The models that come with a workspace: what is missing is added when it is made and at start, prices are
refreshed. A handle that somebody else's row has is theirs: then nothing is missing.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Insert, Select, bindparam, func, select, update

from backend.domain.ids import SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE
from backend.domain.model import PRICES, ModelProtocol, model_handle_from, price as price_law
from backend.domain.price import PRICES as KNOWN, Price
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.model import model
from backend.store.model_provider import model_provider
from backend.store.number import next_number
from backend.store.row import add_unless, born, upsert
from backend.store.scope import among
from backend.store.table import Integer, Text, TextList
from backend.store.workspace import workspace

OFFLINE = "offline"
SEEDED: Mapping[str, tuple[ModelProtocol, str, Sequence[str]]] = MappingProxyType(
    {
        "anthropic": (ModelProtocol.MESSAGES, "Anthropic", [name for name in KNOWN if name != OFFLINE]),
        OFFLINE: (ModelProtocol.OFFLINE, "Offline", [OFFLINE]),
    }
)
"""Each provider by its vendor, which is its handle: its protocol, its name, and its models' names."""

_WITHOUT = select(workspace.c.id, workspace.c.account_id).where(
    workspace.c.id != SYSTEM_WORKSPACE,
    workspace.c.id.not_in(
        select(model_provider.c.workspace_id).where(
            model_provider.c.handle == bindparam("vendor", type_=Text())
        )
    ),
)
_PRICED = select(model.c.name, *(model.c[name] for name in PRICES)).where(model.c.seeded).distinct()
_REPRICE = (
    update(model)
    .where(model.c.seeded, model.c.name == bindparam("of_name", type_=Text()))
    .values(
        {name: bindparam(f"new_{name}", type_=Text()) for name in PRICES}
        | {"updated_at": bindparam("moment", type_=model.c.updated_at.type)}
    )
)


async def seed_models(tx: Transaction, workspace_id: str, account_id: str) -> None:
    """Give a workspace the providers and models that it has none of."""
    for vendor in SEEDED:
        await _add_provider(tx, vendor, workspace_id, account_id)


async def seed_everywhere(tx: Transaction) -> None:
    """Give every workspace what it has none of, and every seeded model the price that is known now."""
    for vendor, (_, _, names) in SEEDED.items():
        for row in await tx.fetch(_WITHOUT, {"vendor": vendor}):
            await _add_provider(tx, vendor, row.id, row.account_id)
        for row in await tx.fetch(
            _lacking(tx.dialect), {"vendor": vendor, "names": names, "most": len(names)}
        ):
            await _add_models(tx, vendor, row.id, row.workspace_id)
    for row in await tx.fetch(_PRICED):
        known = _priced(KNOWN[row.name]) if row.name in KNOWN else None
        if known is not None and known != {name: getattr(row, name) for name in PRICES}:
            new = {f"new_{name}": each for name, each in known.items()}
            await tx.fetch(_REPRICE, {**new, "of_name": row.name, "moment": clock.now()})


async def _add_provider(tx: Transaction, vendor: str, workspace_id: str, account_id: str) -> None:
    protocol, name, _ = SEEDED[vendor]
    whose = {"created_by": SYSTEM_PRINCIPAL, "owner_id": SYSTEM_PRINCIPAL, "workspace_id": workspace_id}
    row = born("prv") | whose | {"name": name, "handle": vendor, "vendor": vendor, "protocol": protocol}
    row |= {"labels": {}, "extensions": {}, "headers": {}, "retention_tier": "MEDIUM", "seeded": True}
    row |= {"account_id": account_id, "number": await next_number(tx, account_id, model_provider)}
    if await add_unless(tx, model_provider, row, ("workspace_id", "handle")):
        await _add_models(tx, vendor, str(row["id"]), workspace_id)


async def _add_models(tx: Transaction, vendor: str, provider_id: str, workspace_id: str) -> None:
    whose = {"workspace_id": workspace_id, "model_provider_id": provider_id}
    blank = {"labels": {}, "extensions": {}, "enabled": True, "seeded": True}
    rows = [
        {
            **born("mdl"),
            **whose,
            **blank,
            "name": name,
            "family": name,
            "handle": model_handle_from(vendor, name),
            **_priced(KNOWN[name]),
        }
        for name in SEEDED[vendor][2]
    ]
    await tx.many(_add_unless_there(tx.dialect), rows)


def _priced(price: Price) -> dict[str, str]:
    """A known price as the columns of a model."""
    dollars = (price.input, price.output, price.cache_read, price.cache_write)
    return {name: price_law(each, (name,)) for name, each in zip(PRICES, dollars, strict=True)}


@lru_cache
def _add_unless_there(dialect: str) -> Insert:
    return upsert(model, dialect).on_conflict_do_nothing()


@lru_cache
def _lacking(dialect: str) -> Select[Any]:
    """Seeded providers of a vendor that have fewer of the named models than there are."""
    there = (
        select(func.count())
        .select_from(model)
        .where(
            model.c.model_provider_id == model_provider.c.id,
            among(model.c.name, bindparam("names", type_=TextList()), dialect),
        )
        .scalar_subquery()
    )
    return select(model_provider.c.id, model_provider.c.workspace_id).where(
        model_provider.c.seeded,
        model_provider.c.handle == bindparam("vendor", type_=Text()),
        there < bindparam("most", type_=Integer),
    )
