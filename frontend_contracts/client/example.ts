/** An example: a session of an agent is begun, and an input answered, told while it is written. */
import type { Client } from "./client.js";
import {
  AgentDocument,
  FollowRunDocument,
  StartRunDocument,
  StartSessionDocument,
  type SessionInput,
} from "./generated/graphql.js";

/** What the agent answers to the text; `tell` hears of every piece of it. Fails as the run does. */
export async function converse(
  client: Client,
  agentId: string,
  text: string,
  tell: (piece: string) => void,
  session: SessionInput = {},
): Promise<string> {
  const { agent } = await client.ask(AgentDocument, { id: agentId });
  if (!agent) throw new Error(`No agent is called ${agentId}.`);
  const { startSession } = await client.ask(StartSessionDocument, { agentId: agent.id, session });
  if (!startSession) throw new Error("No session was begun.");
  const { startRun } = await client.ask(StartRunDocument, {
    sessionId: startSession.session.id,
    input: { text },
  });
  if (!startRun) throw new Error("No run was started.");
  let answer = "";
  for await (const { runEvents } of client.follow(FollowRunDocument, { id: startRun.run.id })) {
    if (runEvents.preview) tell(runEvents.preview.text);
    switch (runEvents.event?.__typename) {
      case "MessageCompleted":
        answer = runEvents.event.text ?? "";
        break;
      case "RunFailed":
      case "RunTimedOut":
        throw new Error(runEvents.event.message);
      case "RunCancelled":
        throw new Error(runEvents.event.reason ?? "Cancelled.");
    }
  }
  return answer;
}
