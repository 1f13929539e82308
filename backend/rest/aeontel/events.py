"""Events: what happened to the rows of a workspace, and to its runs."""

from backend.rest.aeontel.entities import EVENT
from backend.rest.aeontel.life import ID
from backend.rest.aeontel.lists import WORKSPACE, listed, nothing
from backend.rest.bind import query
from backend.rest.kind import MOMENT
from backend.rest.route import Route

DOC = "https://docs.aeontel.com/api/events"

EVENTS = (
    Route(
        "GET /api/events",
        "ListEvents",
        bind=listed(
            EVENT,
            {
                "type.eq": query("type"),
                "subjectId.eq": query("subject_id"),
                "id.in": nothing("parent_id"),
                "createdAt.gte": query("created_at_after", MOMENT, description="At this moment, or later."),
                "createdAt.lte": query(
                    "created_at_before", MOMENT, description="At this moment, or earlier."
                ),
                "actor.id.eq": query("user_id"),
            },
            workspaceId=WORKSPACE,
        ),
        summary="List events",
        doc=DOC,
    ),
    Route("GET /api/events/{id}", "GetEvent", bind=ID, summary="Fetch one event", doc=DOC),
)
