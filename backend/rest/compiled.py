"""Compiling: the rows of a dialect become endpoints, at the ends of its paths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.rest.check import checked, variables_of
from backend.rest.dialect import Dialect
from backend.rest.endpoint import Asked, Endpoint
from backend.rest.house import House, Prepared
from backend.rest.paths import Paths
from backend.rest.route import Ask, Refuse, Route, Wait
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
    asked = [_one(prepared, Ask(route.document, {}), ())]
    before: list[Wait | Refuse] = []
    for step in route.then:
        if isinstance(step, Ask):
            asked.append(_one(prepared, step, before))
            before = []
        else:
            before.append(step)
    return asked


def _one(prepared: Mapping[str, Prepared], step: Ask, before: Sequence[Wait | Refuse]) -> Asked:
    document = prepared[step.document]
    names = frozenset(variables_of(document))
    return Asked(document, names, step.variables, before, step.missing, step.codes)
