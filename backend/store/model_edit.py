"""Writing models: a provider's whole list, and what one of them alone may be changed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from backend.domain.errors import Conflict, Forbidden, Path
from backend.domain.kept import differs
from backend.domain.model import MODEL_LAWS, SWITCHED_LAWS, model_handle_from
from backend.domain.spelling import camel
from backend.domain.viewer import Role, Viewer
from backend.store.activity import record
from backend.store.database import Transaction
from backend.store.handle import add_with_handle
from backend.store.model import model
from backend.store.model_provider import model_provider
from backend.store.noun import merged
from backend.store.precondition import Precondition, hold, hold_within
from backend.store.retirement import require_present
from backend.store.row import add_unless, born, change, remove_all
from backend.store.scope import locate
from backend.store.statement import Row
from backend.store.table import Text

_OF_PROVIDER = (
    select(model).where(model.c.model_provider_id == bindparam("provider", type_=Text())).order_by(model.c.id)
)
_HOLDER = select(model.c.id).where(
    model.c.workspace_id == bindparam("workspace", type_=Text()),
    model.c.handle == bindparam("handle", type_=Text()),
)
_EMPTY: Mapping[str, object] = {
    **dict.fromkeys(MODEL_LAWS),
    "enabled": True,
    "seeded": False,
    "labels": {},
    "extensions": {},
    "external_id": None,
}


@dataclass(frozen=True, slots=True)
class Provider:
    """Whose models are written."""

    id: str
    workspace: str
    vendor: str


async def write_models(
    tx: Transaction, provider: Provider, listed: Sequence[Mapping[str, object]], path: Path
) -> bool:
    """Make a provider's models those of the list, known by their names; whether anything changed.

    What the list leaves out of a model that was there stays as it was. CONFLICT names the model whose handle
    another one has.
    """
    there = {row.name: row for row in await tx.fetch(_OF_PROVIDER, {"provider": provider.id})}
    gone = [row.id for name, row in there.items() if name not in {each["name"] for each in listed}]
    changed = bool(gone)
    await remove_all(tx, model, "id", gone)
    for index, each in enumerate(listed):
        here = (*path, index, "handle")
        row = there.get(str(each["name"]))
        if row is None:
            await _add(tx, provider, each, here)
            changed = True
        else:
            changed |= await _rewrite(tx, provider, row, each, here)
    return changed


async def _add(tx: Transaction, provider: Provider, given: Mapping[str, object], path: Path) -> None:
    whose = {"workspace_id": provider.workspace, "model_provider_id": provider.id}
    row = {**born("mdl"), **_EMPTY, **given, **whose}
    if row["handle"] is None:
        made = model_handle_from(provider.vendor, str(row["name"]))
        await add_with_handle(tx, model, row, "workspace_id", made)
    elif not await add_unless(tx, model, row, ("workspace_id", "handle")):
        raise _taken(row["handle"], path)


async def _rewrite(
    tx: Transaction, provider: Provider, row: Row, given: Mapping[str, object], path: Path
) -> bool:
    own = {**given, "handle": given.get("handle") or row.handle}
    if not differs(row._asdict(), own):
        return False
    if own["handle"] != row.handle:
        whose = {"workspace": provider.workspace, "handle": own["handle"]}
        if await tx.first(_HOLDER, whose) is not None:
            raise _taken(own["handle"], path)
    await change(tx, model, row.id, own)
    return True


def _taken(handle: object, path: Path) -> Conflict:
    return Conflict(f"Another model of the workspace has the handle {handle}: choose one.", path)


async def update_model(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change a model's switch, and what people note of it, and return its id. It takes an administrator.

    What is believed of it is true of its provider. FORBIDDEN for all but the switch if it comes with the
    workspace.
    """
    found = await locate(tx, viewer.at_least(Role.ADMIN), model, reference)
    (provider,) = await tx.fetch(_PROVIDER, {"provider": found.model_provider_id})
    await hold_within(tx, viewer, found, when, model.c.model_provider_id)
    hold(when, viewer, provider)
    require_present(provider)
    closed = [name for name in columns if found.seeded and name != "enabled"]
    if closed:
        raise Forbidden(f"{found.id} comes with the workspace: only its switch changes.", (camel(closed[0]),))
    own = merged(found, columns, SWITCHED_LAWS)
    before = found._asdict()
    changed = [name for name, value in own.items() if differs(before, {name: value})]
    if changed:
        await change(tx, model, found.id, own)
        told = {"changed": [camel(name) for name in changed]}
        await record(tx, viewer, found.workspace_id, "model.updated", found.id, told, parent_id=provider.id)
    return str(found.id)


_PROVIDER = select(model_provider).where(model_provider.c.id == bindparam("provider", type_=Text()))
