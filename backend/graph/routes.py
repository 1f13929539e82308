"""The routes of GraphQL: HTTP, server-sent events and WebSocket at `/graphql`, and the explorer's files."""

from starlette.routing import BaseRoute, Route, WebSocketRoute

from backend.graph.explorer import Explorer
from backend.graph.http import GraphQLOverHTTP
from backend.graph.transport import Authenticate, Graph, Options, Service
from backend.graph.websocket import GraphQLOverWebSocket

PATH = "/graphql"


def graphql_routes(graph: Graph, authenticate: Authenticate, options: Options) -> list[BaseRoute]:
    """Everything that serves the graph, for an application's list of routes."""
    service = Service(graph, authenticate, options)
    explorer = Explorer.load(options.explorer_build) if options.explorer else None
    return [
        Route(PATH, GraphQLOverHTTP(service, explorer)),
        WebSocketRoute(PATH, GraphQLOverWebSocket(service)),
        *(explorer.routes() if explorer else []),
    ]
