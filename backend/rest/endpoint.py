"""Endpoints: a route compiled with its documents, so that a request reads nothing but itself.

bind → ask, and wait if the row says so, as often as it says → give
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import orjson
from starlette.responses import StreamingResponse
from starlette.types import ASGIApp

from backend.domain.errors import BadInput, ConcordError
from backend.domain.viewer import Viewer
from backend.platform.body import BodyError, parse_object, read_within
from backend.platform.event_stream import EventStream
from backend.platform.reply import Reply
from backend.platform.transfer import disposition
from backend.rest.check import variables_of
from backend.rest.fault import MISSING, Failed, Fault, of_answer, of_error
from backend.rest.give import NOTHING, ONE, File, Gathered, Shaped, Sse, Told, Whole
from backend.rest.house import Answered, House, Prepared, PreparedOf
from backend.rest.kind import ABSENT, Misfit
from backend.rest.request import Request
from backend.rest.route import Refuse, Route, Wait
from backend.rest.wait import Waiter, follow

FIRST = 1.0
"""Seconds in which a stream's first answer may still be an error with a status of its own."""

NULL, EMPTY = b"null", b"[]"

TellFault = Callable[[Fault], bytes]
"""A fault as the dialect's envelope."""


@dataclass(frozen=True)
class Asked:
    """A document of the route, what gives it by its name, and the variables that the answer before it gives.

    `before` is what is done with that answer first, `missing` what it is if it does not give them; `codes`
    are those of its errors that mean another.
    """

    document: str
    prepared_of: PreparedOf
    found: Mapping[str, str]
    before: Sequence[Wait | Refuse] = ()
    missing: Fault = MISSING
    codes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def prepared(self) -> Prepared:
        """The document."""
        return self.prepared_of(self.document)

    @cached_property
    def names(self) -> frozenset[str]:
        """Those of its variables."""
        return frozenset(variables_of(self.prepared))

    def variables(self, pool: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the pool that it takes."""
        return {name: value for name, value in pool.items() if name in self.names}


class Endpoint:
    """One route. `binds` is what is read of each request, `asked` its documents in their order."""

    def __init__(
        self, house: House, waiter: Waiter, route: Route, asked: Sequence[Asked], *, strict: bool
    ) -> None:
        self.route = route
        self.queries = route.queries
        self._house = house
        self._waiter = waiter
        self._first, *self._rest = asked
        self._binds: list[tuple[str, Callable[[Request], Any]]] = [
            (name, bind.read) for name, bind in route.bind.items()
        ]
        self._body = route.body.reader(strict=strict) if route.body else None

    async def answer(self, request: Request, viewer: Viewer, tell: TellFault) -> ASGIApp:
        """The response (Failed, ConcordError, Refusal)."""
        pool = self._pool(request)
        if self.route.parcel is not None:
            pool |= await self.route.parcel.read(request, viewer, self._house.put, pool)
        asked = self._first
        for following in self._rest:
            found = _first(orjson.loads(await self._body_of(asked, pool, viewer)))
            for step in following.before:
                await self._between(step, found, request, viewer)
            pool |= {name: _at(found, place, following.missing) for name, place in following.found.items()}
            asked = following
        match self.route.give:
            case Sse() as give:
                return await self._stream(give, asked, pool, viewer, tell)
            case Gathered() as give:
                return await self._gathered(give, asked, pool, request, viewer)
            case Whole() as give:
                return await self._whole(give, asked, pool, request, viewer)
        return self._reply(request, await self._body_of(asked, pool, viewer))

    def place(self, path: tuple[str | int, ...]) -> str | None:
        """The vendor's path of what lies at a path of our variables or arguments."""
        found = self.route.body.place(path) if self.route.body else None
        bind = self.route.bind.get(str(path[0]))
        return found or (dotted(bind.place(path[1:])) or None if bind else None)

    def refers(self, path: tuple[str | int, ...]) -> bool:
        """Whether what lies at a path of our variables was said in the body."""
        is_bound = bool(path) and path[0] in self.route.bind
        return self.route.body is not None and not is_bound and self.route.body.fills(path)

    def _pool(self, request: Request) -> dict[str, Any]:
        """The variables of all documents."""
        pool = self._told(request.body) if self._body else {}
        for name, read_bind in self._binds:
            value = read_bind(request)
            if value is not ABSENT:
                pool[name] = value
        return pool

    def _told(self, body: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._body(body) if self._body else {}
        except Misfit as error:
            raise BadInput(f"{dotted(error.path)} {error.message}.", error.path) from None

    async def _between(self, step: Wait | Refuse, found: Any, request: Request, viewer: Viewer) -> None:
        if isinstance(step, Wait):
            await self._waiter.ended(_at(found, step.at), viewer, request.receive, step.patience)
        elif _held(found, step.at) is not None:
            raise Failed(step.fault)

    async def _body_of(self, asked: Asked, pool: dict[str, Any], viewer: Viewer) -> bytes:
        answered = await self._house.execute(asked.prepared, asked.variables(pool), viewer)
        if answered.errors:
            fault = of_answer(answered.errors)
            code, words = asked.codes.get(fault.code, fault.code), self.route.words.get(dotted(fault.path))
            raise Failed(replace(fault, code=code, message=words or fault.message))
        if answered.body == NULL:
            raise Failed(MISSING)
        return answered.body

    async def _whole(
        self, give: Whole, asked: Asked, pool: dict[str, Any], request: Request, viewer: Viewer
    ) -> Reply:
        skip, most = give.skip.read(request), give.most.read(request)
        stop = None if most is ABSENT else skip + most
        texts: list[bytes] = []
        while stop is None or len(texts) * give.page < stop:
            text, following = give.parts(await self._body_of(asked, pool, viewer))
            texts.append(text)
            if following is None:
                break
            pool["after"] = following
        body = texts[0] if len(texts) == 1 else _joined(texts)
        if skip or (stop is not None and len(texts) * give.page > stop):
            body = orjson.dumps(orjson.loads(body)[skip:stop])
        return Reply(self.route.status, body)

    async def _gathered(
        self, give: Gathered, asked: Asked, pool: dict[str, Any], request: Request, viewer: Viewer
    ) -> Reply:
        heard: list[Any] = []

        def take(body: bytes) -> bool:
            heard.append(orjson.loads(body))
            return give.enough(heard)

        answers = self._house.subscribe(asked.prepared, asked.variables(pool), viewer)
        await follow(answers, take, request.receive, give.patience)
        return Reply(self.route.status, orjson.dumps(give.by(heard)))

    def _reply(self, request: Request, body: bytes) -> ASGIApp:
        route = self.route
        headers = {"location": _filled(route.location, body)} if route.location else {}
        if route.give is NOTHING:
            return Reply(route.status, b"", None, headers)
        if route.give is ONE:
            if body == EMPTY:
                raise Failed(MISSING)
            body = body[1:-1]
        if isinstance(route.give, File):
            return self._download(route.give, body)
        if isinstance(route.give, Shaped):
            body = orjson.dumps(route.give.by(orjson.loads(body)))
        if route.paged is not None:
            body = route.paged.written(body, request)
        return Reply(route.status, body, headers=headers)

    def _download(self, give: File, body: bytes) -> ASGIApp:
        made = give.by(orjson.loads(body), self._house.open)
        headers = {"content-disposition": disposition(made.name), "cache-control": "no-store"}
        return StreamingResponse(made.pieces, self.route.status, headers, give.media)

    async def _stream(
        self, give: Sse, asked: Asked, pool: dict[str, Any], viewer: Viewer, tell: TellFault
    ) -> ASGIApp:
        answers = self._house.subscribe(asked.prepared, asked.variables(pool), viewer)
        first = asyncio.ensure_future(anext(answers, None))
        await asyncio.wait({first}, timeout=FIRST)
        if first.done() and (answered := first.result()) is not None and answered.errors:
            await answers.aclose()
            raise Failed(of_answer(answered.errors))
        frames = _frames(give, first, answers, tell, self._house.drain.stopping.is_set)
        return EventStream(frames, self._house.drain, self._house.heartbeat)


async def _frames(
    give: Sse,
    first: "asyncio.Future[Answered | None]",
    answers: AsyncGenerator[Answered, None],
    tell: TellFault,
    is_stopping: Callable[[], bool],
) -> AsyncGenerator[bytes, None]:
    """The frames of a stream whose first answer is being awaited already."""
    told_of = give.teller()
    try:
        async with aclosing(answers):
            answered = await first
            while answered is not None:
                if answered.errors:
                    raise Failed(of_answer(answered.errors))
                for told in told_of(answered.body):
                    yield told.frame()
                answered = await anext(answers, None)
    except Failed as error:
        yield Told(tell(error.fault), give.failed).frame()
        return
    except ConcordError as error:
        yield Told(tell(of_error(error)), give.failed).frame()
        return
    if give.end and not is_stopping():
        yield give.end


async def read_body(request: Request, limit: int) -> dict[str, Any]:
    """The JSON object of a request, none if nothing is sent (Refusal)."""
    content = request.header("content-type")
    if content is not None and not _is_json(content):
        raise BodyError(415, "UNSUPPORTED_MEDIA_TYPE", "Send the request as application/json, in UTF-8.")
    if (request.header("content-encoding") or "identity").lower() != "identity":
        raise BodyError(415, "UNSUPPORTED_MEDIA_TYPE", "Send the request uncompressed.")
    data = await read_within(request.scope, request.receive, limit)
    return parse_object(data) if data else {}


def dotted(path: Sequence[str | int]) -> str:
    """A path in words: `tools[0].name`."""
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in path).lstrip(".")


def _joined(lists: Sequence[bytes]) -> bytes:
    """Lists as one; rows may go while it is read, so that a later one is empty."""
    return b"[%b]" % b",".join([each[1:-1] for each in lists if each != EMPTY])


def _is_json(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def _first(found: Any) -> Any:
    """The row that is meant by a list (Failed if there is none)."""
    if found == []:
        raise Failed(MISSING)
    return found[0] if isinstance(found, list) else found


def _at(value: Any, place: str, missing: Fault = MISSING) -> Any:
    """What stands at a place of an answer (Failed if nothing does)."""
    found = _held(value, place)
    if found is None:
        raise Failed(missing)
    return found


def _held(value: Any, place: str) -> Any:
    for name in place.split("."):
        if isinstance(value, list) and name.isdecimal():
            value = value[int(name)] if int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def _filled(template: str, body: bytes) -> str:
    value = orjson.loads(body)
    return re.sub(r"\{([^}]+)\}", lambda match: str(_at(value, match[1])), template)
