"""Media types of files, by their names."""

from backend.domain.media_type import media_type_of


def test_a_file_has_the_media_type_of_its_ending() -> None:
    known = {"a.md": "text/markdown", "b.JSON": "application/json", "c/d.py": "text/x-python"}
    assert {path: media_type_of(path) for path in known} == known
    assert media_type_of("LICENSE") == media_type_of("a.what") == "application/octet-stream"
