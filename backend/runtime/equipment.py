"""What a session is equipped with beyond what its tools say: tools that come with what is linked, and words.

A skill or a memory store that is linked brings the tools by which it is used; the model is told of both.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backend.domain.built_in import BUILT_INS
from backend.domain.link import Access
from backend.domain.memory import MemoryKind
from backend.domain.tool import ToolKind
from backend.runtime.tools.base import Spec
from backend.store.database import Database
from backend.store.memory_stack import Layer, visible_entries
from backend.store.run import Held
from backend.store.run_viewer import viewer_of_run

_READ = ("memory_list", "memory_read", "memory_search")
_WRITE = ("memory_write", "memory_delete")


def equipped(snapshot: Mapping[str, Any]) -> list[Spec]:
    """The tools of a session: those that links offer, and those that come with skills and memory stores."""
    offered: list[Spec] = list(snapshot["tools"])
    taken = {tool["name"] for tool in offered}
    return [*offered, *(_built_in(name) for name in _implied(snapshot) if name not in taken)]


def _implied(snapshot: Mapping[str, Any]) -> Iterator[str]:
    if snapshot.get("skills"):
        yield "skill_load"
    stores = snapshot.get("memory") or ()
    if stores:
        yield from _READ
    if any(each["access"] == Access.READ_WRITE.name for each in stores):
        yield from _WRITE


def _built_in(name: str) -> Spec:
    known = BUILT_INS[name]
    return {
        "name": name,
        "description": known.description,
        "inputSchema": known.input_schema,
        "kind": ToolKind.BUILTIN.name,
        "config": {"builtIn": name},
    }


async def briefing(database: Database, held: Held, snapshot: Mapping[str, Any]) -> str:
    """The system's words: the instructions, and behind them what there is to be read when it is needed."""
    taught = await _taught(database, held, snapshot)
    parts = [snapshot["instructions"], _skills(snapshot.get("skills") or ()), taught, _notes(snapshot)]
    return "\n\n".join(filter(None, parts))


def _skills(skills: Sequence[Mapping[str, Any]]) -> str:
    lines = [f"- {each['name']}: {_line(each['description'], each['prompt'])}" for each in skills]
    if not lines:
        return ""
    return "\n".join(["Skills that you have. Read one by skill_load before you do what it is for:", *lines])


async def _taught(database: Database, held: Held, snapshot: Mapping[str, Any]) -> str:
    """What stores of skills hold, by key, title and description."""
    stores = [each for each in snapshot.get("memory") or () if each["kind"] == MemoryKind.SKILLS.name]
    if not stores:
        return ""
    async with database.read() as tx:
        viewer = await viewer_of_run(tx, held.id, snapshot.get("runtimeUserId"))
        layers = [Layer(each["memoryStoreId"], each["entryKey"]) for each in stores]
        rows = await visible_entries(tx, viewer, layers)
    lines = [f"- {row.key}: {_line(row.title, row.description)}" for row in rows]
    told = "Skills that you remember. Read one by memory_read before you do what it is for:"
    return "\n".join([told, *lines]) if lines else ""


def _notes(snapshot: Mapping[str, Any]) -> str:
    """What links say of the memory stores."""
    return "\n\n".join(each["prompt"] for each in snapshot.get("memory") or () if each["prompt"])


def _line(*texts: str | None) -> str:
    return " ".join(" ".join(filter(None, texts)).split())
