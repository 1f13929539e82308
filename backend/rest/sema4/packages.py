"""Packages: agents out and in as an archive."""

from backend.rest.give import File, Shaped
from backend.rest.parcel import Parcel
from backend.rest.route import Ask, Route
from backend.rest.sema4.agents import AGENT, DOC, TAKEN, then
from backend.rest.sema4.export import exported
from backend.rest.sema4.shapes import DIFF, IMPORTED, differences, imported
from backend.rest.sema4.unpacking import named_package, package

ZIP = "application/zip"
MOST = 64 * 1_048_576
"""Bytes of the largest archive."""

NAMED = Parcel("file", named_package, ("package", "name"), MOST, "tenant", ZIP)
PACKAGE = Parcel("file", package, ("package",), MOST, "tenant", ZIP)

PACKAGES = (
    Route(
        "POST /agents/import",
        "FindNamed",
        parcel=NAMED,
        then=(TAKEN, Ask("ImportAgent", {})),
        give=Shaped(imported, IMPORTED),
        status=201,
        summary="Create an agent from a package",
        doc=DOC,
    ),
    Route(
        "GET /agents/{agent_id}/export",
        "FindAgent",
        bind=AGENT,
        then=then("ExportAgent"),
        give=File(exported, ZIP),
        summary="Download the agent as a package",
        doc=DOC,
    ),
    Route(
        "PUT /agents/{agent_id}/import",
        "FindAgent",
        bind=AGENT,
        parcel=PACKAGE,
        then=then("ReplaceDraft"),
        give=Shaped(imported, IMPORTED),
        summary="Replace an agent's draft by a package",
        doc=DOC,
    ),
    Route(
        "POST /agents/{agent_id}/diff",
        "FindAgent",
        bind=AGENT,
        parcel=PACKAGE,
        then=then("CompareAgent"),
        give=Shaped(differences, DIFF),
        summary="Compare an agent with a package without changing it",
        doc=DOC,
    ),
)
