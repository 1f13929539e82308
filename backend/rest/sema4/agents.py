"""Agents: their routes, from the first draft through publishing to the end."""

from backend.rest.bind import Bind, over, path, where
from backend.rest.give import NOTHING, ONE
from backend.rest.kind import ABSENT, Kind, Misfit, textless
from backend.rest.request import Request
from backend.rest.route import Ask, Route, refuse
from backend.rest.sema4.pages import NAME, NEXT, PAGE
from backend.rest.table import Cell, Table

DOC = "https://sema4.ai/docs/v2/api/agents"
ARCHITECTURE = "agent_platform.architectures.default"
ARCHITECTURE_VERSION = "1.0.0"

AGENT = {"ids": over(path("agent_id"), lambda text: [text])}
LIVE = {"if.hasDraft": "A live agent stays as it is: enter edit mode first, by POST /agents/{agent_id}/edit."}
TAKEN = refuse("nodes.0.id", "An agent of this name exists already: choose another name.")


def then(document: str, **codes: str) -> tuple[Ask, ...]:
    """Ask this of the agent that was found."""
    return (Ask(document, {"id": "id"}, codes=codes),)


def _pairs(value: object) -> list[dict[str, str]]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise Misfit("must be an object of texts")
    return [{"from": test, "to": production} for test, production in value.items()]


MAPPINGS = Kind(
    {"type": "object", "additionalProperties": {"type": "string"}}, _pairs, textless("an object of texts")
)

CREATE = Table(
    {
        "name": Cell("input.name", required=True),
        "description": Cell("input.description", null="absent"),
        "runbook_text": Cell("input.instructions", null="absent", description="Markdown."),
        "architecture_name": Cell(
            "input.extensions.sema4.architecture_name", default=ARCHITECTURE, null="absent"
        ),
        "architecture_version": Cell(
            "input.extensions.sema4.architecture_version", default=ARCHITECTURE_VERSION, null="absent"
        ),
    }
)
UPDATE = Table(
    {
        "name": Cell("input.name"),
        "description": Cell("input.description", null="kept"),
        "runbook_text": Cell("input.instructions", null="kept"),
    }
)
PUBLISH = Table(
    {
        "description": Cell("note", null="absent", description="What changes."),
        "connection_mappings": Cell("bindings[]", MAPPINGS, null="absent"),
        "mcp_server_mappings": Cell("bindings[]", MAPPINGS, null="absent"),
    }
)
DISCARD = Table(
    {
        "connection_mappings": Cell("bindings[]", MAPPINGS, null="absent"),
        "mcp_server_mappings": Cell("bindings[]", MAPPINGS, null="absent"),
    }
)


def _named(request: Request) -> object:
    return request.body.get("name", ABSENT)


AGENTS = (
    Route(
        "GET /agents",
        "ListAgents",
        bind={**PAGE, "filter": where({"name.iStartsWith": NAME})},
        paged=NEXT,
        summary="List agents",
        doc=DOC,
    ),
    Route(
        "POST /agents",
        "FindNamed",
        bind={"name": Bind(_named, certain=True)},
        body=CREATE,
        then=(TAKEN, Ask("CreateAgent", {})),
        status=201,
        summary="Create an agent with its first draft",
        doc=DOC,
    ),
    Route("GET /agents/{agent_id}", "GetAgent", bind=AGENT, give=ONE, summary="Read one agent", doc=DOC),
    Route(
        "PATCH /agents/{agent_id}",
        "FindAgent",
        bind=AGENT,
        body=UPDATE,
        then=then("UpdateAgent"),
        words=LIVE,
        summary="Change the name, description or runbook of a draft",
        doc=DOC,
    ),
    Route(
        "DELETE /agents/{agent_id}",
        "FindAgent",
        bind=AGENT,
        then=then("DeleteAgent"),
        give=NOTHING,
        status=204,
        summary="Delete an agent of one's own",
        doc=DOC,
    ),
    Route(
        "POST /agents/{agent_id}/edit",
        "FindAgent",
        bind=AGENT,
        then=then("EditAgent"),
        summary="Enter edit mode",
        doc=DOC,
    ),
    Route(
        "POST /agents/{agent_id}/publish",
        "FindAgent",
        bind=AGENT,
        body=PUBLISH,
        then=then("PublishAgent", NOT_FOUND="BAD_INPUT"),
        summary="Publish the draft as a new live version",
        doc=DOC,
    ),
    Route(
        "POST /agents/{agent_id}/discard-draft",
        "FindAgent",
        bind=AGENT,
        body=DISCARD,
        then=then("DiscardDraft", NOT_FOUND="BAD_INPUT"),
        summary="Throw the draft away",
        doc=DOC,
    ),
    Route(
        "GET /agents/{agent_id}/state",
        "GetAgentState",
        bind=AGENT,
        give=ONE,
        summary="Read the lifecycle state",
        doc=DOC,
    ),
)
