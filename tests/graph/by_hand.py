"""Rows made by hand: the tenants, and agents with their versions, sessions, runs and events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType
from typing import Any

from backend.domain.ids import PREFIXES, SYSTEM_ACCOUNT, SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE
from backend.store import tables
from tests.graph.cast import ACCOUNTS, PEOPLE, ROOMS, people_of
from tests.graph.events import payload_of
from tests.graph.odd import INSTRUCTIONS, NESTED, ODD, VALUES, Columns, Odd

_SEED = 20_260_131
_AGENTS = MappingProxyType({ROOMS[0]: 34, ROOMS[1]: 9, ROOMS[2]: 4, ROOMS[3]: 14, SYSTEM_WORKSPACE: 5})

EMPTY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "workspace": frozenset({"archived_at", "deleted_at"}),
        "agent": frozenset({"default_version_id", "draft_version_id"}),
        "agent_version": frozenset({"base_version_id"}),
        "run": frozenset({"worker", "heartbeat_at", "cancel_requested_at", "cancel_reason"}),
    }
)
"""Columns that these rows leave null. Others that they do not name are filled like those of other tables."""


@dataclass(slots=True)
class Made:
    """The rows of each table, in an order in which they may be inserted."""

    odd: Odd = field(default_factory=lambda: Odd(Random(_SEED)))  # noqa: S311  (no secret is made of it)
    rows: dict[str, list[Columns]] = field(default_factory=dict)

    def add(self, table: str, **columns: Any) -> Columns:
        """A row, which gets an id that says nothing of its age, and the stamps its table has."""
        known = tables.metadata.tables[table].c
        row: Columns = {"id": self.odd.id(prefix_of(table))}
        row |= {name: self.odd.moment() for name in ("created_at", "updated_at") if name in known}
        row |= columns
        told = row.keys() | EMPTY.get(table, frozenset())
        stored = {name: row.get(name) for name in known.keys() if name in told}  # noqa: SIM118  (a collection of columns)
        self.rows.setdefault(table, []).append(stored)
        return row

    def turn(self, table: str) -> int:
        """How many rows a table has so far."""
        return len(self.rows.get(table, ()))

    def nested(self, table: str) -> Columns:
        """A JSON object with one of the nested ones in it, in turn among the table's rows."""
        return self.odd.object() | NESTED[self.turn(table) % len(NESTED)]


def prefix_of(table: str) -> str:
    """The prefix of the ids of a table's rows."""
    noun = "".join(word.capitalize() for word in table.split("_"))
    assert noun in PREFIXES, f"The rows of {table} have ids: give {noun} a prefix in domain/ids.py."
    return PREFIXES[noun]


def rows_by_hand() -> dict[str, list[Columns]]:
    """The rows by table; columns that came later than this file are missing in them."""
    made = Made()
    _tenants(made)
    for room, count in _AGENTS.items():
        for number in range(count):
            _agent(made, room, number)
    return made.rows


def _tenants(made: Made) -> None:
    for account in (SYSTEM_ACCOUNT, *ACCOUNTS):
        made.add("account", id=account, name=made.odd.text())
    owners = (*[ACCOUNTS[0]] * 3, ACCOUNTS[1])
    for number, (who, account) in enumerate(zip(PEOPLE, owners, strict=True)):
        whose = {
            "account_id": account,
            "kind": made.odd.random.choice(("USER", "SERVICE")),
            "name": made.odd.text(),
        }
        made.add(
            "principal",
            id=who,
            external_id=None if number == 2 else f"p{number % 3}",
            account_admin=number == 3,
            **whose,
        )
    system = {"kind": "SYSTEM", "name": "Concord", "account_admin": False, "external_id": None}
    made.add("principal", id=SYSTEM_PRINCIPAL, account_id=SYSTEM_ACCOUNT, **system)
    for number, room in enumerate((*ROOMS, SYSTEM_WORKSPACE)):
        account = (*[ACCOUNTS[0]] * 3, ACCOUNTS[1], SYSTEM_ACCOUNT)[number]
        _workspace(made, room, account, number)
    for who, account in zip(PEOPLE, owners, strict=True):
        for room in ROOMS:
            if (account == ACCOUNTS[1]) == (room == ROOMS[3]):
                role = made.odd.random.choice(("VIEWER", "EDITOR", "ADMIN"))
                made.add("member", workspace_id=room, principal_id=who, role=role)
                _key(made, room, who)


def _workspace(made: Made, room: str, account: str, number: int) -> None:
    named = {
        "name": made.odd.text(),
        "handle": f"room-{number}",
        "number": number % 3 + 1,
        "external_id": f"w{number}",
    }
    owner = {SYSTEM_ACCOUNT: SYSTEM_PRINCIPAL, ACCOUNTS[0]: PEOPLE[0], ACCOUNTS[1]: PEOPLE[3]}[account]
    blank = {"labels": made.odd.labels(), "extensions": {}, "created_by": owner, "retention_tier": "MEDIUM"}
    made.add("workspace", id=room, account_id=account, **named, **blank)


def _key(made: Made, room: str, who: str) -> None:
    shown = {"name": made.odd.text(), "hint": "ck_abc…", "digest": f"{made.odd.random.getrandbits(128):032x}"}
    ends = {
        "expires_at": made.odd.maybe(made.odd.moment()),
        "revoked_at": made.odd.maybe(made.odd.moment(), 0.2),
    }
    made.add("api_key", workspace_id=room, principal_id=who, created_by=who, **shown, **ends)


def _agent(made: Made, room: str, number: int) -> None:
    who = made.odd.random.choice(people_of(room))
    named = {
        "name": ODD[number] if number < len(ODD) else made.odd.text(),
        "description": made.odd.maybe(made.odd.text()),
        "external_id": made.odd.maybe(f"ext {number}\N{SNOWMAN}"),
        "handle": f"agent-{number}",
    }
    owners = {"created_by": who, "owner_id": who, "runtime_user_id": made.odd.maybe(who)}
    blobs = {"metadata": made.odd.object(), "labels": made.odd.labels(), "extensions": made.nested("agent")}
    agent = made.add("agent", workspace_id=room, **named, **owners, **blobs, **made.odd.life())
    versions = [
        _version(made, agent, who, index + 1) for index in range(made.odd.random.choice((0, 1, 1, 2, 5)))
    ]
    published = [version["id"] for version in versions if version["state"] == "PUBLISHED"]
    drafts = [version["id"] for version in versions if version["state"] == "DRAFT"]
    stored = made.rows["agent"][-1]
    stored["default_version_id"] = made.odd.random.choice(published) if published else None
    stored["draft_version_id"] = drafts[0] if drafts else None
    if versions and room != SYSTEM_WORKSPACE:
        for _ in range(made.odd.random.choice((0, 1, 2, 4))):
            _session(made, agent, versions, who)


def _version(made: Made, agent: Columns, who: str, number: int) -> Columns:
    draft = number == 1 and made.odd.random.random() < 0.5
    profile = {"name": agent["name"], "description": agent["description"], "metadata": agent["metadata"]}
    configuration = {
        "instructions": made.odd.text(),
        "models": made.odd.random.choice(([], ["offline"], ["a", "Ä\n"])),
        "limits": made.odd.random.choice(
            ({}, {"maxTurns": 3}, {"maxTurns": None, "maxTokens": 1, "timeoutSeconds": 2})
        ),
        "input_schema": made.odd.maybe({"type": "object"}),
        "output_schema": made.odd.maybe({"type": ["string", "null"]}),
        "model_settings": made.odd.random.choice((None, {"temperature": 0.5})),
    }
    return made.add(
        "agent_version",
        workspace_id=agent["workspace_id"],
        agent_id=agent["id"],
        state="DRAFT" if draft else "PUBLISHED",
        number=None if draft else number,
        note=made.odd.maybe(made.odd.text()),
        published_at=None if draft else made.odd.moment(),
        published_by=None if draft else who,
        created_by=who,
        **profile,
        **configuration,
    )


def _session(made: Made, agent: Columns, versions: list[Columns], who: str) -> None:
    version = made.odd.maybe(made.odd.random.choice(versions)["id"], 0.9)
    where = {"workspace_id": agent["workspace_id"], "agent_id": agent["id"], "agent_version_id": version}
    closed = made.odd.maybe(made.odd.moment(), 0.3)
    said = {
        "title": made.odd.maybe(made.odd.text()),
        "external_id": made.odd.maybe(f"s{made.odd.random.getrandbits(60)}"),
        "end_user_id": made.odd.maybe(made.odd.text()),
        "close_reason": made.odd.text() if closed else None,
    }
    blobs = {
        "labels": made.odd.labels(),
        "variables": made.nested("session"),
        "snapshot": {"agentId": agent["id"], "tools": [], **_instructions(made)},
    }
    row = made.add(
        "session", **where, **said, **blobs, **made.odd.life(), seq=0, closed_at=closed, created_by=who
    )
    stored = made.rows["session"][-1]
    counter = iter(range(1, 1000))
    for number in range(made.odd.random.choice((0, 1, 1, 3))):
        _run(made, row, where, number + 1, counter)
    stored["seq"] = next(counter) - 1


def _instructions(made: Made) -> Columns:
    return INSTRUCTIONS[made.turn("session") % len(INSTRUCTIONS)]


def _run(made: Made, session: Columns, where: Columns, number: int, counter: Iterator[int]) -> None:
    ended = ("COMPLETED", "FAILED", "CANCELLED", "TIMED_OUT")
    status = made.odd.random.choice(("QUEUED", "RUNNING", "WAITING") if number == 3 else ended)
    usage = {"inputTokens": 12, "outputTokens": 0, "cacheReadTokens": 0, "cacheWriteTokens": 2**40}
    answer = {
        "input": {"text": made.odd.maybe(made.odd.text()), "data": made.odd.random.choice(VALUES)},
        "output": made.odd.maybe(made.odd.random.choice(VALUES)),
        "error": made.odd.maybe({"code": "X", "message": made.odd.text()}),
        "usage": {**usage, "cost": made.odd.maybe("0.000123")},
    }
    times = {
        "started_at": made.odd.maybe(made.odd.moment()),
        "finished_at": made.odd.maybe(made.odd.moment()),
    }
    counts = {"number": number, "epoch": made.odd.random.randrange(3), "turns": made.odd.random.randrange(4)}
    row = made.add(
        "run",
        **where,
        session_id=session["id"],
        status=status,
        **answer,
        **times,
        **counts,
        created_by=session["created_by"],
    )
    for _ in range(made.odd.random.choice((0, 2, 6))):
        kind, payload = payload_of(made.odd.random, answer["usage"])
        place = {"workspace_id": where["workspace_id"], "session_id": session["id"]}
        belongs = row["id"] if made.odd.random.random() < 0.8 else None
        made.add("event", **place, run_id=belongs, seq=next(counter), kind=kind, payload=payload)
