"""The files of a skill: which paths may be, what is taken away from them, and their digest."""

import hashlib
from typing import Any

import pytest

from backend.domain.errors import BadInput
from backend.domain.skill import digest_of, sources


def given(*paths: str) -> list[dict[str, str]]:
    return [{"path": path, "text": "x"} for path in paths]


def paths(*wanted: str) -> list[str]:
    return [each.path for each in sources(given(*wanted))]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (["SKILL.md"], ["SKILL.md"]),
        (["sums/SKILL.md"], ["SKILL.md"]),
        (["sums/SKILL.md", "sums/more/a.py"], ["SKILL.md", "more/a.py"]),
        (["a/b/SKILL.md", "a/b/c/d.txt", "a/b/c/e.txt"], ["SKILL.md", "c/d.txt", "c/e.txt"]),
        (["SKILL.md", "sums/a.py"], ["SKILL.md", "sums/a.py"]),
        (["SKILL.md", "a/SKILL.md"], ["SKILL.md", "a/SKILL.md"]),
        (["Ä b/SKILL.md", "Ä b/ü"], ["SKILL.md", "ü"]),
    ],
)
def test_the_folder_that_all_files_are_in_is_taken_away(wanted: list[str], kept: list[str]) -> None:
    assert paths(*wanted) == kept


@pytest.mark.parametrize(
    "path",
    [
        "",
        " ",
        "/SKILL.md",
        "../a",
        "a/../b",
        "./a",
        "a/./b",
        "a//b",
        "a/",
        "a\\b",
        "C:/a",
        "c:a",
        "a\nb",
        "a\0b",
        "a\x7f",
        "x" * 513,
        "\ud800",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused_by_its_place(path: str) -> None:
    with pytest.raises(BadInput) as refused:
        paths("SKILL.md", path)
    assert refused.value.path == ("files", 1, "path")


@pytest.mark.parametrize(
    ("one", "other"),
    [("a", "a"), ("A.md", "a.MD"), ("straße", "STRASSE"), ("é", "e\N{COMBINING ACUTE ACCENT}"), ("a", "a/b")],
)
def test_two_paths_that_are_one_on_some_disk_are_refused(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        with pytest.raises(BadInput, match=r"same path|a file and a folder"):
            paths("SKILL.md", *pair)


@pytest.mark.parametrize("wanted", [["skill.md"], ["README.md"], ["a/SKILL.md", "b/c"], ["SKILL.md/a"]])
def test_a_skill_needs_its_manual_above_all_other_files(wanted: list[str]) -> None:
    with pytest.raises(BadInput, match=r"SKILL\.md") as refused:
        paths(*wanted)
    assert refused.value.path == ("files",)


def test_a_skill_has_one_to_two_hundred_files() -> None:
    assert len(paths("SKILL.md", *(f"f{each}" for each in range(199)))) == 200
    for files in ([], given("SKILL.md", *(f"f{each}" for each in range(200)))):
        with pytest.raises(BadInput, match="1 to 200"):
            sources(files)


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ({"path": "a"}, ("files", 0)),
        ({"path": "a", "text": "x", "uploadId": "upl"}, ("files", 0)),
        ({"path": 1, "text": "x"}, ("files", 0, "path")),
        ({"path": "a", "text": 1}, ("files", 0, "text")),
        ({"path": "a", "text": "\ud800"}, ("files", 0, "text")),
        ({"path": "a", "uploadId": ""}, ("files", 0, "uploadId")),
        ("a", ("files", 0)),
    ],
)
def test_a_file_is_a_path_with_either_a_text_or_an_upload(file: Any, path: tuple[str | int, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        sources([file])
    assert refused.value.path == path


def test_an_empty_text_is_a_text() -> None:
    (source,) = sources([{"path": "SKILL.md", "text": ""}])
    assert (source.text, source.upload) == ("", None)


def test_the_digest_is_of_the_sorted_lines_of_paths_and_digests() -> None:
    lines = b"a/b\0" + b"1" * 64 + b"\nz\0" + b"0" * 64 + b"\n"
    files = [("z", "0" * 64), ("a/b", "1" * 64)]
    assert digest_of(files) == digest_of(reversed(files)) == hashlib.sha256(lines).hexdigest()
