"""No URL that anybody may give leads to a private address: the inputs are read off the schema."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType

import httpx2
import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, build_schema, get_named_type

from backend.domain.mcp_server import Transport
from backend.domain.model import ModelProtocol
from backend.domain.sealed import Sealed
from backend.platform import http
from backend.platform.http import Guard, GuardedTransport
from backend.platform.lookup import Address, Lookups
from backend.runtime.models.anthropic import make
from backend.runtime.models.base import Message, ModelError, Prompt
from backend.runtime.tools import tokens
from backend.runtime.tools.base import Call, Lent, Spec, Tool, ToolError
from backend.runtime.tools.http import call as call_tool
from backend.runtime.tools.mcp_ask import tools_told
from backend.runtime.tools.mcp_session import ServerError
from backend.runtime.tools.web import web_fetch
from backend.runtime.webhook_post import post
from backend.store.database import Transaction
from backend.store.mcp_server_use import Reached
from backend.store.model_server import ModelServer
from backend.store.oauth_tokens import Tokens
from backend.store.run import Held
from backend.store.webhook_attempt import Due
from backend.store.webhook_delivery import Told
from tests.conftest import ON_ONE
from tests.fakes.network import Network
from tests.fakes.web import Asked, Reply, Web, web_server
from tests.runtime.tools.test_http_blocked import TRICKS, URLS
from tests.stage import Stage

pytestmark = pytest.mark.anyio

SCHEMA = Path(__file__).parents[2] / "schema.graphql"
TAKES_URL = re.compile(r"(?i)(url|uri|endpoint|callback|webhook|href|link)$")

NOBODY = None
CALLED: Mapping[str, str | None] = MappingProxyType(
    {
        "CreateMcpServerInput.url": "server",
        "CreateModelProviderInput.baseUrl": "model",
        "CreateToolSetInput.baseUrl": "tool",
        "CreateWebhookEndpointInput.url": "webhook",
        "PackagedServerInput.url": NOBODY,  # a server is found by it
        "SecretSettingsInput.serverUrl": NOBODY,  # it is compared with that of a server
        "SecretSettingsInput.tokenEndpoint": "tokens",
        "ServerOAuthInput.authorizationEndpoint": NOBODY,  # people go there
        "ServerOAuthInput.tokenEndpoint": "tokens",
        "StartRunInput.callbackUrl": "webhook",
        "UpdateMcpServerInput.url": "server",
        "UpdateModelProviderInput.baseUrl": "model",
        "UpdateToolSetInput.baseUrl": "tool",
        "UpdateWebhookEndpointInput.url": "webhook",
        # In JSON, of which the schema says nothing: a link's definition, a tool's config, a call's arguments.
        "MCP_SERVER.url": "server",
        "REPOSITORY.url": NOBODY,  # nothing fetches it
        "HTTP.path": "tool",
        "web_fetch.url": "page",
    }
)
"""Who calls the URL of each input."""


def inputs() -> Iterator[str]:
    """The inputs and arguments of the schema that look as if they took a URL."""
    for name, kind in build_schema(SCHEMA.read_text()).type_map.items():
        given = {}
        if isinstance(kind, GraphQLInputObjectType):
            given = {f"{name}.{key}": each.type for key, each in kind.fields.items()}
        elif isinstance(kind, GraphQLObjectType):
            given = {
                f"{name}.{key}.{argument}": each.type
                for key, field in kind.fields.items()
                for argument, each in field.args.items()
            }
        for path, type_ in given.items():
            if TAKES_URL.search(path) and get_named_type(type_).name in {"String", "URL", "JSON"}:
                yield path


def test_every_input_that_takes_a_url_is_among_those_that_are_tried() -> None:
    in_json = {"MCP_SERVER.url", "REPOSITORY.url", "HTTP.path", "web_fetch.url"}
    assert set(inputs()) == CALLED.keys() - in_json
    assert {caller for caller in CALLED.values() if caller} == CALLERS.keys()


def test_there_are_enough_spellings() -> None:
    assert len({*URLS, *TRICKS}) >= 100


@dataclass(frozen=True, slots=True)
class Trial:
    """What callers have, and in whose name a tool is called."""

    lent: Lent
    held: Held


async def server(trial: Trial, url: str) -> str:
    """What discovery says of an MCP server there."""

    async def opening(_: Transaction) -> Reached:
        return Reached("Box", Transport.AUTO, url=url)

    with pytest.raises(ServerError) as caught:
        await tools_told(trial.lent, opening)
    return str(caught.value)


async def tool(trial: Trial, url: str) -> str:
    """What a tool over HTTP says that leads there."""
    nowhere = {"toolId": None, "toolSetId": None, "linkId": "lnk_x"}
    return await refused(trial, call_tool, {"name": "x", **nowhere, "config": {"baseUrl": url}}, {})


async def page(trial: Trial, url: str) -> str:
    """What the tool that reads pages says."""
    return await refused(trial, web_fetch, {"name": "web_fetch"}, {"url": url})


async def refused(trial: Trial, tool: Tool, spec: Spec, given: Mapping[str, str]) -> str:
    with pytest.raises(ToolError) as caught:
        await tool(Call("tcl_x", spec, given, "run_x:1", trial.held, {}), trial.lent)
    return str(caught.value)


async def asked_for_tokens(trial: Trial, url: str) -> str:
    """What renewing a token says whose endpoint is there."""
    held = Tokens("secret", "sec_x", None, Sealed("refresh"), None, "me", url, None, None)
    with pytest.raises(tokens.NotRenewed) as caught:
        await tokens._asked(trial.lent, held)
    return str(caught.value)


async def webhook(trial: Trial, url: str) -> str:
    """Why an endpoint there is told nothing."""
    came = await post(trial.lent.client, Due("whd_x", "wsp_x", 1, url, Told("run.result"), ()), {"type": "x"})
    assert came.http_status is None
    return str(came.error)


async def model(trial: Trial, url: str) -> str:
    """What a model says whose provider is there."""
    asked = make(trial.lent.settings.model_copy(update={"anthropic_max_retries": 0}))
    asked._clients._theirs = trial.lent.client
    prompt = Prompt("some-model", (Message("user", ({"type": "text", "text": "Hello"},)),))
    with pytest.raises(ModelError) as caught:
        await anext(asked.stream(prompt, ModelServer(ModelProtocol.MESSAGES, url)))
    return caught.value.message


CALLERS: Mapping[str, Callable[[Trial, str], Awaitable[str]]] = {
    "model": model,
    "server": server,
    "tool": tool,
    "page": page,
    "tokens": asked_for_tokens,
    "webhook": webhook,
}


@asynccontextmanager
async def trying(stage: Stage, client: http.Client) -> AsyncIterator[Trial]:
    """A trial over the client, which is closed at the end."""
    held = Held("run_x", await stage.session(), str(stage.viewer.home), 1)
    async with client:
        yield Trial(Lent(stage.database, client, stage.settings), held)


def over(network: Network, names: Mapping[str, Sequence[str]] | None = None) -> http.Client:
    """A client that would connect over this network; these names have these addresses."""

    async def resolved(host: str, port: int) -> Sequence[Address]:
        known = (names or {}).get(host)
        return await Lookups()(host, port) if known is None else [ip_address(each) for each in known]

    return httpx2.AsyncClient(transport=GuardedTransport((), Guard((), network, resolved)), trust_env=False)


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """A server on loopback."""
    async with web_server() as web:
        yield web


@ON_ONE
@pytest.mark.parametrize("caller", CALLERS)
async def test_nobody_connects_to_a_private_address_however_it_is_spelt(stage: Stage, caller: str) -> None:
    network = Network()
    async with trying(stage, over(network)) as trial:
        for form in (*URLS, *TRICKS):
            assert await CALLERS[caller](trial, form.format(port=8080))
            assert network.calls == [], form


@ON_ONE
@pytest.mark.parametrize("caller", CALLERS)
async def test_a_name_with_one_private_address_is_called_by_nobody(stage: Stage, caller: str) -> None:
    network = Network()
    names = {"mixed.example": ["8.8.8.8", "169.254.169.254"], "inside.example": ["::ffff:10.0.0.1"]}
    async with trying(stage, over(network, names)) as trial:
        for name in names:
            assert await CALLERS[caller](trial, f"http://{name}/")
    assert network.calls == []


@ON_ONE
@pytest.mark.parametrize("caller", CALLERS)
async def test_a_name_is_called_at_the_address_that_was_checked(stage: Stage, caller: str) -> None:
    network = Network()
    async with trying(stage, over(network, {"public.example": ["8.8.8.8"]})) as trial:
        assert await CALLERS[caller](trial, "http://public.example/")
    assert set(network.calls) == {("8.8.8.8", 80)}


@ON_ONE
@pytest.mark.parametrize("caller", sorted({"server", "tool", "tokens"}))
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_leads_nobody_to_a_private_address(
    stage: Stage, web: Web, caller: str, status: int
) -> None:
    async def away(_: Asked) -> Reply:
        return Reply(status=status, headers={"Location": f"http://127.0.0.1:{web.port}/inside"})

    web.answer = away
    async with trying(stage, http.client((web.host,))) as trial:
        assert await CALLERS[caller](trial, f"{web.url}/outside")
    assert {asked.target for asked in web.asked} == {"/outside"}
