"""Operations: a document parsed, measured and validated once, and the plans made for it."""

from collections.abc import Mapping
from typing import Any, Literal

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

from backend.graph.answer import ErrorBody, RequestError
from backend.graph.coercion import coerced
from backend.graph.limits import Limits, check_limits, parse_document
from backend.graph.shape import parts
from backend.platform.lru import Lru

PLANS = 64
"""Plans kept for one operation."""


class Operation:
    """One operation of a document."""

    def __init__(
        self,
        schema: GraphQLSchema,
        node: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
    ) -> None:
        self.schema = schema
        self.node = node
        self.fragments = fragments
        self.plans: Lru[Any, Any] = Lru(PLANS)
        definitions = node.variable_definitions or ()
        types: dict[str, Any] = {
            each.variable.name.value: type_from_ast(schema, each.type) for each in definitions
        }
        self.parts = parts(schema, types, node, *fragments.values())
        self._defaults = {
            each.variable.name.value: value_from_ast(each.default_value, types[each.variable.name.value])
            for each in definitions
            if each.default_value is not None
        }

    @property
    def kind(self) -> Literal["query", "mutation", "subscription"]:
        """What the operation is."""
        return self.node.operation.value

    def with_defaults(self, variables: dict[str, Any]) -> dict[str, Any]:
        """The variables, and the defaults of those that are absent."""
        return {**self._defaults, **variables} if self._defaults else variables

    def check(self, variables: dict[str, Any]) -> None:
        """Refuse variables that do not fit their types (RequestError)."""
        coerced(self.schema, self.node.variable_definitions or (), variables)


class Documents:
    """The documents seen lately, by their text."""

    def __init__(
        self, schema: GraphQLSchema, limits: Limits, *, introspection: bool = True, size: int = 1_000
    ) -> None:
        self._schema = schema
        self._rules = (
            specified_rules if introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
        )
        self._limits = limits
        self._known: Lru[str, dict[str, Operation]] = Lru(size)

    def operation(self, source: str, name: str | None) -> Operation:
        """The operation of that name, or the only one (RequestError for what is wrong with the document)."""
        operations = self._known.get(source) or self._known.put(source, self._read(source))
        if name is None and len(operations) == 1:
            return next(iter(operations.values()))
        if name is None:
            raise RequestError([_wrong("The document holds several operations: say which by operationName.")])
        if name not in operations:
            raise RequestError([_wrong(f"The document holds no operation {name!r}.")])
        return operations[name]

    def _read(self, source: str) -> dict[str, Operation]:
        try:
            document = parse_document(source, self._limits)
        except GraphQLError as error:
            raise RequestError([refusal(error)]) from error
        errors = check_limits(document, self._limits) or validate(
            self._schema, document, self._rules, max_errors=20
        )
        if errors:
            raise RequestError([refusal(error) for error in errors])
        fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        return {
            each.name.value if each.name else "": Operation(self._schema, each, fragments)
            for each in document.definitions
            if isinstance(each, OperationDefinitionNode)
        }


def refusal(error: GraphQLError) -> ErrorBody:
    """An error of the document or its variables, as an element of `errors`."""
    locations = [{"line": each.line, "column": each.column} for each in error.locations or ()]
    return {
        "message": error.message,
        **({"locations": locations} if locations else {}),
        "extensions": {"code": "BAD_INPUT", **(error.extensions or {})},
    }


def _wrong(message: str) -> ErrorBody:
    return {"message": message, "extensions": {"code": "BAD_INPUT"}}
