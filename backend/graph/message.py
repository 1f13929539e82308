"""The messages of graphql-transport-ws as data, and the codes that connections are closed with.

    connection_init  in       once, first; its payload may hold the credential
    connection_ack   out      the answer to it
    ping, pong       both     at any time; a pong gives back the ping's payload
    subscribe        in       an operation of any kind, under an id that is not in use
    next             out      an answer to it
    error            out      nothing was executed; the id is free again
    complete         both     out: there will be no more; in: send no more

A message of another type or form is answered by 4400.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import orjson

from backend.domain.errors import BadInput
from backend.graph.answer import ErrorBody
from backend.graph.request import GraphQLRequest, from_object
from backend.platform.body import BodyError, parse_object

PROTOCOL = "graphql-transport-ws"
ACKNOWLEDGED = '{"type":"connection_ack"}'

Payload = dict[str, Any]


class Code(IntEnum):
    """Why a connection was closed. Clients connect again after GOING_AWAY and TRY_AGAIN only."""

    GOING_AWAY = 1001
    TOO_BIG = 1009
    TRY_AGAIN = 1013
    BAD_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    NO_SUBPROTOCOL = 4406
    INIT_TIMEOUT = 4408
    ID_IN_USE = 4409
    TOO_MANY_INITS = 4429


class Close(Exception):
    """The connection is to be closed."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Init:
    """connection_init."""

    payload: Payload


@dataclass(frozen=True, slots=True)
class Ping:
    """ping."""

    payload: Payload


@dataclass(frozen=True, slots=True)
class Pong:
    """pong."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """subscribe."""

    id: str
    request: GraphQLRequest


@dataclass(frozen=True, slots=True)
class Complete:
    """complete, from the client."""

    id: str


Message = Init | Ping | Pong | Subscribe | Complete


def read(text: str) -> Message:
    """The message that a client sent; raises Close if it is none."""
    try:
        given = parse_object(text)
    except BodyError as error:
        raise _bad(error.message.replace("The body", "The message")) from None
    match given.get("type"):
        case "connection_init":
            return Init(_payload(given))
        case "ping":
            return Ping(_payload(given))
        case "pong":
            return Pong()
        case "subscribe":
            return Subscribe(_id(given), _request(given))
        case "complete":
            return Complete(_id(given))
        case _:
            raise _bad("The message's `type` is not one that a client sends.")


def pong(payload: Payload) -> str:
    """The answer to a ping."""
    return _write({"type": "pong", **({"payload": payload} if payload else {})})


def following(operation: str, body: bytes) -> str:
    """`next`: an answer of the operation with this id. The body is JSON already."""
    return f'{{"id":{_write(operation)},"type":"next","payload":{body.decode()}}}'


def error(operation: str, errors: Sequence[ErrorBody]) -> str:
    """`error`: nothing was executed."""
    return _write({"id": operation, "type": "error", "payload": errors})


def complete(operation: str) -> str:
    """`complete`: that was all."""
    return _write({"id": operation, "type": "complete"})


def _payload(given: Payload) -> Payload:
    payload = given.get("payload")
    if payload is None:
        return {}
    if not isinstance(payload, dict):
        raise _bad("The message's `payload` must be an object.")
    return payload


def _id(given: Payload) -> str:
    identifier = given.get("id")
    if not isinstance(identifier, str) or not identifier:
        raise _bad("The message's `id` must be a string that is not empty.")
    return identifier


def _request(given: Payload) -> GraphQLRequest:
    try:
        return from_object(_payload(given))
    except BadInput as problem:
        raise _bad(problem.message) from None


def _bad(reason: str) -> Close:
    return Close(Code.BAD_MESSAGE, reason)


def _write(value: object) -> str:
    return orjson.dumps(value).decode()
