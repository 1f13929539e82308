"""`concord run` and `concord tail`: a run or a session of a server, followed in a terminal."""

from contextlib import aclosing
from typing import Annotated

from cyclopts import Parameter

from backend.cli.failure import Failure
from backend.cli.remote import connected
from backend.cli.telling import RunTelling, line, note
from backend.domain.ids import is_handle, is_id

Url = Annotated[str, Parameter(env_var="CONCORD_URL", help="The server.")]
Key = Annotated[str | None, Parameter(env_var="CONCORD_KEY", show_default=False, help="An API key of it.")]
Agent = Annotated[str, Parameter(help="Its handle or id, or ext:<externalId>.")]
Text = Annotated[str, Parameter(help="What is said to it.")]
SessionId = Annotated[str, Parameter(help="Its id, or ext:<externalId>.")]
After = Annotated[str | None, Parameter(help="Begin behind this event, by its id; else at the first.")]

LOCAL = "http://127.0.0.1:8000"

START = """
mutation Start($agent: ID!, $text: String!) {
  startRun(agentId: $agent, input: {text: $text}) { run { id session { id } } }
}"""
RUN = """
subscription Run($id: ID!, $after: ID) {
  runEvents(id: $id, after: $after, previews: true) {
    preview { messageId attempt offset text }
    event {
      id __typename
      ... on MessageCompleted { messageId attempt text }
      ... on AttemptAbandoned { attempt }
      ... on ToolCallRequested { name arguments }
      ... on ToolCallCompleted { name result }
      ... on ToolCallFailed { name code message }
      ... on RunFailed { code message }
      ... on RunCancelled { reason }
      ... on RunTimedOut { message }
    }
  }
}"""
SESSION = "query Session($id: ID!) { session(id: $id) { id } }"
LOG = """
subscription Log($id: ID!, $after: ID) {
  sessionEvents(id: $id, after: $after) {
    event {
      id seq createdAt __typename
      ... on InputReceived { text data }
      ... on InputDropped { reason }
      ... on RunStarted { attempt model }
      ... on MessageStarted { attempt model }
      ... on MessageCompleted { text stopReason }
      ... on ToolCallRequested { name arguments }
      ... on ToolCallStarted { name }
      ... on ToolCallCompleted { name result }
      ... on ToolCallFailed { name code message }
      ... on AttemptAbandoned { attempt }
      ... on RunCompleted { output }
      ... on RunFailed { code message }
      ... on RunCancelled { reason }
      ... on RunTimedOut { message }
      ... on SessionClosed { reason }
    }
  }
}"""


async def run(agent: Agent, text: Text, /, *, url: Url = LOCAL, key: Key = None) -> int:
    """Start a run and print its text while it is written; 0 only if it is completed.

    The text goes to standard output, all else to standard error. Leaving does not stop the run.
    """
    async with connected(url, key) as remote:
        started = await remote.ask(START, agent=_reference(agent), text=text)
        made = started["startRun"]["run"]
        note(f"{made['id']} in {made['session']['id']}")
        telling = RunTelling()
        async with aclosing(remote.follow(RUN, {"id": made["id"]}, _cut)) as frames:
            async for frame in frames:
                telling.tell(frame)
    return 0 if telling.is_completed else 1


async def tail(session: SessionId, /, *, after: After = None, url: Url = LOCAL, key: Key = None) -> None:
    """Print the events of a session, a line each, until it is closed. A stream that breaks is taken up."""
    async with connected(url, key) as remote:
        found = await remote.ask(SESSION, id=session)
        if found["session"] is None:
            raise Failure(f"No session is called {session!r}.")
        async with aclosing(remote.follow(LOG, {"id": session, "after": after}, _cut)) as frames:
            async for frame in frames:
                print(line(frame["event"]), flush=True)


def _reference(agent: str) -> str:
    """A handle may be given bare."""
    return f"handle:{agent}" if is_handle(agent) and not is_id(agent) else agent


def _cut() -> None:
    note("The stream broke; taking it up again …")
