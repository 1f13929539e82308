"""The life of a kind of rows: fetched, put in the trash, taken out of it, deleted for good."""

from backend.rest.bind import path
from backend.rest.route import Route

ID = {"id": path("id")}
DELETED = {"if.deleted": "It is in the trash already: restore it, or delete it for good by …/purge."}
HERE = {"if.deleted": "It is not in the trash, so there is nothing to restore."}


def life(place: str, noun: str, words: str, doc: str) -> tuple[Route, ...]:
    """Its routes: of "Tool" they ask GetTool, DeleteTool, PurgeTool and RestoreTool."""
    return (
        Route(f"GET {place}/{{id}}", f"Get{noun}", bind=ID, summary=f"Fetch {words}", doc=doc),
        Route(
            f"DELETE {place}/{{id}}",
            f"Delete{noun}",
            bind=ID,
            words=DELETED,
            summary=f"Put {words} in the trash",
            doc=doc,
        ),
        Route(
            f"DELETE {place}/{{id}}/purge",
            f"Purge{noun}",
            bind=ID,
            summary=f"Delete {words} in the trash for good",
            doc=doc,
        ),
        Route(
            f"POST {place}/{{id}}/restore",
            f"Restore{noun}",
            bind=ID,
            words=HERE,
            summary=f"Take {words} out of the trash",
            doc=doc,
        ),
    )
