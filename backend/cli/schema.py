"""`concord schema`: the schema's text, which lies in schema.graphql so that its changes are reviewed."""

import sys
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from backend.cli.failure import Failure
from backend.graph.schema import build

FILE = Path(__file__).parents[2] / "schema.graphql"

Check = Annotated[
    bool, Parameter(negative="", help="Fail with the difference if schema.graphql is not this.")
]
Write = Annotated[bool, Parameter(negative="", help="Write it to schema.graphql in the checkout.")]


def schema(*, check: Check = False, write: Write = False) -> None:
    """Print the GraphQL schema."""
    text = build().text
    if check:
        _compare(text)
    elif write:
        FILE.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def _compare(text: str) -> None:
    kept = FILE.read_text(encoding="utf-8") if FILE.is_file() else ""
    if kept != text:
        names = (FILE.name, "the code")
        sys.stdout.writelines(
            unified_diff(kept.splitlines(keepends=True), text.splitlines(keepends=True), *names)
        )
        raise Failure(f"{FILE.name} is not what the code says. Run: scripts/schema")
