"""Changing links one by one or kind by kind: of agents, variations and sessions."""

from typing import Annotated, TypeVar

import strawberry

from backend.graph.agent import Agent
from backend.graph.agent_edit import If, Note, UnlessDraft
from backend.graph.argument import IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import field, object_type, said
from backend.graph.given import mutation, named, written
from backend.graph.kept import believed
from backend.graph.link import Link
from backend.graph.link_input import LinkHolder, LinkInput, LinkSetInput, UpdateLinkInput
from backend.graph.policy import WRITE
from backend.graph.session import Session
from backend.graph.variation import Variation
from backend.store import link_change as links
from backend.store.link_change import Relinked, Way

P = TypeVar("P")

On = Annotated[LinkHolder, said("Whose links.")]
LinkId = Annotated[strawberry.ID, said("The link: its stable id or its id.")]
Publish = Annotated[bool, said("Of an agent: publish the default version with this change as the next one.")]


@object_type
class LinkPayload:
    """A link, as a mutation leaves it, and whose it is: one of the three is not null."""

    link: Link | None = field("The link; null if it was taken away.")
    agent: Agent | None = field("The agent, if it is one's.")
    variation: Variation | None = field("The variation, if it is one's.")
    session: Session | None = field("The session, if it is one's.")


@object_type
class LinksPayload:
    """How many links there are, and whose they are: one of the three is not null."""

    count: int = field("How many links of these kinds there are then.")
    agent: Agent | None = field("The agent, if they are one's.")
    variation: Variation | None = field("The variation, if they are one's.")
    session: Session | None = field("The session, if they are one's.")


@strawberry.type
class LinkChange:
    """Changes of links."""

    @mutation(WRITE)
    async def add_link(
        self,
        info: Info,
        on: On,
        input: Annotated[LinkInput, said("What is linked.")],  # noqa: A002  (the argument's name)
        publish: Publish = False,
        unless_draft: UnlessDraft = False,
        note: Note = None,
        if_: If = None,
        idempotency_key: IdempotencyKey = None,
    ) -> LinkPayload:
        """Link something. What is linked already is answered, and nothing changes."""
        way = Way(publish, unless_draft, note, believed(if_))
        given, whose = named(input), named(on)
        made = await links.add_link(
            info.context.tx, info.context.viewer, whose, given, way, idempotency_key=idempotency_key
        )
        return _written(LinkPayload, made, link=made.link)

    @mutation(WRITE)
    async def update_link(
        self,
        info: Info,
        on: On,
        id: LinkId,  # noqa: A002
        input: Annotated[UpdateLinkInput, said("What changes.")],  # noqa: A002
        publish: Publish = False,
        unless_draft: UnlessDraft = False,
        note: Note = None,
        if_: If = None,
    ) -> LinkPayload:
        """Change a link's place, settings or extensions."""
        way = Way(publish, unless_draft, note, believed(if_))
        made = await links.update_link(info.context.tx, info.context.viewer, named(on), id, named(input), way)
        return _written(LinkPayload, made, link=made.link)

    @mutation(WRITE)
    async def remove_link(
        self,
        info: Info,
        on: On,
        id: Annotated[  # noqa: A002
            strawberry.ID, said("The link: its stable id, its id, or a reference to what it leads to.")
        ],
        publish: Publish = False,
        unless_draft: UnlessDraft = False,
        note: Note = None,
        if_: If = None,
    ) -> LinkPayload:
        """Take a link away; what it leads to stays."""
        way = Way(publish, unless_draft, note, believed(if_))
        made = await links.remove_link(info.context.tx, info.context.viewer, named(on), id, way)
        return _written(LinkPayload, made, link=None)

    @mutation(WRITE)
    async def set_links(
        self,
        info: Info,
        on: On,
        set: Annotated[LinkSetInput, said("All links of some kinds.")],  # noqa: A002
        publish: Publish = False,
        unless_draft: UnlessDraft = False,
        note: Note = None,
        if_: If = None,
    ) -> LinksPayload:
        """Replace all links of some kinds by a list, in its order."""
        way = Way(publish, unless_draft, note, believed(if_))
        made = await links.set_links(info.context.tx, info.context.viewer, named(on), named(set), way)
        return _written(LinksPayload, made, count=made.count)


def _written(payload: type[P], made: Relinked, **values: object) -> P:
    holders = dict.fromkeys(("agent", "variation", "session"))
    return written(payload, **{**holders, made.holder: made.holder_id, **values})
