"""The plain reader: graphql-core walks the document, field by field, over whole tables held in memory.

It shares with the planner only the model that names columns and relations. graphql-core coerces arguments and
merges fields; filters, orders, pages and scope are written here once more, as simply as can be.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cmp_to_key
from types import SimpleNamespace
from typing import Any

from graphql import ExecutionResult, GraphQLError, GraphQLResolveInfo, execute_sync, parse

from backend.domain.errors import ConcordError
from backend.domain.ids import NOUNS, SYSTEM_WORKSPACE, is_id
from backend.domain.viewer import Viewer
from backend.graph.schema import Schema
from backend.platform import clock
from backend.store.plan.model import AtPath, Computed, Kind, Leaf, Links, Many, One, Part, Root, Steady
from tests.graph.comparing import OPERATIONS, operand_of
from tests.graph.derived import Row, derived
from tests.graph.names import NAMES, has_name, parent_of
from tests.graph.reader import SERVICES
from tests.graph.secrecy import sees


class Cursor(str):
    """Stands for whatever cursor marks this row of this list under this order."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """A row as the type that is read."""

    entity: str
    row: Row


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an order."""

    leaf: Leaf
    descending: bool
    nulls_first: bool

    def compare(self, left: Any, right: Any) -> int:
        """Below 0 if the left value comes first."""
        if left is None or right is None:
            return 0 if left is right else (-1 if (left is None) == self.nulls_first else 1)
        first = -1 if left < right else int(left > right)
        return -first if self.descending else first


@dataclass(frozen=True, slots=True)
class Page:
    """A connection."""

    marks: str
    things: Sequence[Thing]
    total: int
    has_next: bool
    has_previous: bool

    def cursor(self, index: int) -> Cursor | None:
        """The cursor of a row of the page, if there is one."""
        return Cursor(f"{self.marks}|{self.things[index].row['id']}") if self.things else None


@dataclass(frozen=True, slots=True)
class Place:
    """An edge."""

    page: Page
    index: int


class Oracle:
    """Answers documents as one viewer. `cursors` says which row each cursor that was given out stands for.

    `roots` are the root fields of the last document, with their arguments.
    """

    def __init__(
        self, schema: Schema, rows: Mapping[str, Sequence[Row]], viewer: Viewer, cursors: Mapping[str, str]
    ) -> None:
        self._schema = schema
        self._rows = rows
        self._viewer = viewer
        self._cursors = cursors
        self._children: dict[tuple[str, str], dict[str, list[Thing]]] = {}
        self.roots: list[tuple[str, Mapping[str, Any]]] = []
        self._by_id = {row["id"]: row for table in rows.values() for row in table}

    def answer(self, source: str, variables: Mapping[str, Any]) -> ExecutionResult:
        """The answer as graphql-core completes it."""
        self.roots.clear()
        result = execute_sync(
            self._schema.plain,
            parse(source),
            variable_values=dict(variables),
            field_resolver=self._resolve,
            type_resolver=lambda value, *_: self._type_of(value),
        )
        for error in result.errors or ():
            if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
                raise error.original_error
        return result

    def _type_of(self, thing: Thing) -> str:
        kind: str = thing.row["kind"] if thing.entity == "Event" else thing.entity
        return kind

    def _resolve(self, source: Any, info: GraphQLResolveInfo[Any], /, **arguments: Any) -> Any:
        if info.parent_type.name == "Query":
            return self._root(info.field_name, arguments)
        if isinstance(source, Page):
            return self._connection(source, info.field_name)
        if isinstance(source, Place):
            return (
                source.page.cursor(source.index)
                if info.field_name == "cursor"
                else source.page.things[source.index]
            )
        if isinstance(source, Thing):
            return self._field(source, info.parent_type.name, info.field_name, arguments)
        return source.get(info.field_name)

    def _connection(self, page: Page, name: str) -> Any:
        fields: dict[str, Callable[[], Any]] = {
            "nodes": lambda: page.things,
            "edges": lambda: [Place(page, index) for index in range(len(page.things))],
            "pageInfo": lambda: page,
            "totalCount": lambda: page.total,
            "hasNextPage": lambda: page.has_next,
            "hasPreviousPage": lambda: page.has_previous,
            "startCursor": lambda: page.cursor(0),
            "endCursor": lambda: page.cursor(-1),
            "nextCursor": lambda: page.cursor(-1) if page.has_next else None,
            "previousCursor": lambda: page.cursor(0) if page.has_previous else None,
        }
        return fields[name]()

    def _field(self, thing: Thing, name: str, field_name: str, arguments: Mapping[str, Any]) -> Any:
        field = self._schema.model.entities[name].fields[field_name]
        if isinstance(field, Leaf):
            value = self.value(thing, field)
            return clock.text(value) if value is not None and field.kind is Kind.TIME else value
        if isinstance(field, AtPath):
            return _at(thing.row[field.column], arguments["at"])
        if isinstance(field, Part):
            return _at(thing.row[field.column], field.at)
        if isinstance(field, One):
            return self.one(thing, field)
        if isinstance(field, Computed):
            return self._computed(thing, field)
        name = f"{thing.entity}.{field.name}"
        return self._page(name, field.target, self._many(thing, field), arguments, field.order)

    def _computed(self, thing: Thing, field: Computed) -> Any:
        held = {name: thing.row[name] for name in field.needs}
        row = {name: clock.text(each) if isinstance(each, datetime) else each for name, each in held.items()}
        made: Any = field.by([SimpleNamespace(**row)], self._viewer, SERVICES)
        try:
            made.send(None)
        except StopIteration as done:
            (value,) = done.value
            return value.value if isinstance(value, Steady) else value
        except ConcordError:
            return None
        raise AssertionError(f"{field.name} waits, and the plain reader does not.")

    def value(self, thing: Thing, leaf: Leaf) -> Any:
        """What a leaf holds."""
        return _at(self._held(thing, leaf.column), leaf.at)

    def visible(self, thing: Thing) -> bool:
        """Whether the viewer sees the row."""
        return sees(self._viewer, thing.row)

    def _held(self, thing: Thing, column: str) -> Any:
        computed = derived(self._schema.model.entities[thing.entity].rows.name, column)
        return thing.row[column] if computed is None else computed(self._rows, thing.row)

    def one(self, thing: Thing, field: One) -> Thing | None:
        """The row that a to-one relation leads to, if it is there and seen."""
        keys = (self._held(thing, key) for key in field.key)
        found = self._node(next((key for key in keys if key is not None), ""))
        return found if found is not None and found.entity == field.target else None

    def all(self, entity: str) -> list[Thing]:
        """The rows of a type that the viewer sees."""
        table = self._schema.model.entities[entity].rows.name
        things = (Thing(entity, row) for row in self._rows.get(table, ()))
        return [thing for thing in things if self.visible(thing)]

    def _many(self, thing: Thing, field: Many) -> list[Thing]:
        keys = (self._held(thing, key) for key in field.key)
        holder = next((key for key in keys if key is not None), None)
        if field.through is not None:
            return self._linked(holder, field.target, field.through)
        found = self._children.get((field.target, field.on))
        if found is None:
            found = self._children[field.target, field.on] = {}
            for other in self.all(field.target):
                found.setdefault(other.row[field.on], []).append(other)
        return [] if holder is None else found.get(holder, [])

    def _linked(self, holder: str | None, target: str, links: Links) -> list[Thing]:
        named = {
            row[links.far]
            for row in self._rows[links.rows.name]
            if row["kind"] == links.kind and row[links.on] == holder and self.visible(Thing("", row))
        }
        return [other for other in self.all(target) if holder is not None and other.row["id"] in named]

    def _root(self, name: str, arguments: Mapping[str, Any]) -> Any:
        root = self._schema.model.roots[name]
        self.roots.append((name, arguments))
        if name == "viewer":
            return Thing("Principal", self._by_id[self._viewer.principal])
        if name == "node":
            return self._node(arguments["id"])
        if name == "nodes":
            return [self._node(each) for each in arguments["ids"]]
        if root.nullable:
            return self._referred(root.target, arguments["id"], root, arguments.get("within"))
        return self._page(f"Query.{name}", root.target, self.all(root.target), arguments)

    def _node(self, wanted: str) -> Thing | None:
        row, noun = self._by_id.get(wanted), NOUNS.get(wanted[:3], "")
        found = None if row is None or noun not in self._schema.model.entities else Thing(noun, row)
        return found if found is not None and self.visible(found) else None

    def _referred(
        self, entity: str, reference: str, root: Root | None = None, parent: str | None = None
    ) -> Thing | None:
        head, _, value = reference.partition(":")
        column = NAMES.get(head, "id")
        rows = self._schema.model.entities[entity].rows
        wanted = reference if column == "id" else value
        if not has_name(rows, column, inside=parent is not None) or (column == "id" and not is_id(wanted)):
            return None
        found = [thing for thing in self.all(entity) if str(thing.row[column]) == wanted]
        if root is not None and parent is not None:
            home, column = self._referred(parent_of(self._schema.model, root), parent), str(root.within)
            found = [thing for thing in found if home is not None and thing.row[column] == home.row["id"]]
        at_home = [thing for thing in found if thing.row.get("workspace_id") == self._viewer.home]
        if len(found) > 1 and len(at_home) != 1:
            raise GraphQLError("ambiguous")
        return next(iter(at_home or found), None)

    def _page(
        self,
        name: str,
        entity: str,
        things: Iterable[Thing],
        arguments: Mapping[str, Any],
        default_order: str | None = None,
    ) -> Page:
        found = [thing for thing in things if self._listed(thing, arguments)]
        keys = self._keys(entity, arguments.get("orderBy"), default_order)
        found.sort(key=cmp_to_key(lambda left, right: self._compare(keys, left, right)))
        total = len(found)
        after, before = arguments.get("after"), arguments.get("before")
        if after is not None:
            found = [thing for thing in found if self._compare(keys, thing, self._marked(entity, after)) > 0]
        if before is not None:
            found = [thing for thing in found if self._compare(keys, thing, self._marked(entity, before)) < 0]
        first, last = arguments.get("first"), arguments.get("last")
        backward = last is not None or (first is None and before is not None and after is None)
        size = next((each for each in (first, last) if each is not None), 50)
        more = len(found) > size
        marks = f"{name}|{[(key.leaf.name, key.descending, key.nulls_first) for key in keys]}"
        if backward:
            return Page(marks, found[max(len(found) - size, 0) :], total, before is not None, more)
        return Page(marks, found[:size], total, more, after is not None)

    def _marked(self, entity: str, cursor: str) -> Thing:
        return Thing(entity, self._by_id[self._cursors[cursor]])

    def _keys(
        self, entity: str, order: Sequence[Mapping[str, str]] | None, default_order: str | None
    ) -> list[Key]:
        fields = self._schema.model.entities[entity].fields
        pairs: dict[str, str] = {}
        for each in order or ():
            for name, direction in each.items():
                pairs.setdefault(name, direction)
        if not pairs:
            default = default_order or self._schema.model.entities[entity].order
            pairs = {default.lstrip("-"): "DESC" if default.startswith("-") else "ASC"}
        pairs.setdefault("id", list(pairs.values())[-1])
        keys = []
        for name, direction in pairs.items():
            leaf = fields[name]
            assert isinstance(leaf, Leaf)
            words = direction.split("_")
            nulls_first = words[-1] == "FIRST" if len(words) > 1 else words[0] == "DESC"
            keys.append(Key(leaf, words[0] == "DESC", nulls_first))
            if name == "id":
                break
        return keys

    def _compare(self, keys: Sequence[Key], left: Thing, right: Thing) -> int:
        for key in keys:
            if found := key.compare(self.value(left, key.leaf), self.value(right, key.leaf)):
                return found
        return 0

    def _listed(self, thing: Thing, arguments: Mapping[str, Any]) -> bool:
        row = thing.row
        for argument, column in (("deleted", "deleted_at"), ("archived", "archived_at")):
            word = arguments.get(argument) or "EXCLUDE"
            if column in row and word != "INCLUDE" and (row[column] is not None) != (word == "ONLY"):
                return False
        if arguments.get("ids") is not None and row["id"] not in arguments["ids"]:
            return False
        if arguments.get("workspaceId") is not None and row["workspace_id"] != arguments["workspaceId"]:
            return False
        if arguments.get("source"):
            source = "SYSTEM" if row["workspace_id"] == SYSTEM_WORKSPACE else "WORKSPACE"
            if source != arguments["source"]:
                return False
        return self.matches(thing, arguments.get("filter") or {})

    def matches(self, thing: Thing, wanted: Mapping[str, Any]) -> bool:
        """Whether a filter is true of a row."""
        return all(self._holds(thing, key, value) for key, value in wanted.items())

    def _holds(self, thing: Thing, key: str, wanted: Any) -> bool:
        if key in {"AND", "OR"}:
            found = [self.matches(thing, each) for each in wanted]
            return all(found) if key == "AND" else any(found)
        if key == "NOT":
            return not self.matches(thing, wanted)
        field = self._schema.model.entities[thing.entity].fields[key]
        if isinstance(field, Leaf):
            value = self.value(thing, field)
            return all(OPERATIONS[word](value, operand_of(field, said)) for word, said in wanted.items())
        if isinstance(field, One):
            target = self.one(thing, field)
            return target is not None and self.matches(target, wanted)
        assert isinstance(field, Many)
        others = [other for other in self._many(thing, field) if self._listed(other, {})]
        met: dict[str, Callable[[Mapping[str, Any]], bool]] = {
            "some": lambda said: any(self.matches(other, said) for other in others),
            "every": lambda said: all(self.matches(other, said) for other in others),
            "none": lambda said: not any(self.matches(other, said) for other in others),
        }
        return all(met[word](said) for word, said in wanted.items())


def _at(value: Any, path: str | None) -> Any:
    for step in path.split(".") if path else ():
        value = value.get(step) if isinstance(value, dict) else None
    return value
