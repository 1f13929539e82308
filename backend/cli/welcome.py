"""What `concord serve` prints when it listens: where, the first key, and three commands to try.

The commands may be played as they are, and again: by their idempotency keys the second time finds what the
first one made.
"""

import orjson

from backend.platform.settings import Settings

AGENT = (
    'mutation { createAgent(input: {name: "First", handle: "first", models: ["offline"]}, '
    'publish: true, idempotencyKey: "first") { agent { id handle } } }'
)
RUN = (
    'mutation { startRun(agentId: "handle:first", input: {text: "Hello, Concord!"}, '
    'session: {externalId: "first-session"}, idempotencyKey: "first") { run { id status } } }'
)
WATCH = (
    'subscription { sessionEvents(id: "ext:first-session", until: RUN) { event '
    "{ seq __typename ... on MessageCompleted { text } ... on RunCompleted { output } } } }"
)
TRIES = (("Create an agent:", AGENT), ("Start a run of it:", RUN), ("Watch the run:", WATCH))
"""What is said of a command, and the document that it sends."""

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (not bound: translated)


def welcome(settings: Settings, port: int, key: str | None) -> str:
    """The text. `port` is the one that is listened on; `key` the administrator's, if it was made now."""
    url = address(settings.host, port)
    lines = [f"Concord listens on {url}"]
    lines += [f"Explorer: {url}/graphql"] if settings.has_explorer else []
    lines += [first_key(key)] if key else []
    if settings.trusted_only:
        return "\n".join([*lines, "Only trusted documents are taken: docs/trusted-documents.md."])
    for count, (what, document) in enumerate(TRIES, start=1):
        lines += ["", f"{count}. {what}", *_curl(f"{url}/graphql", key or "$CONCORD_KEY", document)]
    return "\n".join(lines)


def first_key(key: str) -> str:
    """How the first key is shown."""
    return f"Administrator's key, shown this once: {key}"


def address(host: str, port: int) -> str:
    """The URL by which this machine reaches the server."""
    host = EVERYWHERE.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _curl(url: str, key: str, document: str) -> list[str]:
    """The command's lines. The apostrophe ends a shell's quotation, so no document has one."""
    stream = document.startswith("subscription")
    return [
        f"curl -sS{'N' if stream else ''} {url} \\",
        f'  -H "Authorization: Bearer {key}" -H "Content-Type: application/json" \\',
        *(['  -H "Accept: text/event-stream" \\'] if stream else []),
        f"  -d '{orjson.dumps({'query': document}).decode()}'",
    ]
