"""What an operation costs, known from its selection and the sizes of its pages before any SQL is sent.

| what is asked for                                                        | costs                       |
|--------------------------------------------------------------------------|-----------------------------|
| the operation                                                            | 1                           |
| a leaf, and an object inside a row                                       | 0                           |
| a row: by reference, of a relation to one, in a payload or a frame       | 1, and what is asked of it  |
| a list                                                                   | 1, and the rows of its page |
| `totalCount`                                                             | 10                          |
| a computed leaf                                                          | 1                           |
| a condition that no index serves, in the filter of a list                | 50                          |
| a relation in the filter of a list                                       | 10                          |
| a search                                                                 | 50 a store, and a list      |
| a mutation's field, a subscription                                       | 10, and its payload         |
| introspection                                                            | 10, and 1 for each field    |

A page has as many rows as `first` or `last` say, 50 where they do not, and no more than there are `ids`. They
are charged for `nodes` and for `node` of `edges`: twice if both are asked for, once if neither is, and not at
all if only the count is. No index serves what looks inside a text or folds its case, nor what is negated:
`ne` and `notIn`, and every condition inside `NOT`, `none` and `every`. Rows of several kinds cost what their
dearest kind does, field by field. The lists of introspection have the sizes that `cost_schema.py` says.
docs/cost.md has examples.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from backend.domain.ids import noun_of
from backend.graph.cost_filter import filter_cost
from backend.graph.cost_schema import walked
from backend.graph.price import Charge, Path, Place, Price, Size, count
from backend.store.plan.model import Computed, Entity, Field, Many, Model, One, Root, Shape
from backend.store.plan.page import DEFAULT, MOST
from backend.store.plan.tree import Inside, Pick, Value

OPERATION = ROW = LIST = COMPUTED = FIELD = 1
COUNT = CHANGE = INTROSPECTION = 10
SEARCH = 50

FOUND, STORES = 10, 10
"""How many a search finds where it is not said, and the most stores that it takes."""


def price(model: Model, picks: Iterable[Pick], *, reads: bool) -> Price:
    """The price of the root fields: of a query if it `reads`, else of a mutation or a subscription."""
    ledger = Ledger(model)
    ledger.charge(Place(), "operation", OPERATION)
    for pick in picks:
        if reads or pick.name.startswith("__"):
            ledger.root(pick, Place().inside(pick.key))
        else:
            ledger.call(pick, Place().inside(pick.key))
    return ledger.total()


@dataclass(slots=True)
class Ledger:
    """What the fields of an operation cost, each once for what it is charged for, however many kinds of rows
    have it.
    """

    model: Model
    amounts: dict[tuple[Path, str, tuple[Size, ...]], int] = field(default_factory=dict)
    met: set[tuple[int, type, Place]] = field(default_factory=set)

    def charge(self, place: Place, what: str, weight: int) -> None:
        """Note a cost; of several kinds of rows the dearest counts."""
        key = (place.path, what, place.sizes)
        self.amounts[key] = max(self.amounts.get(key, 0), weight * place.times)

    def total(self) -> Price:
        """The price of all that was noted."""
        sizes = {size: at for at, size in enumerate(dict.fromkeys(s for key in self.amounts for s in key[2]))}
        charges = tuple(
            Charge(path, amount, tuple([sizes[each] for each in by]))
            for (path, _, by), amount in self.amounts.items()
            if amount
        )
        sums: dict[tuple[int, ...], int] = {}
        for each in charges:
            sums[each.sizes] = sums.get(each.sizes, 0) + each.amount
        fixed = sums.pop((), 0)
        return Price(charges, tuple(sizes), fixed, tuple((amount, by) for by, amount in sums.items()))

    def root(self, pick: Pick, place: Place) -> None:
        """A root field of a query."""
        if pick.name.startswith("__"):
            self._introspection(pick, place)
            return
        root = self.model.roots[pick.name]
        if root.shape is Shape.LIST:
            self._list(self.model.entities[root.target], pick, place)
        elif root.shape is Shape.NODES:
            self._nodes(pick, place)
        elif root.shape is Shape.HITS:
            self._search(pick, place)
        else:
            self.charge(place, "row", ROW)
            self._inside(self._named(root, pick), place)

    def _introspection(self, pick: Pick, place: Place) -> None:
        if pick.name != "__typename":
            self.charge(place, "introspection", INTROSPECTION)
            for each in walked(pick, place):
                self.charge(each, "field", FIELD)

    def call(self, pick: Pick, place: Place) -> None:
        """A root field of a mutation or a subscription."""
        self.charge(place, "call", CHANGE)
        self._field(None, pick, place)

    def _nodes(self, pick: Pick, place: Place) -> None:
        self.charge(place, "list", LIST)
        rows = place.each(_size(MOST, pick.argument("ids")))
        self.charge(rows, "rows", ROW)
        self._inside(self._named(self.model.roots[pick.name], pick), rows)

    def _search(self, pick: Pick, place: Place) -> None:
        self.charge(place, "list", LIST)
        self.charge(place.each(_size(STORES, pick.argument("storeIds"))), "search", SEARCH)
        first = pick.argument("first")
        self._inside(pick.inside, place.each(_size(FOUND if first is None else MOST, first)))

    def _named(self, root: Root, pick: Pick) -> Inside:
        """What is picked of the types that ids name; everything where a row is named otherwise."""
        if root.shape not in {Shape.NODE, Shape.NODES}:
            return pick.inside
        ids = pick.arguments["id" if root.shape is Shape.NODE else "ids"]
        entities = [self.model.entities.get(noun_of(str(each.content)) or "") for each in ids.items()]
        named = {name for entity in entities if entity for name in (entity.name, *entity.kinds)}
        return {name: picks for name, picks in pick.inside.items() if name in named}

    def _list(self, entity: Entity, pick: Pick, place: Place) -> None:
        wanted = pick.argument("filter")
        self.charge(place, "list", LIST + (0 if wanted is None else filter_cost(self.model, entity, wanted)))
        window = pick.argument("first") or pick.argument("last")
        rows = place.each(_size(DEFAULT if window is None else MOST, window, pick.argument("ids")))
        written = 0
        for each in pick.only():
            if each.name == "totalCount":
                self.charge(place.inside(each.key), "count", COUNT)
            elif each.name == "nodes":
                written += self._rows(each, rows)
            elif each.name == "edges":
                edges = rows.inside(each.key)
                written += sum(self._rows(node, edges) for node in each.only() if node.name == "node")
        if not written and any(each.name not in {"totalCount", "__typename"} for each in pick.only()):
            self.charge(rows, "rows", ROW)

    def _rows(self, pick: Pick, place: Place) -> int:
        self.charge(place.inside(pick.key), "row", ROW)
        self._inside(pick.inside, place.inside(pick.key))
        return 1

    def _inside(self, inside: Inside, place: Place) -> None:
        for name, picks in inside.items():
            entity = self.model.entities.get(name)
            for pick in picks:
                found = None if entity is None else entity.fields.get(pick.name)
                # What kinds of rows ask alike is the same pick, and looked at once: see `Selection`.
                spot = (id(pick), type(found), place)
                if spot not in self.met:
                    self.met.add(spot)
                    self._field(found, pick, place.inside(pick.key))

    def _field(self, found: Field | None, pick: Pick, place: Place) -> None:
        if isinstance(found, Many):
            self._list(self.model.entities[found.target], pick, place)
            return
        if isinstance(found, Computed):
            self.charge(place, "computed", COMPUTED)
        elif isinstance(found, One) or any(map(self._is_row, pick.inside)):
            self.charge(place, "row", ROW)
        self._inside(pick.inside, place)

    def _is_row(self, name: str) -> bool:
        entity = self.model.entities.get(name)
        return entity is not None and entity.table is not None


def _size(most: int, *limits: Value | None) -> Size:
    given = [each for each in limits if each is not None]
    known = [count(each.content) for each in given if each.origin is None]
    names = tuple([str(each.origin[0]) for each in given if each.origin is not None])
    return Size(max(0, int(min([most, *known]))), names)
