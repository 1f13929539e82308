"""What a row keeps sealed: texts by name in its column `sealed`, which open in that row only."""

import json
from collections.abc import Collection, Mapping, MutableMapping

from backend.domain.errors import Conflict, Path
from backend.domain.headers import Headers, headers
from backend.domain.sealed import Sealed, revealed
from backend.platform.secrets import Place, Unsealable
from backend.store.database import Transaction
from backend.store.statement import Row
from backend.store.table import Table

Texts = Mapping[str, str]

HEADERS = "headers"
"""The name of the withheld headers among the texts: one JSON object of them."""


def opened(tx: Transaction, account: str, table: Table, row: Row | None) -> dict[str, str]:
    """The texts of a row of the account; none if it is not made yet (CONFLICT if they do not open)."""
    if row is None or row.sealed is None:
        return {}
    return opened_in(tx, Place(account, table.name, row.id, "sealed"), row.sealed)


def opened_in(tx: Transaction, place: Place, text: str) -> dict[str, str]:
    """The texts that are sealed in this place (CONFLICT if they do not open)."""
    try:
        return tx.keyring.unseal(text, place)
    except Unsealable as error:
        raise Conflict(f"What {place.row} keeps sealed cannot be opened. {error}") from None


def closed(tx: Transaction, account: str, table: Table, row_id: str, texts: Texts) -> dict[str, object]:
    """The column that keeps the texts for a row; null if there are none. With it what says by which key."""
    place = Place(account, table.name, row_id, "sealed")
    columns: dict[str, object] = {"sealed": tx.keyring.seal(texts, place) if texts else None}
    if "sealed_with" in table.c:
        columns["sealed_with"] = tx.keyring.current if texts else None
    return columns


def put(texts: MutableMapping[str, str], name: str, value: Sealed | None) -> None:
    """Keep a text under a name, or take it away."""
    if value is None:
        texts.pop(name, None)
    else:
        texts[name] = value.reveal()


def put_several(texts: MutableMapping[str, str], name: str, values: Mapping[str, Sealed]) -> None:
    """Keep several texts under one name, as a JSON object; none of them takes it away."""
    put(texts, name, Sealed(json.dumps(revealed(values), sort_keys=True)) if values else None)


def leave(
    texts: MutableMapping[str, str], names: Collection[str], given: Collection[str], path: Path
) -> None:
    """Take away the texts of these names, which were for where `path` led: it leads elsewhere from now on.

    CONFLICT unless those that are there are among `given`, what the same change gives anew or takes away: who
    may say where a text is sent could read it otherwise.
    """
    left = [name for name in names if name in texts and name not in given]
    if left:
        message = f"{path[-1]} leads elsewhere: with it, give {' and '.join(left)} again, or null for none."
        raise Conflict(message, path)
    for name in names:
        texts.pop(name, None)


def part_headers(
    given: object, path: Path, shown: Mapping[str, str], texts: MutableMapping[str, str]
) -> dict[str, str]:
    """Headers that are given, as they are shown; what is withheld is put among the texts of the row.

    `shown` are those before, whose values `•••` keeps (BAD_INPUT).
    """
    before: dict[str, str] = json.loads(texts.get(HEADERS, "{}"))
    withheld = {name: Sealed(value) for name, value in before.items()}
    parted = headers(given, path, Headers(shown, withheld))
    put_several(texts, HEADERS, parted.withheld)
    return dict(parted.shown)
