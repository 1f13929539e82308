"""Serving: an ASGI application for one dialect. It finds the row, admits the viewer, answers and errs."""

import asyncio
from collections.abc import Iterable
from itertools import chain
from typing import Any

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.domain.errors import BadInput, ConcordError
from backend.domain.viewer import Viewer
from backend.platform.logging import request as request_of_log
from backend.platform.refusal import Refusal
from backend.platform.reply import Reply
from backend.rest.check import documents_of
from backend.rest.compiled import Compiled
from backend.rest.dialect import DANGLING, Meaning, Trouble
from backend.rest.endpoint import Endpoint, dotted, read_body
from backend.rest.fault import Failed, Fault, of_error, of_refusal
from backend.rest.form import read_body_of_form
from backend.rest.house import House
from backend.rest.openapi import described
from backend.rest.paths import Paths, segments_of
from backend.rest.request import Request

DESCRIPTION = "/openapi.json"
NOWHERE = Fault("NOT_FOUND", "There is nothing at this address.")


class Place:
    """What the log and the metrics call the path of a request."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path


class Served:
    """One dialect below one prefix: `/aeontel`, or nothing at the root."""

    def __init__(self, compiled: Compiled, house: House, prefix: str) -> None:
        self.prefix = prefix
        self._compiled = compiled
        self._dialect = compiled.dialect
        self._house = house
        self._places: dict[str, Place] = {}
        self._description: bytes | None = None
        self._described = Paths()
        for path in (DESCRIPTION, *compiled.dialect.described_at):
            self._described.at(path).methods["GET"] = []

    @property
    def heads(self) -> Iterable[str]:
        """The first segments of the paths that are answered here."""
        return [self.prefix[1:]] if self.prefix else [*self._compiled.paths.literal, *self._described.literal]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope["refusal"] = self._refused
        try:
            response = await self._respond(scope, receive)
        except Failed as error:
            response = self._failure(error.fault, scope)
        except ConcordError as error:
            response = self._failure(of_error(error), scope)
        except Refusal as error:
            response = self._failure(of_refusal(error), scope)
        await response(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive) -> ASGIApp:
        segments = segments_of(scope, self.prefix)
        if self._dialect.slashes and segments[-1] == "":
            segments.pop()
        found = self._compiled.paths.find(segments)
        if found is None:
            return await self._describe(segments, scope["method"])
        node, variables = found
        scope["route"] = self._place(node.template)
        rows = self._rows(node, scope["method"])
        request = Request(scope, receive, variables)
        request.viewer = viewer = await self._house.authenticate(self._credential(request))
        request.body = await self._body(rows, request, viewer)
        if self._dialect.strict_queries:
            _refuse_unknown(rows, request)
        scope["endpoint"] = endpoint = _chosen(rows, request)
        return await endpoint.answer(request, viewer, self._told)

    def _rows(self, node: Paths, method: str) -> list[Endpoint]:
        rows: list[Endpoint] | None = node.methods.get("GET" if method == "HEAD" else method)
        if rows is None:
            allowed = ", ".join(sorted(node.methods))
            text = f"Use {allowed} here."
            raise Failed(Fault("METHOD_NOT_ALLOWED", text, headers={"allow": allowed}))
        return rows

    async def _body(self, rows: list[Endpoint], request: Request, viewer: Viewer) -> dict[str, Any]:
        for row in rows:
            if row.route.files is not None:
                workspace = row.route.files.read(request)
                return await read_body_of_form(request, self._house.put, viewer, workspace)
        has_body = any(row.route.body is not None for row in rows)
        return await read_body(request, self._house.max_body) if has_body else {}

    def _credential(self, request: Request) -> str | None:
        return next((key for scheme in self._dialect.schemes if (key := scheme.read(request))), None)

    def _place(self, template: str) -> Place:
        return self._places.get(template) or self._places.setdefault(template, Place(self.prefix + template))

    def _failure(self, fault: Fault, scope: Scope) -> Reply:
        endpoint: Endpoint | None = scope.get("endpoint")
        meaning = self._meaning(fault, endpoint)
        headers = dict(fault.headers)
        if meaning.status == 401:
            headers["www-authenticate"] = "Bearer"
        body = self._told(fault, endpoint)
        return Reply(meaning.status, body, headers=headers)

    def _told(self, fault: Fault, endpoint: Endpoint | None = None) -> bytes:
        meaning = self._meaning(fault, endpoint)
        path = _theirs(fault, endpoint)
        trouble = Trouble(meaning.status, meaning.code, fault.message, path, request_of_log.get())
        return orjson.dumps(self._dialect.envelope(trouble))

    def _meaning(self, fault: Fault, endpoint: Endpoint | None) -> Meaning:
        meanings = self._dialect.meanings
        dangles = fault.code == "NOT_FOUND" and fault.is_ours and endpoint and endpoint.refers(fault.path)
        return (meanings.get(DANGLING) if dangles else None) or meanings[fault.code]

    def _refused(self, code: str, text: str) -> bytes:
        return self._told(Fault(code, text))

    async def _describe(self, segments: list[str], method: str) -> Reply:
        found = self._described.find(segments)
        if found is None:
            raise Failed(NOWHERE)
        self._rows(found[0], method)
        if self._description is None:
            for name in chain.from_iterable(map(documents_of, self._dialect.routes)):
                self._compiled.prepared(name)
                await asyncio.sleep(0)  # all of them take a while: other requests come in between
            told = described(self._dialect, self._compiled.prepared, self._house.schema, self.prefix)
            self._description = orjson.dumps(told)
        return Reply(200, self._description)


def _refuse_unknown(rows: list[Endpoint], request: Request) -> None:
    for name in request.queries():
        if not any(name in row.queries for row in rows):
            raise BadInput(f"{name} is no parameter here.", (name,))


def _chosen(rows: list[Endpoint], request: Request) -> Endpoint:
    for row in rows:
        if row.route.when is None or row.route.when.holds(request):
            return row
    words = "; ".join(row.route.when.words for row in rows if row.route.when)
    raise Failed(Fault("NOT_ACCEPTABLE", f"This address answers {words}."))


def _theirs(fault: Fault, endpoint: Endpoint | None) -> str | None:
    """The path of an input in the vendor's words; None for what is the document's own."""
    if not fault.path or not fault.is_ours:
        return dotted(fault.path) or None
    return endpoint.place(fault.path) if endpoint else None
