"""Rows to read: two tenants and Concord's own workspace, with nulls, ties and odd text, always the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from types import MappingProxyType
from typing import Any

from sqlalchemy import insert

from backend.domain.ids import SYSTEM_ACCOUNT, SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE
from backend.domain.viewer import Role, Viewer
from backend.store import tables
from backend.store.database import Database
from tests.graph.events import payload_of

ODD = (
    "",
    " ",
    "Ärger",
    "ärger",
    "STRASSE",
    "Straße",
    "İstanbul",
    "istanbul",
    "Istanbul",
    'He said "hi"',
    "back\\slash",
    "tab\tline\nreturn\r",
    "\x01\x08\x0c\x1f\x7f",
    "it's 100 % of a_b",
    "\N{GRINNING FACE} \N{WOMAN}\u200d\N{GIRL}",
    "e\N{COMBINING ACUTE ACCENT} é",
    "\u2028\ufffd\ue000",
    "\U0010ffff",
    "null",
    "x" * 3000,
    "Zoë",
    "zoë",
    "agent",
    "Agent 10",
    "Agent 9",
)
"""Texts that are easily spelt, sorted or folded wrongly."""

VALUES: tuple[Any, ...] = (
    {},
    {"a": None, "b": [1, 2.5, "x", None, {"c": False}]},
    {'q"uote\\': "Ä\n\x02", "": ""},
    [],
    "text",
    0,
    1.0,
    -12.25,
    9007199254740991,
    True,
    None,
)
"""JSON values that are easily given back otherwise than they were stored."""

_EPOCH = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
_SEED = 20_260_131
ACCOUNTS = ("acc_" + "1" * 26, "acc_" + "2" * 26)
ROOMS = tuple("wsp_" + digit * 26 for digit in "1234")
"""Workspaces: Ada sees the first two and nobody the third; the fourth is Bo's, of another account."""
PEOPLE = tuple("prn_" + digit * 26 for digit in "1234")
"""Principals: Ada and two others of her account, and Bo."""

ADA = Viewer(PEOPLE[0], ACCOUNTS[0], {ROOMS[0]: Role.ADMIN, ROOMS[1]: Role.VIEWER}, ROOMS[0])
BO = Viewer(PEOPLE[3], ACCOUNTS[1], {ROOMS[3]: Role.EDITOR}, ROOMS[3], account_admin=True)
_AGENTS = MappingProxyType({ROOMS[0]: 34, ROOMS[1]: 9, ROOMS[2]: 4, ROOMS[3]: 14, SYSTEM_WORKSPACE: 5})

Columns = dict[str, Any]


@dataclass(slots=True)
class Dataset:
    """The rows of each table, in an order in which they may be inserted."""

    random: Random = field(default_factory=lambda: Random(_SEED))  # noqa: S311  (no secret is made of it)
    rows: dict[str, list[Columns]] = field(default_factory=dict)
    _made: int = 0

    def add(self, table: str, **columns: Any) -> Columns:
        """A row, which gets an id that says nothing of its age, and the stamps its table has."""
        self._made += 1
        known = tables.metadata.tables[table].c
        row: Columns = {"id": f"{_PREFIX[table]}_{self.random.randrange(10**25, 8 * 10**25):026d}"}
        row |= {name: self.moment() for name in ("created_at", "updated_at") if name in known}
        row |= columns
        self.rows.setdefault(table, []).append({name: row.get(name) for name in known.keys()})  # noqa: SIM118  (a collection of columns)
        return row

    def moment(self) -> datetime:
        """One of few moments, so that many rows were made at the same time."""
        days, micros = self.random.choice((0, 1, 2, 40, 400)), self.random.choice((0, 1, 120_000, 999_999))
        return _EPOCH - timedelta(days=days, microseconds=micros)

    def maybe(self, value: Any, chance: float = 0.5) -> Any:
        """The value, or None."""
        return value if self.random.random() < chance else None

    def text(self) -> str:
        """One of the odd texts."""
        return self.random.choice(ODD)

    def labels(self) -> Columns:
        """Labels: text by text."""
        return {self.text(): self.text() for _ in range(self.random.randrange(3))}

    def object(self) -> Columns:
        """A JSON object."""
        return {f"k{index}": self.random.choice(VALUES) for index in range(self.random.randrange(3))}

    def life(self) -> Columns:
        """Perhaps out of use, perhaps in the trash."""
        return {
            "archived_at": self.maybe(self.moment(), 0.1),
            "deleted_at": self.maybe(self.moment(), 0.15),
            "retention_tier": self.random.choice(("SHORT", "MEDIUM", "LONG", "NONE")),
        }


_PREFIX = {
    "account": "acc",
    "principal": "prn",
    "workspace": "wsp",
    "member": "mbr",
    "api_key": "key",
    "agent": "agt",
    "agent_version": "ver",
    "session": "ses",
    "run": "run",
    "event": "evt",
}


@cache
def dataset() -> Mapping[str, list[Columns]]:
    """All rows by table, the same in every run."""
    made = Dataset()
    _tenants(made)
    for room, count in _AGENTS.items():
        for number in range(count):
            _agent(made, room, number)
    return made.rows


async def fill(database: Database) -> None:
    """Write the rows into an empty database."""
    async with database.write() as tx:
        for name, rows in dataset().items():
            await tx.many(insert(tables.metadata.tables[name]), rows)


def _tenants(made: Dataset) -> None:
    for account in (SYSTEM_ACCOUNT, *ACCOUNTS):
        made.add("account", id=account, name=made.text())
    owners = (*[ACCOUNTS[0]] * 3, ACCOUNTS[1])
    for number, (who, account) in enumerate(zip(PEOPLE, owners, strict=True)):
        whose = {"account_id": account, "kind": made.random.choice(("USER", "SERVICE")), "name": made.text()}
        made.add(
            "principal",
            id=who,
            external_id=None if number == 2 else f"p{number % 3}",
            account_admin=number == 3,
            **whose,
        )
    system = {"kind": "SYSTEM", "name": "Concord", "account_admin": False}
    made.add("principal", id=SYSTEM_PRINCIPAL, account_id=SYSTEM_ACCOUNT, **system)
    for number, room in enumerate((*ROOMS, SYSTEM_WORKSPACE)):
        account = (*[ACCOUNTS[0]] * 3, ACCOUNTS[1], SYSTEM_ACCOUNT)[number]
        _workspace(made, room, account, number)
    for who, account in zip(PEOPLE, owners, strict=True):
        for room in ROOMS:
            if (account == ACCOUNTS[1]) == (room == ROOMS[3]):
                role = made.random.choice(("VIEWER", "EDITOR", "ADMIN"))
                made.add("member", workspace_id=room, principal_id=who, role=role)
                _key(made, room, who)


def _workspace(made: Dataset, room: str, account: str, number: int) -> None:
    named = {
        "name": made.text(),
        "handle": f"room-{number}",
        "number": number % 3 + 1,
        "external_id": f"w{number}",
    }
    owner = {SYSTEM_ACCOUNT: SYSTEM_PRINCIPAL, ACCOUNTS[0]: PEOPLE[0], ACCOUNTS[1]: PEOPLE[3]}[account]
    blank = {"labels": made.labels(), "extensions": {}, "created_by": owner, "retention_tier": "MEDIUM"}
    made.add("workspace", id=room, account_id=account, **named, **blank)


def _key(made: Dataset, room: str, who: str) -> None:
    shown = {"name": made.text(), "hint": "ck_abc…", "digest": f"{made.random.getrandbits(128):032x}"}
    ends = {"expires_at": made.maybe(made.moment()), "revoked_at": made.maybe(made.moment(), 0.2)}
    made.add("api_key", workspace_id=room, principal_id=who, created_by=who, **shown, **ends)


def _people(made: Dataset, room: str) -> tuple[str, ...]:
    if room == SYSTEM_WORKSPACE:
        return (SYSTEM_PRINCIPAL,)
    return (PEOPLE[3],) if room == ROOMS[3] else PEOPLE[:3]


def _agent(made: Dataset, room: str, number: int) -> None:
    who = made.random.choice(_people(made, room))
    named = {
        "name": ODD[number] if number < len(ODD) else made.text(),
        "description": made.maybe(made.text()),
        "external_id": made.maybe(f"ext {number}\N{SNOWMAN}"),
        "handle": f"agent-{number}",
    }
    owners = {"created_by": who, "owner_id": who, "runtime_user_id": made.maybe(who)}
    blobs = {"metadata": made.object(), "labels": made.labels(), "extensions": made.object()}
    agent = made.add("agent", workspace_id=room, **named, **owners, **blobs, **made.life())
    versions = [_version(made, agent, who, index + 1) for index in range(made.random.choice((0, 1, 1, 2, 5)))]
    published = [version["id"] for version in versions if version["state"] == "PUBLISHED"]
    drafts = [version["id"] for version in versions if version["state"] == "DRAFT"]
    stored = made.rows["agent"][-1]
    stored["default_version_id"] = made.random.choice(published) if published else None
    stored["draft_version_id"] = drafts[0] if drafts else None
    if versions and room != SYSTEM_WORKSPACE:
        for _ in range(made.random.choice((0, 1, 2, 4))):
            _session(made, agent, versions, who)


def _version(made: Dataset, agent: Columns, who: str, number: int) -> Columns:
    draft = number == 1 and made.random.random() < 0.5
    profile = {"name": agent["name"], "description": agent["description"], "metadata": agent["metadata"]}
    configuration = {
        "instructions": made.text(),
        "models": made.random.choice(([], ["offline"], ["a", "Ä\n"])),
        "limits": made.random.choice(
            ({}, {"maxTurns": 3}, {"maxTurns": None, "maxTokens": 1, "timeoutSeconds": 2})
        ),
        "input_schema": made.maybe({"type": "object"}),
        "output_schema": made.maybe({"type": ["string", "null"]}),
        "built_ins": made.random.choice(([], ["time"])),
    }
    return made.add(
        "agent_version",
        workspace_id=agent["workspace_id"],
        agent_id=agent["id"],
        state="DRAFT" if draft else "PUBLISHED",
        number=None if draft else number,
        note=made.maybe(made.text()),
        published_at=None if draft else made.moment(),
        published_by=None if draft else who,
        created_by=who,
        **profile,
        **configuration,
    )


def _session(made: Dataset, agent: Columns, versions: list[Columns], who: str) -> None:
    version = made.maybe(made.random.choice(versions)["id"], 0.9)
    where = {"workspace_id": agent["workspace_id"], "agent_id": agent["id"], "agent_version_id": version}
    closed = made.maybe(made.moment(), 0.3)
    said = {
        "title": made.maybe(made.text()),
        "external_id": made.maybe(f"s{made.random.getrandbits(60)}"),
        "end_user_id": made.maybe(made.text()),
        "close_reason": made.text() if closed else None,
    }
    blobs = {
        "labels": made.labels(),
        "variables": made.object(),
        "snapshot": {"agentId": agent["id"], "tools": []},
    }
    row = made.add(
        "session", **where, **said, **blobs, **made.life(), seq=0, closed_at=closed, created_by=who
    )
    stored = made.rows["session"][-1]
    counter = iter(range(1, 1000))
    for number in range(made.random.choice((0, 1, 1, 3))):
        _run(made, row, where, number + 1, counter)
    stored["seq"] = next(counter) - 1


def _run(made: Dataset, session: Columns, where: Columns, number: int, counter: Iterator[int]) -> None:
    ended = ("COMPLETED", "FAILED", "CANCELLED", "TIMED_OUT")
    status = made.random.choice(("QUEUED", "RUNNING", "WAITING") if number == 3 else ended)
    usage = {"inputTokens": 12, "outputTokens": 0, "cacheReadTokens": 0, "cacheWriteTokens": 2**40}
    answer = {
        "input": {"text": made.maybe(made.text()), "data": made.random.choice(VALUES)},
        "output": made.maybe(made.random.choice(VALUES)),
        "error": made.maybe({"code": "X", "message": made.text()}),
        "usage": {**usage, "cost": made.maybe("0.000123")},
    }
    times = {"started_at": made.maybe(made.moment()), "finished_at": made.maybe(made.moment())}
    counts = {"number": number, "epoch": made.random.randrange(3), "turns": made.random.randrange(4)}
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
    for _ in range(made.random.choice((0, 2, 6))):
        kind, payload = payload_of(made.random, answer["usage"])
        place = {"workspace_id": where["workspace_id"], "session_id": session["id"]}
        belongs = row["id"] if made.random.random() < 0.8 else None
        made.add("event", **place, run_id=belongs, seq=next(counter), kind=kind, payload=payload)
