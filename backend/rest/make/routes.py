"""Make's routes: agents, their runs and contexts, and the providers of their models."""

from typing import Any

from backend.rest.bind import Bind, path, query
from backend.rest.give import NOTHING, ONE, Gathered, Whole, told_by
from backend.rest.kind import BYTES, choice, whole
from backend.rest.make import shapes
from backend.rest.make.errors import RUN_FAILED
from backend.rest.make.names import AGENT, AGENT_ID, FILE, MOST, PROVIDER, TEAM, TEAM_TWICE
from backend.rest.make.settings import CREATE, MODIFY, RUN
from backend.rest.request import Request
from backend.rest.route import Route, ask
from backend.rest.table import Cell, Table

DOC = "https://developers.make.com/api-documentation/api-reference/ai-agents"
ROOT = "/api/v2/ai-agents/v1"
ONE_AGENT = {"agentId": AGENT_ID, "teamId": TEAM}

_KEY = query(
    "pg[sortBy]",
    choice({name: name for name in ("id", "name", "createdAt", "updatedAt")}),
    default="id",
    description="What the list is ordered by.",
)
_WAY = query("pg[sortDir]", choice({"asc": "ASC", "desc": "DESC"}), default="asc")


def _order(request: Request) -> list[dict[str, Any]]:
    return [{_KEY.read(request): _WAY.read(request)}]


ORDER = Bind(_order, certain=True, parameters=(*_KEY.parameters, *_WAY.parameters))
ALL = Whole(
    skip=query("pg[offset]", whole(0, MOST), default=0, description="Rows that are left out first."),
    most=query("pg[limit]", whole(1, MOST), description="Rows of a page; all, if it is left out."),
)

AGENTS = (
    Route(
        f"GET {ROOT}/agents",
        "ListAgents",
        bind={"teamId": TEAM, "orderBy": ORDER},
        give=ALL,
        summary="List the agents of a team",
        doc=DOC,
    ),
    Route(
        f"POST {ROOT}/agents",
        "CreateAgent",
        bind={"teamId": TEAM_TWICE},
        body=CREATE,
        status=201,
        summary="Create an agent",
        doc=DOC,
    ),
    Route(
        f"GET {ROOT}/agents/{{agentId}}",
        "GetAgent",
        bind=ONE_AGENT,
        give=ONE,
        summary="Read an agent",
        doc=DOC,
    ),
    Route(
        f"PATCH {ROOT}/agents/{{agentId}}",
        "FindAgent",
        bind=ONE_AGENT,
        body=MODIFY,
        then=(ask("ModifyAgent"),),
        give=NOTHING,
        status=204,
        summary="Change an agent",
        doc=DOC,
    ),
    Route(
        f"DELETE {ROOT}/agents/{{agentId}}",
        "FindAgent",
        bind=ONE_AGENT,
        then=(ask("DeleteAgent"),),
        give=NOTHING,
        status=204,
        summary="Delete an agent",
        doc=DOC,
    ),
    Route(
        f"POST {ROOT}/agents/{{agentId}}/run",
        "FindAgent",
        bind=ONE_AGENT,
        body=RUN,
        then=(ask("StartRun"), ask("RunSteps", runId="runId")),
        give=Gathered(shapes.result, shapes.enough, shapes.RESULT),
        faults=(RUN_FAILED, "TIMEOUT"),
        summary="Run an agent and wait for its answer",
        doc=DOC,
    ),
    Route(
        f"POST {ROOT}/agents/{{agentId}}/run/stream",
        "FindAgent",
        bind=ONE_AGENT,
        body=RUN,
        then=(ask("StartRun"), ask("RunSteps", runId="runId")),
        give=told_by(shapes.told, schema=shapes.STEP),
        summary="Run an agent and hear its steps",
        doc=DOC,
    ),
)

CONTEXTS = (
    Route(
        f"GET {ROOT}/contexts",
        "ListContexts",
        bind={"agentId": query("agentId", AGENT, required=True), "teamId": TEAM},
        give=ONE,
        summary="List the context files of an agent",
        doc=DOC,
    ),
    Route(
        f"POST {ROOT}/contexts",
        "FindAgent",
        bind={"teamId": TEAM},
        body=Table(
            {"agentId": Cell("agentId", AGENT, required=True), "file": Cell("upload", BYTES, required=True)}
        ),
        files=TEAM,
        then=(ask("AddContext"),),
        status=201,
        summary="Give an agent a context file",
        doc=DOC,
    ),
    Route(
        f"DELETE {ROOT}/contexts/{{contextId}}",
        "FindContext",
        bind={"contextId": path("contextId", FILE), "teamId": TEAM},
        then=(ask("RemoveContext", agentId="id"),),
        give=NOTHING,
        status=204,
        summary="Take a context file away",
        doc=DOC,
    ),
)

LLM_PROVIDERS = (
    Route(
        f"GET {ROOT}/llm-providers",
        "ListLlmProviders",
        bind={"teamId": TEAM},
        give=Whole(),
        summary="List the providers of models",
        doc=DOC,
    ),
    Route(
        f"GET {ROOT}/llm-providers/{{providerId}}",
        "GetLlmProvider",
        bind={"number": PROVIDER, "teamId": TEAM},
        give=ONE,
        summary="Read a provider",
        doc=DOC,
    ),
    Route(
        f"GET {ROOT}/llm-providers/{{providerId}}/models",
        "ListLlmProviderModels",
        bind={"number": PROVIDER, "teamId": TEAM},
        give=ONE,
        summary="List the models of a provider",
        doc=DOC,
    ),
)

ROUTES: tuple[Route, ...] = (*AGENTS, *CONTEXTS, *LLM_PROVIDERS)
