"""Dialects in the checkout: what is wrong with their routes, and with their documents on either database."""

from collections.abc import Iterable, Iterator
from functools import partial

from backend.graph.limits import OF_THE_HOUSE
from backend.graph.operation import Documents
from backend.graph.rehearse import complaints
from backend.graph.schema import Schema
from backend.rest.check import checked
from backend.rest.dialect import Dialect
from backend.rest.documents import Wrong, documents
from backend.rest.house import dressed


def complaints_of(made: Schema, dialects: Iterable[Dialect]) -> Iterator[str]:
    """What is wrong, a line each."""
    extended = dressed(made.plain)
    for dialect in dialects:
        known = Documents(extended, OF_THE_HOUSE, spellings=dialect.spellings)
        try:
            checked(dialect, partial(known.operation, name=None))
        except Wrong as error:
            yield str(error)
            continue
        for document in documents(dialect.package).values():
            for complaint in complaints(made, document.text, known):
                yield f"{dialect.name}/operations/{document.file}: {complaint}"
