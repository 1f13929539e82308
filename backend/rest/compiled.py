"""Compiling: the rows of a dialect become endpoints, at the ends of its paths."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.rest.dialect import Dialect
from backend.rest.documents import documents
from backend.rest.endpoint import Asked, Endpoint
from backend.rest.house import House, Prepared, PreparedOf
from backend.rest.paths import Paths
from backend.rest.route import Ask, Refuse, Route, Wait
from backend.rest.wait import Waiter


@dataclass(frozen=True, slots=True)
class Compiled:
    """A dialect that can be served: its paths, and what gives the documents of its routes by their names."""

    dialect: Dialect
    paths: Paths
    prepared: PreparedOf


def compiled(dialect: Dialect, house: House) -> Compiled:
    """The dialect as it is served (Wrong if its documents cannot be read). One is prepared when it is first
    asked for: at every start all of them would take a second, and `concord schema --check` has seen that
    nothing is wrong with them.
    """
    known, prepare = documents(dialect.package), house.reader(dialect.spellings)

    def prepared(name: str) -> Prepared:
        return prepare(known[name].text)

    waiter = Waiter(house, prepare)
    paths = Paths()
    for route in dialect.routes:
        endpoint = Endpoint(house, waiter, route, _asked(route, prepared), strict=dialect.strict)
        paths.at(route.path).methods.setdefault(route.method, []).append(endpoint)
    return Compiled(dialect, paths, prepared)


def _asked(route: Route, prepared: PreparedOf) -> list[Asked]:
    asked = [_one(Ask(route.document, {}), (), prepared)]
    before: list[Wait | Refuse] = []
    for step in route.then:
        if isinstance(step, Ask):
            asked.append(_one(step, before, prepared))
            before = []
        else:
            before.append(step)
    return asked


def _one(step: Ask, before: Sequence[Wait | Refuse], prepared: PreparedOf) -> Asked:
    return Asked(step.document, prepared, step.variables, before, step.missing, step.codes)
