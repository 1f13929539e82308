"""Making an agent: its row, its first version, and the variations that come with it."""

from collections.abc import Mapping, Sequence

from backend.domain.agent import PROFILE
from backend.domain.configured import Configured
from backend.domain.errors import inside
from backend.domain.viewer import Viewer
from backend.platform.ids import new_id
from backend.store.agent import AGENT, parted
from backend.store.agent_version import add_version, published
from backend.store.configuration import asked, new
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.noun import insert, lawful_new
from backend.store.variation import create_variation
from backend.store.workspace import place


async def create_agent(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    publish: bool = False,
    note: str | None = None,
    variations: Sequence[Mapping[str, object]] = (),
    idempotency_key: str | None = None,
) -> str:
    """Make an agent with a first draft, or with version 1 published at once, and return its id.

    `columns` are the agent's and its version's together; what is absent or null has its default. `variations`
    are columns of variations that are made with it.
    """
    home = await place(tx, viewer, workspace)
    own, configuration = parted(columns)
    own = lawful_new(AGENT, own)
    configuration = {name: value for name, value in configuration.items() if value is not None}
    stage = published(viewer, 1, note) if publish else {}

    async def make() -> str:
        configured = (await asked(tx, viewer, home, configuration)).onto(new())
        made = await _make(tx, viewer, home, own, stage, configured)
        for index, each in enumerate(variations):
            with inside("variations", index):
                await create_variation(tx, viewer, made, each, note=note)
        return made

    given = {
        "workspace": home,
        "columns": columns,
        "publish": publish,
        "note": note,
        "variations": variations,
    }
    return await once(tx, viewer, "createAgent", idempotency_key, given, make)


async def _make(
    tx: Transaction,
    viewer: Viewer,
    home: str,
    own: Mapping[str, object],
    stage: Mapping[str, object],
    configured: Configured,
) -> str:
    version_id = new_id("ver")
    slot = "default_version_id" if stage else "draft_version_id"
    made = await insert(tx, viewer, AGENT, home, {**own, slot: version_id})
    whose = {"id": version_id, "workspace_id": home, "agent_id": made}
    profile = {name: own.get(name) for name in PROFILE}
    await add_version(tx, viewer, {**whose, **profile, **stage}, configured)
    return made
