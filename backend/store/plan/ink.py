"""Inks: how pieces of an answer are joined in SQL, and as plain text."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import func

from backend.domain.dress import NULL
from backend.store.plan.spelling import quoted
from backend.store.plan.text import Piece, Sql, text
from backend.store.plan.tree import Pick


class SqlInk:
    """Pieces are expressions of SQL; no entry of them is NULL."""

    def joined(self, pieces: Sequence[Piece]) -> Sql:
        """See `Ink.joined`."""
        return text(pieces)

    def unless_null(self, head: str, value: Piece) -> Piece:
        """See `Ink.unless_null`. Only `||` passes the NULL on."""
        if isinstance(value, str):
            return head + value
        return func.coalesce(quoted(head).op("||")(func.nullif(value, quoted(NULL))), quoted(""))

    def headless(self, piece: Sql) -> Sql:
        """See `Ink.headless`."""
        return func.substr(piece, 2)


class TextInk:
    """Pieces are texts."""

    def joined(self, pieces: Sequence[str]) -> str:
        """See `Ink.joined`."""
        return "".join(pieces)

    def unless_null(self, head: str, value: str) -> str:
        """See `Ink.unless_null`."""
        return "" if value == NULL else head + value

    def headless(self, piece: str) -> str:
        """See `Ink.headless`."""
        return piece[1:]


def spelled(pick: Pick, value: Any) -> str:
    """The JSON text of a scalar as the pick's dress spells it."""
    by = pick.dress.by
    return orjson.dumps(value if by is None else by.spell(value)).decode()


SQL, TEXT = SqlInk(), TextInk()
