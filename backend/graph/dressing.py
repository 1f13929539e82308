"""Dressing: what the directives of a dressed document say of its fields.

| directive          | the field …                                                                          |
|--------------------|--------------------------------------------------------------------------------------|
| `@nest(in: "a.b")` | is written inside an object that is made for it, or several, one in another           |
| `@as(key:)`        | is called so: where two fields have one key in different places, or it is no name     |
| `@flat`            | is an object whose fields join those around it; of a missing one they are null        |
| `@spell(by:)`      | has its value spelled by a table or a form of the dialect                             |
| `@omitNull`        | and all below are left out where they are null; objects made by `@nest` stay, and     |
|                    | computed leaves do, of which SQL knows nothing                                        |
| `@const(value:)`   | is this JSON text, whatever the graph holds                                           |
| `@root`            | stands for the object that holds it                                                   |
"""

from collections.abc import Iterator
from typing import Any

import orjson
from graphql import FieldNode, OperationDefinitionNode, StringValueNode, is_leaf_type

from backend.domain.dress import PLAIN, Dress, Spellings
from backend.graph.answer import RequestError, error_body

_OWN = frozenset({"nest", "as", "flat", "spell", "const", "root"})


def omits(node: FieldNode | OperationDefinitionNode, *, omitting: bool) -> bool:
    """Whether nulls are left out below, `omitting` if they are above."""
    return omitting or any(each.name.value == "omitNull" for each in node.directives or ())


def dress_of(node: FieldNode, held: Any, spellings: Spellings, *, omitting: bool) -> Dress:
    """The dress of a field of a named type (RequestError for one that it cannot wear)."""
    found = dict(_directives(node))
    if not found and not omitting:
        return PLAIN
    spelling, const = found.get("spell"), found.get("const")
    if spelling is not None and not (is_leaf_type(held) and spelling in spellings):
        raise _wrong(node, f"cannot be spelled by {spelling!r}: that is no spelling here, or it is no scalar")
    if const is not None:
        _check_json(node, const)
    return Dress(
        nest=tuple(found["nest"].split(".")) if "nest" in found else (),
        key=found.get("as"),
        flat="flat" in found,
        root="root" in found,
        omit=omitting,
        const=const,
        spelling=spelling,
        by=None if spelling is None else spellings[spelling],
    )


def _directives(node: FieldNode) -> Iterator[tuple[str, str]]:
    for directive in node.directives or ():
        if directive.name.value in _OWN:
            values = [each.value for each in directive.arguments or ()]
            yield (
                directive.name.value,
                values[0].value if values and isinstance(values[0], StringValueNode) else "",
            )


def _check_json(node: FieldNode, text: str) -> None:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _wrong(node, "has a @const that is no JSON text") from None


def _wrong(node: FieldNode, why: str) -> RequestError:
    return RequestError([error_body(f"{node.name.value} {why}.", "BAD_INPUT")])
