"""Compiling: the rows of a dialect become endpoints, at the ends of its paths."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.rest.check import checked, variables_of
from backend.rest.dialect import Dialect
from backend.rest.endpoint import Asked, Endpoint
from backend.rest.house import House, Prepared
from backend.rest.paths import Paths
from backend.rest.route import Route, Wait
from backend.rest.wait import Waiter


@dataclass(frozen=True, slots=True)
class Compiled:
    """A dialect that can be served: its paths, and the documents of its routes by their names."""

    dialect: Dialect
    paths: Paths
    prepared: Mapping[str, Prepared]


def compiled(dialect: Dialect, house: House) -> Compiled:
    """The dialect as it is served (Wrong: all that is wrong with it)."""
    prepare = house.reader(dialect.spellings)
    prepared = checked(dialect, prepare)
    waiter = Waiter(house, prepare)
    paths = Paths()
    for route in dialect.routes:
        endpoint = Endpoint(house, waiter, route, _asked(route, prepared), strict=dialect.strict)
        paths.at(route.path).methods.setdefault(route.method, []).append(endpoint)
    return Compiled(dialect, paths, prepared)


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
    return Asked(prepared, frozenset(variables_of(prepared)), found, waits)
