"""Bodies: no more is read than is taken, and JSON is an object of bounded depth or a clear error."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope

from backend.platform.body import NESTING, BodyError, parse_object, read_within

pytestmark = pytest.mark.anyio


def sending(*chunks: bytes) -> tuple[Receive, list[int]]:
    """A body in chunks, and how many of them were asked for."""
    asked: list[int] = []

    async def receive() -> Message:
        asked.append(1)
        if len(asked) > len(chunks):
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": chunks[len(asked) - 1], "more_body": len(asked) < len(chunks)}

    return receive, asked


def declaring(length: bytes | None = None) -> Scope:
    return {"headers": [] if length is None else [(b"content-length", length)]}


async def test_a_body_in_chunks_is_put_together() -> None:
    receive, _ = sending(b'{"a":', b" 1", b"}")
    assert await read_within(declaring(), receive, 8) == b'{"a": 1}'


async def test_a_declared_length_beyond_the_limit_is_refused_unread() -> None:
    receive, asked = sending(b"{}")
    with pytest.raises(BodyError, match="larger than the 8 bytes") as refused:
        await read_within(declaring(b"9"), receive, 8)
    assert (refused.value.status, refused.value.code, asked) == (413, "TOO_LARGE", [])


async def test_reading_stops_as_soon_as_the_limit_is_passed() -> None:
    receive, asked = sending(*[b"xxxx"] * 100)
    with pytest.raises(BodyError) as refused:
        await read_within(declaring(), receive, 8)
    assert (refused.value.status, len(asked)) == (413, 3)


async def test_a_body_that_trickles_is_not_waited_for_for_ever() -> None:
    async def silence() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(BodyError, match=r"not sent within 0\.01 seconds") as refused:
        await read_within(declaring(), silence, 8, patience=0.01)
    assert (refused.value.status, refused.value.code) == (408, "TIMEOUT")


async def test_a_client_that_leaves_is_an_error_of_the_body() -> None:
    receive, _ = sending()
    with pytest.raises(BodyError, match="ended before"):
        await read_within(declaring(b"7"), receive, 8)


@pytest.mark.parametrize(
    "data", [b"", b"5", b"null", b"[]", b"{", b'{"a":NaN}', b"\xff{}", b'{"a":"\\ud800"}']
)
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(BodyError) as refused:
        parse_object(data)
    assert (refused.value.status, refused.value.code) == (400, "BAD_INPUT")


@pytest.mark.parametrize(("opening", "closing"), [('{"a":', "}"), ("[", "]")])
def test_json_may_be_nested_so_deep_and_no_deeper(opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return '{"a":' + opening * (depth - 1) + "1" + closing * (depth - 1) + "}"

    assert parse_object(nested(NESTING))
    for depth in (NESTING + 1, 500, 3_000, 100_000):
        with pytest.raises(BodyError):
            parse_object(nested(depth))


def test_brackets_in_texts_and_width_are_no_depth() -> None:
    assert parse_object('{"a":"' + "[" * 1_000 + '"}')
    assert parse_object('{"a":[' + "[]," * 1_000 + "[]]}")
