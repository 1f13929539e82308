"""Bubblewrap: the command that starts a program in a world of its own, and whether it works on this machine.

The program sees the system's programs and libraries, which it cannot change, its own processes, and what is
mounted for it; no network, no user of this machine, no other file. Its limits are set inside, by the shell
that becomes it: only there do processes of other sandboxes not count.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

HOME = "/workspace"
"""Where programs begin."""

USER = 1000
"""The user that programs are, inside."""

NOBODY = 65534
"""The user that they are outside where Concord is root: limits do not hold for root."""

MEBIBYTE = 1024 * 1024
PROCESSES = 128
MEMORY = 4096 * MEBIBYTE
"""Bytes that one process may address."""
LARGEST_FILE = 256 * MEBIBYTE
SCRATCH = 128 * MEBIBYTE
"""Bytes of /tmp, which is new for each program; /dev/shm has as many."""

READY = b"\0"
"""What is written before anything that the program writes: without it the program never began."""

ENVIRONMENT: Mapping[str, str] = MappingProxyType({"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"})
"""The whole environment of bubblewrap itself."""

_VARIABLES = {**ENVIRONMENT, "HOME": HOME, "LANG": "C.UTF-8", "TERM": "dumb", "TMPDIR": "/tmp"}  # noqa: S108  (its own)
_ROOTS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_ETC = ("alternatives", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "ssl/certs")
_PASSWD = f"user:x:{USER}:{USER}::{HOME}:/bin/bash\n".encode()
_GROUP = f"user:x:{USER}:\n".encode()

# As root, Concord lends the program another user, who cannot go through root's folders: the program's own is
# put where that user can, for this program alone.
_LEND = (
    'mount --bind "$1" /mnt && shift && '
    f'exec setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups -- "$@"'
)
_LENT = Path("/mnt")

_BEGIN = f"""
printf '\\0'
echo 1000 >/proc/self/oom_score_adj
ulimit -c 0
ulimit -n 1024
ulimit -u {PROCESSES}
ulimit -v {MEMORY // 1024}
ulimit -f {LARGEST_FILE // 1024}
ulimit -t "$1"
shift
exec env "$@"
"""


@dataclass(frozen=True, slots=True)
class Mount:
    """What lies at an absolute path of the sandbox: `source`, relative to the folder that is its."""

    path: str
    source: str
    writable: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """What is to be run, for so many seconds: `files` are written for it alone, by their absolute paths."""

    argv: Sequence[str]
    folder: Path
    mounts: Sequence[Mount]
    seconds: float
    variables: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def is_root() -> bool:
    """Whether this process is root: then programs get another user."""
    return os.geteuid() == 0


def written(program: Program) -> dict[str, bytes]:
    """The files that the program finds, by their paths."""
    return {"/etc/passwd": _PASSWD, "/etc/group": _GROUP, **program.files}


def command(program: Program, opened: Mapping[str, int]) -> list[str]:
    """The command line; `opened` are descriptors of the files that are written for it, by their paths."""
    folder = _LENT if is_root() else program.folder
    lent = ["unshare", "--mount", "--", "sh", "-c", _LEND, "sh", str(program.folder)] if is_root() else []
    values = [f"{name}={value}" for name, value in {**_VARIABLES, **program.variables}.items()]
    begun = ["/bin/bash", "-c", _BEGIN, "bash", str(int(program.seconds) + 1), *values, *program.argv]
    return [*lent, "bwrap", *_alone(), *_system(), *_data(opened), *_mounted(program, folder), "--", *begun]


def _alone() -> list[str]:
    names = "--unshare-all --unshare-user --disable-userns --die-with-parent --new-session --clearenv"
    user = ["--uid", str(USER), "--gid", str(USER), "--hostname", "sandbox"]
    return [*names.split(), "--cap-drop", "ALL", *user]


def _system() -> Iterator[str]:
    yield from ("--ro-bind", "/usr", "/usr")
    for name in _ROOTS:
        root = Path("/", name)
        if root.is_symlink():
            yield from ("--symlink", str(root.readlink()), str(root))
        elif root.is_dir():
            yield from ("--ro-bind", str(root), str(root))
    for name in _ETC:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
    yield from ("--proc", "/proc", "--dev", "/dev")
    for path in ("/dev/shm", "/tmp"):  # noqa: S108  (the sandbox's own)
        yield from ("--perms", "1777", "--size", str(SCRATCH), "--tmpfs", path)


def _data(opened: Mapping[str, int]) -> Iterator[str]:
    for path, descriptor in opened.items():
        yield from ("--ro-bind-data", str(descriptor), path)


def _mounted(program: Program, folder: Path) -> Iterator[str]:
    for each in sorted(program.mounts, key=lambda mount: mount.path):
        yield from ("--bind" if each.writable else "--ro-bind", str(folder / each.source), each.path)
    yield from ("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME)


@lru_cache
def trouble() -> str | None:
    """Why no sandbox can be made here, in words for who runs this; None if one can. It is found out once."""
    if not sys.platform.startswith("linux"):
        return "sandboxes need Linux"
    needed = ["bwrap", "bash", *(["unshare", "setpriv", "mount"] if is_root() else [])]
    missing = [name for name in needed if shutil.which(name) is None]
    if missing:
        packages = {"bwrap": "bubblewrap", "bash": "bash"}
        return f"install {packages.get(missing[0], 'util-linux')}: there is no {missing[0]}"
    with TemporaryDirectory() as folder:
        if is_root():
            os.chown(folder, NOBODY, NOBODY)
        probe = Program(["true"], Path(folder), [Mount(HOME, ".", writable=True)], 10)
        return _failure(command(probe, {}))


def _failure(argv: Sequence[str]) -> str | None:
    try:
        done = subprocess.run(argv, capture_output=True, timeout=20, env=dict(ENVIRONMENT), check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not run: {type(error).__name__}"
    if done.returncode == 0:
        return None
    words = done.stderr.decode(errors="replace").strip().splitlines()
    return f"bubblewrap 0.8 or newer, with user namespaces, is needed: {words[-1] if words else 'it failed'}"
