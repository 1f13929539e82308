"""Archives: what is in order is read, and what is meant to hurt is refused before it does."""

import io
import os
import tracemalloc
import zipfile
from contextlib import suppress

import pytest

from backend.platform.archive import LONGEST_NAME, Archive, ArchiveError, Bounds

BOUNDS = Bounds(entries=5, size=3 * 1_048_576)


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return made


def opened(*entries: tuple[str | zipfile.ZipInfo, bytes], bounds: Bounds = BOUNDS) -> Archive:
    return Archive(zipped(*entries), bounds)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_files_are_told_with_their_sizes_and_read(method: int) -> None:
    archive = Archive(zipped(("a.txt", b"abc"), ("b/", b""), ("b/Ä.txt", b""), method=method), BOUNDS)
    assert archive.sizes == {"a.txt": 3, "b/Ä.txt": 0}
    assert archive.read("a.txt", 3) == b"abc"
    assert list(archive.pieces("b/Ä.txt")) == []
    with pytest.raises(KeyError):
        archive.read("b", 3)


def test_a_file_that_is_longer_than_wanted_is_not_read() -> None:
    with pytest.raises(ArchiveError, match="more than 2 bytes"):
        opened(("a.txt", b"abc")).read("a.txt", 2)


@pytest.mark.parametrize(
    "name",
    [
        "/a",
        "../a",
        "a/../b",
        "a/./b",
        "a//b",
        "C:/a",
        "C:a",
        "a\\b",
        "a\nb",
        "a\x7f",
        "x" * (LONGEST_NAME + 1),
        ".",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ArchiveError):
        opened((name, b""))


def test_a_name_may_not_come_back_in_another_case_or_as_a_folder() -> None:
    for other in ("A.TXT", "a.txt/"):
        with pytest.raises(ArchiveError, match="twice"):
            opened(("a.txt", b""), (other, b""))


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o010666, 0o140666, 0o040755])
def test_what_is_no_plain_file_is_refused(mode: int) -> None:
    told = zipfile.ZipInfo("a")
    told.external_attr = mode << 16
    with pytest.raises(ArchiveError, match="no plain file"):
        opened((told, b"/etc/passwd"))


def test_entries_are_counted_and_so_are_the_bytes_that_they_unpack_to() -> None:
    with pytest.raises(ArchiveError, match="more than 5 entries"):
        opened(*[(f"{each}", b"") for each in range(6)])
    noise = os.urandom(2 * 1_048_576)
    with pytest.raises(ArchiveError, match="more than 3,145,728 bytes"):
        opened(("a", noise), ("b", noise))


def test_a_bomb_is_refused_by_how_steep_it_is() -> None:
    with pytest.raises(ArchiveError, match="200 times"):
        opened(("a", bytes(2 * 1_048_576)))
    assert opened(("a", bytes(1_000_000))).sizes == {"a": 1_000_000}


def test_a_long_directory_is_refused_before_it_is_read() -> None:
    row = b"PK\x01\x02" + bytes(24) + (1).to_bytes(2, "little") + bytes(16) + b"a"
    directory = row * 200_000
    places = len(directory).to_bytes(4, "little") + bytes(4)
    file = io.BytesIO(directory + b"PK\x05\x06" + bytes(4) + b"\x01\x00" * 2 + places + bytes(2))
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError, match="entries"):
            Archive(file, BOUNDS)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_archives_of_the_long_form_are_refused() -> None:
    plain = zipped(("a", b"")).getvalue()
    at = plain.rfind(b"PK\x05\x06")
    with pytest.raises(ArchiveError, match="ZIP64"):
        Archive(io.BytesIO(plain[:at] + b"PK\x06\x07" + bytes(16) + plain[at:]), BOUNDS)


def test_what_is_cut_or_changed_anywhere_is_refused_or_read_in_bounds() -> None:
    plain = zipped(("a.txt", b"abc" * 50), ("b.txt", b"x")).getvalue()
    broken = [plain[:cut] for cut in range(len(plain))]
    broken += [bytes([*plain[:at], plain[at] ^ 0xFF, *plain[at + 1 :]]) for at in range(len(plain))]
    for data in broken:
        read = 0
        with suppress(ArchiveError):
            archive = Archive(io.BytesIO(data), BOUNDS)
            for name in archive.sizes:
                read += len(archive.read(name, 1_048_576))
        assert read <= 151
