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
"""Of the answers in JSON, those that may need a function."""


def operations(dialect: Dialect) -> dict[str, list[Route]]:
    found: dict[str, list[Route]] = {}
    for route in dialect.routes:
        found.setdefault(route.at, []).append(route)
    return found


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_the_functions_that_shape_answers_are_counted_and_few(dialect: Dialect) -> None:
    served = operations(dialect)
    shaped = [at for at, rows in served.items() if any(isinstance(each.give, BY_HAND) for each in rows)]
    text = files(dialect.package).joinpath("DIALECT.md").read_text(encoding="utf-8")
    told = re.search(r"^Shape functions: (\d+) of (\d+) answers\.$", text, re.MULTILINE)
    assert told is not None
    assert (int(told[1]), int(told[2])) == (len(shaped), len(served))
    assert len(shaped) <= MOST_SHAPED * len(served)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_every_row_names_its_page_and_says_what_it_does(dialect: Dialect) -> None:
    assert [route.at for route in dialect.routes if not route.doc.startswith("https://")] == []
    assert [route.at for route in dialect.routes if not route.summary] == []
