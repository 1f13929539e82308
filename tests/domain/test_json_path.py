"""Paths into JSON values: which are paths, and what becomes of those that are none."""

import pytest

from backend.domain.errors import BadInput
from backend.domain.json_path import STEPS, steps


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("make", ("make",)),
        ("make.connectionId", ("make", "connectionId")),
        ("0.-1._a-b", ("0", "-1", "_a-b")),
        ("k" * 64, ("k" * 64,)),
        (".".join("abcdefgh"), tuple("abcdefgh")),
    ],
)
def test_a_path_is_its_keys(path: str, expected: tuple[str, ...]) -> None:
    assert steps(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        *("", ".", "a.", ".a", "a..b", "a b", " a", "a\n", "ä", "٣", "a$", '"a"', "a[0]", "$.a", "a'b"),
        "a\0",
        "k" * 65,
        ".".join("a" * (STEPS + 1)),
        "." * 1_000_000,
    ],
    ids=lambda path: repr(path[:12]),
)
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(BadInput, match="1 to 8 keys") as refused:
        steps(path)
    assert len(refused.value.message) < 300
