"""Cursors that lists gave out, gathered before documents are generated."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from backend.store.plan.model import Leaf, Many, Shape
from backend.store.plan.order import DIRECTIONS
from tests.graph.dataset import ADA, dataset
from tests.graph.pool import Marked, Pool
from tests.graph.reader import Reader

_ORDERS = 5


async def harvest(reader: Reader, seed: int) -> Pool:
    """A pool of the dataset's values, with cursors of every list under a few orders."""
    pool, random = Pool(dataset()), Random(seed)  # noqa: S311  (no secret is made of it)
    model = reader.schema.model
    for root in model.roots.values():
        if root.shape is Shape.LIST:
            for _ in range(_ORDERS):
                order = _order(reader, root.target, random)
                await _gather(reader, pool, f"Query.{root.name}", order, f"{root.name}%s")
            for field in model.entities[root.target].fields.values():
                if isinstance(field, Many):
                    order = _order(reader, field.target, random)
                    path = f"{root.name} {{ nodes {{ {field.name}%s }} }}"
                    await _gather(reader, pool, f"{root.target}.{field.name}", order, path)
    return pool


def _order(reader: Reader, target: str, random: Random) -> list[dict[str, str]]:
    fields = reader.schema.model.entities[target].fields.values()
    names = [each.name for each in fields if isinstance(each, Leaf) and each.orderable]
    return [
        {name: random.choice(list(DIRECTIONS))} for name in random.sample(names, random.choice((1, 1, 2)))
    ]


async def _gather(
    reader: Reader, pool: Pool, place: str, order: Sequence[Mapping[str, str]], path: str
) -> None:
    written = ", ".join(f"{{{name}: {direction}}}" for each in order for name, direction in each.items())
    source = "{ " + path % f"(first: 30, orderBy: [{written}]) {{ edges {{ cursor node {{ id }} }} }}" + " }"
    edges = list(_edges(await reader.data(source, {}, ADA)))
    pool.rows_of |= {edge["cursor"]: edge["node"]["id"] for edge in edges}
    if edges:
        pool.marked.setdefault(place, []).append(Marked(order, [edge["cursor"] for edge in edges]))


def _edges(data: Any) -> list[Any]:
    if isinstance(data, Mapping):
        return data["edges"] if "edges" in data else [edge for held in data.values() for edge in _edges(held)]
    return [edge for held in data for edge in _edges(held)]
