"""Names and first lines: a file has one noun, and its docstring says its law."""

import ast
import re

from scripts.lints.source import Said, Source

LAWLESS = {
    "base2", "common", "core", "helper", "helpers", "manager", "managers", "misc", "service", "services",
    "util", "utils",
}  # fmt: skip
SECOND = re.compile(r"_v\d+$")


def lawless_name(source: Source) -> Said:
    """Files and folders whose names are no nouns of ours."""
    if source.within("backend/store/migrations/versions/"):
        return
    for part in (*source.name.parent.parts, source.name.stem):
        word = next((word for word in part.split("_") if word in LAWLESS), None)
        if word:
            yield 1, f"{word!r} is a name without a law: call it by the one noun that it is about."
        if SECOND.search(part):
            yield 1, f"{part!r} is a second version: replace the first in the same change."


def no_docstring(source: Source) -> Said:
    """Modules that do not begin with their law."""
    if ast.get_docstring(source.tree) is None:
        yield 1, "Begin the file with a docstring that says its law in one line."
