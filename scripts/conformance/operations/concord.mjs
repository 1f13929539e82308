// The operations of Concord itself. Each is complete without variables, so that it can be typed into the explorer too.
export const query = "query Agents { agents { nodes { id name } } }";
export const mutation = 'mutation CreateAgent { createAgent(input: { name: "Conformance" }) { agent { id name } } }';

/** A subscription that ends by itself, and how many answers it has at least: a run of a fresh agent. */
export async function subscription(ask) {
  const { createAgent } = await ask(mutation);
  const { startRun } = await ask(
    `mutation { startRun(agentId: "${createAgent.agent.id}", input: { text: "Hello" }) { run { id } } }`,
  );
  const query = `subscription RunEvents { runEvents(id: "${startRun.run.id}") { event { __typename seq } } }`;
  return { query, answers: 5 };
}
