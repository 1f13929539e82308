"""Acting: a mutation of the schema made in a world, after what it asks for was brought about."""

from typing import Any

import orjson
from graphql import GraphQLField

from backend.graph.schema import Schema
from backend.store.row import change
from backend.store.upload import upload
from tests.graph.calls.asker import Asker, Json
from tests.graph.calls.filling import arguments, document
from tests.graph.calls.meant import before
from tests.graph.calls.world import World


def mutations(schema: Schema) -> dict[str, GraphQLField]:
    """The schema's mutations."""
    held = schema.plain.mutation_type
    assert held is not None
    return dict(held.fields)


async def prepare(asker: Asker, schema: Schema, mutation: str, world: World, by: Asker | None = None) -> None:
    """Make the changes that must have been made before this one; the test fails if one cannot be.

    The world's upload is then of whoever makes the change, for nobody else may use it.
    """
    known = mutations(schema)
    for name in before(mutation):
        assert name in known, f"{mutation} is tried after {name}, which does not exist: say better in BEFORE."
        answer = orjson.loads(await act(asker, name, known[name], arguments(name, known[name], world)))
        assert "errors" not in answer, (mutation, name, answer)
    async with asker.graph._database.write() as tx:
        await change(tx, upload, world.ids["Upload"], {"created_by": (by or asker).viewer.principal})


async def act(asker: Asker, name: str, field: GraphQLField, given: dict[str, Any]) -> bytes:
    """The answer to a mutation with these arguments."""
    return await asker.body(document("mutation", name, field, given), **given)


def codes(body: bytes) -> list[Json]:
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in orjson.loads(body).get("errors", [])]
