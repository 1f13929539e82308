"""Checking: all that can be known of a dialect before it is asked anything.

Every document is valid and asked for, every variable given by some route and by all that must, no bind left
over, every variable of a path reaches a document, every code of an error has a status, no row hides another.
"""

import re
from collections.abc import Iterator, Mapping

from graphql import NonNullTypeNode

from backend.rest.dialect import STATUSES, Dialect
from backend.rest.documents import Document, Wrong, documents
from backend.rest.give import Gathered, Sse, Whole
from backend.rest.house import Prepare, Prepared
from backend.rest.paths import Paths
from backend.rest.route import Ask, Route

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def checked(dialect: Dialect, prepare: Prepare) -> dict[str, Prepared]:
    """The documents of a dialect by their names (Wrong: all that is wrong with it)."""
    known = documents(dialect.package)
    problems: list[str] = []
    prepared = dict(_prepared(known, prepare, problems))
    problems += [*_unmapped(dialect), *_unasked(dialect, known), *_hidden(dialect)]
    problems += _ungiven(dialect, prepared)
    for route in dialect.routes:
        problems += [f"{route.at}: {problem}" for problem in _problems(route, prepared)]
    if problems:
        raise Wrong("\n".join(f"{dialect.name}: {problem}" for problem in problems))
    return prepared


def documents_of(route: Route) -> list[str]:
    """The names of a route's documents in their order."""
    return [route.document, *(step.document for step in route.then if isinstance(step, Ask))]


def variables_of(prepared: Prepared) -> dict[str, bool]:
    """The variables of a document, and whether each has to be given."""
    return {
        each.variable.name.value: isinstance(each.type, NonNullTypeNode) and each.default_value is None
        for each in prepared.node.variable_definitions or ()
    }


def _prepared(
    known: Mapping[str, Document], prepare: Prepare, problems: list[str]
) -> Iterator[tuple[str, Prepared]]:
    for document in known.values():
        try:
            yield document.name, prepare(document.text)
        except ValueError as error:
            problems.append(f"{document.file}: {error}")


def _unmapped(dialect: Dialect) -> Iterator[str]:
    for code in sorted(STATUSES.keys() - dialect.meanings.keys()):
        yield f"the code {code} has no status"


def _unasked(dialect: Dialect, known: Mapping[str, Document]) -> Iterator[str]:
    asked = {name for route in dialect.routes for name in documents_of(route)}
    for name in sorted(known.keys() - asked):
        yield f"{known[name].file}: no route asks for {name}"


def _ungiven(dialect: Dialect, prepared: Mapping[str, Prepared]) -> Iterator[str]:
    given: dict[str, set[str]] = {}
    for route in dialect.routes:
        bound = {*route.bind, *_sent(route)}
        bound |= {"after"} if isinstance(route.give, Whole) else set()
        for name, found in _asks(route):
            given.setdefault(name, set()).update(bound, found)
    for name, document in prepared.items():
        for each in sorted(variables_of(document).keys() - given.get(name, set())):
            yield f"no route gives ${each} of {name}"


def _hidden(dialect: Dialect) -> Iterator[str]:
    paths = Paths()
    for route in dialect.routes:
        try:
            rows: list[Route] = paths.at(route.path).methods.setdefault(route.method, [])
        except ValueError as error:
            yield f"{route.at}: {error}"
            continue
        if any(row.when is None for row in rows):
            yield f"{route.at}: a row above it hides it"
        rows.append(route)


def _problems(route: Route, prepared: Mapping[str, Prepared]) -> Iterator[str]:
    unknown = [name for name in documents_of(route) if name not in prepared]
    if unknown:
        yield f"there is no document {', '.join(unknown)}"
        return
    if route.method not in METHODS or not route.path.startswith("/"):
        yield "begin it with one of the methods " + ", ".join(METHODS) + " and a path"
    yield from _step_problems(route, prepared)
    yield from _bind_problems(route, prepared)


def _step_problems(route: Route, prepared: Mapping[str, Prepared]) -> Iterator[str]:
    *others, last = [prepared[name].kind for name in documents_of(route)]
    if route.then and not isinstance(route.then[-1], Ask):
        yield "after it has waited or looked, let it ask"
    if (last == "subscription") is not isinstance(route.give, Sse | Gathered) or "subscription" in others:
        yield "a subscription is the last document of a route that gives a stream, and of no other"
    if route.method == "GET" and "mutation" in [*others, last]:
        yield "GET changes nothing"


def _bind_problems(route: Route, prepared: Mapping[str, Prepared]) -> Iterator[str]:
    given = {name: bind.certain for name, bind in route.bind.items()}
    given |= _sent(route)
    used: set[str] = set()
    for name, found in _asks(route):
        variables = variables_of(prepared[name])
        used |= variables.keys()
        for each in sorted(found.keys() - variables.keys()):
            yield f"{name} has no variable ${each}"
        for each, needed in variables.items():
            if needed and each not in found and each not in given:
                yield f"${each} of {name} is not bound"
            elif needed and each not in found and not given[each]:
                yield f"${each} of {name} may be absent, but must be given"
    for each in sorted(given.keys() - used):
        yield f"no document takes ${each}"
    read = {one.name for bind in route.bind.values() for one in bind.parameters if one.where == "path"}
    for each in sorted(set(re.findall(r"\{(\w+)\}", route.path)) ^ read):
        yield f"{{{each}}} does not reach a document"


def _sent(route: Route) -> Mapping[str, bool]:
    """The variables that a body or a parcel fills, and whether each is certain to be."""
    body = route.body.variables() if route.body else {}
    return {**body, **dict.fromkeys(route.parcel.gives if route.parcel else (), True)}


def _asks(route: Route) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The documents of a route, each with the variables that are found in the answer before it."""
    yield route.document, {}
    for step in route.then:
        if isinstance(step, Ask):
            yield step.document, step.variables
