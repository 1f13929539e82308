"""The rows: 100,000 agents with three versions each, their tools and links, and files, in 200 workspaces.

The reader is an ordinary member of three workspaces, of which the first holds four fifths of everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random

from backend.domain.ids import SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE

AGENTS = 100_000
VERSIONS = 3
"""Versions of each agent."""
TOOLS = 5_000
FILES = 5_000
WORKSPACES = 200
DEPTH = 90_000
"""How many rows lie before the deep page, where there are all rows."""
SYSTEM_AGENTS = 20
SHARES = (0.80, 0.06, 0.06)
"""The shares of the reader's workspaces; the others have what is left."""
LEAST = 100
"""How many rows of a kind there are however small the fraction: more than a page."""

WORDS = (
    "amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "heron", "indigo", "jasper",
    "karst", "lotus", "maple", "nimbus", "ochre", "pollen", "quartz", "raven", "sable", "tundra",
    "umber", "violet", "willow", "xenon", "yarrow", "zephyr", "anvil", "birch", "coral", "dune",
)  # fmt: skip

Columns = Mapping[str, object]

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_STEP = timedelta(seconds=11, microseconds=137)


def row_id(prefix: str, number: int) -> str:
    """The id of a row by its number; ids sort as the numbers do."""
    return f"{prefix}_01{number:024}"


def moment(number: int) -> datetime:
    """When the row with that number was made: no two of a table at once."""
    return _EPOCH + number * _STEP


@dataclass(frozen=True)
class Rows:
    """The rows at a fraction of their number, always the same ones. `account` owns the workspaces."""

    fraction: float
    account: str
    principal: str

    @cached_property
    def workspaces(self) -> Sequence[str]:
        """The ids of all workspaces; the reader's are the first ones."""
        return [row_id("wsp", number) for number in range(1, WORKSPACES + 1)]

    @property
    def agents(self) -> int:
        """How many agents there are, Concord's own not counted."""
        return self.number(AGENTS)

    @property
    def depth(self) -> int:
        """How many versions lie before the deep page."""
        return int(DEPTH * self.fraction)

    def agent_homes(self) -> Iterator[tuple[int, str]]:
        """The number of each agent, and its workspace."""
        return self._placed(AGENTS)

    def version_homes(self) -> Iterator[tuple[int, str]]:
        """The number of each version, and its workspace: three of an agent, one after another."""
        for agent, workspace in self.agent_homes():
            yield from ((agent * VERSIONS + place, workspace) for place in range(VERSIONS))

    def places(self) -> Iterator[Columns]:
        """The workspaces."""
        for number, workspace in enumerate(self.workspaces, 2):
            named = {"name": f"Workspace {number}", "handle": f"workspace-{number}", "number": number}
            whose = {"account_id": self.account, "created_by": self.principal, "owner_id": self.principal}
            blank = {"labels": {}, "extensions": {}, "retention_tier": "MEDIUM"}
            yield {"id": workspace, **named, **whose, **blank, **_made(number)}

    def tool_sets(self) -> Iterator[Columns]:
        """A tool set in each workspace."""
        for number, workspace in enumerate(self.workspaces):
            kind = {"kind": "HTTP", "headers": {}, "managed": False}
            sync = {"sync_status": "NEVER", "sync_failures": 0}
            yield {"id": _set_of(workspace), **self._kept(number, workspace, "Tools"), **kind, **sync}

    def tools(self) -> Iterator[Columns]:
        """The tools; a thirtieth of them begins with each word."""
        for number, workspace in self._placed(TOOLS):
            name = f"{WORDS[number % len(WORDS)]}_{number}"
            said = {"name": name, "call_name": name, "input_schema": {"type": "object"}, "config": {}}
            counted = {"number": 1000 + number, "account_id": self.account}
            flags = {"enabled": True, "requires_approval": number % 5 == 0, "approval_by_hand": False}
            yield {
                **self._kept(number, workspace, name),
                **said,
                **counted,
                **flags,
                "id": row_id("tol", number),
                "tool_set_id": _set_of(workspace),
                "kind": "HTTP",
                "status": "AVAILABLE",
                "timeout_seconds": 60,
                "schema_digest": f"{number:064x}",
            }

    def all_agents(self) -> Iterator[Columns]:
        """The agents, and a few of Concord's own."""
        system = [(self.agents + number, SYSTEM_WORKSPACE) for number in range(SYSTEM_AGENTS)]
        for number, workspace in (*self.agent_homes(), *system):
            yield {
                **self._kept(number, workspace, f"{WORDS[number * 7 % len(WORDS)]} {number}"),
                "id": row_id("agt", number),
                "metadata": {"team": WORDS[number % 11], "tier": number % 4},
                "selection": "WEIGHTED" if number % 3 == 0 else "UNIFORM",
                "default_version_id": default_version(number),
                "draft_version_id": row_id("ver", number * VERSIONS + 2) if number % 4 == 0 else None,
            }

    def versions(self) -> Iterator[Columns]:
        """Three versions of each agent; the last of every fourth one is a draft."""
        for number, workspace in self.version_homes():
            of, place = divmod(number, VERSIONS)
            is_draft = place == 2 and of % 4 == 0
            name = f"{WORDS[of * 7 % len(WORDS)]} {of}"
            yield {
                "id": row_id("ver", number),
                "workspace_id": workspace,
                "agent_id": row_id("agt", of),
                "state": "DRAFT" if is_draft else "PUBLISHED",
                "number": None if is_draft else place + 1,
                "name": name,
                "description": f"What {name} does, in a sentence of some length.",
                "metadata": {"team": WORDS[of % 11], "tier": of % 4},
                "instructions": f"You are {name}. Answer in plain words, and say what you do not know. " * 3,
                "models": ["offline"],
                "limits": {"maxTurns": 50},
                "note": None if place == 0 else f"Change {place}",
                "published_at": None if is_draft else moment(number),
                "created_by": self.principal,
                "extensions": {},
                "bindings": [],
                **_made(number),
            }

    def links(self) -> Iterator[Columns]:
        """Two to six tools of each default version."""
        tools: dict[str, list[str]] = {}
        for number, workspace in self._placed(TOOLS):
            tools.setdefault(workspace, []).append(row_id("tol", number))
        random, count = Random(4), 0  # noqa: S311  (the same rows each time)
        for number, workspace in self.agent_homes():
            version, known = default_version(number), tools.get(workspace, [])
            if version is None:
                continue
            for position, tool in enumerate(random.sample(known, min(len(known), random.randint(2, 7)))):
                link = row_id("lnk", count)
                to = {"kind": "TOOL", "target_id": tool, "position": position}
                whose = {"workspace_id": workspace, "agent_version_id": version, "created_by": self.principal}
                blank: Columns = {"settings": {}, "extensions": {}}
                yield {"id": link, "stable_id": link, **to, **whose, **blank, **_made(count)}
                count += 1

    def files(self) -> Iterator[Columns]:
        """Files that can be downloaded. Their bytes are nowhere: nobody asks for them here."""
        for number, workspace in self._placed(FILES):
            bytes_ = {"media_type": "text/plain", "size": number, "sha256": f"{number:064x}"}
            own = {"id": row_id("fil", number), "downloadable": True}
            yield {**self._kept(number, workspace, f"{WORDS[number % 30]}.txt"), **bytes_, **own}

    def _kept(self, number: int, workspace: str, name: str) -> Columns:
        whose = SYSTEM_PRINCIPAL if workspace == SYSTEM_WORKSPACE else self.principal
        return {
            "workspace_id": workspace,
            "name": name,
            "description": f"What {name} is for, in a sentence of some length." if number % 5 else None,
            "labels": {"stage": WORDS[number % 3], "index": str(number % 17)},
            "external_id": f"{name}-{number}" if number % 2 else None,
            "handle": f"{name.replace(' ', '-').replace('_', '-')}-{number}",
            "created_by": whose,
            "owner_id": whose,
            "extensions": {},
            "archived_at": moment(number + 5) if number % 20 == 7 else None,
            "deleted_at": moment(number + 9) if number % 100 == 13 else None,
            "retention_tier": "MEDIUM",
            **_made(number),
        }

    def number(self, whole: int) -> int:
        """How many rows there are of so many."""
        return max(LEAST, int(whole * self.fraction))

    def _placed(self, whole: int) -> Iterator[tuple[int, str]]:
        """The number of each row of a kind, and its workspace: by chance, as the shares say."""
        random = Random(whole)  # noqa: S311  (the same rows each time)
        others = len(self.workspaces) - len(SHARES)
        weights = [*SHARES, *[(1 - sum(SHARES)) / others] * others]
        yield from enumerate(random.choices(self.workspaces, weights, k=self.number(whole)))


def default_version(agent: int) -> str | None:
    """The version that an agent runs: the last published one, or none."""
    if agent % 10 == 9:
        return None
    return row_id("ver", agent * VERSIONS + (1 if agent % 4 == 0 else 2))


def _set_of(workspace: str) -> str:
    return workspace.replace("wsp", "tls")


def _made(number: int) -> Columns:
    return {"created_at": moment(number), "updated_at": moment(number + 3)}
