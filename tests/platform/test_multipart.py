"""Multipart forms: fields and files as they were sent, in constant memory; a hostile form is a clear 4xx."""

import tracemalloc
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest

from backend.platform.body import BodyError
from backend.platform.multipart import FileField, FilePart, FormLimits, TextField, read_form

pytestmark = pytest.mark.anyio

TYPE = "multipart/form-data; boundary=XX"
END = b"--XX--\r\n"


def part(headers: str, content: bytes = b"") -> bytes:
    return b"--XX\r\n" + headers.encode() + b"\r\n\r\n" + content + b"\r\n"


def text(name: str, content: bytes = b"") -> bytes:
    return part(f'content-disposition: form-data; name="{name}"', content)


def file(name: str, file_name: str, content: bytes, media_type: str = "text/plain") -> bytes:
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"'
    return part(f"{disposition}\r\nContent-Type: {media_type}", content)


async def sending(data: bytes, step: int) -> AsyncIterator[bytes]:
    for at in range(0, len(data), step):
        yield data[at : at + step]


async def read_all(_: FilePart, stream: AsyncIterator[bytes]) -> bytes:
    return b"".join([each async for each in stream])


async def read(data: bytes, content_type: str = TYPE, *, step: int = 7, limits: Any = None) -> list[Any]:
    return await read_form(content_type, sending(data, step), read_all, limits)


async def refused(data: bytes, content_type: str = TYPE, *, limits: Any = None) -> tuple[int, str]:
    with pytest.raises(BodyError) as error:
        await read(data, content_type, step=64, limits=limits)
    return error.value.status, error.value.code


BAD = (400, "BAD_INPUT")
LARGE = (413, "TOO_LARGE")
OTHER = (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("step", [1, 2, 3, 7, 64, 65_536])
async def test_fields_and_files_are_read_in_their_order(step: int) -> None:
    content = bytes(range(256)) + b"\r\n--X\r\n--XY\r\n--X"
    form = text("a", b"1") + file("f", "b.bin", content, "image/png") + text("a", "ü\r\n".encode()) + END
    assert await read(form, step=step) == [
        TextField("a", "1"),
        FileField(FilePart("f", "b.bin", "image/png"), content),
        TextField("a", "ü\r\n"),
    ]


@pytest.mark.parametrize(
    "content_type", ['multipart/form-data; boundary="XX"', "Multipart/Form-Data; charset=utf-8; boundary=XX"]
)
async def test_a_boundary_may_be_quoted_and_stand_behind_others(content_type: str) -> None:
    assert await read(text("a", b"1") + END, content_type) == [TextField("a", "1")]


async def test_a_form_may_be_empty_and_so_may_its_parts() -> None:
    assert await read(END) == []
    assert await read(text("") + file("f", "", b"") + END) == [
        TextField("", ""),
        FileField(FilePart("f", "", "text/plain"), b""),
    ]


async def test_what_follows_the_form_is_passed_over() -> None:
    assert await read(text("a", b"1") + END + text("b", b"2") + END) == [TextField("a", "1")]


async def test_a_file_without_a_type_is_bytes() -> None:
    (field,) = await read(part('content-disposition: form-data; name="f"; filename="x"', b"1") + END)
    assert field.part.media_type == "application/octet-stream"


@pytest.mark.parametrize("name", ["a[b][c][]", "a.b.c", "../../a", "a[" * 500, "__proto__"])
async def test_a_name_is_a_text_and_means_nothing_here(name: str) -> None:
    assert await read(text(name, b"1") + END) == [TextField(name, "1")]
    (field,) = await read(file("files", f"{name}/SKILL.md", b"1") + END)
    assert field.part.file_name == f"{name}/SKILL.md"


async def test_a_form_inside_a_form_is_a_file_like_any_other() -> None:
    inner = b"--YY\r\ncontent-disposition: attachment; filename=x\r\n\r\n1\r\n--YY--"
    (field,) = await read(file("f", "inner", inner, "multipart/mixed; boundary=YY") + END)
    assert field.kept == inner


async def test_the_plain_name_counts_and_not_an_extended_one() -> None:
    form = part("content-disposition: form-data; name=\"a\"; name*=utf-8''b", b"1") + END
    assert await read(form) == [TextField("a", "1")]


@pytest.mark.parametrize("closing", [False, True])
async def test_what_a_reader_leaves_of_a_file_is_passed_over(*, closing: bool) -> None:
    async def read_a_little(_: FilePart, stream: Any) -> bytes:
        if not closing:
            return await anext(stream, b"")
        async with aclosing(stream):
            return await anext(stream, b"")

    form = file("f", "x", b"abc" * 1_000) + text("a", b"1") + file("g", "y", b"") + END
    first, second, third = await read_form(TYPE, sending(form, 10), read_a_little)
    assert isinstance(first, FileField)
    assert isinstance(third, FileField)
    assert 0 < len(first.kept) <= 10
    assert second == TextField("a", "1")
    assert third.kept == b""


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("", OTHER),
        ("application/json", OTHER),
        ("multipart/mixed; boundary=XX", OTHER),
        ("multipart/form-data", BAD),
        ("multipart/form-data; boundary=", BAD),
        ("multipart/form-data; boundary=YY", BAD),
        ("multipart/form-data; boundary=" + "X" * 1_000, BAD),
    ],
)
async def test_a_form_without_its_boundary_is_refused(content_type: str, expected: tuple[int, str]) -> None:
    assert await refused(text("a", b"1") + END, content_type) == expected


@pytest.mark.parametrize("cut", range(0, 190, 9))
async def test_a_form_that_breaks_off_is_refused_wherever_it_does(cut: int) -> None:
    form = file("f", "x.txt", b"1" * 30) + text("a", b"2") + b"--XX--"
    assert len(form) > 175
    assert await refused(form[: min(cut, len(form) - 1)]) == BAD


async def test_a_form_has_so_many_parts_and_no_more() -> None:
    limits = FormLimits(parts=3)
    assert len(await read(text("a") * 3 + END, limits=limits)) == 3
    assert await refused(text("a") * 4 + END, limits=limits) == LARGE
    assert await refused(file("f", "x", b"") * 10_000 + END) == LARGE


async def test_names_and_texts_are_together_so_long_and_no_longer() -> None:
    limits = FormLimits(text=12)
    form = text("abc", b"def") + file("g", "hi", b"x" * 99) + text("jk", b"l") + END
    assert len(await read(form, limits=limits)) == 3
    assert await refused(text("abc", b"0123456789") + END, limits=limits) == LARGE
    assert await refused(text("a" * 13) + END, limits=limits) == LARGE
    assert await refused(file("f", "a" * 13, b"") + END, limits=limits) == LARGE
    assert await refused(text("a", b"x") * 7 + END, limits=limits) == LARGE


async def test_headers_are_so_long_and_so_many_and_no_more() -> None:
    assert await refused(part("x-endless: " + "a" * 100_000) + END) == BAD
    assert await refused(part("a" * 100_000 + ": b") + END) == BAD
    assert await refused(part("\r\n".join(f"x-{n}: a" for n in range(17))) + END) == BAD


@pytest.mark.parametrize(
    "headers",
    [
        "",
        "content-type: text/plain",
        "content-disposition: form-data",
        'content-disposition: attachment; name="a"',
        'content-disposition: form-data; filename="a"',
        'content-disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"',
        "no colon",
        ": no name",
        "a b: c",
    ],
)
async def test_a_part_that_does_not_say_what_it_is_is_refused(headers: str) -> None:
    assert await refused(part(headers, b"1") + END) == BAD


async def test_a_part_is_sent_as_it_is_or_not_at_all() -> None:
    named = 'content-disposition: form-data; name="a"\r\ncontent-transfer-encoding: '
    assert await read(part(f"{named}8BIT", b"1") + END) == [TextField("a", "1")]
    assert await refused(part(f"{named}base64", b"MQ==") + END) == OTHER


async def test_names_and_texts_are_utf_8() -> None:
    assert await refused(text("a", b"\xff") + END) == BAD
    assert await refused(b'--XX\r\ncontent-disposition: form-data; name="\xff"\r\n\r\n1\r\n' + END) == BAD


@pytest.mark.parametrize(
    "garbage", [b"", b"{}", b"\0" * 1_000, b"\r\n" * 1_000, b"--XXX" * 1_000, b"-" * 100_000]
)
async def test_what_is_no_form_is_refused(garbage: bytes) -> None:
    assert await refused(garbage) == BAD


async def test_an_error_of_the_reader_or_of_the_body_is_not_hidden() -> None:
    class Odd(Exception):
        pass

    async def fail(_: FilePart, __: AsyncIterator[bytes]) -> None:
        raise Odd

    async def broken() -> AsyncIterator[bytes]:
        yield b"--XX\r\n"
        raise Odd

    with pytest.raises(Odd):
        await read_form(TYPE, sending(file("f", "x", b"1") + END, 10), fail)
    with pytest.raises(Odd):
        await read_form(TYPE, broken(), fail)


async def test_a_large_file_is_never_held() -> None:
    held = 64 * 1024
    count = 256

    async def large() -> AsyncIterator[bytes]:
        yield part('content-disposition: form-data; name="f"; filename="x"')[:-2]
        for _ in range(count):
            yield b"\r\n--X" * (held // 5)
        yield b"\r\n" + END

    async def measure(_: FilePart, stream: AsyncIterator[bytes]) -> int:
        return sum([len(each) async for each in stream])

    tracemalloc.start()
    try:
        ((field),) = await read_form(TYPE, large(), measure)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(field, FileField)
    assert field.kept == count * (held // 5) * 5
    assert peak < 8 * held
