"""Conversations: one's own with an agent. The owner's are with the draft while there is one."""

from backend.rest.bind import path, viewer
from backend.rest.fault import Fault
from backend.rest.give import Shaped, retold_by
from backend.rest.route import Ask, Route, ask, wait
from backend.rest.sema4.agents import AGENT
from backend.rest.sema4.messages import PAGE_OF_MESSAGES, RUN_FAILED, answered, messages
from backend.rest.sema4.pages import NEXT, PAGE
from backend.rest.sema4.stream import EVENT, Teller
from backend.rest.table import Cell, Table

DOC = "https://sema4.ai/docs/agent-api"
MINE = {**AGENT, "me": viewer("principal")}
ONE_OF_MINE = {**MINE, "conversation": path("conversation_id")}
FOUND = "sessions.nodes.0.id"
NOTHING_LIVE = Fault("CONFLICT", "The agent has no live version yet: its owner has to publish it.")
BUSY = {"onBusy": "The message before is still being answered: wait for its answer, then send this one."}

CREATE = Table({"name": Cell("title", required=True)})
SAY = Table({"content": Cell("input.text", required=True)})

CONVERSATIONS = (
    Route(
        "GET /agents/{agent_id}/conversations",
        "FindAgent",
        bind={**MINE, **PAGE},
        then=(ask("ListConversations", id="id"),),
        paged=NEXT,
        summary="List one's conversations with an agent",
        doc=DOC,
    ),
    Route(
        "POST /agents/{agent_id}/conversations",
        "FindVersion",
        bind=MINE,
        body=CREATE,
        then=(Ask("StartConversation", {"id": "id", "version": "versions.nodes.0.id"}, NOTHING_LIVE),),
        summary="Start a conversation",
        doc=DOC,
    ),
    Route(
        "DELETE /agents/{agent_id}/conversations/{conversation_id}",
        "FindConversation",
        bind=ONE_OF_MINE,
        then=(ask("DeleteConversation", id=FOUND),),
        summary="Delete a conversation",
        doc=DOC,
    ),
    Route(
        "GET /agents/{agent_id}/conversations/{conversation_id}/messages",
        "FindConversation",
        bind={**ONE_OF_MINE, **PAGE},
        then=(ask("ListMessages", id=FOUND),),
        give=Shaped(messages, PAGE_OF_MESSAGES),
        paged=NEXT,
        summary="List the messages of a conversation, oldest first",
        doc=DOC,
    ),
    Route(
        "POST /agents/{agent_id}/conversations/{conversation_id}/messages",
        "FindConversation",
        bind=ONE_OF_MINE,
        body=SAY,
        then=(ask("Say", id=FOUND), wait("run.id"), ask("ReadMessages", run="run.id")),
        give=Shaped(answered, PAGE_OF_MESSAGES),
        faults=(RUN_FAILED, "TIMEOUT"),
        words=BUSY,
        summary="Say something and wait for the answer",
        doc=DOC,
    ),
    Route(
        "POST /agents/{agent_id}/conversations/{conversation_id}/stream",
        "FindConversation",
        bind=ONE_OF_MINE,
        body=SAY,
        then=(ask("Say", id=FOUND), ask("FollowRun", run="run.id")),
        give=retold_by(lambda: Teller().tell, failed=EVENT),
        words=BUSY,
        summary="Say something and follow the answer",
        doc=DOC,
    ),
)
