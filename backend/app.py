"""The composition root: settings → database → engine → graph → routes. The one file that knows every room."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from backend.domain.dress import NULL, Spellings
from backend.domain.errors import ConcordError, Unauthenticated
from backend.domain.viewer import Viewer
from backend.graph.answer import Answer, RequestError
from backend.graph.budget import Budget
from backend.graph.context import Services
from backend.graph.execute import Graph
from backend.graph.limits import OF_THE_HOUSE, Limits
from backend.graph.manifest import ManifestError, read as read_manifest
from backend.graph.operation import Documents, Operation
from backend.graph.routes import graphql_routes
from backend.graph.schema import Schema, build
from backend.graph.transport import Options
from backend.graph.trusted import Trusted
from backend.platform import cors, telemetry
from backend.platform.allowance import Allowance
from backend.platform.blob_put import Stored, blob_name
from backend.platform.blobs import Blobs
from backend.platform.bus import Bus
from backend.platform.drain import Drain
from backend.platform.edge import Edge
from backend.platform.front import Front
from backend.platform.probes import probe_routes
from backend.platform.refusal import Refusal
from backend.platform.secrets import Keyring
from backend.platform.server import Server, WhenReady, server
from backend.platform.settings import Settings, SettingsError
from backend.platform.signing import Signer
from backend.platform.transfer import MAX_UPLOAD, Transfer, reaching
from backend.rest.dialect import Dialect
from backend.rest.dialects import DIALECTS
from backend.rest.doors import NoSuchDialect, doors
from backend.rest.house import House as DialectsHouse, dressed
from backend.runtime.courier import Courier
from backend.runtime.discovery import Discovery
from backend.runtime.engine import Engine
from backend.runtime.indexer import Indexer
from backend.runtime.relay import Relay
from backend.runtime.sweeper import Sweeper
from backend.store import first_start, migrate
from backend.store.authenticate import authenticate
from backend.store.database import Database, connect
from backend.store.demo import make_demo
from backend.store.upload import complete_upload, put_upload

STREAMS_END = 2.0
"""Seconds that open streams have to end when the server stops."""


@dataclass(frozen=True, slots=True)
class House:
    """What is open while Concord runs. `secrets` are the installation's, the one in force first; `new_key` is
    the administrator's key, if this start made it.
    """

    settings: Settings
    database: Database
    blobs: Blobs
    secrets: Sequence[str]
    engine: Engine | None
    allowance: Allowance | None = None
    new_key: str | None = None

    def admit(self, credential: str | None) -> Awaitable[Viewer]:
        """The viewer that a credential stands for (UNAUTHENTICATED)."""
        if credential is None:
            raise Unauthenticated("Show an API key: Authorization: Bearer <key>.")
        return authenticate(self.database, credential, *self.secrets)

    async def is_ready(self) -> bool:
        """Whether the database answers."""
        try:
            await self.database.single("SELECT 1", [])
        except ConcordError:
            return False
        return True

    async def arrived(self, reference: str, stored: Stored) -> None:
        """Take note that the bytes of an upload have come (Refusal)."""
        try:
            async with self.database.write() as tx:
                await complete_upload(tx, reference, stored)
        except ConcordError as error:
            raise Refusal(error.status, error.code, error.message) from None

    async def put(
        self, name: str, media_type: str, data: AsyncIterator[bytes], viewer: Viewer, workspace: str | None
    ) -> str:
        """Keep the bytes of a file as an upload of the workspace, and return its id (Refusal)."""
        with reaching():
            stored = await self.blobs.put(data, limit=MAX_UPLOAD)
        said = {"name": name, "media_type": media_type}
        async with self.database.write() as tx:
            return await put_upload(tx, viewer, said, stored, workspace=workspace)

    async def open(self, sha256: str) -> AsyncIterator[bytes]:
        """The bytes with this digest (Refusal)."""
        with reaching():
            return await self.blobs.open(blob_name(sha256))

    def partial(self, session: str) -> Mapping[str, Any] | None:
        """What is being written in a session by this process."""
        return None if self.engine is None else self.engine.partial(session)


@asynccontextmanager
async def opened(settings: Settings, *, worker: bool) -> AsyncIterator[House]:
    """Open the database, brought up to date and begun, and start the engine; close everything at the end."""
    async with AsyncExitStack() as stack:
        bus = Bus(settings.redis_url)
        await bus.open()
        stack.push_async_callback(bus.close)
        secrets = (settings.secret(), *settings.retired())
        database = _connected(settings, bus, Keyring(secrets[0], secrets[1:]))
        database.own()
        stack.push_async_callback(database.close)
        await migrate.upgrade(settings.database)
        await database.open()
        key = settings.admin_key.get_secret_value() if settings.admin_key else None
        new_key = await first_start.begin(database, secrets[0], key)
        engine = Engine(database, settings) if worker else None
        allowance = Allowance(settings.cost_per_minute) if settings.cost_per_minute else None
        if allowance is not None and settings.redis_url:
            allowance.share(bus)
            stack.push_async_callback(allowance.close)
        house = House(settings, database, Blobs(settings.blobs), secrets, engine, allowance, new_key)
        if new_key is not None and settings.demo:
            await _demonstrate(house, new_key)
        if house.engine is not None:
            sweeper = Sweeper(database, house.blobs, settings.sandboxes)
            indexer, relay = Indexer(database), Relay(database)
            courier, discovery = Courier(database, settings), Discovery(database, settings)
            relay.start()
            stack.push_async_callback(relay.stop)
            await courier.start()
            stack.push_async_callback(courier.stop)
            await house.engine.start()
            sweeper.start()
            indexer.start()
            discovery.start()
            stack.push_async_callback(sweeper.stop)
            stack.push_async_callback(indexer.stop)
            stack.push_async_callback(discovery.stop)
            stack.push_async_callback(house.engine.stop, settings.shutdown_grace)
        yield house


def _connected(settings: Settings, bus: Bus, keyring: Keyring) -> Database:
    timeout, largest = settings.statement_timeout, settings.max_answer
    return connect(settings.database, bus, timeout, keyring=keyring, largest=largest)


async def _demonstrate(house: House, key: str) -> None:
    viewer = await house.admit(key)
    async with house.database.write() as tx:
        await make_demo(tx, viewer)


def application(house: House, drain: Drain, dialects: Iterable[Dialect] = DIALECTS.values()) -> ASGIApp:
    """The ASGI application over an open house."""
    settings = house.settings
    schema = build()
    signer = Signer(house.secrets[0])
    services = Services(
        house.secrets[0], house.partial, house.blobs, signer, stdio_servers=settings.stdio_servers
    )
    limits = Limits(
        depth=settings.max_depth, aliases=settings.max_aliases, tokens=settings.max_document_tokens
    )
    documents = Documents(schema.plain, limits, introspection=settings.introspection)
    budget = Budget(settings.cost_per_request, house.allowance)
    graph = Graph(schema, house.database, services, documents, budget)
    options = Options(
        trusted=_trusted(settings),
        max_body=settings.max_body,
        origins=settings.origins,
        explorer=settings.has_explorer,
        drain=drain,
    )
    transfer = Transfer(house.blobs, signer, house.arrived)
    first, others = graphql_routes(graph, house.admit, options)
    rest = Starlette(
        routes=[*others, *transfer.routes(), *probe_routes(house.is_ready, telemetry.expose)],
        middleware=[Middleware(Edge), Middleware(cors.allow, origins=settings.origins)],
    )
    try:
        vendors = doors(dialects, _dialects_house(graph, schema, house, drain), settings.root_dialect)
    except NoSuchDialect as error:
        raise SettingsError(f"CONCORD_ROOT_DIALECT: {error}") from None
    return Front(first, vendors, lambda app: Edge(cors.allow(app, settings.origins)), rest)


def _dialects_house(graph: Graph, schema: Schema, house: House, drain: Drain) -> DialectsHouse:
    """What dialects are served with: the graph, in which errors of a request are part of its answer."""
    extended = dressed(schema.plain)

    def reader(spellings: Spellings) -> Callable[[str], Operation]:
        documents = Documents(extended, OF_THE_HOUSE, spellings=spellings)
        return lambda text: documents.operation(text, None)

    async def execute(operation: Operation, variables: dict[str, Any], viewer: Viewer) -> Answer:
        try:
            return await graph.execute(operation, variables, viewer)
        except RequestError as error:
            return Answer(NULL.encode(), failed=True, errors=error.errors)

    async def subscribe(
        operation: Operation, variables: dict[str, Any], viewer: Viewer
    ) -> AsyncGenerator[Answer, None]:
        try:
            async with aclosing(graph.subscribe(operation, variables, viewer)) as answers:
                async for answer in answers:
                    yield answer
        except RequestError as error:
            yield Answer(NULL.encode(), failed=True, errors=error.errors)

    return DialectsHouse(
        extended,
        reader,
        house.admit,
        execute,
        subscribe,
        house.put,
        house.open,
        max_body=house.settings.max_body,
        drain=drain,
    )


def _trusted(settings: Settings) -> Trusted:
    if settings.trusted_documents is None:
        return Trusted()
    try:
        return Trusted(read_manifest(settings.trusted_documents), only=settings.trusted_only)
    except ManifestError as error:
        raise SettingsError(f"CONCORD_TRUSTED_DOCUMENTS: {error}") from None


def web_server(house: House, when_ready: WhenReady | None = None) -> Server:
    """The HTTP server over an open house; `await serve()` runs it until SIGINT or SIGTERM."""
    settings, drain = house.settings, Drain()

    async def before_shutdown() -> None:
        if house.engine is not None:
            await house.engine.rest(settings.shutdown_grace)
        await drain.stop(min(STREAMS_END, settings.shutdown_grace))
        house.database.bus.stop()

    return server(
        application(house, drain),
        host=settings.host,
        port=settings.port,
        grace=settings.shutdown_grace,
        max_message=settings.max_body,
        before_shutdown=before_shutdown,
        when_ready=when_ready,
    )
