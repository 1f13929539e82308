"""What a sandbox sees of its folder, opened from outside by the paths that hold inside.

A path is gone step by step from a folder that is held open, and no step follows a symbolic link: whatever a
program puts there, and whenever, nothing outside is reached. Devices, pipes and sockets are never opened.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from backend.platform.bubblewrap import HOME, NOBODY, Mount, is_root

DEEPEST = 64
"""Folders inside each other that are looked through."""
MOST = 50_000
"""Files and folders that one look goes through."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC

Parts = tuple[str, ...]


class BadPath(Exception):
    """The path cannot be used; the message says why."""


class NotThere(Exception):
    """Nothing lies at the path."""


class ReadOnly(Exception):
    """What lies at the path may not be written."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its path, its size in bytes, and when it was changed, in nanoseconds of the epoch."""

    path: str
    size: int
    changed: int


def parts_of(path: str) -> Parts:
    """The parts of an absolute path, or of one from where programs begin (BadPath)."""
    parts = tuple(each for each in f"{'' if path.startswith('/') else HOME}/{path}".split("/") if each)
    parts = tuple(each for each in parts if each != ".")
    if ".." in parts:
        raise BadPath("A path may not hold `..`.")
    if "\0" in path:
        raise BadPath("A path may not hold NUL.")
    return parts


@dataclass(frozen=True, slots=True)
class World:
    """A folder and what of it is mounted where."""

    folder: Path
    mounts: Sequence[Mount]

    @contextmanager
    def reading(self, path: str) -> Iterator[BinaryIO]:
        """The file at a path, open (BadPath, NotThere)."""
        with self._opened(path, os.O_RDONLY) as descriptor, os.fdopen(os.dup(descriptor), "rb") as file:
            yield file

    def write(self, path: str, data: bytes) -> None:
        """Put these bytes there, in folders that are made if need be (BadPath, NotThere, ReadOnly)."""
        mount, _ = self._mount(parts_of(path))
        if not mount.writable:
            raise ReadOnly(path)
        with self._opened(path, os.O_WRONLY | os.O_CREAT) as descriptor:
            os.ftruncate(descriptor, 0)
            with os.fdopen(os.dup(descriptor), "wb") as file:
                file.write(data)

    def make_way(self, mount: Mount, *, folder: bool) -> bool:
        """Make what is mounted over, where that lies in another mount; False if something is in the way."""
        *above, name = parts_of(mount.path)
        try:
            with _told(mount.path), ExitStack() as stack:
                descriptor = self._folder(stack, tuple(above), make=True)
                _made(descriptor, name, folder=folder)
                found = os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode
        except (BadPath, NotThere):
            return False
        return stat.S_ISDIR(found) if folder else stat.S_ISREG(found)

    def files(self, path: str) -> Iterator[Found]:
        """The files under a path, or the one that is there, in no order (BadPath, NotThere)."""
        base = parts_of(path)
        roots = [parts_of(each.path) for each in self.mounts]
        inside = [each for each in roots if each[: len(base)] == base]
        if base not in inside and any(base[: len(each)] == each for each in roots):
            inside.append(base)
        if not inside:
            raise BadPath(self._outside())
        left = MOST
        for start in inside:
            for found in self._under(start, frozenset(roots) - {start}):
                left -= 1
                if left < 0:
                    return
                if found is not None:
                    yield found

    def _under(self, start: Parts, covered: frozenset[Parts]) -> Iterator[Found | None]:
        """The files that lie under it; None for everything else, so that it counts."""
        ahead = [start]
        while ahead:
            here = ahead.pop()
            for parts, found in self._listed(here, alone=here == start):
                file = stat.S_ISREG(found.st_mode) and parts not in covered
                yield Found(_spelled(parts), found.st_size, found.st_mtime_ns) if file else None
                if stat.S_ISDIR(found.st_mode) and parts not in covered and len(parts) < DEEPEST:
                    ahead.append(parts)

    def _listed(self, here: Parts, *, alone: bool) -> list[tuple[Parts, os.stat_result]]:
        """What lies in a folder; where a search begins, a file is itself what is found."""
        with ExitStack() as stack:
            try:
                with _told(_spelled(here)):
                    descriptor = self._folder(stack, here)
            except (BadPath, NotThere):
                if not alone:
                    return []
                with self._opened(_spelled(here), os.O_RDONLY) as file:
                    return [(here, os.fstat(file))]
            found = []
            with os.scandir(descriptor) as entries:
                for each in islice(entries, MOST):
                    with suppress(OSError):
                        found.append(((*here, each.name), each.stat(follow_symlinks=False)))
            return found

    @contextmanager
    def _opened(self, path: str, flags: int) -> Iterator[int]:
        parts = parts_of(path)
        mount, rest = self._mount(parts)
        with _told(path), ExitStack() as stack:
            if rest:
                within = self._folder(stack, parts[:-1], make=bool(flags & os.O_CREAT))
                descriptor = os.open(rest[-1], flags | _FILE, 0o644, dir_fd=within)
            else:
                descriptor = os.open(self.folder / mount.source, flags & ~os.O_CREAT | _FILE)
            stack.callback(os.close, descriptor)
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadPath(f"{path} is no file.")
            if flags & os.O_CREAT:
                _give(descriptor)
            yield descriptor

    def _folder(self, stack: ExitStack, parts: Parts, *, make: bool = False) -> int:
        """The folder at a path, held open as long as the stack is."""
        mount, rest = self._mount(parts)
        descriptor = os.open(self.folder / mount.source, _FOLDER)
        stack.callback(os.close, descriptor)
        for name in rest:
            if make and mount.writable:
                _made(descriptor, name, folder=True)
            descriptor = os.open(name, _FOLDER, dir_fd=descriptor)
            stack.callback(os.close, descriptor)
        return descriptor

    def _mount(self, parts: Parts) -> tuple[Mount, Parts]:
        """What is mounted there, or above, and the rest of the path."""
        for mount in sorted(self.mounts, key=lambda each: -len(parts_of(each.path))):
            root = parts_of(mount.path)
            if parts[: len(root)] == root:
                return mount, parts[len(root) :]
        raise BadPath(self._outside())

    def _outside(self) -> str:
        return f"The path is none of these, nor in one: {', '.join(each.path for each in self.mounts)}."


def _spelled(parts: Parts) -> str:
    return "/" + "/".join(parts)


def _made(descriptor: int, name: str, *, folder: bool) -> None:
    """Make an empty file or folder in a folder, unless something is there."""
    with suppress(FileExistsError):
        if folder:
            os.mkdir(name, 0o755, dir_fd=descriptor)
            if is_root():
                os.chown(name, NOBODY, NOBODY, dir_fd=descriptor, follow_symlinks=False)
        else:
            made = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FILE, 0o644, dir_fd=descriptor)
            _give(made)
            os.close(made)


def _give(descriptor: int) -> None:
    """Let programs own it."""
    if is_root():
        os.fchown(descriptor, NOBODY, NOBODY)


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise NotThere(path) from None
    except (NotADirectoryError, IsADirectoryError):
        raise BadPath(f"{path} leads through what is no folder, or is one itself.") from None
    except ValueError:
        raise BadPath("The path holds characters that no path can hold.") from None
    except OSError as error:
        raise BadPath(f"{path} cannot be used: {error.strerror}. Symbolic links are not followed.") from None
