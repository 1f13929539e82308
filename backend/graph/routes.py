"""The routes of GraphQL: HTTP, server-sent events and WebSocket at `/graphql`, and the explorer's files."""

from starlette.routing import BaseRoute, Route, WebSocketRoute

from backend.graph.explorer import Explorer
from backend.graph.http import GraphQLOverHTTP
from backend.graph.transport import Authenticate, Graph, Options, Service
from backend.graph.websocket import GraphQLOverWebSocket

PATH = "/graphql"


def graphql_routes(
    graph: Graph, authenticate: Authenticate, options: Options
) -> tuple[Route, list[BaseRoute]]:
    """The route of GraphQL over HTTP, and all else that serves the graph."""
    service = Service(graph, authenticate, options)
    explorer = Explorer.load(options.explorer_build) if options.explorer else None
    socket = WebSocketRoute(PATH, GraphQLOverWebSocket(service))
    files = explorer.routes() if explorer else []
    return Route(PATH, GraphQLOverHTTP(service, explorer)), [socket, *files]
