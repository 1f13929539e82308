"""How a version runs: read from its rows, and the change that an input asks for, checked once."""

from collections.abc import Mapping
from types import MappingProxyType

from backend.domain.agent import CONFIGURATION
from backend.domain.configuration import CONFIGURATION_LAWS
from backend.domain.configured import SCHEMAS, Change, Configured
from backend.domain.law import ID, Laws, lawful, optional, sequence
from backend.domain.viewer import Viewer
from backend.store.data_schema import effective, schema_law
from backend.store.database import Transaction
from backend.store.environment import environment
from backend.store.link import links_of_version
from backend.store.link_target import link_sets
from backend.store.model_named import require_models
from backend.store.scope import refer
from backend.store.statement import Row

LAWS: Laws = MappingProxyType(
    {
        **CONFIGURATION_LAWS,
        **dict.fromkeys(SCHEMAS, optional(schema_law)),
        **dict.fromkeys((f"{name}_id" for name in SCHEMAS), optional(ID)),
        "environment_id": optional(ID),
    }
)
"""The law of each column that says how a version runs."""


def new() -> Configured:
    """How a version runs of which nothing was said."""
    return Configured(lawful(dict.fromkeys(CONFIGURATION), LAWS))


async def configured(tx: Transaction, row: Row) -> Configured:
    """How a version runs that there is."""
    columns = {name: getattr(row, name) for name in CONFIGURATION}
    return Configured(columns, await links_of_version(tx, row.id))


async def asked(
    tx: Transaction, viewer: Viewer, home: str, given: Mapping[str, object], *, agent: str | None = None
) -> Change:
    """The change that an input asks for, of a version of the agent if there is one already.

    `links` are sets of links; references are of the workspace `home`. BAD_INPUT, NOT_FOUND and CONFLICT name
    the input.
    """
    columns = lawful({name: value for name, value in given.items() if name != "links"}, LAWS)
    columns = await effective(tx, viewer, home, columns, *SCHEMAS)
    if "models" in columns:
        await require_models(tx, home, [*map(str, sequence(columns["models"], ("models",)))], ("models",))
    named = columns.get("environment_id")
    if named is not None:
        path = ("environmentId",)
        columns["environment_id"] = (await refer(tx, viewer, environment, str(named), home, path)).id
    return Change(columns, await link_sets(tx, viewer, home, given.get("links"), ("links",), agent=agent))
