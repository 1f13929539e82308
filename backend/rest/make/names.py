"""How Make names things: rows by UUIDs, teams and what agents use by numbers."""

from typing import Any

from backend.domain.errors import BadInput, Forbidden, NotFound
from backend.platform.ids import id_from_uuid
from backend.rest.bind import Bind, path, query
from backend.rest.kind import TEXT, Kind, whole
from backend.rest.request import Request

MOST = 2**31 - 1
LONGEST = len(str(MOST))
UUID = {"type": "string", "format": "uuid"}
NUMBER = whole(1, MOST)


def named(prefix: str, noun: str) -> Kind:
    """Our id, of the UUID in it (NOT_FOUND for any other text)."""

    def found(text: str) -> str:
        identifier = id_from_uuid(prefix, text)
        if identifier is None:
            raise NotFound(f"There is no {noun} {text[:80]!r}: it is named by a UUID.")
        return identifier

    return Kind(UUID, lambda value: found(TEXT.read(value)), found)


AGENT, FILE = named("agt", "agent"), named("fil", "context")


def _counted(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST
    if not is_number or not 0 < int(text) <= MOST:
        raise NotFound(f"There is no provider {text[:80]!r}: it is named by a number.")
    return int(text)


PROVIDER = path("providerId", Kind({"type": "integer"}, _counted, _counted))
AGENT_ID = path("agentId", AGENT)

_TEAM = query("teamId", NUMBER, required=True, description="The workspace, by its number.")


def _team(request: Request) -> Any:
    number = _TEAM.read(request)
    found = request.viewer.workspace(f"number:{number}") if request.viewer else None
    if found is None:
        raise Forbidden(f"This key sees no team {number}.")
    return found


def _same_team(request: Request) -> Any:
    team, said = _team(request), request.body.get("teamId")
    if said != _TEAM.read(request):
        raise BadInput("The query and the body name two teams: name one.", ("teamId",))
    return team


TEAM = Bind(_team, certain=True, parameters=_TEAM.parameters)
"""The id of the workspace that has the number (FORBIDDEN if the key sees none)."""

TEAM_TWICE = Bind(_same_team, certain=True, parameters=_TEAM.parameters)
"""The same, if the body names it too."""
