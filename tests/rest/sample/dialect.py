"""A dialect of nobody's, in which each part of the engine is used once."""

from collections.abc import Mapping
from typing import Any

from backend.domain.dress import Format, Formatted, Members
from backend.rest.bind import comma, const, first_of, header, json, path, query, ref, viewer, where
from backend.rest.credential import BEARER, TOKEN, X_API_KEY
from backend.rest.dialect import STATUSES, Dialect, Trouble, meanings
from backend.rest.give import NOTHING, ONE, Gathered, Shaped, Whole, sse
from backend.rest.kind import BYTES, FLAG, OBJECT, TEXT, choice, several, whole
from backend.rest.route import Route, accepts, ask, wait
from backend.rest.table import Cell, Table, record

ID = {"id": path("id")}
WORDS = {status: f"E{status}" for status in STATUSES.values()}

CREATE = Table(
    {
        "metadata.name": Cell("input.name", required=True),
        "metadata.labels": Cell("input.labels", OBJECT, null="absent"),
        "spec.prompt": Cell("input.instructions", default="Be brief."),
        "spec.models": Cell("input.models", several(TEXT, most=3)),
        "spec.limits": Cell("input.limits", record(Table({"turns": Cell("maxTurns", whole(1, 50))}))),
        "spec.tier": Cell("input.retentionTier", choice({"SOON": "SHORT", "NEVER": "NONE"})),
        "publish": Cell("publish", FLAG, default=False),
    }
)
CHANGE = Table(
    {
        "metadata.name": Cell("input.name"),
        "metadata.about": Cell("input.description", null="kept"),
        "metadata.external": Cell("input.externalId", null="absent"),
    }
)
KEEP = Table(
    {
        "file": Cell("input.uploadId", BYTES, required=True),
        "note": Cell("input.description", null="absent", also=(Cell("input.externalId"),)),
    }
)
SAY = Table({"text": Cell("input.text", required=True)})


def envelope(trouble: Trouble) -> Mapping[str, Any]:
    return {"fault": {"kind": trouble.code, "text": trouble.message, "at": trouble.path}}


def counted(answer: Any) -> Any:
    """An answer that a document cannot say."""
    return {"names": [each["metadata"]["name"] for each in answer["items"]]}


def broken(_: Any) -> Any:
    """A shape that fails."""
    raise RuntimeError("nobody expects this")


def kinds(heard: list[Any]) -> Any:
    """What was heard of a run, by its kinds."""
    return [each["type"] for each in heard]


def enough(heard: list[Any]) -> bool:
    """Whether the model has answered: what comes then is not waited for."""
    return bool(heard[-1]["type"] == "MessageCompleted")


SAMPLE = Dialect(
    name="sample",
    package="tests.rest.sample",
    title="A sample",
    version="1",
    description="Each part of the engine, once.",
    strict=True,
    strict_queries=True,
    described_at=("/v1/about",),
    schemes=(BEARER, TOKEN, X_API_KEY),
    meanings=meanings(WORDS),
    envelope=envelope,
    error_schema={"type": "object", "required": ["fault"], "properties": {"fault": {"type": "object"}}},
    spellings={
        "TIER": Members({"SHORT": "SOON", "NONE": "NEVER", "MEDIUM": "LATER", "LONG": "MUCH_LATER"}),
        "SECONDS": Formatted(Format.SECONDS),
        "TEXT": Formatted(Format.AS_TEXT),
    },
    routes=(
        Route(
            "GET /v1/agents",
            "ListAgents",
            bind={
                "first": query("pageSize", whole(1, 100), default=2),
                "after": query("cursor"),
                "ids": comma("ids"),
                "filter": where(
                    {"name.iContains": query("q"), "isSystem.eq": query("builtIn", FLAG)},
                    json("where", OBJECT),
                ),
            },
            doc="https://sample.example/agents",
        ),
        Route(
            "GET /v1/agents/names",
            "ListAgents",
            bind={"first": const(100)},
            give=Shaped(counted, {"type": "object", "required": ["names"]}),
        ),
        Route(
            "POST /v1/agents",
            "CreateAgent",
            bind={"key": header("Idempotency-Key"), "workspaceId": viewer("home")},
            body=CREATE,
            status=201,
            location="/v1/agents/{metadata.id}",
        ),
        Route("GET /v1/agents/{id}", "GetAgent", bind=ID),
        Route("GET /v1/agents/by-handle/{handle}", "GetAgent", bind={"id": ref("handle", path("handle"))}),
        Route("PATCH /v1/agents/{id}", "ChangeAgent", bind=ID, body=CHANGE),
        Route(
            "GET /v1/all",
            "AllAgents",
            bind={"name": query("q", required=True)},
            give=Whole(skip=query("skip", whole(0), default=0), most=query("most", whole(0)), page=2),
        ),
        Route("GET /v1/found/{id}", "FindAgent", bind=ID, give=ONE),
        Route("PATCH /v1/found/{id}", "FindAgent", bind=ID, body=CHANGE, then=(ask("ChangeAgent"),)),
        Route("POST /v1/files", "CreateFile", body=KEEP, files=viewer("home"), status=201),
        Route(
            "POST /v1/agents/{id}/told",
            "StartRun",
            bind=ID,
            body=SAY,
            then=(ask("FollowRun", run="run.id"),),
            give=Gathered(kinds, enough),
        ),
        Route("DELETE /v1/agents/{id}", "DeleteAgent", bind=ID, give=NOTHING, status=204),
        Route(
            "POST /v1/agents/{id}/runs",
            "StartRun",
            bind=ID,
            body=SAY,
            when=accepts("text/event-stream"),
            then=(ask("FollowRun", run="run.id"),),
            give=sse(end=b"event: done\ndata: {}\n\n"),
        ),
        Route(
            "POST /v1/agents/{id}/runs",
            "StartRun",
            bind=ID,
            body=SAY,
            then=(wait("run.id"), ask("GetRun", run="run.id")),
        ),
        Route(
            "POST /v1/agents/{id}/runs/brief",
            "StartRun",
            bind=ID,
            body=SAY,
            then=(wait("run.id", patience=0.2), ask("GetRun", run="run.id")),
        ),
        Route("GET /v1/agents/{id}/broken", "GetAgent", bind=ID, give=Shaped(broken)),
        Route("GET /v1/runs/{id}", "GetRun", bind={"run": path("id")}),
        Route(
            "GET /v1/runs/{id}/events",
            "FollowRun",
            bind={"run": path("id"), "after": first_of(header("Last-Event-ID"), query("after"))},
            give=sse(),
        ),
    ),
)
