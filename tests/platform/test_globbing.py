"""Patterns of paths."""

from time import monotonic

import pytest

from backend.platform.globbing import Glob


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.py", "a.py"),
        ("**/*.py", "a.py"),
        ("**/*.py", "src/deep/a.py"),
        ("src/**/*.py", "src/a.py"),
        ("src/**", "src/a/b"),
        ("**", "a"),
        ("**/**/a", "a"),
        ("./src/?.[ch]", "src/x.c"),
        ("[!a]", "b"),
        ("a[", "a["),
        (".*", ".env"),
    ],
)
def test_a_path_fits(pattern: str, path: str) -> None:
    assert Glob(pattern).fits(path.split("/"))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.py", "src/a.py"),
        ("src/*", "src/a/b"),
        ("src/**/*.py", "a.py"),
        ("*.py", "a.pyc"),
        ("", "a"),
        ("a", "a/b"),
        ("a/b", "a"),
        ("A", "a"),
        ("[!a]", "a"),
        ("a.b", "axb"),
    ],
)
def test_a_path_does_not_fit(pattern: str, path: str) -> None:
    assert not Glob(pattern).fits(path.split("/"))


def test_no_pattern_takes_long() -> None:
    begun = monotonic()
    assert not Glob("*a" * 400 + "b").fits(["a" * 255])
    assert not Glob("**/a/" * 150 + "b").fits(["a"] * 500)
    assert monotonic() - begun < 5
