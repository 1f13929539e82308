"""Secrets: what they are for and where they may be sent; what they hold is never read back."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.sealed import Sealed
from backend.domain.secret import SecretKind
from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, embedded, entity, every, many, one, part
from backend.graph.described import expose, field, input_type, object_type
from backend.graph.kept import Kept, KeptInput, named_input
from backend.graph.policy import READ
from backend.graph.scalars import SealedTexts
from backend.store import secret as secrets, secret_edit

if TYPE_CHECKING:
    from backend.graph.link import Link
    from backend.graph.model_provider import ModelProvider

LinkType = Annotated["Link", strawberry.lazy("backend.graph.link")]
ProviderType = Annotated["ModelProvider", strawberry.lazy("backend.graph.model_provider")]

expose(
    SecretKind,
    VALUE="One text, for templates.",
    BEARER="A token that is shown to a host.",
    BASIC="A user and a password that are shown to a host.",
    OAUTH="Tokens that are shown to a host, and renewed.",
    ENV="Variables of a sandbox's environment.",
    GROUP="Nothing itself: other secrets lie in it.",
)


@embedded
class SecretSettings:
    """What is known of a secret and is none itself."""

    client_id: str | None = column("OAUTH: the client's id.")
    token_endpoint: str | None = column("OAUTH: where its tokens are renewed.")
    scopes: str | None = column("OAUTH: what the tokens allow.")
    server_url: str | None = column("In a group: the server that the credential is for.")
    variable: str | None = column("The variable that holds it in a sandbox.")
    commands: list[str] | None = column("The commands in a sandbox that are given it; null is all of them.")


@entity(secrets.secret)
class Secret(Kept):
    """Something that programs show, and nobody reads: its value can be given, changed and used."""

    number: int = column("A small number, unique in the account.", filter=True, order=True)
    kind: SecretKind = column("What it holds.", filter=True)
    parent: Annotated["Secret", strawberry.lazy("backend.graph.secret")] | None = one(
        "The group it lies in.", key="parent_id", filter=True
    )
    hosts: list[str] = column(
        "The hosts that it may be sent to, besides the server or tool set that names it itself."
    )
    settings: SecretSettings = part("What is known of it and is no secret.")
    has_value: bool = column("Whether it holds anything; in the trash it loses that.", filter=True)
    expires_at: datetime | None = column("When its tokens expire.", filter=True, order=True)
    rotated_at: datetime | None = column("When its value was last changed.", filter=True, order=True)
    last_used_at: datetime | None = column("When it was last used, to the minute.", filter=True, order=True)
    children: Connection[Annotated["Secret", strawberry.lazy("backend.graph.secret")]] = many(
        "The secrets that lie in it.", on="parent_id", filter=True
    )
    linked_by: Connection[LinkType] = many("The links that lead to it.", on="target_id", filter=True)
    model_providers: Connection[ProviderType] = many(
        "The providers of models that are spoken to with it.", on="secret_id", filter=True
    )


@input_type
class SecretSettingsInput:
    """What is known of a secret and is none itself: written whole."""

    client_id: strawberry.Maybe[str | None] = field("OAUTH: the client's id.")
    token_endpoint: strawberry.Maybe[str | None] = field("OAUTH: where its tokens are renewed.")
    scopes: strawberry.Maybe[str | None] = field("OAUTH: what the tokens allow.")
    server_url: strawberry.Maybe[str | None] = field(
        "The server that the credential is for: in a group one live credential for each."
    )
    variable: strawberry.Maybe[str | None] = field("The variable that holds it in a sandbox.")
    commands: strawberry.Maybe[list[str] | None] = field(
        "The commands in a sandbox that are given it; null is all of them."
    )


@input_type
class SecretValueInput:
    """What a secret holds: the fields of its kind, all together. It is never read back."""

    value: strawberry.Maybe[Sealed | None] = field("VALUE: the text.")
    token: strawberry.Maybe[Sealed | None] = field("BEARER: the token.")
    user: strawberry.Maybe[Sealed | None] = field("BASIC: the user.")
    password: strawberry.Maybe[Sealed | None] = field("BASIC: the password.")
    access_token: strawberry.Maybe[Sealed | None] = field(
        "OAUTH: the token that is shown. What is left out stays, null takes it away."
    )
    refresh_token: strawberry.Maybe[Sealed | None] = field(
        "OAUTH: the token by which another one is asked for. What is left out stays, null takes it away."
    )
    client_secret: strawberry.Maybe[Sealed | None] = field(
        "OAUTH: the client's secret. What is left out stays, null takes it away."
    )
    variables: strawberry.Maybe[SealedTexts | None] = field(
        "ENV: a JSON object of texts, by their variables."
    )


@input_type
class UpdateSecretInput(KeptInput):
    """Changes to a secret: what is left out stays as it is, null takes a value away."""

    hosts: strawberry.Maybe[list[str] | None] = field("The hosts that it may be sent to: up to 50, exact.")
    settings: strawberry.Maybe[SecretSettingsInput | None] = field("What is known of it and is no secret.")
    value: strawberry.Maybe[SecretValueInput | None] = field(
        "What it holds, up to 64 kB: it counts at once, for running sessions too."
    )
    expires_at: strawberry.Maybe[datetime | None] = field("OAUTH: when its tokens expire.")


@named_input
class CreateSecretInput(UpdateSecretInput):
    """A new secret: what is left out or null has its default."""

    kind: SecretKind = field("What it holds: it never changes.")
    parent_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The group it lies in, which holds up to 20: its id, ext:<externalId>, number:<n> or handle:<handle>."
    )


@object_type
class SecretPayload:
    """A secret, as a mutation leaves it."""

    secret: Secret = field("The secret.")


@strawberry.type
class SecretQuery:
    """Reads of secrets."""

    secret: Secret | None = by_reference("A secret, without what it holds.", READ, within="parent_id")
    secrets: Connection[Secret] = every("The secrets of the viewer's workspaces.", READ)


SecretChange, SecretLife = changes(
    Changed(
        secrets.SECRET,
        "a secret",
        SecretPayload,
        CreateSecretInput,
        UpdateSecretInput,
        secret_edit.create_secret,
        secret_edit.update_secret,
    ),
    update="Change a secret; a value that is given takes the old one's place at once.",
    delete="Put a secret in the trash, with what lies in it: what they hold is destroyed at once.",
    restore="Take a secret out of the trash, without what it held: give it a value again.",
    purge="Delete a secret that is in the trash for good. CONFLICT while a provider, set or server names it.",
)
