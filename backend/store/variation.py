"""A variation: a name and a weight for one of an agent's published versions."""

from collections.abc import Callable, Mapping
from random import SystemRandom
from typing import Any

from sqlalchemy import ColumnElement, Index, bindparam, case, cast, func, literal_column, null, select

from backend.domain.agent import Selection, VersionState
from backend.domain.configured import Change
from backend.domain.errors import Conflict, renaming
from backend.domain.variation import MOST, VARIATION_LAWS, Candidate, pick
from backend.domain.viewer import Viewer
from backend.store.agent import open_agent
from backend.store.agent_publish import publish_next
from backend.store.agent_version import version, version_of
from backend.store.configuration import asked, configured
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.noun import Noun, alter, insert, lawful_new, note_of, open_row
from backend.store.precondition import Precondition
from backend.store.row import change
from backend.store.scope import locate
from backend.store.statement import Row
from backend.store.table import Column, Integer, Real, Table, Text, is_system, kept, metadata, reference


def _score(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """The mean of the Beta posterior; null without feedback."""
    gain, count = column("gain_millis"), column("feedback_count")
    # One division of whole numbers, so that both databases round alike.
    mean = cast(literal_column("1000") + gain, Real()) / (
        literal_column("1000") * (literal_column("2") + count)
    )
    return case((count == literal_column("0"), null()), else_=mean)


variation = Table(
    "variation",
    metadata,
    *kept(),
    reference("agent_id", "agent", ondelete="CASCADE"),
    reference("agent_version_id", "agent_version"),
    Column("weight", Integer, nullable=False),
    Column("feedback_count", Integer, nullable=False),
    # The sum of (score + 1) / 2, in thousandths.
    Column("gain_millis", Integer, nullable=False),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "agent_version_id", "created_at", "id"),
    info={"derived": {"is_system": is_system, "score": _score}},
)

VARIATION = Noun("Variation", variation, VARIATION_LAWS, parent="agent_id")

_IN_USE = (
    select(variation)
    .where(
        variation.c.agent_id == bindparam("agent", type_=Text()),
        variation.c.archived_at.is_(None),
        variation.c.deleted_at.is_(None),
    )
    .order_by(variation.c.id)
)
_COUNT = select(func.count(literal_column("*"), type_=Integer).label("n")).where(
    variation.c.agent_id == bindparam("agent", type_=Text())
)
_random = SystemRandom()


async def create_variation(
    tx: Transaction,
    viewer: Viewer,
    agent_reference: str,
    columns: Mapping[str, object],
    *,
    note: str | None = None,
    when: Precondition | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make a variation of an agent and return its id.

    `columns` are its own, a configuration's, and `version_id`. It points to the version that is named, else
    to the agent's current one; with configuration, or if that is a draft, to a next version that begins from
    it. The agent's draft and default are left alone. CONFLICT beyond 100.
    """

    async def make() -> str:
        with renaming(("id",), ("agentId",)):
            found = await open_agent(tx, viewer, agent_reference, when)
        return await _make(tx, viewer, found, columns, note)

    given = {"agent": agent_reference, "columns": columns, "note": note}
    return await once(tx, viewer, "createVariation", idempotency_key, given, make)


async def _make(
    tx: Transaction, viewer: Viewer, found: Row, columns: Mapping[str, object], note: str | None
) -> str:
    (held,) = await tx.fetch(_COUNT, {"agent": found.id})
    if held.n >= MOST:
        raise Conflict(f"Agent {found.id} has {MOST} variations already: purge one first.")
    own, configuration, chosen = parted({name: each for name, each in columns.items() if each is not None})
    lawful = lawful_new(VARIATION, own)
    wanted = await asked(tx, viewer, found.workspace_id, configuration, agent=found.id)
    current = found.draft_version_id or found.default_version_id
    base = await _named(tx, found, chosen) if chosen else await version(tx, current)
    points = await _pointed(tx, viewer, found, base, wanted, note)
    fresh = {"feedback_count": 0, "gain_millis": 0}
    whose = {"agent_id": found.id, "agent_version_id": points}
    return await insert(tx, viewer, VARIATION, found.workspace_id, {**lawful, **whose, **fresh})


async def update_variation(
    tx: Transaction,
    viewer: Viewer,
    reference_: str,
    columns: Mapping[str, object],
    *,
    note: str | None = None,
    when: Precondition | None = None,
) -> str:
    """Change a variation and return its id. With configuration the agent's next version begins from the named
    version, else from the one that it points to, and it points there from now on.
    """
    # The agent first, as everybody who publishes locks it.
    found = await _agent_of(tx, viewer, reference_)
    row = await open_row(tx, viewer, VARIATION, reference_, when)
    own, configuration, chosen = parted(columns)
    await alter(tx, viewer, VARIATION, row, own)
    wanted = await asked(tx, viewer, row.workspace_id, configuration, agent=found.id)
    base = await _named(tx, found, chosen) if chosen else await version(tx, row.agent_version_id)
    await _point(tx, viewer, row, await _pointed(tx, viewer, found, base, wanted, note))
    return str(row.id)


async def configure_variation(
    tx: Transaction, viewer: Viewer, found: Row, row: Row, wanted: Change, note: str | None
) -> str:
    """Change the configuration of a variation that is locked, as its agent is: the id of the version it
    points to then.
    """
    base = await version(tx, row.agent_version_id)
    points = await _pointed(tx, viewer, found, base, wanted, note)
    await _point(tx, viewer, row, points)
    return points


async def pick_variation(tx: Transaction, agent_row: Row) -> Row | None:
    """The variation that the agent's selection picks; None if there is none to be picked."""
    rows = await tx.fetch(_IN_USE, {"agent": agent_row.id})
    candidates = [Candidate(row.id, row.weight, row.gain_millis / 1000, row.feedback_count) for row in rows]
    picked = pick(Selection[agent_row.selection], candidates, _random)
    return next((row for row in rows if row.id == picked), None)


def parted(columns: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object], str | None]:
    """The columns of the variation, those of its version, and the version that is named."""
    own = {name: value for name, value in columns.items() if name in VARIATION.changeable}
    rest = {name: value for name, value in columns.items() if name not in own}
    chosen = rest.pop("version_id", None)
    return own, rest, None if chosen is None else str(chosen)


async def _agent_of(tx: Transaction, viewer: Viewer, reference_: str) -> Row:
    row = await locate(tx, viewer, variation, reference_, lock=False)
    return await open_agent(tx, viewer, row.agent_id, None)


async def _named(tx: Transaction, found: Row, reference_: str) -> Row:
    """A published version of the agent (NOT_FOUND; CONFLICT if it is the draft)."""
    chosen = await version_of(tx, found.id, reference_)
    if chosen.state != VersionState.PUBLISHED.name:
        raise Conflict(f"Version {chosen.id} is a draft: publish it first.", ("versionId",))
    return chosen


async def _pointed(
    tx: Transaction, viewer: Viewer, found: Row, base: Row, wanted: Change, note: str | None
) -> str:
    """The version that a variation points to: the base, or the next one if it is to run otherwise."""
    before = await configured(tx, base)
    after = wanted.onto(before)
    if base.state == VersionState.PUBLISHED.name and not before.differs(after):
        return str(base.id)
    return await publish_next(tx, viewer, found, base, after, note, default=False)


async def _point(tx: Transaction, viewer: Viewer, row: Row, version_id: str) -> None:
    if version_id != row.agent_version_id:
        await change(tx, variation, row.id, {"agent_version_id": version_id})
        await note_of(tx, viewer, VARIATION, row, "updated", {"changed": ["agentVersionId"]})
