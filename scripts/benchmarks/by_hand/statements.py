"""The hand-written statements: the best form known of each, and how their rows become an answer."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

Rows = Sequence[Sequence[Any]]
Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ByHand:
    """A query by hand: what its parameters are made of after the scope, and what its rows become."""

    field: str
    parameters: Callable[[Variables], Sequence[object]]
    write: Callable[[Rows, int], str]

    def answer(self, rows: Rows, variables: Variables) -> str:
        """The answer as JSON text."""
        return f'{{"data":{{"{self.field}":{self.write(rows, variables.get("first", 0))}}}}}'


def statement(dialect: str, name: str) -> str:
    """The text of a query's statement."""
    return (Path(__file__).parent / dialect / f"{name}.sql").read_text()


def cursor(moment: str, row_id: str) -> str:
    """The cursor of a row, as its page gives it."""
    return urlsafe_b64encode(f'["{moment}","{row_id}"]'.encode()).decode()


def _object(rows: Rows, _: int) -> str:
    return str(rows[0][0]) if rows else "null"


def _nodes(rows: Rows, first: int) -> str:
    nodes = ",".join([row[0] for row in rows[:first]])
    return f'{{"nodes":[{nodes}],{_page_info(rows, first)}}}'


def _edges(rows: Rows, first: int) -> str:
    edges = [f'{{"cursor":"{cursor(moment, own)}","node":{text}}}' for text, moment, own in rows[:first]]
    return f'{{"edges":[{",".join(edges)}],{_page_info(rows, first)}}}'


def _page_info(rows: Rows, first: int) -> str:
    return f'"pageInfo":{{"hasNextPage":{"true" if len(rows) > first else "false"}}}'


def _named(*names: str) -> Callable[[Variables], Sequence[object]]:
    return lambda variables: [variables[name] for name in names]


def _found(variables: Variables) -> Sequence[object]:
    prefix = variables["prefix"]
    beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return [variables["workspace"], prefix, beyond, variables["selection"], variables["first"]]


def _deep(variables: Variables) -> Sequence[object]:
    return [variables["workspace"], variables["first"], *orjson.loads(urlsafe_b64decode(variables["after"]))]


BY_HAND = {
    "Q1": ByHand("agent", _named("id"), _object),
    "Q2": ByHand("agents", _named("workspace", "selection", "first"), _edges),
    "Q2w": ByHand("agents", _named("selection", "first"), _edges),
    "Q3": ByHand("agents", _named("workspace", "first"), _nodes),
    "Q4": ByHand("agents", _found, _nodes),
    "Q5": ByHand("agentVersions", _deep, _edges),
    "Q5first": ByHand("agentVersions", _named("workspace", "first"), _edges),
}
