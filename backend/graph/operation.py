"""Operations: a document parsed, measured and validated once, and the plans made for it."""

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import Any, Literal, Protocol, TypeVar

from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    specified_rules,
    type_from_ast,
    validate,
    value_from_ast,
)
from graphql.validation.validate import ValidationAbortedError

from backend.domain.dress import Spellings
from backend.domain.errors import TooExpensive
from backend.graph.answer import ErrorBody, RequestError, describe, error_body
from backend.graph.coercion import MOST_ERRORS, coerced, worded
from backend.graph.limits import Limits, check_limits, parse_document
from backend.graph.shape import Part, parts, shape
from backend.platform.lru import Lru

DOCUMENTS = 500_000
"""Characters of the documents that are kept; what is made of one takes up to 200 bytes for each."""
PLANS = 15_000_000
"""Characters of plans that are kept, of their documents and shapes; a plan takes up to 10 bytes for each."""
_LEAST = 200
"""What the shortest document counts for."""

_TANGLED = (
    "The document takes too long to compare with itself: in one selection, ask for a field once "
    "and spread fewer fragments."
)


class Weighed(Protocol):
    """What is kept of an operation."""

    @property
    def weight(self) -> int:
        """The characters of its statements, or what takes as much memory."""


Made = TypeVar("Made", bound=Weighed)


class Plans:
    """The plans of one operation, kept among those of all: whoever asks for much crowds out the rest."""

    def __init__(self, kept: Lru[Any, Any], weight: int) -> None:
        self._kept = kept
        self._weight = weight

    def get(self, key: Hashable) -> Any:
        """The plan for variables of this shape, or None."""
        return self._kept.get((self, key))

    def put(self, key: Hashable, plan: Made) -> Made:
        """Keep the plan, and give it back."""
        self._kept.put((self, key), plan, self._weight + len(repr(key)) + plan.weight)
        return plan


class Operation:
    """One operation of a document. `kind` is what it is, `spellings` are those of its dialect if it is
    dressed.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        node: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        plans: Plans,
        spellings: Spellings | None = None,
    ) -> None:
        self.schema = schema
        self.node = node
        self.kind: Literal["query", "mutation", "subscription"] = node.operation.value
        self.fragments = fragments
        self.plans = plans
        self.spellings = spellings
        self.is_dressed = spellings is not None
        definitions = node.variable_definitions or ()
        self._types: dict[str, Any] = {
            each.variable.name.value: type_from_ast(schema, each.type) for each in definitions
        }
        self._defaults = {
            each.variable.name.value: value_from_ast(
                each.default_value, self._types[each.variable.name.value]
            )
            for each in definitions
            if each.default_value is not None
        }

    @cached_property
    def _parts(self) -> dict[str, Part]:
        """How the shape of each variable is found; a document's other operations may never need it."""
        return parts(self.schema, self._types, self.node, *self.fragments.values())

    def given(self, variables: dict[str, Any]) -> dict[str, Any]:
        """The variables, and the defaults of those that are absent."""
        return {**self._defaults, **variables} if self._defaults else variables

    def shape(self, variables: dict[str, Any]) -> tuple[Hashable, ...]:
        """What the operation's plans depend on of the variables (RequestError if one is too large)."""
        try:
            return shape(variables, self._parts)
        except TooExpensive as error:
            raise RequestError([describe(error)]) from None

    def check(self, variables: dict[str, Any]) -> None:
        """Refuse variables that do not fit their types (RequestError)."""
        coerced(self.schema, self.node.variable_definitions or (), variables)


class Documents:
    """The documents seen lately, by their text. Those of a dialect are dressed: it has spellings."""

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits,
        *,
        introspection: bool = True,
        spellings: Spellings | None = None,
    ) -> None:
        self._schema = schema
        self._spellings = spellings
        self._rules = (
            specified_rules if introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
        )
        self._hides = not introspection
        self._limits = limits
        self._known: Lru[str, dict[str | None, Operation]] = Lru(DOCUMENTS)
        self._plans: Lru[Any, Any] = Lru(PLANS)

    def operation(self, source: str, name: str | None) -> Operation:
        """The operation of that name, or the only one (RequestError for what is wrong with the document)."""
        operations = self._known.get(source) or self._known.put(
            source, self._read(source), _LEAST + len(source)
        )
        found = operations.get(name)
        if found is not None:
            return found
        if name is None:
            raise RequestError([_wrong("The document holds several operations: say which by operationName.")])
        raise RequestError([_wrong(f"The document holds no operation {name!r}.")])

    def _read(self, source: str) -> dict[str | None, Operation]:
        """The operations by their names; one that is alone need not be named."""
        try:
            document = parse_document(source, self._limits)
        except GraphQLError as error:
            raise RequestError([refusal(error)]) from error
        errors = check_limits(document, self._limits) or validate(
            self._schema, document, self._rules, max_errors=MOST_ERRORS, hide_suggestions=self._hides
        )
        if errors:
            raise RequestError([refusal(error) for error in errors])
        fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        operations: dict[str | None, Operation] = {
            each.name.value if each.name else None: Operation(
                self._schema, each, fragments, Plans(self._plans, _LEAST + len(source)), self._spellings
            )
            for each in document.definitions
            if isinstance(each, OperationDefinitionNode)
        }
        return {**operations, None: next(iter(operations.values()))} if len(operations) == 1 else operations


def refusal(error: GraphQLError) -> ErrorBody:
    """An error of the document or its variables, as an element of `errors`."""
    if isinstance(error, ValidationAbortedError) and "errors" not in error.message:
        return error_body(_TANGLED, "TOO_EXPENSIVE")
    locations = [{"line": each.line, "column": each.column} for each in error.locations or ()]
    return {
        "message": worded(error),
        **({"locations": locations} if locations else {}),
        "extensions": {"code": "BAD_INPUT", **(error.extensions or {})},
    }


def _wrong(message: str) -> ErrorBody:
    return error_body(message, "BAD_INPUT")
