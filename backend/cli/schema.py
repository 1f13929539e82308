"""`concord schema`: the schema's text, and the manifest of the documents that were written for it.

Both lie in the checkout, so that their changes are reviewed.
"""

import sys
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from backend.cli.dialects import complaints_of
from backend.cli.documented import documented
from backend.cli.failure import Failure
from backend.graph import manifest
from backend.graph.rehearse import complaints
from backend.graph.schema import Schema, build
from backend.rest.dialects import DIALECTS

ROOT = Path(__file__).parents[2]
FILE = ROOT / "schema.graphql"
CONTRACTS = ROOT / "frontend_contracts"
MANIFEST = CONTRACTS / "manifest.json"

Check = Annotated[
    bool,
    Parameter(
        negative="",
        help="Fail with the difference if the files in the checkout are not these, and with what is wrong "
        "with the operations that it documents and with the dialects of REST.",
    ),
]
Write = Annotated[
    bool, Parameter(negative="", help="Write schema.graphql, and the manifest of frontend_contracts.")
]


def schema(*, check: Check = False, write: Write = False) -> None:
    """Print the GraphQL schema."""
    made = build()
    if not check and not write:
        sys.stdout.write(made.text)
        return
    contracts = _contracts(made)
    texts = {FILE: made.text, MANIFEST: manifest.written(contracts.values())}
    if check:
        _compare(texts)
        _rehearse(made, contracts)
        return
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")


def _contracts(made: Schema) -> dict[str, str]:
    """The operations that frontends rely on, each a document of its own, by their names (Failure)."""
    files = sorted((CONTRACTS / "operations").glob("*.graphql"))
    sources = {str(file.relative_to(CONTRACTS.parent)): file.read_text(encoding="utf-8") for file in files}
    try:
        return manifest.operations(made.plain, sources)
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


def _rehearse(made: Schema, contracts: dict[str, str]) -> None:
    shown = [*documented(ROOT), *contracts.items()]
    found = [f"{place}: {each}" for place, source in shown for each in complaints(made, source)]
    found += complaints_of(made, DIALECTS.values())
    if found:
        raise Failure("\n".join(found))
