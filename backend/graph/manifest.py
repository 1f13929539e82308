"""The manifest: the documents that a client was built with, by their hashes, as graphql-codegen writes them.

    {"sha256:…": "query Agents { … }"}

The prefix may be missing, as it is in what Relay and older generators write.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson
from graphql import GraphQLError, GraphQLSchema, Source, concat_ast, parse, separate_operations, validate

from backend.graph.canonical import canonical
from backend.graph.limits import check_limits
from backend.graph.request import PREFIX
from backend.graph.trusted import digest_of


class ManifestError(Exception):
    """The manifest cannot be read, or cannot be made of these documents; the message says why."""


def read(path: Path) -> dict[str, str]:
    """The documents of a manifest by their hashes (ManifestError)."""
    try:
        given = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise ManifestError(f"{path} cannot be read: {error}.") from None
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        raise ManifestError(f'{path} is no manifest: it must be like {{"{PREFIX}…": "query …"}}.')
    documents = {key.removeprefix(PREFIX): text for key, text in given.items()}
    for key, text in documents.items():
        if key != digest_of(text):
            raise ManifestError(
                f"{path}: {key} is not the SHA-256 of its document; let it be made with sha256."
            )
    return documents


def written(documents: Iterable[str]) -> str:
    """The text of the manifest that holds these documents."""
    by_hash = {PREFIX + digest_of(text): text for text in documents}
    return orjson.dumps(by_hash, option=orjson.OPT_INDENT_2).decode() + "\n"


def operations(schema: GraphQLSchema, sources: Mapping[str, str]) -> dict[str, str]:
    """A document for each operation in these files, by its name, with the fragments that it spreads.

    All together they are valid, and each is within the limits that a server has by default (ManifestError).
    """
    try:
        whole = concat_ast([parse(Source(text, name)) for name, text in sources.items()])
    except GraphQLError as error:
        raise ManifestError(str(error)) from None
    errors = check_limits(whole) or validate(schema, whole)
    if errors:
        raise ManifestError("\n\n".join(map(str, errors)))
    return {name: canonical(document) for name, document in separate_operations(whole).items()}
