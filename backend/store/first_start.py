"""The first start: an empty database is given reserved rows, an account, a workspace and a first key."""

from sqlalchemy import func, select

from backend.domain.ids import SYSTEM_ACCOUNT, SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE
from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Role
from backend.platform import clock, tokens
from backend.platform.ids import new_id
from backend.store.account import account
from backend.store.api_key import api_key
from backend.store.database import Database, Transaction
from backend.store.member import member
from backend.store.principal import principal
from backend.store.row import add
from backend.store.seed import seed
from backend.store.seed_models import seed_everywhere, seed_models
from backend.store.workspace import number_of_next, workspace

LOCK = 4_206_922
"""The advisory lock that PostgreSQL holds for us; SQLite has one writer."""

_ANY_ACCOUNT = select(account.c.id).limit(1)
_LOCK = select(func.pg_advisory_xact_lock(LOCK))


async def begin(database: Database, secret: str, admin_key: str | None = None) -> str | None:
    """Make the first rows if there are none, once, however many processes start; and those of Concord that
    have changed since.

    `secret` is the installation's; `admin_key` the key to use, else one is made. Returns the key if it was
    put to use now, to be shown this once; None if the database had begun before.
    """
    async with database.write() as tx:
        if tx.dialect == "postgresql":
            await tx.fetch(_LOCK)
        if await tx.first(_ANY_ACCOUNT) is not None:
            await seed(tx)
            await seed_everywhere(tx)
            return None
        await _make_reserved_rows(tx)
        await seed(tx)
        return await _make_default_rows(tx, secret, admin_key or tokens.new_key())


async def _make_reserved_rows(tx: Transaction) -> None:
    await _add_account(tx, SYSTEM_ACCOUNT, "System")
    await _add_principal(tx, SYSTEM_PRINCIPAL, SYSTEM_ACCOUNT, PrincipalKind.SYSTEM, "Concord")
    await _add_workspace(tx, SYSTEM_WORKSPACE, SYSTEM_ACCOUNT, "System", SYSTEM_PRINCIPAL)


async def _make_default_rows(tx: Transaction, secret: str, key: str) -> str:
    owner, home, who = new_id("acc"), new_id("wsp"), new_id("prn")
    await _add_account(tx, owner, "Default")
    await _add_principal(tx, who, owner, PrincipalKind.API_KEY, "Administrator")
    await _add_workspace(tx, home, owner, "Default", who)
    await seed_models(tx, home, owner)
    membership = {"id": new_id("mbr"), "workspace_id": home, "principal_id": who, "role": Role.ADMIN}
    await add(tx, member, membership | _now())
    shown = {"name": "Administrator", "hint": tokens.hint(key), "digest": tokens.digest(key, secret)}
    whose = {"id": new_id("key"), "workspace_id": home, "principal_id": who, "created_by": who}
    whose["handle"] = "administrator"
    await add(tx, api_key, whose | shown | _now())
    return key


async def _add_account(tx: Transaction, account_id: str, name: str) -> None:
    await add(tx, account, {"id": account_id, "name": name} | _now())


async def _add_principal(
    tx: Transaction, row_id: str, account_id: str, kind: PrincipalKind, name: str
) -> None:
    admin = kind is PrincipalKind.API_KEY
    row = {"id": row_id, "account_id": account_id, "kind": kind, "name": name, "account_admin": admin}
    await add(tx, principal, row | _now())


async def _add_workspace(tx: Transaction, row_id: str, account_id: str, name: str, made_by: str) -> None:
    number = await number_of_next(tx, account_id)
    named = {"id": row_id, "account_id": account_id, "name": name, "handle": name.lower(), "number": number}
    whose = {"created_by": made_by, "owner_id": made_by}
    await add(tx, workspace, named | whose | {"labels": {}, "extensions": {}} | _now())


def _now() -> dict[str, object]:
    moment = clock.now()
    return {"created_at": moment, "updated_at": moment}
