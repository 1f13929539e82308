"""What an agent's version says, by path: so that two versions can be compared."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain.agent import PROFILE
from backend.domain.configured import SCHEMAS, Configured
from backend.domain.difference import Said
from backend.domain.link_list import Links
from backend.domain.spelling import camel
from backend.store.database import Transaction
from backend.store.link_target import TARGETS
from backend.store.scope import among
from backend.store.table import Table, TextList, metadata

_OPENED = frozenset({"limits", "model_settings", "metadata", "extensions"})
"""Objects whose keys are paths of their own."""
_FOLLOWED = frozenset(f"{name}_id" for name in SCHEMAS)
_DIGESTS = ("digest", "sha256")


async def said(tx: Transaction, profile: Mapping[str, object], configured: Configured) -> Said:
    """The profile, the configuration and the links, without what is null and empty.

    A link's path is `links.<kind>.<name of what it leads to>`; its value holds its settings, and the digest
    of what it leads to or its own definition.
    """
    columns = {name: profile.get(name) for name in PROFILE} | dict(configured.columns)
    told: dict[str, Any] = {}
    for name, value in columns.items():
        if name in _OPENED and isinstance(value, Mapping):
            told |= {f"{camel(name)}.{key}": each for key, each in value.items()}
        elif name not in _FOLLOWED:
            told[camel(name)] = value
    told |= await _links(tx, configured.links)
    return {path: value for path, value in told.items() if value not in (None, "", [], {})}


async def _links(tx: Transaction, links: Links) -> dict[str, Any]:
    told: dict[str, Any] = {}
    met: Counter[str] = Counter()
    for kind, table in TARGETS.values():
        held = [each for each in links if each.kind is kind and each.target_id is not None]
        ids = [each.target_id for each in held]
        rows = await tx.fetch(_named(metadata.tables[table], tx.dialect), {"ids": ids}) if ids else []
        names = {row.id: row for row in rows}
        for each in held:
            row = names.get(str(each.target_id))
            path = f"links.{kind.name}.{each.target_id if row is None else row.name}"
            met[path] += 1
            value = {"settings": dict(each.settings or {}), "digest": getattr(row, "digest", None)}
            told[path if met[path] == 1 else f"{path}.{met[path]}"] = value
    for each in links:
        if each.inline is not None:
            path = f"links.{each.kind.name}.{each.inline.get('name', each.stable_id)}"
            told[path] = {"settings": dict(each.settings or {}), "inline": each.inline}
    return told


@lru_cache
def _named(table: Table, dialect: str) -> Select[Any]:
    digest = [table.c[name].label("digest") for name in _DIGESTS if name in table.c]
    listed = among(table.c.id, bindparam("ids", type_=TextList()), dialect)
    return select(table.c.id, table.c.name, *digest).where(listed)
