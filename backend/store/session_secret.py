"""The secrets of a session: sealed one by one, told by their names alone."""

from collections.abc import Mapping

from backend.domain.errors import BadInput
from backend.domain.sealed import Sealed, revealed
from backend.domain.session import MOST_SECRETS
from backend.domain.viewer import Viewer
from backend.platform.secrets import Place
from backend.store.database import Transaction
from backend.store.sealing import opened_in
from backend.store.statement import Row


def own_secret(tx: Transaction, account: str, home: Row, name: str) -> Sealed:
    """A secret that a session of the account holds itself, by a name that it has (CONFLICT if it does not
    open).
    """
    return Sealed(opened_in(tx, _place(account, home.id), home.secrets[name])[name])


def with_secrets(
    tx: Transaction,
    viewer: Viewer,
    session_id: str,
    before: Mapping[str, str],
    given: Mapping[str, Sealed | None],
) -> dict[str, object]:
    """The columns of a session with these secrets; None takes one away, others stay (BAD_INPUT)."""
    place = _place(viewer.account, session_id)
    kept = {name: sealed for name, sealed in before.items() if name not in given}
    for name, each in given.items():
        if each is not None:
            kept[name] = tx.keyring.seal(revealed({name: each}), place)
    if len(kept) > MOST_SECRETS:
        raise BadInput(f"A session may have up to {MOST_SECRETS} secrets: take some away.", ("secrets",))
    return {"secrets": kept, "secret_names": sorted(kept)}


def _place(account: str, session_id: str) -> Place:
    return Place(account, "session", session_id, "secrets")
