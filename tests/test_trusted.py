"""Every operation of frontend_contracts is answered, by its hash, where no other document is taken."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from graphql import OperationDefinitionNode, parse

from backend.cli.schema import MANIFEST
from tests.product import JsonObject, Product, Refused
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

SETTINGS = {"CONCORD_TRUSTED_DOCUMENTS": str(MANIFEST), "CONCORD_TRUSTED_ONLY": "true"}
CLOCK = {"target": {"tool": "handle:current_time"}, "settings": {"approval": "ALWAYS"}}
ASK = 'call current_time {"zone": "UTC"}'

Stream = AbstractAsyncContextManager[AsyncIterator[JsonObject]]


def hashes() -> dict[str, str]:
    """The hash of each operation by its name."""
    found = {}
    for key, text in json.loads(MANIFEST.read_text()).items():
        (operation,) = (each for each in parse(text).definitions if isinstance(each, OperationDefinitionNode))
        assert operation.name is not None
        found[operation.name.value] = key
    return found


class Frontend:
    """Who knows the operations by their hashes only, and which of them were sent."""

    def __init__(self, server: Product) -> None:
        self.server = server
        self.hashes = hashes()
        self.sent: set[str] = set()

    async def ask(self, name: str, **variables: object) -> Any:
        """The answer's only field, or all of them if there are several."""
        self.sent.add(name)
        data = await self.server.query(self.hashes[name], variables)
        return next(iter(data.values())) if len(data) == 1 else data

    def follow(self, name: str, *, socket: bool, **variables: object) -> Stream:
        """What a subscription tells, over a WebSocket or as server-sent events."""
        self.sent.add(name)
        stream = self.server.follow if socket else self.server.watch
        return stream(self.hashes[name], variables)


async def test_every_operation_is_answered_where_trusted_documents_alone_are_taken(product: Product) -> None:
    product.start(**SETTINGS)
    frontend = Frontend(product)
    assert (await frontend.ask("Viewer"))["viewer"]["name"] == "Administrator"
    agent = await edited(frontend)
    session = (await frontend.ask("StartSession", agentId=agent, session={"title": "A day"}))["session"]["id"]
    for socket, verdict in enumerate(("ApproveToolCall", "DenyToolCall")):
        assert await decided(frontend, session, verdict, socket=bool(socket)) == "RunCompleted"
    started = await frontend.ask("StartRun", sessionId=session, input={"text": "slow 1000ms words 100"})
    await frontend.ask("CancelRun", id=started["run"]["id"], reason="Too slow.")
    await listed(frontend, agent, session)
    closed = await frontend.ask("CloseSession", id=session, reason="The day is over.")
    assert closed["session"]["status"] == "CLOSED"
    happened = await frontend.ask("Activities", filter={"type": {"startsWith": "agent."}})
    newest, before, *_ = [each["id"] for each in happened["nodes"]]
    stream = frontend.follow("FollowActivities", socket=True, types=["agent.*"], after=before)
    async with stream as told:
        assert (await anext(told))["workspaceActivity"]["id"] == newest
    assert frontend.sent == frontend.hashes.keys()


async def edited(frontend: Frontend) -> str:
    """An agent, whose second version is published; its id."""
    given = {"name": "Contract", "links": [{"kinds": ["TOOL"], "links": [CLOCK]}]}
    agent = (await frontend.ask("CreateAgent", input=given, publish=True))["agent"]["id"]
    await frontend.ask(
        "EditAgent", id=agent, input={"instructions": "Be brief."}, **{"if": {"hasDraft": False}}
    )
    published = await frontend.ask("PublishAgent", id=agent, note="Brief.")
    assert published["agent"]["defaultVersion"]["number"] == 2
    version = (await frontend.ask("Agent", id=agent))["defaultVersion"]
    assert [each["callName"] for each in version["tools"]["nodes"]] == ["current_time"]
    return str(agent)


async def decided(frontend: Frontend, session: str, verdict: str, *, socket: bool) -> str:
    """A run waits for a person, who decides; how it ends."""
    started = await frontend.ask("StartRun", sessionId=session, input={"text": ASK})
    last = ""
    async with frontend.follow("FollowRun", socket=socket, id=started["run"]["id"]) as frames:
        async for frame in frames:
            event = frame["runEvents"]["event"] or {"__typename": last}
            last = event["__typename"]
            if "toolCallIds" in event:
                waiting = (await frontend.ask("WaitingToolCalls"))["nodes"]
                assert [each["id"] for each in waiting] == event["toolCallIds"]
                await frontend.ask(verdict, id=waiting[0]["id"], memo="Looked at.")
    return str(last)


async def listed(frontend: Frontend, agent: str, session: str) -> None:
    """The pages that show all this."""
    where = {"name": {"startsWith": "Contract"}, "versions": {"some": {"number": {"gte": 2}}}}
    page = await frontend.ask("Agents", filter=where, orderBy=[{"updatedAt": "DESC"}], first=1)
    assert [each["id"] for each in page["nodes"]] == [agent]
    assert (await frontend.ask("Sessions", filter={"agent": {"id": {"eq": agent}}}))["totalCount"] == 1
    assert len((await frontend.ask("Session", id=session))["runs"]["nodes"]) == 3
    events = (await frontend.ask("Events", sessionId=session, first=5))["events"]["nodes"]
    assert [each["seq"] for each in events] == [1, 2, 3, 4, 5]
    sets = (await frontend.ask("ToolSets", filter={"isSystem": {"eq": True}}))["nodes"]
    assert "concord" in {each["handle"] for each in sets}
    assert (await frontend.ask("Secrets"))["totalCount"] == 0


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Product]:
    """The product on an SQLite file, to be started with a manifest."""
    product = Product(tmp_path, SETTINGS)
    yield product
    product.kill9()


async def test_no_other_document_is_answered_and_there_is_no_explorer(alone: Product) -> None:
    alone.start()
    for document in ("{ viewer { id } }", "{ __schema { types { name } } }"):
        with pytest.raises(Refused) as refused:
            await alone.query(document)
        assert refused.value.errors[0]["extensions"]["code"] == "FORBIDDEN"
    for stream in (alone.watch, alone.follow):
        with pytest.raises(Refused, match="trusted"):
            async with stream("subscription { workspaceActivity { id } }") as answers:
                await anext(answers)
    page = httpx2.get(f"{alone.url}/graphql", headers={"accept": "text/html"}, **LOOPBACK)
    assert page.status_code == 404
    assert "Only trusted documents are taken" in alone.log.read_text()
    told = alone.answer("run", "handle:hello", "Hello")
    assert (told.code, "Only trusted documents are taken here" in told.error) == (1, True)


def test_a_manifest_that_is_none_keeps_the_server_from_starting(alone: Product) -> None:
    (alone.folder / "manifest.json").write_text('{"sha256:0": "{ viewer { id } }"}')
    alone.set(CONCORD_TRUSTED_DOCUMENTS="manifest.json")
    answer = alone.answer("serve", "--port", "0")
    assert (answer.code, answer.out) == (1, "")
    assert answer.error.splitlines()[-1].startswith(
        "concord: CONCORD_TRUSTED_DOCUMENTS: manifest.json: 0 is not"
    )
