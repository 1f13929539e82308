"""The language of Aeontel's lists: `filter` and `orderBy` in JSON, lenient in spelling and strict in meaning.

    {"OR": [{"name": {"startsWith": "A"}}, {"defaultVersionId": {"isNull": true}}], "tools": {"some": {}}}
    [{"createdAt": "desc"}, {"name": "ascNullsFirst"}]

Words count in any case and with or without underscores, a bare value is `eq`. Null is an error, `isNull` asks
for it; an empty object is the whole filter or that of `some`. What a row names by an id is a row of its own
in the graph: `NOT` keeps those that name none, as `ne` and `notIn` do everywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from backend.rest.kind import FLAG, MOMENT, OBJECT, TEXT, Kind, Misfit, choice, several

SAME = ("eq", "ne", "in", "notIn", "isNull")
ORDERED = (*SAME, "gt", "gte", "lt", "lte")
OPERATORS = (
    *ORDERED, "iEq", "contains", "iContains", "startsWith", "iStartsWith", "endsWith", "iEndsWith"
)  # fmt: skip
ALIASES = {"neq": "ne", "nin": "notIn", "equals": "eq", "notEquals": "ne"}
DIRECTIONS = ("asc", "desc", "asc_nulls_first", "asc_nulls_last", "desc_nulls_first", "desc_nulls_last")
QUANTIFIERS = ("some", "every", "none")
CONNECTIVES = ("AND", "OR", "NOT")
LISTS = {"in", "notIn"}
COMPLEMENTS = {"ne": "eq", "notIn": "in"}

DEEPEST = 30
"""Steps of a path that any filter may have; how deep conditions may be is the graph's law."""

Path = tuple[str | int, ...]


def plain(word: str) -> str:
    """A word without regard to case and underscores."""
    return word.replace("_", "").lower()


_OPERATORS = {plain(word): word for word in OPERATORS} | {plain(old): new for old, new in ALIASES.items()}
_DIRECTIONS = {plain(word): word.upper() for word in DIRECTIONS}
_QUANTIFIERS = {plain(word): word for word in QUANTIFIERS}
_CONNECTIVES = {plain(word): word for word in CONNECTIVES}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What may be said of a value: the name of its schema, what it is compared with and how."""

    name: str
    kind: Kind
    operators: tuple[str, ...]

    def schema(self) -> dict[str, Any]:
        """An operator object, or a bare value, which is eq."""
        one = dict(self.kind.schema)
        listed = {word: {"type": "array", "items": one} if word in LISTS else one for word in self.operators}
        listed["isNull"] = {"type": "boolean"}
        return {"anyOf": [one, {"type": "object", "properties": listed, "additionalProperties": False}]}


STRINGS = Comparison("StringOperators", TEXT, OPERATORS)
IDS = Comparison("IdOperators", TEXT, SAME)
FLAGS = Comparison("BooleanOperators", FLAG, ("eq", "ne", "isNull"))
MOMENTS = Comparison("DateTimeOperators", MOMENT, ORDERED)


def words(name: str, table: Mapping[str, str]) -> Comparison:
    """Comparisons with one of the vendor's words."""
    return Comparison(name, choice(table), SAME)


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the row: what our filter calls it, and what may be said of it."""

    name: str
    comparison: Comparison = STRINGS


@dataclass(frozen=True, slots=True)
class Key:
    """The id of another row, which our filter reaches by this relation."""

    name: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Another row, or with `many` a list of them: our filter's name of it, and what they are."""

    name: str
    entity: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """What a kind of rows is filtered and ordered by, by their words."""

    name: str
    filters: Mapping[str, Field | Key | Relation]
    orders: Mapping[str, str] = field(default_factory=dict)


class Language:
    """The language of these entities."""

    def __init__(self, *entities: Entity) -> None:
        self._entities = {entity.name: entity for entity in entities}

    def filter(self, name: str) -> Kind:
        """Filters of an entity."""
        return _kind(
            {"$ref": f"#/components/schemas/{name}Filter"}, lambda value: self._tree(name, value, ())
        )

    def order(self, name: str) -> Kind:
        """Orders of an entity: a list of one key each, or one object whose keys count in their order."""
        item = {"$ref": f"#/components/schemas/{name}OrderBy"}
        return _kind({"type": "array", "items": item}, lambda value: self._order(self._entities[name], value))

    def components(self) -> dict[str, Any]:
        """The JSON Schemas of all filters and orders."""
        directions = {"OrderDirection": {"type": "string", "enum": list(DIRECTIONS)}}
        found: dict[str, Any] = directions | {IDS.name: IDS.schema()}
        for entity in self._entities.values():
            said = [each.comparison for each in entity.filters.values() if isinstance(each, Field)]
            found |= {each.name: each.schema() for each in said}
            found[f"{entity.name}Filter"] = self._schema(entity)
            if entity.orders:
                found[f"{entity.name}OrderBy"] = _order_schema(entity)
        return found

    def _order(self, entity: Entity, value: Any) -> list[Any]:
        keys: list[Any] = []
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(item, dict) or not item:
                raise Misfit('must be an object such as {"name": "asc"}', (index,))
            for word, direction in item.items():
                found = _named(entity.orders, word)
                if found is None:
                    raise Misfit(f"is no order here: use one of {', '.join(entity.orders)}", (index, word))
                way = _DIRECTIONS.get(plain(direction)) if isinstance(direction, str) else None
                if way is None:
                    raise Misfit(f"must be one of {', '.join(DIRECTIONS)}", (index, word))
                keys.append({found: way})
        return keys

    def _tree(self, name: str, value: Any, path: Path) -> dict[str, Any]:
        """The filter of an entity in our words."""
        if not isinstance(value, dict):
            raise Misfit("must be an object", path)
        if len(path) > DEEPEST:
            raise Misfit("is nested too deep", path[:DEEPEST])
        into: dict[str, Any] = {}
        for word, held in value.items():
            here = (*path, word)
            if held is None:
                raise Misfit("must not be null: ask for nulls by isNull", here)
            for condition in self._conditions(self._entities[name], word, held, here):
                _join(into, condition)
        return into

    def _conditions(self, entity: Entity, word: str, held: Any, path: Path) -> list[dict[str, Any]]:
        connective = _CONNECTIVES.get(plain(word))
        if connective is not None:
            return [{connective: self._connected(entity, connective, held, path)}]
        found = _named(entity.filters, word)
        if found is None:
            raise Misfit(f"is no field of {entity.name}: use one of {', '.join(entity.filters)}", path)
        if isinstance(found, Relation):
            return [{found.name: self._related(found, held, path)}]
        comparison = IDS if isinstance(found, Key) else found.comparison
        said = _said(comparison, held, path)
        if isinstance(found, Field):
            return [{found.name: dict(said)}]
        return [_of_key(found, word, each) for word, each in said]

    def _connected(self, entity: Entity, connective: str, held: Any, path: Path) -> Any:
        if connective == "NOT":
            return self._some(entity.name, held, path)
        items = held if isinstance(held, list) else [held]
        places = [(*path, index) if isinstance(held, list) else path for index in range(len(items))]
        return [self._some(entity.name, each, at) for each, at in zip(items, places, strict=True)]

    def _related(self, relation: Relation, held: Any, path: Path) -> dict[str, Any]:
        if not relation.many:
            return self._some(relation.entity, held, path)
        if not isinstance(held, dict) or not held:
            raise Misfit(f"must be an object of {', '.join(QUANTIFIERS)}", path)
        into: dict[str, Any] = {}
        for word, each in held.items():
            found, here = _QUANTIFIERS.get(plain(word)), (*path, word)
            if found is None:
                raise Misfit(f"must be one of {', '.join(QUANTIFIERS)}", here)
            read = self._tree if found == "some" else self._some
            into[found] = read(relation.entity, each, here)
        return into

    def _some(self, name: str, held: Any, path: Path) -> dict[str, Any]:
        """The filter of an entity, which must say something."""
        if held == {}:
            raise Misfit("must not be empty", path)
        return self._tree(name, held, path)

    def _schema(self, entity: Entity) -> dict[str, Any]:
        own = {"$ref": f"#/components/schemas/{entity.name}Filter"}
        properties: dict[str, Any] = {
            "AND": {"type": "array", "items": own},
            "OR": {"type": "array", "items": own},
        }
        properties["NOT"] = own
        for word, found in entity.filters.items():
            if not isinstance(found, Relation):
                name = found.comparison.name if isinstance(found, Field) else IDS.name
                properties[word] = {"$ref": f"#/components/schemas/{name}"}
                continue
            other = {"$ref": f"#/components/schemas/{found.entity}Filter"}
            listed = {"type": "object", "properties": dict.fromkeys(QUANTIFIERS, other)}
            properties[word] = {**listed, "additionalProperties": False} if found.many else other
        return {"type": "object", "properties": properties, "additionalProperties": False}


def _kind(schema: Mapping[str, Any], read: Callable[[Any], Any]) -> Kind:
    return Kind(schema, read, OBJECT.parse)


T = TypeVar("T")


def _named(words: Mapping[str, T], word: str) -> T | None:
    if word in words:
        return words[word]
    return next((found for each, found in words.items() if plain(each) == plain(word)), None)


def _said(comparison: Comparison, held: Any, path: Path) -> list[tuple[str, Any]]:
    """The operators that a field is compared by, and their values."""
    if not isinstance(held, dict):
        return [("eq", _value(comparison, "eq", held, path))]
    if not held:
        raise Misfit("must not be empty", path)
    said = []
    for word, value in held.items():
        found, here = _OPERATORS.get(plain(word)), (*path, word)
        if found not in comparison.operators:
            raise Misfit(f"is no operator here: use one of {', '.join(comparison.operators)}", here)
        if value is None:
            raise Misfit("must not be null: ask for nulls by isNull", here)
        said.append((str(found), _value(comparison, str(found), value, here)))
    return said


def _value(comparison: Comparison, operator: str, value: Any, path: Path) -> Any:
    read = FLAG.read if operator == "isNull" else comparison.kind.read
    if operator in LISTS:
        read = several(comparison.kind).read
    try:
        return read(value)
    except Misfit as error:
        raise Misfit(error.message, (*path, *error.path)) from None


def _of_key(key: Key, operator: str, value: Any) -> dict[str, Any]:
    if operator == "isNull":
        named = {key.name: {"id": {"isNull": False}}}
        return {"NOT": named} if value else named
    if operator in COMPLEMENTS:
        return {"NOT": {key.name: {"id": {COMPLEMENTS[operator]: value}}}}
    return {key.name: {"id": {operator: value}}}


def _join(into: dict[str, Any], condition: dict[str, Any]) -> None:
    """One condition more; what has its name already stands beside it."""
    ((name, held),) = condition.items()
    if name == "AND":
        into.setdefault("AND", []).extend(held)
    elif name in into:
        into.setdefault("AND", []).append(condition)
    else:
        into[name] = held


def _order_schema(entity: Entity) -> dict[str, Any]:
    direction = {"$ref": "#/components/schemas/OrderDirection"}
    properties = dict.fromkeys(entity.orders, direction)
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
