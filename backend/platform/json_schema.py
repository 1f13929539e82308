"""JSON Schema, draft 2020-12, for schemas that strangers wrote: nothing is fetched, nothing runs without end.

A schema is bounded in size and depth and refers to itself only; its patterns are matched in linear time; a
validation may take so many steps. `format` says something about a value but refuses none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError as Malformed, ValidationError, best_match
from jsonschema.validators import extend
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from backend.platform import pattern

Path = tuple[str | int, ...]
Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError] | None]

MAX_BYTES = 262_144
MAX_DEPTH = 64
MAX_STEPS = 200_000
"""Keywords that one validation may apply: about a second of work."""
MAX_PROBLEMS = 20
"""Problems that are told at once."""

_MESSAGE = 300
_STATES_PER_STEP = 10
_STEPS_PER_REFERENCE = 4


class SchemaError(Exception):
    """The schema cannot be used; `path` leads to the place in it that is at fault."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, and where in the value."""

    path: Path
    message: str


def check(schema: object) -> None:
    """Refuse a schema that cannot be used (SchemaError)."""
    _validator(_written(schema))


def validate(schema: object, value: object) -> list[Problem]:
    """What is wrong with a JSON value; nothing if it is valid under the schema. SchemaError as in `check`."""
    validator = _validator(_written(schema))
    taken = _steps.set(_Steps())
    try:
        return [_problem(error) for error in islice(validator.iter_errors(value), MAX_PROBLEMS)]
    except _TooManySteps:
        return [Problem((), "Checking this takes too long: send a smaller value, or simplify the schema.")]
    except (RecursionError, OverflowError):
        return [Problem((), "This value is nested too deeply, or holds a number that is too large.")]
    finally:
        _steps.reset(taken)


def _problem(error: ValidationError) -> Problem:
    """The error; of a failed `anyOf` or `oneOf`, the alternative that came nearest."""
    nearest = best_match([error]) or error
    message = nearest.message if len(nearest.message) <= _MESSAGE else f"{nearest.message[:_MESSAGE]}…"
    return Problem(tuple(nearest.absolute_path), message)


def _written(schema: object) -> bytes:
    try:
        written = orjson.dumps(schema)
    except orjson.JSONEncodeError as error:
        raise SchemaError(f"The schema is not JSON: {error}.") from error
    if len(written) > MAX_BYTES:
        raise SchemaError(f"The schema has {len(written)} bytes; {MAX_BYTES} are the most.")
    return written


@lru_cache(maxsize=512)
def _validator(written: bytes) -> Any:
    schema = orjson.loads(written)
    if isinstance(schema, dict):
        # The draft is ours whatever it says: tools often name an older one, and use nothing that differs.
        schema.pop("$schema", None)
    elif not isinstance(schema, bool):
        raise SchemaError("A schema is an object, or true or false.")
    if b'"unevaluated' in written and (b'"patternProperties"' in written or b'"dependentSchemas"' in written):
        raise SchemaError("Beside unevaluated…, patternProperties and dependentSchemas cannot be used.")
    references = list(_references(schema, (), top=True))
    _check_form(schema, ())
    validator = _Bounded(schema, registry=Registry())
    for reference, path in references:
        _check_form(_target(schema, reference, path), path)
    return validator


def _check_form(schema: object, path: Path) -> None:
    try:
        Draft202012Validator.check_schema(schema)
    except Malformed as error:
        raise SchemaError(error.message[:_MESSAGE], (*path, *error.absolute_path)) from error


def _target(schema: object, reference: str, path: Path) -> object:
    """What a reference inside the schema leads to."""
    resolver = Registry().resolver_with_root(DRAFT202012.create_resource(schema))
    try:
        return resolver.lookup(reference).contents
    except (Unresolvable, ValueError) as error:
        raise SchemaError(f"{reference!r} leads nowhere in this schema.", path) from error


def _references(node: object, path: Path, *, top: bool = False) -> Iterator[tuple[str, Path]]:
    """Every reference in the schema with its place; on the way, whatever is out of bounds is refused."""
    if len(path) > MAX_DEPTH:
        raise SchemaError(f"The schema is nested deeper than {MAX_DEPTH} levels.", path)
    if isinstance(node, Sequence) and not isinstance(node, str):
        for index, each in enumerate(node):
            yield from _references(each, (*path, index))
    if isinstance(node, Mapping):
        _check_keywords(node, path, top=top)
        for key, each in node.items():
            if key in {"$ref", "$dynamicRef"} and isinstance(each, str):
                yield each, (*path, key)
            yield from _references(each, (*path, key))


def _check_keywords(node: Mapping[str, object], path: Path, *, top: bool) -> None:
    for key in ("$ref", "$dynamicRef"):
        value = node.get(key)
        if isinstance(value, str) and not value.startswith("#"):
            raise SchemaError(f"{value!r} is outside this schema; copy it into $defs.", (*path, key))
    for key in ("$schema", "$id"):
        if not top and isinstance(node.get(key), str):
            raise SchemaError(f"{key} can stand only at the top of a schema.", (*path, key))
    _check_patterns(node, path)


def _check_patterns(node: Mapping[str, object], path: Path) -> None:
    several, one = node.get("patternProperties"), node.get("pattern")
    named = [("patternProperties", key) for key in several] if isinstance(several, Mapping) else []
    if isinstance(one, str):
        named.append(("pattern", one))
    for key, text in named:
        try:
            pattern.compiled(text)
        except pattern.PatternError as error:
            raise SchemaError(str(error), (*path, key)) from error


class _TooManySteps(Exception):
    """The validation was given up."""


class _Steps:
    """The steps that a validation has taken."""

    def __init__(self) -> None:
        self.taken = 0

    def charge(self, steps: int) -> None:
        self.taken += steps
        if self.taken > MAX_STEPS:
            raise _TooManySteps


_steps: ContextVar[_Steps] = ContextVar("steps")


def _counted(name: str, keyword: Keyword) -> Keyword:
    steps = _STEPS_PER_REFERENCE if name.startswith("$") else 1

    def apply(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError] | None:
        _steps.get().charge(steps)
        return keyword(validator, value, instance, schema)

    return apply


def _found(text: str, name: str) -> bool:
    steps = _steps.get()
    return pattern.compiled(text).found_in(name, lambda states: steps.charge(1 + states // _STATES_PER_STEP))


def _pattern(_: Any, text: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _found(text, instance):
        yield ValidationError(f"{instance[:_MESSAGE]!r} does not match {text!r}")


def _pattern_properties(validator: Any, patterns: Any, instance: Any, _: Any) -> Iterator[ValidationError]:
    for text, schema in patterns.items() if isinstance(instance, dict) else ():
        for name, value in instance.items():
            if _found(text, name):
                yield from validator.descend(value, schema, path=name, schema_path=text)


def _additional(validator: Any, schema: Any, instance: Any, parent: Any) -> Iterator[ValidationError]:
    known, patterns = parent.get("properties", {}), parent.get("patternProperties", {})
    for name in instance if isinstance(instance, dict) else ():
        if name in known or any(_found(text, name) for text in patterns):
            continue
        if schema is False:
            yield ValidationError(f"{name!r} is not a known property")
        else:
            yield from validator.descend(instance[name], schema, path=name)


def _unique_items(_: Any, unique: Any, instance: Any, __: Any) -> Iterator[ValidationError]:
    if unique and isinstance(instance, list) and len(set(map(_key, instance))) < len(instance):
        yield ValidationError("two of the items are equal")


def _key(value: Any) -> object:
    """What two JSON values have in common exactly when they are equal."""
    if isinstance(value, dict):
        return frozenset((name, _key(each)) for name, each in value.items())
    if isinstance(value, list):
        return tuple(map(_key, value))
    return (value,) if isinstance(value, bool) else value


_OURS: Mapping[str, Keyword] = {
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
    "uniqueItems": _unique_items,
}
_Bounded: Any = extend(
    Draft202012Validator,
    {name: _counted(name, keyword) for name, keyword in {**Draft202012Validator.VALIDATORS, **_OURS}.items()},
)
