"""Making and changing secrets. A value that is given takes the old one's place at once, for everybody."""

from collections.abc import Mapping

from backend.domain.errors import BadInput
from backend.domain.law import mapping
from backend.domain.sealed import Sealed, revealed
from backend.domain.secret import KEYS, SecretKind, check_expiry, held
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.noun import insert, lawful_new, merged, note_of, open_row, rewrite
from backend.store.precondition import Precondition
from backend.store.row import change
from backend.store.scope import refer
from backend.store.sealing import closed, opened
from backend.store.secret import SECRET, require_room, secret
from backend.store.statement import Row
from backend.store.workspace import place

VALUE = ("value",)


async def create_secret(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make a secret and return its id. `value` among the columns is what it holds, by the keys of its kind.

    BAD_INPUT, NOT_FOUND and CONFLICT name the column.
    """
    home = await place(tx, viewer.at_least(SECRET.role), workspace)
    own = lawful_new(SECRET, {name: each for name, each in columns.items() if name != "value"})
    kind = SecretKind[str(own["kind"])]
    check_expiry(kind, own["expires_at"])
    value = columns.get("value")
    values = {} if value is None else held(kind, mapping(value, VALUE), VALUE, {})

    async def make() -> str:
        row_id = new_id("sec")
        group = await _group(tx, viewer, home, own)
        sealed = closed(tx, viewer.account, secret, row_id, revealed(values))
        return await insert(tx, viewer, SECRET, home, {**own, **sealed, "id": row_id, "parent_id": group})

    given = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createSecret", idempotency_key, given, make)


async def update_secret(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the row's id. A `value` of None is taken away."""
    found = await open_row(tx, viewer, SECRET, reference, when)
    own = merged(found, {name: each for name, each in columns.items() if name != "value"}, SECRET.changeable)
    check_expiry(SecretKind[found.kind], own.get("expires_at"))
    if "settings" in own and found.parent_id is not None:
        await require_room(tx, found.parent_id, found.id, found.kind, mapping(own["settings"], ("settings",)))
    found = await rewrite(tx, viewer, SECRET, found, own)
    if "value" in columns:
        await _rotate(tx, viewer, found, columns["value"])
    return str(found.id)


async def _group(tx: Transaction, viewer: Viewer, home: str, own: Mapping[str, object]) -> str | None:
    """The id of the group in which a new secret lies, locked, with room for it."""
    if own["parent_id"] is None:
        return None
    path = ("parentId",)
    if own["kind"] == SecretKind.GROUP.name:
        raise BadInput("A group lies in no other group: leave parentId out.", path)
    group = await refer(tx, viewer, secret, str(own["parent_id"]), home, path)
    if group.kind != SecretKind.GROUP.name:
        raise BadInput(f"{group.id} is no group: name a secret of kind GROUP.", path)
    await require_room(tx, group.id, None, str(own["kind"]), mapping(own["settings"], ("settings",)), path)
    return str(group.id)


async def _rotate(tx: Transaction, viewer: Viewer, found: Row, value: object) -> None:
    kind = SecretKind[found.kind]
    given = mapping(value, VALUE)
    # What is given in part stands beside what was there; what is given whole need not be opened.
    partly = value is not None and kind is SecretKind.OAUTH and not given.keys() >= set(KEYS[kind])
    kept = opened(tx, found.account_id, secret, found) if partly else {}
    before = {name: Sealed(text) for name, text in kept.items()}
    values = {} if value is None else held(kind, given, VALUE, before)
    if (not values and found.sealed is None) or (partly and values == before):
        return
    sealed = closed(tx, found.account_id, secret, found.id, revealed(values))
    await change(tx, secret, found.id, {**sealed, "rotated_at": clock.now()})
    await note_of(tx, viewer, SECRET, found, "rotated")
