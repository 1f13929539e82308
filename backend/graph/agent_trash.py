"""The end of agents: out of use, in the trash, back again, gone."""

from backend.graph.agent_edit import AgentPayload, AgentReference, If, believed
from backend.graph.life import Lived, life
from backend.store import agent_trash as trash

AgentTrash = life(
    Lived("agent", AgentPayload, AgentReference, If, believed),
    archive=(
        trash.archive_agent,
        "Put an agent out of use: it leaves default lists, its sessions go on, new ones are refused.",
    ),
    unarchive=(trash.unarchive_agent, "Put an archived agent back into use."),
    delete=(
        trash.delete_agent,
        "Put an agent in the trash; it is purged after the days of its retention tier.",
    ),
    restore=(trash.restore_agent, "Take an agent out of the trash."),
    purge=(
        trash.purge_agent,
        "Delete an agent in the trash for good, with its versions, sessions and runs.",
    ),
)
