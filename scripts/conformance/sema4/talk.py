"""Hold a conversation through Sema4.ai's own client, and write what it says as JSON: talk.py <base URL>."""

import json
import os
import sys

from RPA.Sema4AI import Sema4AI


def main() -> None:
    """Ask twice in one conversation, then read it."""
    agent = {"agent_name": os.environ["AGENT"]}
    reach = {"agent_api_key": os.environ["CONCORD_KEY"], "agent_api_endpoint": sys.argv[1]}
    client = Sema4AI()
    first = client.ask_agent(message="hello", **reach, **agent)
    talk = {"conversation_id": first.conversation_id}
    second = client.ask_agent(message="again", **reach, **agent, **talk)
    told = {
        "agent": first.agent_id,
        "answers": [first.response, second.response],
        "conversations": [each.conversation_id for each in client.get_conversations(**reach, **agent)],
        "conversation": first.conversation_id,
        "roles": [each["role"] for each in client.get_messages(**reach, **agent, **talk)],
    }
    sys.stdout.write(json.dumps(told))


main()
