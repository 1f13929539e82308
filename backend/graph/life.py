"""The life of a noun's rows: out of use, into the trash and back. Its mutations are declared once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from backend.graph.context import Info
from backend.graph.described import field, object_type
from backend.graph.given import mutation, written
from backend.graph.policy import ADMIN, WRITE, Policy
from backend.store.life import Life

Verb = Callable[..., Awaitable[str]]
"""A verb of the store: `(tx, viewer, reference)`, and `when=` where there is a precondition."""

Shown = Callable[[Info, str], object]


@object_type
class PurgePayload:
    """What is gone for good."""

    purged_id: strawberry.ID = field("The id of the row that was.")


def _as_it_is(_info: Info, row: str) -> object:
    return row


@dataclass(frozen=True, slots=True)
class Lived:
    """A noun as its life names it: `agent` of `archiveAgent`, the payload, and what a reference looks like.

    `condition` is the type of the argument `if`, and `believed` reads it; None is a noun without one. `shown`
    says as whom the payload is read.
    """

    noun: str
    payload: type
    reference: Any
    condition: Any = None
    believed: Callable[[Any], object] = lambda given: given
    policy: Policy = WRITE
    shown: Shown = _as_it_is


_USUAL = {
    "archive": "Put {} out of use: it leaves default lists, and goes on working where it is used.",
    "unarchive": "Put {} that was archived to use again.",
    "delete": "Put {} in the trash; it is purged after the days of its retention tier.",
    "restore": "Take {} out of the trash.",
    "purge": "Delete {} that is in the trash for good.",
}
"""What each verb does, where a noun has nothing of its own to say."""


def life(lived: Lived, verbs: Life, noun: str, **said: str) -> type:
    """A type of mutations, one for each verb of a noun: `archiveAgent` … `purgeAgent`.

    `noun` is the noun as its descriptions name it, `an agent`; `said` are verbs with a sentence of their own.
    `purge` takes an administrator and answers the id that was.
    """
    sentences = {name: said.get(name, usual.format(noun)) for name, usual in _USUAL.items()}
    return lifelike(lived, **{name: (getattr(verbs, name), sentence) for name, sentence in sentences.items()})


def lifelike(lived: Lived, **verbs: tuple[Verb, str]) -> type:
    """The same of verbs that are not any noun's: `archive=(archive_workspace, "Put a workspace …")`."""
    made = {f"{name}_{lived.noun}": _field(lived, name, *verb) for name, verb in verbs.items()}
    title = "".join(word.capitalize() for word in lived.noun.split("_"))
    return strawberry.type(type(f"{title}Life", (), made))


def _field(lived: Lived, name: str, verb: Verb, said: str) -> Any:
    purge = name == "purge"

    async def resolve(info: Info, id: str, if_: Any = None) -> Any:  # noqa: A002  (the argument's name)
        given: Mapping[str, object] = {} if lived.condition is None else {"when": lived.believed(if_)}
        row = await verb(info.context.tx, info.context.viewer, id, **given)
        if purge:
            return written(PurgePayload, purgedId=row)
        return written(lived.payload, **{to_camel_case(lived.noun): lived.shown(info, row)})

    async def without(info: Info, id: str) -> Any:  # noqa: A002
        return await resolve(info, id)

    chosen = without if lived.condition is None else resolve
    held = {"info": Info, "id": lived.reference, "return": PurgePayload if purge else lived.payload}
    chosen.__annotations__ = held if lived.condition is None else {**held, "if_": lived.condition}
    chosen.__doc__ = said
    return mutation(ADMIN if purge and lived.policy is WRITE else lived.policy)(chosen)
