"""Compiling: a dialect's rows and documents become endpoints, or it is said what is wrong with them.

Every document is valid and asked for, every variable bound and no bind left over, every variable of a path
reaches a document, every code of an error has a status, and no row hides another.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphql import NonNullTypeNode

from backend.domain.dress import Spellings
from backend.rest.dialect import STATUSES, Dialect
from backend.rest.documents import Document, Wrong, documents
from backend.rest.endpoint import Asked, Endpoint
from backend.rest.give import Sse
from backend.rest.house import House, Prepared
from backend.rest.paths import Paths
from backend.rest.route import Ask, Route, Wait
from backend.rest.wait import Waiter

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A dialect that can be served: its paths, and the documents of its routes by their names."""

    dialect: Dialect
    paths: Paths
    prepared: Mapping[str, Prepared]


def compiled(dialect: Dialect, house: House) -> Compiled:
    """The dialect as it is served (Wrong: all that is wrong with it)."""
    known = documents(dialect.package)
    problems = [*_unmapped(dialect), *_unasked(dialect, known)]
    prepared = dict(_prepared(known, house, dialect.spellings, problems))
    waiter = Waiter(house)
    paths = Paths()
    for route in dialect.routes:
        found = [f"{route.at}: {problem}" for problem in _problems(route, prepared)]
        problems += found or _place(
            paths, route, Endpoint(house, waiter, route, _asked(route, prepared), strict=dialect.strict)
        )
    if problems:
        raise Wrong("\n".join(f"{dialect.name}: {problem}" for problem in problems))
    return Compiled(dialect, paths, prepared)


def _prepared(
    known: Mapping[str, Document], house: House, spellings: Spellings, problems: list[str]
) -> Iterator[tuple[str, Prepared]]:
    for document in known.values():
        try:
            yield document.name, house.prepare(document.text, spellings)
        except ValueError as error:
            problems.append(f"{document.file}: {error}")


def _unmapped(dialect: Dialect) -> Iterator[str]:
    for code in sorted(STATUSES.keys() - dialect.meanings.keys()):
        yield f"the code {code} has no status"


def _unasked(dialect: Dialect, known: Mapping[str, Document]) -> Iterator[str]:
    asked = {name for route in dialect.routes for name in documents_of(route)}
    for name in sorted(known.keys() - asked):
        yield f"{known[name].file}: no route asks for {name}"


def documents_of(route: Route) -> list[str]:
    """The names of a route's documents in their order."""
    return [route.document, *(step.document for step in route.then if isinstance(step, Ask))]


def _asked(route: Route, prepared: Mapping[str, Prepared]) -> list[Asked]:
    asked = [_one(prepared[route.document], {}, None)]
    waits: Wait | None = None
    for step in route.then:
        if isinstance(step, Wait):
            waits = step
        else:
            asked.append(_one(prepared[step.document], step.variables, waits))
            waits = None
    return asked


def _one(prepared: Prepared, found: Mapping[str, str], waits: Wait | None) -> Asked:
    return Asked(prepared, frozenset(_variables(prepared)), found, waits)


def _variables(prepared: Prepared) -> dict[str, bool]:
    """The variables of a document, and whether each has to be given."""
    return {
        each.variable.name.value: isinstance(each.type, NonNullTypeNode) and each.default_value is None
        for each in prepared.node.variable_definitions or ()
    }


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
    if route.then and isinstance(route.then[-1], Wait):
        yield "after it has waited, let it ask"
    if (last == "subscription") is not isinstance(route.give, Sse) or "subscription" in others:
        yield "a subscription is the last document of a route that gives a stream, and of no other"
    if route.method == "GET" and "mutation" in [*others, last]:
        yield "GET changes nothing"


def _bind_problems(route: Route, prepared: Mapping[str, Prepared]) -> Iterator[str]:
    given = {name: bind.certain for name, bind in route.bind.items()}
    given |= route.body.variables() if route.body else {}
    used: set[str] = set()
    for name, found in _asks(route):
        variables = _variables(prepared[name])
        used |= variables.keys()
        for each in sorted(found.keys() - variables.keys()):
            yield f"{name} has no variable ${each}"
        for each, needed in variables.items():
            if each not in given and each not in found and needed:
                yield f"${each} of {name} is not bound"
            elif needed and each not in found and not given[each]:
                yield f"${each} of {name} may be absent, but must be given"
    for each in sorted(given.keys() - used):
        yield f"no document takes ${each}"
    read = {one.name for bind in route.bind.values() for one in bind.parameters if one.where == "path"}
    for each in sorted(set(re.findall(r"\{(\w+)\}", route.path)) ^ read):
        yield f"{{{each}}} does not reach a document"


def _asks(route: Route) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield route.document, {}
    found: dict[str, str] = {}
    for step in route.then:
        if isinstance(step, Ask):
            found |= step.variables
            yield step.document, step.variables


def _place(paths: Paths, route: Route, endpoint: Endpoint) -> Sequence[str]:
    try:
        node = paths.at(route.path)
    except ValueError as error:
        return [f"{route.at}: {error}"]
    rows: list[Endpoint] = node.methods.setdefault(route.method, [])
    if any(row.route.when is None for row in rows):
        return [f"{route.at}: a row above it hides it"]
    rows.append(endpoint)
    return []
