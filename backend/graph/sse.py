"""GraphQL over server-sent events, in distinct connections: one request, one stream.

    :                   at once and then every few seconds, so that nothing between us cuts a quiet stream
    event: next         an answer, as many as there are; errors of the request too, as the protocol has it
    event: complete     there will be no more. A stream that ends without it was cut: ask again

Comments, and how frames are written, are the platform's.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import orjson

from backend.domain.errors import ConcordError
from backend.graph.answer import Answer, RequestError, describe
from backend.graph.transport import Options
from backend.platform.event_stream import EventStream, frame

_COMPLETE = b"event: complete\ndata:\n\n"


def event_stream(answers: AsyncGenerator[Answer, None], options: Options) -> EventStream:
    """The ASGI response that sends answers as they come."""
    return EventStream(_frames(answers, options), options.drain, options.heartbeat)


async def _frames(answers: AsyncGenerator[Answer, None], options: Options) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(answers):
            async for answer in answers:
                yield next_event(answer.body)
    except RequestError as error:
        yield next_event(orjson.dumps({"errors": error.errors}))
    except ConcordError as error:
        yield next_event(orjson.dumps({"errors": [describe(error)]}))
    if not options.drain.stopping.is_set():
        yield _COMPLETE


def next_event(body: bytes) -> bytes:
    """An answer's frame."""
    return frame(body, "next")
