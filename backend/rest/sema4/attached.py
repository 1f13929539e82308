"""What is attached to an agent's draft, or else to its live version: MCP servers and semantic data models."""

from backend.rest.bind import path
from backend.rest.give import NOTHING, ONE
from backend.rest.route import Ask, Route
from backend.rest.sema4.agents import AGENT, DOC, LIVE, then
from backend.rest.sema4.pages import NEXT, PAGE
from backend.rest.table import Cell, Table

SERVER = Table({"mcp_server_id": Cell("target.mcpServer", required=True)})
MODEL = Table({"semantic_data_model_id": Cell("target.semanticDataModel", required=True)})


def _attached(
    place: str, body: Table, noun: str, listing: str, finding: str, summary: str
) -> tuple[Route, ...]:
    base = f"/agents/{{agent_id}}/{place}"
    return (
        Route(
            f"GET {base}",
            listing,
            bind={**AGENT, **PAGE},
            give=ONE,
            paged=NEXT,
            summary=f"List the {summary} attached to an agent",
            doc=DOC,
        ),
        Route(
            f"POST {base}",
            "FindAgent",
            bind=AGENT,
            body=body,
            then=then("Attach"),
            words=LIVE,
            give=NOTHING,
            status=204,
            summary=f"Attach one of the {summary}",
            doc=DOC,
        ),
        Route(
            f"DELETE {base}/{{{noun}}}",
            finding,
            bind={**AGENT, "target": path(noun)},
            then=(Ask("Detach", {"id": "id", "link": "attached.nodes.0.id"}),),
            words=LIVE,
            give=NOTHING,
            status=204,
            summary=f"Detach one of the {summary}",
            doc=DOC,
        ),
    )


ATTACHED = (
    *_attached(
        "mcp-servers",
        SERVER,
        "mcp_server_id",
        "ListAttachedServers",
        "FindAttachedServer",
        "MCP servers",
    ),
    *_attached(
        "semantic-data-models",
        MODEL,
        "semantic_data_model_id",
        "ListAttachedModels",
        "FindAttachedModel",
        "semantic data models",
    ),
)
