// The operations of Concord itself. Each is complete without variables, so that it can be typed into the explorer too.
export const query = "query Agents { agents { nodes { id name } } }";
export const mutation = 'mutation CreateAgent { createAgent(input: { name: "Conformance" }) { agent { id name } } }';

/** A subscription that ends by itself, and how many answers it has at least: a run of the demonstration agent. */
export async function subscription(ask) {
  const { agents } = await ask("{ agents(first: 1) { nodes { id } } }");
  const { startRun } = await ask(
    `mutation { startRun(input: { agent: "${agents.nodes[0].id}", input: { text: "Hello" } }) { run { id } } }`,
  );
  return { query: `subscription RunEvents { runEvents(run: "${startRun.run.id}") { __typename } }`, answers: 2 };
}
