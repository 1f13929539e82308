"""Making and changing kept rows: the two mutations of a noun, declared once. Its life is declared beside."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from backend.domain.ids import ReferenceKind
from backend.domain.viewer import Role
from backend.graph.argument import Home, IdempotencyKey, Wait
from backend.graph.context import Context, Info
from backend.graph.described import said
from backend.graph.given import columns, later, mutation, naming, written
from backend.graph.kept import If, believed
from backend.graph.life import Lived, life
from backend.graph.policy import ADMIN, WRITE
from backend.store import noun as nouns
from backend.store.life import Life
from backend.store.noun import Noun
from backend.store.scope import is_named_by
from backend.store.waiting import Pending

Create = Callable[..., Awaitable[str]]
"""A verb of the store: `(tx, viewer, columns, *, workspace, idempotency_key)`."""
Update = Callable[..., Awaitable[str]]
"""A verb of the store: `(tx, viewer, reference, columns, *, when)`."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A kept noun as its mutations name it: `said` is how descriptions do, `a tool set`.

    `create` and `update` are verbs of its own, where it has any; they are given what `lent` takes of the
    context besides. `condition` is the argument `if` of its changes, where it is not that of all rows.
    Without an input to create it, it is made by a mutation of its own. `pending` is what one may wait for
    once a row is made.
    """

    noun: Noun
    said: str
    payload: type
    create_input: type | None
    update_input: type
    create: Create | None = None
    update: Update | None = None
    condition: Any = If
    lent: Callable[[Context], dict[str, object]] = lambda _: {}
    pending: Callable[[str], Pending] | None = None

    @property
    def word(self) -> str:
        """The noun's word, `tool_set`."""
        return self.noun.table.name

    @property
    def reference(self) -> Any:
        """The argument that names a row."""
        named = f"The row: its id, ext:<externalId>{_numbered(self.noun)} or handle:<handle>."
        return Annotated[strawberry.ID, said(named)]


def changes(changed: Changed, **sentences: str) -> tuple[type, type]:
    """The types of mutations that make, change, and end a noun's rows.

    `sentences` are descriptions of verbs that have something of their own to say: `create="…"`, `purge="…"`.
    """
    made = {f"update_{changed.word}": _update(changed, sentences.pop("update", f"Change {changed.said}."))}
    if changed.create_input is not None:
        sentence = sentences.pop("create", f"Make {changed.said}.")
        made = {f"create_{changed.word}": _create(changed, sentence), **made}
    change = strawberry.type(type(f"{changed.noun.name}Change", (), made))
    policy = ADMIN if changed.noun.role is Role.ADMIN else WRITE
    lived = Lived(changed.word, changed.payload, changed.reference, changed.condition, believed, policy)
    return change, life(lived, Life(changed.noun), changed.said, **sentences)


def _create(changed: Changed, sentence: str) -> Any:
    verb = changed.create or partial(nouns.create, noun=changed.noun)

    async def resolve(
        info: Info,
        input: Any,  # noqa: A002  (the argument's name)
        workspace_id: Any = None,
        idempotency_key: Any = None,
        wait: bool = False,
    ) -> Any:
        with naming(input):
            row = await verb(
                tx=info.context.tx,
                viewer=info.context.viewer,
                columns=columns(input),
                workspace=workspace_id,
                idempotency_key=idempotency_key,
                **changed.lent(info.context),
            )
        made: Any = written(changed.payload, **{to_camel_case(changed.word): row})
        return later(made, changed.pending(row)) if wait and changed.pending else made

    async def at_once(info: Info, input: Any, workspace_id: Any = None, idempotency_key: Any = None) -> Any:  # noqa: A002
        return await resolve(info, input, workspace_id, idempotency_key)

    held = {
        "input": _argument(changed.create_input, "What is made."),
        "workspace_id": Home,
        "idempotency_key": IdempotencyKey,
    }
    if changed.pending is None:
        return _field(changed, at_once, held, sentence)
    return _field(changed, resolve, held | {"wait": Wait}, sentence)


def _update(changed: Changed, sentence: str) -> Any:
    verb = changed.update or partial(nouns.update, noun=changed.noun)

    async def resolve(info: Info, id: str, input: Any, if_: Any = None) -> Any:  # noqa: A002
        with naming(input):
            row = await verb(
                tx=info.context.tx,
                viewer=info.context.viewer,
                reference=id,
                columns=columns(input),
                when=believed(if_),
                **changed.lent(info.context),
            )
        return written(changed.payload, **{to_camel_case(changed.word): row})

    wanted = _argument(changed.update_input, "What changes.")
    held = {"id": changed.reference, "input": wanted, "if_": changed.condition}
    return _field(changed, resolve, held, sentence)


def _field(changed: Changed, resolve: Any, held: dict[str, Any], sentence: str) -> Any:
    resolve.__annotations__ = {"info": Info, **held, "return": changed.payload}
    resolve.__doc__ = sentence
    return mutation(ADMIN if changed.noun.role is Role.ADMIN else WRITE)(resolve)


def _argument(held: Any, sentence: str) -> Any:
    return Annotated[held, said(sentence)]


def _numbered(noun: Noun) -> str:
    return ", number:<n>" if is_named_by(noun.table, ReferenceKind.NUMBER) else ""
