"""Runs: an agent is given something to do, and answers at once or when it has done it."""

from typing import Any

from backend.rest.aeontel.entities import RUN, STATUSES, TRIGGERS
from backend.rest.aeontel.life import ID
from backend.rest.aeontel.lists import KEY, WORKSPACE, listed, nothing
from backend.rest.bind import over, query
from backend.rest.kind import OBJECT, choice, made
from backend.rest.route import Route, ask, body_is, wait
from backend.rest.table import Cell, Table

DOC = "https://docs.aeontel.com/api/runs"


def told(given: dict[str, Any]) -> dict[str, Any]:
    """What a run is given: a text, or data where there is more than a text."""
    return dict(given) if given.keys() == {"text"} and isinstance(given["text"], str) else {"data": given}


CREATE = Table(
    {
        "id": Cell("agentId", required=True),
        "input": Cell("input", made(OBJECT, told), required=True),
        "mode": Cell(
            "input.extensions.aeontel.mode", choice({"sync": "sync", "async": "async"}), default="async"
        ),
    }
)

RUNS = (
    Route(
        "GET /api/runs",
        "ListRuns",
        bind=listed(
            RUN,
            {
                "agent.id.eq": [query("agent_id"), query("subject_id")],
                "id.in": nothing("swarm_id", "function_id"),
                "id.isNull": over(query("subject_type"), lambda kind: kind != "agent"),
                "status.in": query(
                    "status", choice({word: [ours] for word, ours in STATUSES.items()} | {"paused": []})
                ),
                "parentRun.id.eq": [query("parent_id"), query("parent_run_id")],
                "trigger.in": query(
                    "triggered_by",
                    choice({word: [ours] for word, ours in TRIGGERS.items()} | {"swarm": [], "workflow": []}),
                ),
                "createdBy.id.eq": query("user_id"),
            },
            workspaceId=WORKSPACE,
        ),
        summary="List runs",
        doc=DOC,
    ),
    Route(
        "POST /api/runs",
        "StartRun",
        bind=KEY,
        body=CREATE,
        when=body_is("mode", "sync"),
        then=(wait("id"), ask("GetRun", id="id")),
        summary="Run an agent, and wait for the end",
        doc=DOC,
    ),
    Route("POST /api/runs", "StartRun", bind=KEY, body=CREATE, summary="Run an agent", doc=DOC),
    Route("GET /api/runs/{id}", "GetRun", bind=ID, summary="Fetch one run", doc=DOC),
)
