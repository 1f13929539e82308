"""Making and changing principals: people and services. It takes an administrator of the account."""

from collections.abc import Mapping
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.kept import differs, patched
from backend.domain.law import Laws, lawful
from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Viewer
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.noun import merged
from backend.store.principal import principal
from backend.store.row import add, born, change
from backend.store.scope import locate

LAWS: Laws = MappingProxyType(
    {
        "name": law.NAME,
        "email": law.optional(law.text(320, shortest=1)),
        "external_id": law.EXTERNAL_ID,
        "labels": law.labels,
        "extensions": law.EXTENSIONS,
    }
)
"""The law of each column that can be written."""

_any_kind = law.member_of(PrincipalKind)


def _kind(value: object, path: Path) -> object:
    kind = _any_kind(value, path)
    if kind not in {PrincipalKind.USER.name, PrincipalKind.SERVICE.name}:
        raise BadInput("kind must be USER or SERVICE: the others are made with what they stand for.", path)
    return kind


_NEW: Laws = MappingProxyType({**LAWS, "kind": _kind})


async def create_principal(
    tx: Transaction, viewer: Viewer, columns: Mapping[str, object], *, idempotency_key: str | None = None
) -> str:
    """Make a principal of kind USER or SERVICE in the viewer's account and return its id.

    It is a member of nothing yet.
    """
    viewer.require_account_admin()
    own = lawful(dict.fromkeys(_NEW) | dict(columns), _NEW)
    own["extensions"] = patched({}, own["extensions"])

    async def make() -> str:
        made = born("prn") | {"account_id": viewer.account, "account_admin": False} | own
        await add(tx, principal, made)
        return str(made["id"])

    return await once(tx, viewer, "createPrincipal", idempotency_key, columns, make)


async def update_principal(
    tx: Transaction, viewer: Viewer, reference: str, columns: Mapping[str, object]
) -> str:
    """Change the columns that are given and return the id; what changes nothing writes nothing."""
    found = await locate(tx, viewer, principal, reference)
    own = merged(found, columns, LAWS)
    if differs(found._asdict(), own):
        await change(tx, principal, found.id, own)
    return str(found.id)
