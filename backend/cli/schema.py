"""`concord schema`: the schema's text, and the manifest of the documents that were written for it.

Both lie in the checkout, so that their changes are reviewed.
"""

import sys
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from backend.cli.failure import Failure
from backend.graph import manifest
from backend.graph.schema import Schema, build

FILE = Path(__file__).parents[2] / "schema.graphql"
CONTRACTS = FILE.parent / "frontend_contracts"
MANIFEST = CONTRACTS / "manifest.json"

Check = Annotated[
    bool, Parameter(negative="", help="Fail with the difference if the files in the checkout are not these.")
]
Write = Annotated[
    bool, Parameter(negative="", help="Write schema.graphql, and the manifest of frontend_contracts.")
]


def schema(*, check: Check = False, write: Write = False) -> None:
    """Print the GraphQL schema."""
    made = build()
    if check:
        _compare({FILE: made.text, MANIFEST: _manifest(made)})
    elif write:
        for file, text in {FILE: made.text, MANIFEST: _manifest(made)}.items():
            file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(made.text)


def _manifest(made: Schema) -> str:
    files = sorted((CONTRACTS / "operations").glob("*.graphql"))
    sources = {str(file.relative_to(FILE.parent)): file.read_text(encoding="utf-8") for file in files}
    try:
        return manifest.written(manifest.operations(made.plain, sources).values())
    except manifest.ManifestError as error:
        raise Failure(str(error)) from None


def _compare(texts: dict[Path, str]) -> None:
    kept = {file: file.read_text(encoding="utf-8") if file.is_file() else "" for file in texts}
    stale = [file for file, text in texts.items() if kept[file] != text]
    for file in stale:
        old, new = (each.splitlines(keepends=True) for each in (kept[file], texts[file]))
        sys.stdout.writelines(unified_diff(old, new, file.name, "the code"))
    if stale:
        names = " and ".join(file.name for file in stale)
        raise Failure(
            f"{names} {'are' if len(stale) > 1 else 'is'} not what the code says. Run: scripts/schema"
        )
