"""The tools that come with Concord, in sets: their names, words and numbers, the same everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from backend.domain.tool import CURRENT_TIME, BuiltIn


@dataclass(frozen=True, slots=True)
class BuiltInSet:
    """A set of built-in tools, by the number that each of them has for ever."""

    handle: str
    name: str
    description: str
    tools: Mapping[int, BuiltIn]


def _tool(name: str, words: str, needed: str = "", /, **properties: Mapping[str, Any]) -> BuiltIn:
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return BuiltIn(name, words, {**schema, "required": needed.split()} if needed else schema)


def _text(description: str, longest: int = 100_000) -> dict[str, Any]:
    return {"type": "string", "description": description, "maxLength": longest}


def _count(description: str, most: int) -> dict[str, Any]:
    return {"type": "integer", "description": description, "minimum": 1, "maximum": most}


def _flag(description: str) -> dict[str, Any]:
    return {"type": "boolean", "description": description}


_PATH = _text("An absolute path, or one from /workspace.", 4_096)
_KEY = _text("The key of the entry.", 512)
_NUMBER = _count("The number of the task.", 1_000_000)

CONCORD = BuiltInSet(
    "concord",
    "Concord",
    "The time, and the tools for tasks, memory and skills.",
    MappingProxyType(
        {
            1: CURRENT_TIME,
            2: _tool("task_list", "The tasks of this conversation, done ones too, by their numbers."),
            3: _tool(
                "task_create",
                "Note down a task, so that it is not forgotten.",
                "text",
                text=_text("What is to be done.", 1_000),
            ),
            4: _tool(
                "task_update",
                "Change a task's words, or say that it is done or is not.",
                "number",
                number=_NUMBER,
                text=_text("What is to be done.", 1_000),
                completed=_flag("Whether it is done."),
            ),
            5: _tool(
                "memory_list",
                "The keys, titles and descriptions of what is remembered.",
                prefix=_text("Only keys that begin so.", 512),
            ),
            6: _tool("memory_read", "Read an entry of the memory.", "key", key=_KEY),
            7: _tool(
                "memory_search",
                "Look for entries of the memory by what they say.",
                "query",
                query=_text("What is looked for.", 1_000),
                first=_count("How many entries. Default: 10.", 50),
            ),
            8: _tool(
                "memory_write",
                "Write an entry of the memory, in the place of the one that has its key.",
                "key content",
                key=_KEY,
                content=_text("What is to be remembered.", 1_000_000),
                title=_text("A title.", 200),
                description=_text("When to use it.", 4_000),
            ),
            9: _tool("memory_delete", "Forget an entry of the memory.", "key", key=_KEY),
            10: _tool(
                "skill_load",
                "Read what a skill teaches before doing what it is for, or one of its files.",
                "name",
                name=_text("The skill's name.", 200),
                path=_text("A file of the skill, relative to its folder. Default: SKILL.md.", 512),
            ),
        }
    ),
)

SANDBOX = BuiltInSet(
    "sandbox",
    "Sandbox",
    "A shell, files and the web in a room of the session's own.",
    MappingProxyType(
        {
            101: replace(
                _tool(
                    "bash",
                    "Run a command by bash in /workspace, whose files stay. There is no network.",
                    "command",
                    command=_text("The command."),
                    timeoutSeconds=_count("Seconds that it may take. Default: 120.", 570),
                ),
                seconds=600,
            ),
            102: _tool(
                "read",
                "Read a text file.",
                "path",
                path=_PATH,
                offset=_count("The line to begin with. Default: 1.", 10_000_000),
                limit=_count("How many lines. Default: 2,000.", 10_000),
            ),
            103: _tool(
                "write",
                "Write a text file, in the place of the one that is there.",
                "path content",
                path=_PATH,
                content=_text("The whole text.", 1_000_000),
            ),
            104: _tool(
                "edit",
                "Put one text in the place of another in a file.",
                "path old new",
                path=_PATH,
                old=_text("The text that is there, once unless all are meant."),
                new=_text("The text that takes its place."),
                all=_flag("Whether it is replaced wherever it stands."),
            ),
            105: _tool(
                "glob",
                "The files whose paths fit a pattern, the newest first.",
                "pattern",
                pattern=_text("A pattern such as src/**/*.py.", 1_000),
                path=_PATH,
            ),
            106: _tool(
                "grep",
                "The lines of files in which a pattern is found.",
                "pattern",
                pattern=_text("A regular expression, as Perl has them.", 1_000),
                path=_PATH,
                glob=_text("Only files whose paths fit this pattern.", 1_000),
            ),
            107: _tool(
                "web_fetch",
                "Read a page of the web as text.",
                "url",
                url=_text("Its http(s) URL.", 2_000),
                offset=_count("The character to begin with. Default: 1.", 10_000_000),
            ),
            108: _tool(
                "web_search",
                "Look for pages of the web.",
                "query",
                query=_text("What is looked for.", 1_000),
                first=_count("How many pages. Default: 10.", 50),
            ),
        }
    ),
)

BUILT_IN_SETS = (CONCORD, SANDBOX)

BUILT_INS: Mapping[str, BuiltIn] = MappingProxyType(
    {tool.name: tool for each in BUILT_IN_SETS for tool in each.tools.values()}
)
"""The built-in tools, each by its name."""
