"""A bounded dictionary that forgets what was used longest ago."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lru(Generic[K, V]):
    """Entries that together weigh at most `capacity`; one that weighs more alone is not kept."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._weight = 0
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K) -> V | None:
        """The entry, now the one used last; or None."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def several(self, keys: Iterable[K]) -> dict[K, V]:
        """Those of the entries that there are, now the ones used last."""
        found: dict[K, V] = {}
        entries, move = self._entries, self._entries.move_to_end
        for key in keys:
            entry = entries.get(key)
            if entry is not None:
                move(key)
                found[key] = entry[0]
        return found

    def put(self, key: K, value: V, weight: int = 1) -> V:
        """Keep the entry, and give its value back; the ones used longest ago give way."""
        _, replaced = self._entries.pop(key, (None, 0))
        self._weight -= replaced
        if weight <= self._capacity:
            self._entries[key] = (value, weight)
            self._weight += weight
        while self._weight > self._capacity:
            _, (_, freed) = self._entries.popitem(last=False)
            self._weight -= freed
        return value
