"""An answer over HTTP is told as what it is: JSON, text, or what it would be."""

from typing import Any

import pytest

from backend.domain.sealed import Sealed
from backend.platform.fetch import Answer
from backend.runtime.tools.base import ToolError
from backend.runtime.tools.http_answer import result
from backend.runtime.tools.mask import Mask

PLAIN = Mask([])
DEEP = b"[" * 300 + b"]" * 300


def told(body: bytes, media: str = "application/json", *, cut: bool = False, **headers: str) -> Any:
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Answer(200, ({"content-type": media} if media else {}) | said, body, cut)
    return result(answer, PLAIN, None)["body"]


@pytest.mark.parametrize(
    ("body", "media", "value"),
    [
        (b'{"a": [1]}', "application/json", {"a": [1]}),
        (b'{"a": 1}', "application/problem+json; charset=latin-1", {"a": 1}),
        (b"\xef\xbb\xbf[1]", "application/json", [1]),
        (b"{broken", "application/json", "{broken"),
        (b"NaN", "application/json", "NaN"),
        (b"\xff", "application/json", "\ufffd"),
        (DEEP, "application/json", DEEP.decode()),
        (b"", "application/json", None),
        (b"hi", "text/plain", "hi"),
        (b"<a/>", "application/atom+xml", "<a/>"),
        (b"\xe9", "text/plain; charset=ISO-8859-1", "é"),
        (b"\xe9", "text/plain", "\ufffd"),
        (b"\\ud800", "text/plain; charset=unicode_escape", "\\ud800"),
        (b"hi", "text/plain; charset=nonsense", "hi"),
        ("é".encode(), "", "é"),
        (b"\xff\xfe", "", {"mediaType": "application/octet-stream", "bytes": 2}),
        (b"\x89PNG", "image/png", {"mediaType": "image/png", "bytes": 4}),
    ],
)
def test_a_body_is_told_by_its_type(body: bytes, media: str, value: Any) -> None:
    assert told(body, media) == value


def test_what_is_packed_is_told_of_and_not_unpacked() -> None:
    said = told(b"\x1f\x8b", "text/plain", content_encoding="gzip", content_length="900")
    assert said == {"mediaType": "text/plain", "bytes": 900}


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "9" * 30])
def test_a_length_that_is_none_is_not_believed(length: str) -> None:
    assert told(b"\x00\xff", "image/png", content_length=length)["bytes"] == 2


def test_a_cut_through_a_secret_leaves_no_part_of_it() -> None:
    answer = Answer(200, {"content-type": "text/plain"}, b"x" * 50 + b"canary-and-canary-in-the-mi", cut=True)
    said = result(answer, Mask([Sealed("canary-in-the-mine")]), None)
    assert said["cut"] is True
    assert "canary-in" not in said["body"]
    assert said["body"].startswith("x" * 50)


def test_json_that_was_cut_is_text() -> None:
    assert told(b'{"a": [1, 2', cut=True) == '{"a": [1, 2'


@pytest.mark.parametrize("status", [301, 404, 599])
def test_an_error_is_told_by_its_status_and_its_beginning(status: int) -> None:
    answer = Answer(
        status, {"content-type": "text/plain", "location": "https://a.example/?k=1234567"}, b"no", cut=False
    )
    with pytest.raises(ToolError, match=f"answered {status}.*no$") as caught:
        result(answer, Mask([Sealed("1234567")]), None)
    assert caught.value.code == "HTTP_ERROR"
    assert "1234567" not in caught.value.message
    assert ("a.example" in caught.value.message) is (status < 400)


def test_a_body_fits_the_output_schema_of_its_tool() -> None:
    answer = Answer(200, {"content-type": "application/json"}, b'{"a": "x"}', cut=False)
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    with pytest.raises(ToolError, match="output schema") as caught:
        result(answer, PLAIN, schema)
    assert caught.value.code == "INVALID_RESULT"
    assert result(answer, PLAIN, {"type": "object"}) == {"status": 200, "body": {"a": "x"}}
