"""The tools of servers that links define: found when a run first needs them, and kept in what it runs with.

No row pins them, so the snapshot does: they stay for the session what they were then.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backend.domain.errors import BadInput, Conflict
from backend.domain.link import ApprovalRule, LinkKind
from backend.domain.link_list import Linked
from backend.domain.tool import Discovered, ToolKind, call_name_from
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.event import Replaced
from backend.store.row import change, the_row
from backend.store.run import Held, run
from backend.store.session import session
from backend.store.snapshot import require_small
from backend.store.snapshot_tools import Spec, spec_of
from backend.store.tool_pin import Said, usable

Snapshot = Mapping[str, Any]
Found = Mapping[str, Sequence[Discovered]]
"""What servers told of their tools, by the ids of the links that define the servers."""

_FOUND = "discoveredAt"


def undiscovered(snapshot: Snapshot) -> list[Spec]:
    """The servers of a snapshot that no row stands for, and that have not told of their tools yet."""
    servers = snapshot.get("servers", ())
    return [each for each in servers if each["mcpServerId"] is None and _FOUND not in each]


async def keep_found(tx: Transaction, held: Held, found: Found) -> dict[str, Any]:
    """Keep what was found for the session of a run, or for the run alone that brought the servers along.

    What the run runs with from now on. Replaced if another worker holds it; BAD_INPUT beyond 4 MB, and for
    two tools of one name.
    """
    home = await the_row(tx, session, held.session_id, lock=True)
    row = await the_row(tx, run, held.id, lock=True)
    if row.epoch != held.epoch:
        raise Replaced(f"Run {held.id} is no longer held with epoch {held.epoch}.")
    snapshot, overrides = home.snapshot, row.overrides or {}
    if undiscovered(snapshot):
        snapshot = _with(snapshot, found)
        await change(tx, session, home.id, {"snapshot": snapshot})
    if undiscovered(overrides):
        overrides = _with(overrides, found)
        await change(tx, run, row.id, {"overrides": overrides})
    return {**snapshot, **overrides}


def _with(snapshot: Snapshot, found: Found) -> dict[str, Any]:
    tools = list(snapshot.get("tools", ()))
    servers = list(snapshot["servers"])
    for index, server in enumerate(servers):
        if server["mcpServerId"] is None and _FOUND not in server and server["linkId"] in found:
            servers[index] = {**server, _FOUND: clock.text(clock.now())}
            for each in _specs(server, found[server["linkId"]]):
                tools.append(_named(each, server, {tool["name"] for tool in tools}))
    made = {**snapshot, "tools": tools, "servers": servers}
    try:
        require_small(made)
    except Conflict as error:
        raise BadInput(error.message) from error
    return made


def _specs(server: Spec, discovered: Sequence[Discovered]) -> Iterator[Spec]:
    """What a server tells of, and its link lets through."""
    settings: Mapping[str, Any] = server.get("settings", {})
    link = Linked(server["linkId"], LinkKind.MCP_SERVER, inline=server, settings=settings)
    wanted, unwanted = settings.get("tools"), set(settings.get("excludedTools") or ())
    for name, said in usable(discovered).items():
        names = {name, call_name_from(name)}
        if (wanted is None or names & set(wanted)) and not names & unwanted:
            yield {**_spec(link, said), "approval": _asks(settings, names)}


def _spec(link: Linked, said: Said) -> Spec:
    return {
        **spec_of(link, call_name_from(said["name"]), said["description"], said["input_schema"]),
        "outputSchema": said["output_schema"],
        "kind": ToolKind.MCP.name,
        "config": {"remoteName": said["name"]},
    }


def _asks(settings: Mapping[str, Any], names: set[str]) -> bool:
    rule = ApprovalRule[settings.get("approval", ApprovalRule.DEFAULT.name)]
    listed = rule is ApprovalRule.LISTED and bool(names & set(settings.get("approvalTools") or ()))
    return rule is ApprovalRule.ALWAYS or listed


def _named(spec: Spec, server: Spec, taken: set[str]) -> Spec:
    """The tool under a name that no other has: if its own is taken, the server's stands before it."""
    if spec["name"] not in taken:
        return spec
    longer = f"{call_name_from(server['name'])}_{spec['name']}"
    if longer in taken:
        raise BadInput(f"Link {server['linkId']} offers a second tool called {longer}.")
    return {**spec, "name": longer}
