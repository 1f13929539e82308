"""Multipart forms, read as they come: texts are kept within limits, each file is handed on as a stream."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from backend.platform.body import BodyError

T = TypeVar("T")

# The parser tells the log of every mistake that a client makes; the client is told instead.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)

_UNENCODED = {b"7bit", b"8bit", b"binary"}


@dataclass(frozen=True, slots=True)
class FormLimits:
    """Most parts of a form, bytes of all its names and texts, headers of one part, bytes of one header."""

    parts: int = 1_000
    text: int = 1_048_576
    headers: int = 16
    header: int = 8_192


@dataclass(frozen=True, slots=True)
class FilePart:
    """What a form says of a file. `file_name` is as it was sent: it may be a path, or empty."""

    name: str
    file_name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class TextField:
    """A text of a form."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FileField(Generic[T]):
    """A file of a form, and what became of its bytes."""

    part: FilePart
    kept: T


Keep = Callable[[FilePart, AsyncIterator[bytes]], Awaitable[T]]
"""Takes in the bytes of a file; what it leaves unread is passed over."""


async def read_form(
    content_type: str, body: AsyncIterator[bytes], keep: Keep[T], limits: FormLimits | None = None
) -> list[TextField | FileField[T]]:
    """The fields of a `multipart/form-data` body in their order, in constant memory (BodyError).

    Files that were kept before a later part turned out to be wrong are the caller's to forget.
    """
    limits = limits or FormLimits()
    fields: list[TextField | FileField[T]] = []
    async with aclosing(_events(_boundary(content_type), body, limits)) as events:
        form = _Form(events, limits.text)
        while (headers := await form.begin()) is not None:
            if len(fields) == limits.parts:
                raise BodyError(413, "TOO_LARGE", f"The form has more than {limits.parts} parts.")
            part = _part(headers)
            form.spend(part.name)
            if isinstance(part, FilePart):
                form.spend(part.file_name)
                fields.append(FileField(part, await keep(part, form.data())))
            else:
                fields.append(TextField(part.name, await form.text()))
    return fields


Headers = dict[bytes, bytes]
_Event = Headers | bytes | None
"""A part begins with its headers, goes on with bytes, and ends with None."""


@dataclass(slots=True)
class _Form:
    """The parts, one after another, and how many bytes of names and texts may still come."""

    events: AsyncIterator[_Event]
    left: int
    in_part: bool = False

    async def begin(self) -> Headers | None:
        """The headers of the next part, or None; what is left of the part before is passed over."""
        async for _ in self.data():
            pass
        event = await anext(self.events, None)
        self.in_part = isinstance(event, dict)
        return event if isinstance(event, dict) else None

    async def data(self) -> AsyncIterator[bytes]:
        """The bytes of the part, or what is left of them."""
        while self.in_part:
            event = await anext(self.events)
            if isinstance(event, bytes):
                yield event
            else:
                self.in_part = False

    async def text(self) -> str:
        """The part as a text."""
        whole = bytearray()
        async for data in self.data():
            whole += data
            self._pay(len(data))
        return _decoded(bytes(whole))

    def spend(self, text: str) -> None:
        """Count a text that was in the headers."""
        self._pay(len(text))

    def _pay(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise BodyError(413, "TOO_LARGE", "The form's names and texts are longer than is taken here.")


@dataclass(slots=True)
class _Collector:
    """What the parser calls, and what it has found in the last chunk."""

    found: list[_Event] = field(default_factory=list)
    is_whole: bool = False
    headers: Headers = field(default_factory=dict)
    name: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)

    def on_part_begin(self) -> None:
        self.headers = {}

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self.name += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self.value += data[start:end]

    def on_header_end(self) -> None:
        name = bytes(self.name).lower()
        if name in self.headers:
            raise BodyError(400, "BAD_INPUT", "A part of the form has a header twice.")
        self.headers[name] = bytes(self.value)
        self.name.clear()
        self.value.clear()

    def on_headers_finished(self) -> None:
        self.found.append(self.headers)

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self.found.append(data[start:end])

    def on_part_end(self) -> None:
        self.found.append(None)

    def on_end(self) -> None:
        self.is_whole = True


async def _events(
    boundary: bytes, body: AsyncIterator[bytes], limits: FormLimits
) -> AsyncGenerator[_Event, None]:
    collector = _Collector()
    try:
        parser = _parser(boundary, collector, limits)
        async for chunk in body:
            parser.write(chunk)
            for event in collector.found:
                yield event
            collector.found.clear()
    except FormParserError as error:
        raise BodyError(400, "BAD_INPUT", f"The form cannot be read: {error}.") from None
    if not collector.is_whole:
        raise BodyError(400, "BAD_INPUT", "The form broke off before its last boundary.")


def _parser(boundary: bytes, collector: _Collector, limits: FormLimits) -> MultipartParser:
    return MultipartParser(
        boundary,
        {
            "on_part_begin": collector.on_part_begin,
            "on_header_field": collector.on_header_field,
            "on_header_value": collector.on_header_value,
            "on_header_end": collector.on_header_end,
            "on_headers_finished": collector.on_headers_finished,
            "on_part_data": collector.on_part_data,
            "on_part_end": collector.on_part_end,
            "on_end": collector.on_end,
        },
        max_header_count=limits.headers,
        max_header_size=limits.header,
    )


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data":
        raise BodyError(415, "UNSUPPORTED_MEDIA_TYPE", "Send the form as multipart/form-data.")
    if not options.get(b"boundary"):
        raise BodyError(400, "BAD_INPUT", "The content-type names no boundary.")
    return options[b"boundary"]


def _part(headers: Headers) -> FilePart | TextField:
    """What the headers say: of a file, or of a text that is still to come."""
    kind, options = parse_options_header(headers.get(b"content-disposition"))
    if kind != b"form-data" or b"name" not in options:
        raise BodyError(400, "BAD_INPUT", "Each part of the form needs a content-disposition with a name.")
    if headers.get(b"content-transfer-encoding", b"binary").strip().lower() not in _UNENCODED:
        raise BodyError(415, "UNSUPPORTED_MEDIA_TYPE", "Send the parts of the form unencoded.")
    name = _decoded(options[b"name"])
    if b"filename" not in options:
        return TextField(name, "")
    media_type = headers.get(b"content-type", b"application/octet-stream").decode("latin-1")
    return FilePart(name, _decoded(options[b"filename"]), media_type)


def _decoded(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        raise BodyError(400, "BAD_INPUT", "The form's names and texts must be UTF-8.") from None
