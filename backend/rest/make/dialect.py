"""Make: how it shows keys, words errors and spells values."""

from backend.domain.dress import Format, Formatted, Made, Members
from backend.platform.ids import uuid_of
from backend.rest.credential import BEARER, TOKEN
from backend.rest.dialect import Dialect
from backend.rest.make.errors import ERROR, MEANINGS, envelope
from backend.rest.make.names import UUID
from backend.rest.make.routes import ROUTES

APPROVAL = Members(
    {None: "auto-run", **dict.fromkeys(("DEFAULT", "NEVER"), "auto-run"), "ALWAYS": "manual-approval"}
)


def file_kind(media_type: str) -> str:
    """The kind of a file: `csv` of text/csv."""
    return media_type.partition(";")[0].rpartition("/")[2]


MAKE = Dialect(
    name="make",
    package="backend.rest.make",
    title="Make AI agents API, as Concord serves it",
    version="2",
    description="Agents, their runs, contexts and providers of models in Make's words.",
    routes=ROUTES,
    schemes=(TOKEN, BEARER),
    meanings=MEANINGS,
    envelope=envelope,
    error_schema=ERROR,
    spellings={
        "UUID": Made(uuid_of, UUID),
        "FIRST": Formatted(Format.FIRST),
        "AS_MILLISECONDS": Formatted(Format.AS_MILLISECONDS),
        "APPROVAL": APPROVAL,
        "FILE_KIND": Made(file_kind, {"type": "string"}),
    },
)
