"""The subscription to a workspace: its activities in the order of their positions, from any of them on."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Annotated

import strawberry

from backend.domain.activity import Picks, picked
from backend.graph.activity import Activity
from backend.graph.context import Context, Info
from backend.graph.described import said
from backend.graph.follow import Then, batch, frames_of
from backend.graph.given import subscription
from backend.graph.policy import READ
from backend.platform.telemetry import finishes
from backend.store.activity import activity_topic, behind, last_position, position_of
from backend.store.admission import require_admission
from backend.store.database import Transaction
from backend.store.plan import root as roots
from backend.store.statement import Row
from backend.store.watch import watch_workspace


@dataclass(slots=True)
class ActivityFollower:
    """One subscription's place among a workspace's activities.

    `after` is the id of the activity to begin behind, None for now; `position` is where it stands.
    """

    context: Context
    workspace: str
    picks: Picks
    subject: str | None
    after: str | None
    position: int | None = None

    async def read(self) -> tuple[list[str], Then]:
        """What is wanted of the next activities; there is no last one (BAD_CURSOR, NOT_FOUND)."""
        context, most = self.context, batch(self.context)
        await require_admission(context.database, context.viewer, self.workspace, ("workspaceId",))
        async with context.database.read() as tx:
            if self.position is None:
                self.position = await self._start(tx)
            if self.position is None:
                return [], Then.WAIT
            rows = await behind(tx, self.workspace, self.position, most)
            texts = await self._written(tx, [row for row in rows if self._is_wanted(row)])
        if rows:
            self.position = int(rows[-1].position)
        return texts, Then.READ if len(rows) == most else Then.WAIT

    async def _start(self, tx: Transaction) -> int | None:
        if self.after is None:
            return await last_position(tx, self.workspace)
        return await position_of(tx, self.workspace, self.after)

    def _is_wanted(self, row: Row) -> bool:
        return self.subject in {None, row.subject_id} and self.picks(row.type)

    async def _written(self, tx: Transaction, rows: list[Row]) -> list[str]:
        if not rows:
            return []
        context = self.context
        model, dialect, pick = context.model, context.database.dialect, context.call.pick
        plan = context.call.plan("activities", lambda: roots.nodes(model, dialect, "Activity", pick))
        own = roots.own(ids=[row.id for row in rows])
        found = await tx.raw(plan.text, plan.arguments({**context.call.variables, **own}, context.viewer))
        texts = {str(row[1]): str(row[0]) for row in found}
        finishes.of("joined").times += len(rows)
        return [texts[row.id] for row in rows]


@strawberry.type
class ActivitySubscription:
    """Following what happens in a workspace."""

    @subscription(READ)
    async def workspace_activity(
        self,
        info: Info,
        workspace_id: Annotated[
            strawberry.ID | None,
            said(
                "The workspace: its id, ext:<externalId>, handle:<handle> or number:<n>; the key's home if "
                "it is not named."
            ),
        ] = None,
        types: Annotated[
            list[str] | None,
            said("Only of these types: up to 50, such as `agent.published`, or `agent.*` for all of a noun."),
        ] = None,
        subject_id: Annotated[
            strawberry.ID | None, said("Only what happens to the row with this id.")
        ] = None,
        after: Annotated[
            strawberry.ID | None,
            said("Begin behind this activity: the id of the last one you have. From now on if left out."),
        ] = None,
    ) -> AsyncGenerator[Activity, None]:
        """What happens in a workspace, in order, without gaps; it stays open."""
        context = info.context
        picks = picked(types, ("types",))
        async with context.database.read() as tx:
            home = await watch_workspace(tx, context.viewer, workspace_id)
        follower = ActivityFollower(context, home, picks, subject_id, after)
        topics = [activity_topic(home)]
        async with aclosing(frames_of(context.database.bus, topics, follower.read)) as frames:
            async for frame in frames:
                yield frame  # type: ignore[misc]  # it is written as JSON already
