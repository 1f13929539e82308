"""Orders: the keys of a list, which way each runs, where its nulls stand, and what lies beyond a cursor."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import and_, false, or_, tuple_

from backend.domain.errors import BadInput
from backend.store.plan.builder import Source
from backend.store.plan.model import Entity, Leaf
from backend.store.plan.text import Sql
from backend.store.plan.tree import Value

KEYS = 8

DIRECTIONS = {
    "ASC": (False, False),
    "DESC": (True, True),
    "ASC_NULLS_FIRST": (False, True),
    "ASC_NULLS_LAST": (False, False),
    "DESC_NULLS_FIRST": (True, True),
    "DESC_NULLS_LAST": (True, False),
}
"""Each direction as (descending, nulls first). Nulls count as greater than every value where nothing is
said.
"""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order."""

    leaf: Leaf
    descending: bool
    nulls_first: bool

    def clause(self, source: Source, *, backward: bool) -> Sql:
        """The key in ORDER BY; a null's place is written only where there may be one."""
        column = source.leaf(self.leaf)
        clause = column.desc() if self.descending != backward else column.asc()
        if not self.leaf.nullable:
            return clause
        return clause.nulls_first() if self.nulls_first != backward else clause.nulls_last()

    def beyond(self, column: Sql, bound: Sql | None, *, backward: bool) -> Sql:
        """Rows whose key lies beyond the cursor's; `bound` is None where the cursor's key is null."""
        nulls_first = self.nulls_first != backward
        if bound is None:
            return column.is_not(None) if nulls_first else false()
        past = column < bound if self.descending != backward else column > bound
        return or_(past, column.is_(None)) if self.leaf.nullable and not nulls_first else past


def keys(entity: Entity, order: Value | None, default: str | None = None) -> tuple[Key, ...]:
    """The keys of a list's order. The id is the last: where it is not asked for, it runs as the key before
    it; what is asked for behind it decides nothing.
    """
    chosen: dict[str, Key] = {}
    given = list(order.items()) if order is not None else []
    if order is not None and len(given) > KEYS:
        raise BadInput(f"An order may have up to {KEYS} keys.", order.path)
    for each in given:
        if each.is_null:
            raise BadInput("null says nothing in an order: leave the key out.", each.path)
        for name in each.names():
            chosen.setdefault(name, _key(entity, name, each[name]))
    if not chosen:
        default = default or entity.order
        name, descending = default.lstrip("-"), default.startswith("-")
        chosen[name] = Key(entity.leaf(name), descending, descending)
    last = next(reversed(chosen.values()))
    chosen.setdefault("id", replace(last, leaf=entity.leaf("id")))
    return tuple(chosen[name] for name in list(chosen)[: list(chosen).index("id") + 1])


def _key(entity: Entity, name: str, value: Value | None) -> Key:
    if value is None or value.is_null:
        raise BadInput("null says nothing in an order: leave the key out.", value.path if value else ())
    descending, nulls_first = DIRECTIONS[str(value.content)]
    return Key(entity.leaf(name), descending, nulls_first)


def digest(name: str, order: Sequence[Key]) -> str:
    """What marks the cursors of a list under an order: eight hexadecimal digits."""
    spelled = [f"{key.leaf.name}:{key.descending:d}{key.nulls_first:d}" for key in order]
    return hashlib.sha256(" ".join([name, *spelled]).encode()).hexdigest()[:8]


def seek(source: Source, order: Sequence[Key], bounds: Sequence[Sql | None], *, backward: bool) -> Sql:
    """The rows beyond a cursor, whose keys are the bounds."""
    columns = [source.leaf(key.leaf) for key in order]
    plain = all(bound is not None and not key.leaf.nullable for key, bound in zip(order, bounds, strict=True))
    if plain and len({key.descending for key in order}) == 1:
        left, right = tuple_(*columns), tuple_(*(bound for bound in bounds if bound is not None))
        return left < right if order[0].descending != backward else left > right
    branches = []
    for index, key in enumerate(order):
        same = [_same(columns[before], bounds[before]) for before in range(index)]
        branches.append(and_(*same, key.beyond(columns[index], bounds[index], backward=backward)))
    return or_(*branches)


def _same(column: Sql, bound: Sql | None) -> Sql:
    return column.is_(None) if bound is None else column == bound
