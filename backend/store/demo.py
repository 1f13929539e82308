"""The demonstration: an agent on the offline model and a run of it, so that the first page a person opens
is not empty.
"""

from backend.domain.viewer import Viewer
from backend.store.agent_create import create_agent
from backend.store.database import Transaction
from backend.store.run_start import start_run
from backend.store.session_start import start_session

AGENT = {
    "name": "Hello",
    "handle": "hello",
    "description": "A demonstration that needs no key and no network.",
    "instructions": "Greet whoever writes to you, and tell the time when asked.",
    "models": ["offline"],
    "links": [{"kinds": ["TOOL"], "links": [{"target": {"tool": "handle:current_time"}}]}],
}
INPUT = 'What time is it? call current_time {"zone": "UTC"}'


async def make_demo(tx: Transaction, viewer: Viewer) -> str:
    """Make the agent and start its run, which any engine finishes. The run's id."""
    made = await create_agent(tx, viewer, AGENT, publish=True, note="The first version.")
    session = await start_session(tx, viewer, made, {"title": "A first conversation"})
    return await start_run(tx, viewer, session, {"text": INPUT})
