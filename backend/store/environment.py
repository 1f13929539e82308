"""An environment: what a sandbox is made of. Nothing is built of it here, so it is ready at once."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    bindparam,
    column as sql_column,
    exists,
    or_,
    select,
    table as sql_table,
)

from backend.domain.environment import BUILT_OF, ENVIRONMENT_LAWS, EnvironmentStatus
from backend.domain.errors import Conflict
from backend.domain.law import ID
from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.noun import Noun, merged, open_row, rewrite
from backend.store.precondition import Precondition, hold, hold_within
from backend.store.row import the_row
from backend.store.scope import locate, refer
from backend.store.statement import Row
from backend.store.table import Column, Json, Table, Text, is_system, kept, metadata

_AGENT = sql_table(
    "agent",
    *map(sql_column, ("default_version_id", "draft_version_id", "archived_at", "deleted_at")),
)
_VERSION = sql_table("agent_version", sql_column("id"), sql_column("environment_id"))


def _used(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """Whether a version that an agent in use runs or edits names it."""
    return exists().where(
        _VERSION.c.environment_id == column("id"),
        or_(_AGENT.c.default_version_id == _VERSION.c.id, _AGENT.c.draft_version_id == _VERSION.c.id),
        _AGENT.c.archived_at.is_(None),
        _AGENT.c.deleted_at.is_(None),
    )


environment = Table(
    "environment",
    metadata,
    *kept(),
    Column("base_image", Text),
    Column("packages", Json, nullable=False),
    Column("network", Json, nullable=False),
    Column("variables", Json, nullable=False),
    Column("status", Text, nullable=False),
    Column("build_error", Text),
    Column("digest", Text, nullable=False),
    info={"derived": {"is_system": is_system, "used": _used}},
)


async def environment_of(
    tx: Transaction, viewer: Viewer, home: str, given: object, default: str | None
) -> Row | None:
    """The environment of a session: the one that is given, else its version's; None if there is neither.

    NOT_FOUND and BAD_INPUT name the input; CONFLICT if it is in the trash.
    """
    if given is not None:
        return await refer(
            tx, viewer, environment, str(ID(given, ("environmentId",))), home, ("environmentId",)
        )
    if default is None:
        return None
    found = await the_row(tx, environment, default)
    if found.deleted_at is not None:
        raise Conflict(f"{found.id} is in the trash: restore it, or name another environmentId.")
    return found


_BY_ID = environment.c.id == bindparam("environment", type_=Text())
_VARIABLES = select(environment.c.variables).where(_BY_ID)
_NETWORK = select(environment.c.network).where(_BY_ID)


async def variables_of(tx: Transaction, environment_id: str) -> dict[str, str]:
    """The texts of its variables, by their names; none if it is gone."""
    found = await tx.fetch(_VARIABLES, {"environment": environment_id})
    return dict(found[0].variables) if found else {}


async def network_of(tx: Transaction, environment_id: str) -> dict[str, Any] | None:
    """What it says of its network; None if it is gone."""
    found = await tx.first(_NETWORK, {"environment": environment_id})
    return None if found is None else dict(found.network)


_IN_USE = select(_used(environment.c.__getitem__).label("used")).where(_BY_ID)


def _digest(columns: Mapping[str, object]) -> str:
    """The SHA-256 of what an environment is built of."""
    built = {name: columns[name] for name in BUILT_OF}
    return hashlib.sha256(orjson.dumps(built, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _completed(own: Mapping[str, object]) -> Mapping[str, object]:
    """What follows from the columns of a new environment."""
    whole = own.keys() >= set(BUILT_OF)
    return {"status": EnvironmentStatus.READY.name, "digest": _digest(own)} if whole else {}


async def _found(
    tx: Transaction, viewer: Viewer, reference: str, when: Precondition | None, need: Role
) -> Row:
    found = await locate(tx, viewer.at_least(need), environment, reference)
    await hold_within(tx, viewer, found, when, environment.c.workspace_id)
    used = None
    if when is not None and when.used is not None:
        used = bool((await tx.fetch(_IN_USE, {"environment": found.id}))[0].used)
    hold(when, viewer, found, used=used)
    return found


ENVIRONMENT = Noun(
    "Environment",
    environment,
    ENVIRONMENT_LAWS,
    complete=_completed,
    find=_found,
    clears=(("agent_version", "environment_id"),),
)


async def update_environment(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the row's id. Sessions keep what they started with."""
    found = await open_row(tx, viewer, ENVIRONMENT, reference, when)
    own = merged(found, columns, ENVIRONMENT.changeable)
    own["digest"] = _digest({**found._asdict(), **own})
    await rewrite(tx, viewer, ENVIRONMENT, found, own)
    return str(found.id)
