"""Each dialect says of itself what is true: what its answers need, where its rows are documented."""

import re
from importlib.resources import files

import pytest

from backend.rest.dialect import Dialect
from backend.rest.dialects import DIALECTS
from backend.rest.give import Gathered, Shaped
from backend.rest.route import Route

BY_HAND = (Shaped, Gathered)
MOST_SHAPED = 0.1
"""Of all dialects' answers in JSON, those that may need a function."""

_BASE = re.compile(r"^.*/v\d(?=/)")


def operations(dialect: Dialect) -> dict[tuple[str, str], list[Route]]:
    """The rows by method and path: those that stand below several base paths, `/api/v2`, are one."""
    found: dict[tuple[str, str], list[Route]] = {}
    for route in dialect.routes:
        found.setdefault((route.method, _BASE.sub("", route.path)), []).append(route)
    return found


def shaped(dialect: Dialect) -> int:
    served = operations(dialect).values()
    return sum(any(isinstance(each.give, BY_HAND) for each in routes) for routes in served)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_the_functions_that_shape_answers_are_counted(dialect: Dialect) -> None:
    text = files(dialect.package).joinpath("DIALECT.md").read_text(encoding="utf-8")
    told = re.search(r"^Shape functions: (\d+) of (\d+) answers\.$", text, re.MULTILINE)
    assert told is not None
    assert (int(told[1]), int(told[2])) == (shaped(dialect), len(operations(dialect)))


def test_the_functions_that_shape_answers_are_few() -> None:
    served = sum(len(operations(each)) for each in DIALECTS.values())
    assert sum(map(shaped, DIALECTS.values())) <= MOST_SHAPED * served


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_every_row_names_its_page_and_says_what_it_does(dialect: Dialect) -> None:
    assert [route.at for route in dialect.routes if not route.doc.startswith("https://")] == []
    assert [route.at for route in dialect.routes if not route.summary] == []
