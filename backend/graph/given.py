"""What a mutation was given: inputs as the store's columns, absent apart from null, and errors that name
the input.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import Field, dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from backend.domain.errors import ConcordError
from backend.domain.viewer import Viewer
from backend.graph.described import docstring
from backend.graph.policy import Policy
from backend.store.waiting import Pending

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Seen:
    """The id of a row in a payload that this viewer sees, while the one who asked does not yet."""

    id: str
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class Later:
    """A payload that is read again when work has ended that goes on after the commit, or takes too long."""

    payload: Any
    pending: Pending


def mutation(policy: Policy, *, waits: bool = False) -> Callable[[Callable[..., object]], StrawberryField]:
    """A root field of mutations; its description is the resolver's docstring.

    Its payload may be null: so one that fails leaves the others of its document as they are. One that waits
    for disk or network does so first, and then begins its transaction by `info.context.begin()`.
    """

    def decorate(resolver: Callable[..., object]) -> StrawberryField:
        payload = resolver.__annotations__["return"]
        return _field(strawberry.mutation, policy, resolver, waits=waits, graphql_type=payload | None)

    return decorate


def subscription(policy: Policy) -> Callable[[Callable[..., object]], StrawberryField]:
    """A root field of subscriptions; its description is the resolver's docstring."""
    return lambda resolver: _field(strawberry.subscription, policy, resolver)


def _field(
    make: Any, policy: Policy, resolver: Callable[..., object], *, waits: bool = False, **options: object
) -> StrawberryField:
    metadata = {"policy": policy, "waits": waits}
    made: StrawberryField = make(
        resolver=resolver, description=docstring(resolver), metadata=metadata, **options
    )
    for argument in made.arguments:
        _let_be_absent(argument)
    return made


def _let_be_absent(argument: StrawberryArgument) -> None:
    """An argument with a default may be null too, which is the same as leaving it out; null is no default."""
    if argument.default is strawberry.UNSET:
        return
    held: Any = argument.type_annotation.annotation
    argument.type_annotation = StrawberryAnnotation(held | None)
    if argument.default is None:
        argument.default = strawberry.UNSET


def written(payload: type[P], **values: object) -> P:
    """A payload: ids where it has rows, which are read inside the mutation's transaction."""
    del payload
    return cast("P", values)


def later(payload: P, pending: Pending) -> P:
    """The payload, but read again when the work has ended; within bounds."""
    return cast("P", Later(payload, pending))


def columns(given: Any) -> dict[str, object]:
    """The fields of an input that are present, null ones too, by their column's names."""
    present = {each.name: getattr(given, each.name) for each in fields(given)}
    return {
        name: _plain(value)
        for name, value in present.items()
        if value is not None and value is not strawberry.UNSET
    }


def named(given: Any) -> dict[str, Any]:
    """The fields of an input that are present, null ones too, by their names in the graph."""
    return {to_camel_case(name): each for name, each in columns(given).items()}


def _plain(value: Any) -> object:
    if isinstance(value, strawberry.Some):
        return _plain(value.value)
    if isinstance(value, Enum):
        return value.name
    if is_dataclass(value):
        return named(value)
    return [_plain(each) for each in value] if isinstance(value, list) else value


@contextmanager
def naming(given: Any, argument: str = "input") -> Iterator[None]:
    """Say of an error in one of the input's fields that it lies in this argument."""
    try:
        yield
    except ConcordError as error:
        if given is None or not error.path or error.path[0] not in {_spelt(each) for each in fields(given)}:
            raise
        raise type(error)(error.message, (argument, *error.path)) from error


def _spelt(field: Field[Any]) -> str:
    return to_camel_case(field.name)
