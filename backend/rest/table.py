"""Body tables: what a body says, by the vendor's paths, and where it goes among a document's variables.

    Table({"name": Cell("input.name", required=True), "spec.prompt": Cell("input.instructions")})

A `to` begins with a variable; one that ends with `[]` is a list to which several cells may add. What is
absent stays absent, so that a change leaves alone what it does not name.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from backend.rest.json_schema import nullable, require
from backend.rest.kind import ABSENT, TEXT, Kind, Misfit, textless

Null = Literal["refused", "kept", "absent"]
"""What null means: nothing that could be meant, null (which clears), or the same as not being sent."""


MANY = "[]"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a body: where it goes, what it may be, and what happens without it.

    The default is in the vendor's words. `also` are other places that the same value goes to, each in a form
    of its own; what they say of their schema is not told.
    """

    to: str
    kind: Kind = TEXT
    required: bool = False
    default: Any = ABSENT
    null: Null = "refused"
    description: str = ""
    also: "tuple[Cell, ...]" = ()

    def holds(self, names: list[str]) -> bool:
        """Whether it fills what lies at this path of a document's variables, or of its arguments."""
        to = self.to.removesuffix(MANY).split(".")
        return names[: len(to)] == to or (len(to) == 1 and to[0] in names)

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        schema = dict(self.kind.schema) if self.null == "refused" else nullable(self.kind.schema)
        if self.default is not ABSENT:
            schema["default"] = self.default
        return {**schema, **({"description": self.description} if self.description else {})}


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a body by the vendor's paths, parts of which stand between dots."""

    cells: Mapping[str, Cell]

    def reader(self, *, strict: bool) -> Callable[[dict[str, Any]], dict[str, Any]]:
        """What reads a body (Misfit, also for an unknown key if it is strict)."""
        steps = [(at.split("."), cell.to.split("."), cell) for at, cell in self._places()]
        heads = {to[0] for _, to, _ in steps if len(to) > 1}
        known = self._known()

        def read(body: dict[str, Any]) -> dict[str, Any]:
            if strict:
                _refuse_unknown(body, known, ())
            into: dict[str, Any] = {head: {} for head in heads}
            for at, to, cell in steps:
                value = _value(body, at, cell)
                if value is not ABSENT:
                    _put(into, to, value)
            return into

        return read

    def variables(self) -> dict[str, bool]:
        """The variables that it fills, and whether each is certain to be."""
        found: dict[str, bool] = {}
        for _, cell in self._places():
            head, _, rest = cell.to.removesuffix(MANY).partition(".")
            certain = bool(rest) or cell.required or cell.default is not ABSENT
            found[head] = found.get(head, False) or certain
        return found

    def place(self, path: tuple[str | int, ...]) -> str | None:
        """The vendor's path of what lies at a path of a document's variables, or of its arguments; None if no
        cell fills that place, or several do.
        """
        names = [each for each in path if isinstance(each, str)]
        found = [(cell.to.count("."), at) for at, cell in self._places() if cell.holds(names)]
        nearest = {at for depth, at in found if depth == max(found)[0]}
        return nearest.pop() if len(nearest) == 1 else None

    def fills(self, path: tuple[str | int, ...]) -> bool:
        """Whether what lies at a path of a document's variables or arguments was said in the body."""
        names = [each for each in path if isinstance(each, str)]
        return any(cell.holds(names) for _, cell in self._places())

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the body."""
        root: dict[str, Any] = {"type": "object", "properties": {}}
        for at, cell in self.cells.items():
            *groups, name = at.split(".")
            within = root
            for group in groups:
                if cell.required:
                    require(within, group)
                within = within["properties"].setdefault(group, {"type": "object", "properties": {}})
            within["properties"][name] = cell.schema()
            if cell.required:
                require(within, name)
        return root

    def _places(self) -> Iterator[tuple[str, Cell]]:
        for at, cell in self.cells.items():
            yield at, cell
            for other in cell.also:
                yield at, other

    def _known(self) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for at in self.cells:
            *groups, name = at.split(".")
            within = tree
            for group in groups:
                within = within.setdefault(group, {})
            within[name] = None
        return tree


def record(table: Table, *, strict: bool = False) -> Kind:
    """Objects inside a body, such as those of a list; the table's places are inside our value then."""
    read = table.reader(strict=strict)

    def of_object(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Misfit("must be an object")
        return read(value)

    return Kind(table.schema(), of_object, textless("an object"))


def _value(body: dict[str, Any], at: list[str], cell: Cell) -> Any:
    found: Any = body
    for depth, name in enumerate(at):
        if not isinstance(found, dict):
            raise Misfit("must be an object", tuple(at[:depth]))
        found = found.get(name, ABSENT)
        if found is ABSENT or (found is None and depth < len(at) - 1):
            found = ABSENT
            break
    if found is None and cell.null != "refused":
        found = None if cell.null == "kept" else ABSENT
        if found is None:
            return None
    if found is ABSENT:
        if cell.required:
            raise Misfit("is required", tuple(at))
        return cell.default if cell.default is ABSENT else cell.kind.read(cell.default)
    try:
        return cell.kind.read(found)
    except Misfit as error:
        raise Misfit(error.message, (*at, *error.path)) from None


def _put(into: dict[str, Any], to: list[str], value: Any) -> None:
    for name in to[:-1]:
        into = into.setdefault(name, {})
    name = to[-1]
    if name.endswith(MANY):
        into.setdefault(name.removesuffix(MANY), []).extend(value)
    else:
        into[name] = value


def _refuse_unknown(body: dict[str, Any], known: Mapping[str, Any], path: tuple[str, ...]) -> None:
    for name, value in body.items():
        if name not in known:
            raise Misfit("is not a field of this body", (*path, name))
        if known[name] is not None and isinstance(value, dict):
            _refuse_unknown(value, known[name], (*path, name))
