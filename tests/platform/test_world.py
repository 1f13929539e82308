"""Files of a sandbox are opened from outside, and nothing that lies in it leads out."""

import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from backend.platform.bubblewrap import HOME, Mount
from backend.platform.world import DEEPEST, BadPath, NotThere, ReadOnly, World, parts_of
from tests.sandboxes import own

CANARY = "canary"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A folder for programs, a file that is read only, one that is not, and a skill; a secret beside all."""
    folder = own(tmp_path / "own")
    (tmp_path / "secret").write_text(CANARY)
    (folder / "rates").write_text("1,2")
    (folder / "notes").write_text("mine")
    (folder / "skill").mkdir()
    (folder / "skill" / "SKILL.md").write_text("Add.")
    return World(
        folder,
        [
            Mount(HOME, "work", writable=True),
            Mount("/data/rates.csv", "rates"),
            Mount(f"{HOME}/notes.txt", "notes", writable=True),
            Mount("/skills/sums", "skill"),
        ],
    )


def work(world: World) -> Path:
    return world.folder / "work"


def read(world: World, path: str) -> str:
    with world.reading(path) as file:
        return file.read().decode()


def paths(world: World, path: str) -> list[str]:
    return sorted(each.path for each in world.files(path))


# Where paths lead


@pytest.mark.parametrize("path", ["a/b", "./a//b", f"{HOME}/a/b", f"//{HOME}/./a/b/"])
def test_paths_are_absolute_or_from_where_programs_begin(path: str) -> None:
    assert "/" + "/".join(parts_of(path)) == f"{HOME}/a/b"


@pytest.mark.parametrize("path", ["../a", f"{HOME}/../etc/passwd", "a/..", "a\0b"])
def test_no_path_goes_up(path: str) -> None:
    with pytest.raises(BadPath):
        parts_of(path)


def test_what_is_written_is_read_and_folders_are_made(world: World) -> None:
    world.write("a/b/c.txt", b"one and more")
    world.write(f"{HOME}/a/b/c.txt", b"two")
    assert read(world, "a/b/c.txt") == "two"
    assert (work(world) / "a" / "b" / "c.txt").stat().st_uid == work(world).stat().st_uid


def test_every_mount_is_where_it_is_mounted(world: World) -> None:
    assert read(world, "/data/rates.csv") == "1,2"
    assert read(world, "/skills/sums/SKILL.md") == "Add."
    world.write("notes.txt", b"yours")
    assert (world.folder / "notes").read_text() == "yours"


@pytest.mark.parametrize("path", ["/data/rates.csv", "/skills/sums/SKILL.md", "/skills/sums/new/file"])
def test_what_is_read_only_is_not_written(world: World, path: str) -> None:
    with pytest.raises(ReadOnly):
        world.write(path, b"x")
    assert not (world.folder / "skill" / "new").exists()


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/", "/data/other", "/skills", "/workspaces/a", "/proc/1/fd"]
)
def test_nothing_outside_is_opened(world: World, path: str) -> None:
    with pytest.raises(BadPath, match=HOME):
        read(world, path)
    with pytest.raises(BadPath):
        world.write(path, b"x")


@pytest.mark.parametrize("path", ["missing", "missing/file", "a\ud800b", "x" * 300, "notes.txt/x", "folder"])
def test_what_is_not_there_cannot_be_read(world: World, path: str) -> None:
    (work(world) / "folder").mkdir()
    with pytest.raises((BadPath, NotThere)):
        read(world, path)


# What programs put in the way


def test_no_link_is_followed(world: World, tmp_path: Path) -> None:
    (work(world) / "file").symlink_to(tmp_path / "secret")
    (work(world) / "folder").symlink_to(tmp_path)
    (work(world) / "inside").symlink_to("real")
    (work(world) / "real").write_text("real")
    for path in ("file", "folder/secret", "inside"):
        with pytest.raises(BadPath):
            read(world, path)
        with pytest.raises(BadPath):
            world.write(path, b"x")
    with pytest.raises(BadPath):
        world.write("folder/new", b"x")
    assert (tmp_path / "secret").read_text() == CANARY
    assert not (tmp_path / "new").exists()
    assert paths(world, HOME) == [f"{HOME}/notes.txt", f"{HOME}/real"]


def test_no_pipe_socket_or_device_is_opened(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(work(world) / "pipe")
    monkeypatch.chdir(work(world))
    with closing(socket.socket(socket.AF_UNIX)) as bound:
        bound.bind("socket")
        for path in ("pipe", "socket"):
            with pytest.raises(BadPath):
                read(world, path)
            with pytest.raises(BadPath):
                world.write(path, b"x")
        assert paths(world, HOME) == [f"{HOME}/notes.txt"]


def test_way_is_made_for_a_mount_unless_something_is_in_it(world: World, tmp_path: Path) -> None:
    assert world.make_way(Mount(f"{HOME}/a/file", "rates"), folder=False)
    assert world.make_way(Mount(f"{HOME}/a/folder", "skill"), folder=True)
    assert (work(world) / "a" / "file").is_file()
    assert (work(world) / "a" / "folder").is_dir()
    assert world.make_way(Mount(f"{HOME}/a/file", "rates"), folder=False)
    (work(world) / "link").symlink_to(tmp_path)
    assert not world.make_way(Mount(f"{HOME}/link/file", "rates"), folder=False)
    assert not world.make_way(Mount(f"{HOME}/link", "skill"), folder=True)
    assert not world.make_way(Mount(f"{HOME}/a/file", "skill"), folder=True)
    assert not (tmp_path / "file").exists()


# What is found


def test_files_are_found_under_a_path_and_those_that_are_mounted_there(world: World) -> None:
    world.write("a/b", b"12345")
    world.make_way(Mount(f"{HOME}/notes.txt", "notes"), folder=False)
    assert paths(world, HOME) == [f"{HOME}/a/b", f"{HOME}/notes.txt"]
    assert [each.size for each in world.files(f"{HOME}/notes.txt")] == [4]
    assert paths(world, "a") == paths(world, "a/b") == [f"{HOME}/a/b"]
    skill = ["/skills/sums/SKILL.md"]
    assert paths(world, "/skills") == skill
    assert paths(world, "/") == ["/data/rates.csv", *skill, f"{HOME}/a/b", f"{HOME}/notes.txt"]
    with pytest.raises(NotThere):
        paths(world, "missing")
    with pytest.raises(BadPath):
        paths(world, "/etc")


def test_what_lies_under_a_mount_is_not_found(world: World) -> None:
    world.write("in/hidden", b"")
    (work(world) / "notes.txt").touch()
    within = World(world.folder, [*world.mounts, Mount(f"{HOME}/in", "skill")])
    assert paths(within, HOME) == [f"{HOME}/in/SKILL.md", f"{HOME}/notes.txt"]


def test_a_search_ends_however_deep_and_wide_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = work(world)
    for number in range(DEEPEST + 5):
        folder /= "d"
        folder.mkdir()
        (folder / str(number)).touch()
    assert DEEPEST - 5 < len(paths(world, HOME)) <= DEEPEST + 1
    monkeypatch.setattr("backend.platform.world.MOST", 10)
    assert len(paths(world, HOME)) < 10
