"""What fails unexpectedly is a bug: it leaves the graph as it is, and the edge tells nothing of it."""

from typing import NoReturn

import httpx2
import pytest

from backend.store import agent_edit, watch
from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker, client_of

pytestmark = pytest.mark.anyio

SECRET = "the answer lies in /etc/concord"
STREAM = "subscription ($id: ID!) { runEvents(id: $id) { event { id } } }"


async def broken(*_: object, **__: object) -> NoReturn:
    raise RuntimeError(SECRET)


async def test_a_bug_in_a_mutation_is_answered_without_its_words(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent_edit, "update_agent", broken)
    async with client_of(asker) as client:
        sent = {"query": doc.UPDATE, "variables": {"id": "x", "input": {}}}
        answer = await client.post("/graphql", json=sent)
    assert answer.status_code == httpx2.codes.OK
    (error,) = answer.json()["errors"]
    assert (error["extensions"], error["path"]) == ({"code": "INTERNAL"}, ["updateAgent"])
    assert answer.headers["x-request-id"] in error["message"]
    assert SECRET not in answer.text


async def test_a_bug_in_a_stream_leaves_the_graph_as_it_is(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "locate", broken)
    with pytest.raises(RuntimeError, match="lies in"):
        await asker.followed(STREAM, id="run_" + "7" * 26)
