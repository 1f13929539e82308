"""The end of agents: out of use, in the trash, back again, gone."""

from backend.graph.agent_edit import AgentPayload, AgentReference, If
from backend.graph.kept import believed
from backend.graph.life import Lived, life
from backend.store.agent import AGENT
from backend.store.life import Life

AgentTrash = life(
    Lived("agent", AgentPayload, AgentReference, If, believed),
    Life(AGENT),
    "an agent",
    archive="Put an agent out of use: it leaves default lists, its sessions go on, new ones are refused.",
    purge="Delete an agent in the trash for good, with its versions, sessions and runs.",
)
