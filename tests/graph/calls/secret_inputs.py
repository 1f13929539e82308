"""The inputs that carry secrets: what is written there comes out nowhere."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from graphql import GraphQLField, GraphQLInputObjectType, get_named_type

from tests.graph.calls.meant import Path
from tests.graph.calls.world import World


@dataclass(frozen=True, slots=True)
class SecretInput:
    """Where a mutation takes a secret: how a canary is spelt there, and what must be given beside it."""

    path: Path
    spelt: Callable[[str], str] = str
    beside: Callable[[World], Mapping[str, Any]] = lambda _: {}


def together(given: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments with others beside them, at any depth."""
    shared = [name for name, each in given.items() if isinstance(each, dict) and name in more]
    return {**given, **more, **{name: together(given[name], more[name]) for name in shared}}


def _signing(bird: str) -> str:
    return f"whsec_{b64encode(bird.encode()).decode()}"


_PARTS: tuple[tuple[str, Path, Mapping[str, str]], ...] = (
    ("VALUE", ("value",), {}),
    ("BEARER", ("token",), {}),
    ("BASIC", ("user",), {"password": "p"}),
    ("BASIC", ("password",), {"user": "u"}),
    ("OAUTH", ("accessToken",), {}),
    ("OAUTH", ("refreshToken",), {}),
    ("OAUTH", ("clientSecret",), {}),
    ("ENV", ("variables", "A"), {}),
)
"""What a secret is given, by its kind, and what must be given with it."""


def _parts(whose: Callable[[str, World], Mapping[str, Any]]) -> tuple[SecretInput, ...]:
    """All parts of a secret's value; `whose` names a secret of the kind, or says that one is made."""

    def beside(kind: str, others: Mapping[str, str], world: World) -> Mapping[str, Any]:
        return together({"input": {"value": dict(others)}}, whose(kind, world))

    return tuple(
        SecretInput(("input", "value", *path), beside=partial(beside, kind, others))
        for kind, path, others in _PARTS
    )


def _nested(path: Path, value: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in reversed(path):
        value = {name: value}
    return value


def _inline(*path: str) -> SecretInput:
    """The token of a server that is defined in a link, the link being at this path."""
    definition = {"name": "Orders", "url": "https://mcp.example.com"}
    link = {"target": {"inline": {"kind": "MCP_SERVER", "definition": definition}}}
    beside = _nested(path, link)
    if path[-1] == "links" and path[-2] in {"set", "links"}:
        beside = together(beside, _nested(path[:-1], {"kinds": ["MCP_SERVER"]}))
    return SecretInput((*path, "target", "inline", "definition", "token"), beside=lambda _: beside)


_SERVER: tuple[Path, ...] = (("apiKey",), ("oauth", "clientSecret"), ("headers", "api_key"), ("env", "A"))
_HEADER = SecretInput(("input", "headers", "api_key"))
_KEY = SecretInput(("input", "key"), _signing)

SECRET_INPUTS: Mapping[str, tuple[SecretInput, ...]] = MappingProxyType(
    {
        "createSecret": _parts(lambda kind, _: {"input": {"kind": kind}}),
        "updateSecret": _parts(lambda kind, world: {"id": world.spare[kind.lower()]}),
        "createMcpServer": tuple(SecretInput(("input", *path)) for path in _SERVER),
        "updateMcpServer": tuple(SecretInput(("input", *path)) for path in _SERVER),
        "createToolSet": tuple(SecretInput(("input", "mcpServer", *path)) for path in _SERVER),
        "updateToolSet": tuple(SecretInput(("input", "mcpServer", *path)) for path in _SERVER),
        "createModelProvider": (_HEADER,),
        "updateModelProvider": (_HEADER,),
        "updateSession": (SecretInput(("input", "secrets", "value")),),
        "startSession": (SecretInput(("session", "secrets", "value")), _inline("session", "links")),
        "startRun": (
            SecretInput(("input", "secrets", "value")),
            SecretInput(("session", "secrets", "value")),
            _inline("session", "links"),
            _inline("input", "overrides", "links", "links"),
        ),
        "addLink": (_inline("input"),),
        "setLinks": (_inline("set", "links"),),
        "createAgent": (
            _inline("input", "links", "links"),
            _inline("input", "variations", "links", "links"),
        ),
        "updateAgent": (_inline("input", "links", "links"),),
        "importAgent": (_inline("package", "agent", "links", "links"),),
        "createVariation": (_inline("input", "links", "links"),),
        "updateVariation": (_inline("input", "links", "links"),),
        "createWebhookEndpoint": (_KEY,),
        "updateWebhookEndpoint": (_KEY,),
    }
)
"""By mutation, where it takes secrets."""

NOT_SECRET: frozenset[str] = frozenset({"entryKey", "idempotencyKey", "key", "tokenEndpoint"})
"""Names of arguments and inputs' fields that sound like secrets and are none."""
PLAIN = frozenset({"name"})
"""Names of leaves that are no secrets, whatever they lie in."""

_TELLING = re.compile(r"secret|token|passw|credential|key|sealed", re.IGNORECASE)


def sound_secret(field: GraphQLField) -> Iterator[Path]:
    """Where a mutation takes texts or JSON under a name that sounds like a secret."""
    for path, kind in _inputs((), field.args, frozenset()):
        telling = any(_TELLING.search(name) and name not in NOT_SECRET for name in path)
        if telling and path[-1] not in PLAIN and kind in {"String", "JSON"}:
            yield path


def _inputs(path: Path, held: Mapping[str, Any], above: frozenset[str]) -> Iterator[tuple[Path, str]]:
    for name, each in held.items():
        inner = get_named_type(each.type)
        if not isinstance(inner, GraphQLInputObjectType):
            yield (*path, name), inner.name
        elif inner.name not in above:
            yield from _inputs((*path, name), inner.fields, above | {inner.name})
