"""Clocks and ids: time and chance come from one place each, and tests wait for what happens, not for time."""

import ast

from scripts.lints.source import Said, Source, calls

CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today", "time.time", "time.time_ns",
}  # fmt: skip
SLEEPS = {"asyncio.sleep", "time.sleep", "anyio.sleep", "trio.sleep"}
INSTEAD = "Wait for what happens: `await eventually(probe)` of tests/patience.py, or an event."


def other_clock(source: Source) -> Said:
    """Moments that do not come from `platform/clock.py`."""
    if not source.within("backend/") or source.within("backend/platform/clock.py"):
        return
    for call, name in calls(source):
        if name in CLOCKS:
            yield call.lineno, "Ask backend.platform.clock.now(); for durations, time.monotonic()."


def other_ids(source: Source) -> Said:
    """Ids that do not come from `platform/ids.py`."""
    if not source.within("backend/") or source.within("backend/platform/ids.py"):
        return
    for node in source.nodes:
        modules = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(module.partition(".")[0] in {"uuid", "uuid_utils", "typeid"} for module in modules):
            yield getattr(node, "lineno", 1), "Ask backend.platform.ids.new_id(prefix)."


def sleep(source: Source) -> Said:
    """Sleeps in tests."""
    if not source.within("tests/"):
        return
    for call, name in calls(source):
        if name in SLEEPS and not _yields_only(call):
            yield call.lineno, INSTEAD
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom) and any(f"{node.module}.{n.name}" in SLEEPS for n in node.names):
            yield node.lineno, INSTEAD


def _yields_only(call: ast.Call) -> bool:
    return len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0
