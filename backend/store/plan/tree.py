"""The neutral tree: what a selection picks, and its arguments as values that know where they came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backend.domain.dress import PLAIN, Dress

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A place in an argument that a variable fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Value:
    """An argument, or a part of one: its content in this request, and the variable it came from.

    `origin` is the path inside the variables, None for what is written in the document: only the former can
    differ when a plan is used again. `path` names the place in the input, for errors.
    """

    content: object
    variables: Mapping[str, object]
    path: Path
    origin: Path | None = None

    def __getitem__(self, key: str) -> "Value | None":
        """A key of an object; None if it is absent, or filled by a variable that is absent."""
        if not isinstance(self.content, Mapping) or key not in self.content:
            return None
        return self._part(self.content[key], key)

    def names(self) -> list[str]:
        """The keys of an object that are present, in the order given."""
        content = self.content if isinstance(self.content, Mapping) else {}
        return [key for key in content if self[key] is not None]

    def items(self) -> Iterator["Value"]:
        """The elements of a list; a single value is a list of one, as GraphQL has it."""
        if not isinstance(self.content, list):
            yield self
            return
        for index, content in enumerate(self.content):
            element = self._part(content, index)
            if element is not None:
                yield element

    @property
    def is_null(self) -> bool:
        """Whether the value is an explicit null."""
        return self.content is None

    @property
    def holds_variables(self) -> bool:
        """Whether the value is a list in the document with variables among its elements."""
        return isinstance(self.content, list) and any(isinstance(each, Variable) for each in self.content)

    def _part(self, content: object, key: str | int) -> "Value | None":
        origin = None if self.origin is None else (*self.origin, key)
        return filled(content, self.variables, (*self.path, key), origin)


def filled(
    content: object, variables: Mapping[str, object], path: Path, origin: Path | None = None
) -> Value | None:
    """The value with its variable put in; None if that variable is absent."""
    if not isinstance(content, Variable):
        return Value(content, variables, path, origin)
    if content.name not in variables:
        return None
    return Value(variables[content.name], variables, path, (content.name,))


@dataclass(frozen=True, slots=True)
class Pick:
    """A field that was asked for: the key of its answer, its name, its arguments, and what is picked inside
    it, which is nothing for a scalar.
    """

    key: str
    name: str
    arguments: Mapping[str, Value]
    inside: "Inside"
    dress: Dress = PLAIN

    @property
    def written(self) -> str:
        """The key under which its value is written."""
        return self.dress.key or self.key

    def argument(self, name: str) -> Value | None:
        """An argument that is given and not null: a null argument counts as absent."""
        value = self.arguments.get(name)
        return None if value is None or value.is_null else value

    def only(self) -> "tuple[Pick, ...]":
        """What is picked inside a field that holds one type."""
        return next(iter(self.inside.values()), ())


Inside = Mapping[str, tuple[Pick, ...]]
"""What is picked of each concrete type."""
