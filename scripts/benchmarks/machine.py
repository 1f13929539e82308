"""The machine: which core the server has, what a process has used of it, and what it is, in words."""

import os
import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE = {CORES[0]}
"""The core that the measured server has to itself."""
OTHER_CORES = set(CORES[1:]) or SERVER_CORE
"""Where the database and the load come from; the same one on a machine that has no other."""

_NANOSECOND = 1e-9


def pin(processes: Iterable[int], cores: set[int]) -> None:
    """Keep these processes, with all their threads, on these cores, as far as they are ours to keep."""
    for task in (task for process in processes for task in _tasks(process)):
        with suppress(PermissionError, ProcessLookupError):
            os.sched_setaffinity(int(task.name), cores)


@contextmanager
def beside_the_server() -> Iterator[None]:
    """Keep this process away from the server's core until the block ends."""
    os.sched_setaffinity(0, OTHER_CORES)
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


def cpu_seconds(process: int) -> float:
    """Seconds that the threads of a process have been on a core; 0 for one that is gone or elsewhere."""
    total = 0
    for task in _tasks(process):
        with suppress(FileNotFoundError, ProcessLookupError):
            total += int((task / "schedstat").read_text().split()[0])
    return total * _NANOSECOND


def _tasks(process: int) -> Iterable[Path]:
    """The threads of a process."""
    return Path(f"/proc/{process}/task").glob("*")


def described() -> str:
    """The machine in words: cores, processor and Python."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{len(CORES)} cores of {_processor()}, {platform.system()}, {python}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
