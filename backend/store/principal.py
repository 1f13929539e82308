"""The table of principals. They are never deleted: what they made goes on naming them."""

from collections.abc import Mapping

from sqlalchemy import Index, bindparam, select

from backend.domain.errors import NotFound
from backend.domain.spelling import camel
from backend.domain.viewer import Viewer
from backend.store.database import Transaction
from backend.store.table import Column, Flag, Table, Text, identity, metadata, reference, stamps

principal = Table(
    "principal",
    metadata,
    identity(),
    reference("account_id", "account"),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("external_id", Text),
    Column("account_admin", Flag, nullable=False),
    *stamps(),
    Index(None, "account_id", "external_id", unique=True),
    Index(None, "account_id", "created_at", "id"),
    Index(None, "account_id", "name", "id"),
)

_OF_ACCOUNT = select(principal.c.id).where(
    principal.c.id == bindparam("principal"), principal.c.account_id == bindparam("account")
)


async def require_people(tx: Transaction, viewer: Viewer, columns: Mapping[str, object], *names: str) -> None:
    """Refuse the named columns unless each is absent, null or a principal of the account (NOT_FOUND)."""
    for name in names:
        wanted = columns.get(name)
        if wanted is not None and not await tx.first(
            _OF_ACCOUNT, {"principal": wanted, "account": viewer.account}
        ):
            raise NotFound(f"No principal is called {wanted!r}.", (camel(name),))
