"""`concord openapi`: the description of a dialect, as it is served at `/<dialect>/openapi.json`."""

import sys
from functools import partial
from typing import Annotated

import orjson
from cyclopts import Parameter

from backend.cli.failure import Failure
from backend.graph.limits import OF_THE_HOUSE
from backend.graph.operation import Documents
from backend.graph.schema import build
from backend.rest.check import checked
from backend.rest.dialects import DIALECTS
from backend.rest.house import dressed
from backend.rest.openapi import described

Name = Annotated[str, Parameter(help="The dialect, such as aeontel.")]


def openapi(name: Name, /) -> None:
    """Print what a dialect of REST serves, as OpenAPI 3.1."""
    dialect = DIALECTS.get(name)
    if dialect is None:
        raise Failure(f"There is no dialect {name!r}: name one of {', '.join(DIALECTS)}.")
    schema = dressed(build().plain)
    documents = Documents(schema, OF_THE_HOUSE, spellings=dialect.spellings)
    prepared = checked(dialect, partial(documents.operation, name=None))
    told = described(dialect, prepared.__getitem__, schema, f"/{name}")
    sys.stdout.write(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n")
