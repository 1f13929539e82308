"""Aeontel's routes."""

from backend.rest.aeontel.agent_versions import AGENT_VERSIONS
from backend.rest.aeontel.agents import AGENTS
from backend.rest.aeontel.events import EVENTS
from backend.rest.aeontel.mcp_servers import MCP_SERVERS
from backend.rest.aeontel.runs import RUNS
from backend.rest.aeontel.schemas import SCHEMAS
from backend.rest.aeontel.skills import SKILLS
from backend.rest.aeontel.tools import TOOLS
from backend.rest.aeontel.workspaces import WORKSPACES
from backend.rest.route import Route

ROUTES: tuple[Route, ...] = (
    *AGENTS,
    *AGENT_VERSIONS,
    *TOOLS,
    *SKILLS,
    *MCP_SERVERS,
    *SCHEMAS,
    *RUNS,
    *EVENTS,
    *WORKSPACES,
)
