"""The operations that a checkout shows in its pages and to other people's clients."""

import re
from collections.abc import Iterator
from pathlib import Path

_BLOCK = re.compile(r"^```graphql\n(.+?)^```", re.MULTILINE | re.DOTALL)
_TEXT = re.compile(r"""(["'`])((?:query|mutation|subscription)\b.+?)\1""", re.DOTALL)
_HOLE = re.compile(r"\$\{[^}]*\}")


def documented(root: Path) -> Iterator[tuple[str, str]]:
    """Each document, behind the place where it stands: `README.md:25`."""
    for page in (root / "README.md", *sorted((root / "docs").glob("*.md"))):
        yield from _found(root, page, _BLOCK, 1)
    yield from _found(root, root / "scripts" / "conformance" / "operations" / "concord.mjs", _TEXT, 2)


def _found(root: Path, file: Path, form: re.Pattern[str], group: int) -> Iterator[tuple[str, str]]:
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    for match in form.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{file.relative_to(root)}:{line}", _HOLE.sub("x", match[group])
