"""What is wrong with a dialect is said before it is served, all of it at once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.cli.dialects import complaints_of
from backend.graph.limits import OF_THE_HOUSE
from backend.graph.operation import Documents
from backend.rest import documents
from backend.rest.bind import const, path, query
from backend.rest.check import checked
from backend.rest.dialect import Dialect
from backend.rest.dialects import DIALECTS
from backend.rest.documents import Wrong
from backend.rest.doors import NoSuchDialect, doors
from backend.rest.give import PLAIN, sse
from backend.rest.house import House, dressed
from backend.rest.route import Route, ask, query_is, wait
from backend.rest.table import Cell, Table
from tests.graph.served import served
from tests.rest.sample.dialect import ID, SAMPLE, SAY


def wrong(dialect: Dialect) -> str:
    known = Documents(dressed(served().plain), OF_THE_HOUSE, spellings=dialect.spellings)
    with pytest.raises(Wrong) as caught:
        checked(dialect, lambda text: known.operation(text, None))
    return str(caught.value)


def with_routes(*routes: Route) -> Dialect:
    return replace(SAMPLE, routes=(*SAMPLE.routes, *routes))


def test_the_dialects_of_the_checkout_are_right() -> None:
    assert list(complaints_of(served(), [*DIALECTS.values(), SAMPLE])) == []


@pytest.mark.parametrize(
    ("route", "complaint"),
    [
        (Route("GET /v1/x", "Nothing"), "there is no document Nothing"),
        (Route("FETCH /v1/x/{id}", "GetAgent", bind=ID), "begin it with one of the methods"),
        (Route("GET /v1/x", "GetAgent"), "$id of GetAgent is not bound"),
        (Route("GET /v1/x", "GetAgent", bind={"id": query("id")}), "$id of GetAgent may be absent"),
        (Route("GET /v1/x/{id}", "GetAgent", bind={**ID, "of": const(1)}), "no document takes $of"),
        (Route("GET /v1/x/{id}", "GetAgent", bind={"id": const("a")}), "{id} does not reach a document"),
        (Route("GET /v1/x", "GetAgent", bind=ID), "{id} does not reach a document"),
        (Route("GET /v1/agents/{id}", "GetAgent", bind=ID), "a row above it hides it"),
        (Route("GET /v1/agents/{name}", "GetAgent", bind={"id": path("name")}), "are one path"),
        (
            Route("GET /v1/agents/{id}", "GetAgent", bind=ID, when=query_is("a", "b")),
            "a row above it hides it",
        ),
        (Route("GET /v1/x/{id}", "DeleteAgent", bind=ID), "GET changes nothing"),
        (Route("GET /v1/x/{id}", "GetAgent", bind=ID, give=sse()), "a subscription is the last document"),
        (Route("GET /v1/x/{run}", "FollowRun", bind={"run": path("run")}), "a subscription is the last"),
        (Route("POST /v1/x/{id}", "StartRun", bind=ID, body=SAY, then=(wait("run.id"),)), "let it ask"),
        (
            Route("POST /v1/x/{id}", "StartRun", bind=ID, body=SAY, then=(ask("GetRun", runn="run.id"),)),
            "GetRun has no variable $runn",
        ),
        (
            Route("POST /v1/x/{id}", "ChangeAgent", bind=ID, body=Table({"a": Cell("inputt.name")})),
            "$input of ChangeAgent is not bound",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else each.at,
)
def test_a_wrong_row_is_told(route: Route, complaint: str) -> None:
    assert complaint in wrong(with_routes(route))


def test_all_that_is_wrong_is_told_at_once() -> None:
    told = wrong(with_routes(Route("GET /v1/x", "Nothing"), Route("GET /v1/y", "GetAgent")))
    assert len(told.splitlines()) == 2


def test_a_document_that_no_route_asks_for_is_told() -> None:
    routes = tuple(route for route in SAMPLE.routes if route.document != "DeleteAgent")
    assert "delete_agent.graphql: no route asks for DeleteAgent" in wrong(replace(SAMPLE, routes=routes))


def test_a_variable_that_no_route_gives_is_told() -> None:
    def plainer(route: Route) -> Route:
        bind = {name: each for name, each in route.bind.items() if name != "ids"}
        return replace(route, bind=bind)

    told = wrong(replace(SAMPLE, routes=tuple(plainer(route) for route in SAMPLE.routes)))
    assert "no route gives $ids of ListAgents" in told


def test_a_code_without_a_status_is_told() -> None:
    meanings = {code: each for code, each in SAMPLE.meanings.items() if code != "CONFLICT"}
    assert "the code CONFLICT has no status" in wrong(replace(SAMPLE, meanings=meanings))


def complaints(folder: Path, monkeypatch: pytest.MonkeyPatch, **texts: str) -> Sequence[str]:
    """What is said of a dialect with these files of operations, of which GetAgent is asked."""
    (folder / "operations").mkdir()
    for name, text in texts.items():
        (folder / "operations" / f"{name}.graphql").write_text(text)
    monkeypatch.setattr(documents, "files", lambda _: folder)
    dialect = replace(SAMPLE, routes=(Route("GET /v1/agents/{id}", "GetAgent", bind=ID, give=PLAIN),))
    return list(complaints_of(served(), [dialect]))


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        ({"a": "query GetAgent($id: ID!) { agent(id: $id) { nome } }"}, "a.graphql: Cannot query field"),
        ({"a": "query GetAgent($id: ID!) { agent(id: $id) { id }"}, "a.graphql: Syntax Error"),
        ({"a": "{ viewer { id } }"}, "a.graphql: only named operations and fragments stand here"),
        (
            {
                "a": "query GetAgent($id: ID!) { agent(id: $id) { id } }",
                "b": "query GetAgent { viewer { id } }",
            },
            "b.graphql: GetAgent is there already",
        ),
        (
            {"a": 'query GetAgent($id: ID!) { agent(id: $id) { name @spell(by: "LOUD") } }'},
            "a.graphql: name cannot be spelled by 'LOUD'",
        ),
        (
            {"a": 'query GetAgent($id: ID!) { agent(id: $id) { id name @as(key: "id") } }'},
            "a.graphql: Two fields are written as 'id'",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_wrong_document_is_told_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: dict[str, str], complaint: str
) -> None:
    assert complaint in "\n".join(complaints(tmp_path, monkeypatch, **texts))


def test_a_root_that_is_no_dialect_is_refused() -> None:
    house: Any = House(served().plain, *[None] * 6)  # type: ignore[arg-type]  # it is not asked
    with pytest.raises(NoSuchDialect, match="There is no dialect 'cadenza': name one of"):
        doors([SAMPLE], house, "cadenza")
