"""A data schema: a JSON Schema with a name, which tools and agents may share.

Of a pair of columns `x_schema` and `x_schema_id` the first always holds the schema that counts.
"""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

import orjson

from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws, mapping
from backend.domain.spelling import camel
from backend.domain.viewer import Viewer
from backend.platform import json_schema
from backend.store.database import Transaction
from backend.store.noun import Noun
from backend.store.row import the_row
from backend.store.scope import refer
from backend.store.table import Column, Json, Table, Text, is_system, kept, metadata

data_schema = Table(
    "data_schema",
    metadata,
    *kept(),
    Column("definition", Json, nullable=False),
    Column("digest", Text, nullable=False),
    info={"derived": {"is_system": is_system}},
)


def schema_law(value: object, path: Path) -> dict[str, object]:
    """A JSON Schema of up to 256 kB that can be used; null is the one that takes everything."""
    kept_ = mapping(value, path)
    try:
        json_schema.check(kept_)
    except json_schema.SchemaError as error:
        message = f"{path[-1]} is no usable JSON Schema: {error.message}"
        raise BadInput(message, (*path, *error.path)) from error
    return kept_


def digest_of(definition: object) -> str:
    """The SHA-256 of a JSON value, whatever the order of its keys."""
    return hashlib.sha256(orjson.dumps(definition, option=orjson.OPT_SORT_KEYS)).hexdigest()


def digested(own: Mapping[str, object]) -> Mapping[str, object]:
    """The digest of a definition that is written."""
    return {"digest": digest_of(own["definition"])} if "definition" in own else {}


async def effective(
    tx: Transaction, viewer: Viewer, home: str, columns: Mapping[str, object], *names: str
) -> dict[str, object]:
    """The columns of a row in the workspace `home`, with what follows for each pair `name` and `name_id`.

    An id brings the definition with it, a schema clears the id; both together are BAD_INPUT. NOT_FOUND,
    CONFLICT and BAD_INPUT name the id.
    """
    made = dict(columns)
    for name in names:
        key = f"{name}_id"
        named, given = columns.get(key), columns.get(name)
        if named is not None and given is not None:
            raise BadInput(f"Say {camel(name)} or {camel(key)}, not both.", (camel(key),))
        if named is not None:
            found = await refer(tx, viewer, data_schema, str(named), home, (camel(key),))
            # Locked, so that a definition that is changed meanwhile is not missed.
            held = await the_row(tx, data_schema, found.id, lock=True)
            made |= {key: held.id, name: held.definition}
        elif name in columns:
            made[key] = None
    return made


async def definitions(tx: Transaction, columns: Mapping[str, object], *names: str) -> dict[str, object]:
    """What the schemas that the columns name by `name_id` say now, and until the transaction ends."""
    found: dict[str, object] = {}
    for name in names:
        named = columns[f"{name}_id"]
        if named is not None:
            found[name] = (await the_row(tx, data_schema, str(named), lock=True)).definition
    return found


LAWS: Laws = MappingProxyType({"definition": schema_law})

DATA_SCHEMA = Noun(
    "DataSchema",
    data_schema,
    LAWS,
    complete=digested,
    clears=(
        ("tool", "input_schema_id"),
        ("tool", "output_schema_id"),
        ("agent_version", "input_schema_id"),
        ("agent_version", "output_schema_id"),
    ),
)
