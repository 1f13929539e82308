// The typed client: it is what the operations generate, it compiles, and the server answers each of them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { GRAPHQL } from "../served.mjs";

const HERE = join(import.meta.dirname, "..", "..", "..", "frontend_contracts", "client");
const BUILT = join(HERE, "dist");
const skip = process.env.CONCORD_OPERATIONS && "the operations of Concord are asked of Concord alone";
const CLOCK = { target: { tool: "handle:current_time" }, settings: { approval: "ALWAYS" } };
const ASK = 'call current_time {"zone": "UTC"}';

let Client;
let documents;
let converse;

function tool(name, ...options) {
  const done = spawnSync(join(HERE, "node_modules", ".bin", name), options, { cwd: HERE, encoding: "utf8" });
  assert.equal(done.status, 0, done.stdout + done.stderr);
}

after(() => rmSync(BUILT, { recursive: true, force: true }));

test("client: what is committed is what is generated", { skip }, () => {
  tool("graphql-codegen", "--config", "codegen.ts", "--check");
});

test("client: it compiles under strict rules, and so does its example", { skip }, async () => {
  tool("tsc");
  documents = await import(join(BUILT, "generated", "graphql.js"));
  ({ Client } = await import(join(BUILT, "client.js")));
  ({ converse } = await import(join(BUILT, "example.js")));
});

for (const by of ["text", "hash"]) {
  test(`client: every operation is answered, sent by its ${by}`, { skip }, async () => {
    const sent = new Set();
    await everything(recording(new Client(GRAPHQL, process.env.CONCORD_KEY, by), sent));
    const all = Object.entries(documents).filter(([name]) => name.endsWith("Document"));
    assert.deepEqual(all.filter(([, document]) => !sent.has(document)).map(([name]) => name), []);
  });

  test(`client: the example converses, by ${by}`, { skip }, async () => {
    const client = new Client(GRAPHQL, process.env.CONCORD_KEY, by);
    const told = [];
    const agentId = await published(client);
    const answer = await converse(client, agentId, "Hello, slow 100ms", (piece) => told.push(piece));
    assert.equal(answer, "You said: Hello, slow 100ms");
    assert.ok(told.length > 0);
  });
}

test("client: a document that is not taken is an error with a code", { skip }, async () => {
  const unknown = { ...documents.ViewerDocument, __meta__: { hash: `sha256:${"0".repeat(64)}` } };
  const client = new Client(GRAPHQL, process.env.CONCORD_KEY);
  await assert.rejects(client.ask(unknown), { code: "PERSISTED_QUERY_NOT_FOUND" });
  await assert.rejects(client.follow(unknown).next(), { code: "PERSISTED_QUERY_NOT_FOUND" });
});

/** The client, and what is sent with it. */
function recording(client, sent) {
  const noting = (verb) => (document, variables) => {
    sent.add(document);
    return client[verb](document, variables);
  };
  return { ask: noting("ask"), follow: noting("follow") };
}

async function published(client) {
  const input = { name: "Typed", instructions: "Be brief.", links: [{ kinds: ["TOOL"], links: [CLOCK] }] };
  const { createAgent } = await client.ask(documents.CreateAgentDocument, { input, publish: true });
  return createAgent.agent.id;
}

/** A day at a frontend: each operation once or more, with variables as a frontend sends them. */
async function everything({ ask, follow }) {
  const { viewer, workspaces } = await ask(documents.ViewerDocument);
  assert.ok(viewer.name && workspaces.nodes.length > 0);
  const agentId = await published({ ask });
  await edited({ ask }, agentId);
  const { startSession } = await ask(documents.StartSessionDocument, { agentId, session: { title: "A day" } });
  const sessionId = startSession.session.id;
  await decided({ ask, follow }, sessionId);
  await cancelled({ ask }, sessionId);
  await listed({ ask }, agentId, sessionId);
  const closed = await ask(documents.CloseSessionDocument, { id: sessionId, reason: "The day is over." });
  assert.equal(closed.closeSession.session.status, "CLOSED");
  await happened({ ask, follow });
}

async function edited({ ask }, id) {
  const input = { instructions: "Be very brief." };
  await ask(documents.EditAgentDocument, { id, input, if: { version: 1, hasDraft: false } });
  const { publishAgent } = await ask(documents.PublishAgentDocument, { id, note: "Brief." });
  assert.equal(publishAgent.agent.defaultVersion.number, 2);
  const { agent } = await ask(documents.AgentDocument, { id });
  assert.deepEqual(agent.defaultVersion.tools.nodes.map(({ callName }) => callName), ["current_time"]);
}

/** Two runs wait for a person, who agrees to the first and refuses the second. */
async function decided({ ask, follow }, sessionId) {
  for (const verdict of [documents.ApproveToolCallDocument, documents.DenyToolCallDocument]) {
    const { startRun } = await ask(documents.StartRunDocument, { sessionId, input: { text: ASK } });
    let last;
    for await (const { runEvents } of follow(documents.FollowRunDocument, { id: startRun.run.id })) {
      last = runEvents.event ?? last;
      if (runEvents.event?.__typename !== "RunWaiting") continue;
      const { toolCalls } = await ask(documents.WaitingToolCallsDocument);
      const [id] = runEvents.event.toolCallIds;
      assert.ok(toolCalls.nodes.some((call) => call.id === id));
      await ask(verdict, { id, memo: "Looked at." });
    }
    assert.equal(last.__typename, "RunCompleted");
  }
}

async function cancelled({ ask }, sessionId) {
  const { startRun } = await ask(documents.StartRunDocument, { sessionId, input: { text: "slow 1000ms words 100" } });
  const { cancelRun } = await ask(documents.CancelRunDocument, { id: startRun.run.id, reason: "Too slow." });
  assert.equal(cancelRun.run.id, startRun.run.id);
}

async function listed({ ask }, agentId, sessionId) {
  const filter = { name: { startsWith: "Typed" }, versions: { some: { number: { gte: 2 } } } };
  const { agents } = await ask(documents.AgentsDocument, { filter, orderBy: [{ updatedAt: "DESC" }], first: 1 });
  assert.equal(agents.nodes[0].id, agentId);
  const { sessions } = await ask(documents.SessionsDocument, { filter: { agent: { id: { eq: agentId } } } });
  assert.equal(sessions.totalCount, 1);
  const { session } = await ask(documents.SessionDocument, { id: sessionId });
  assert.equal(session.runs.nodes.length, 3);
  const events = await ask(documents.EventsDocument, { sessionId, first: 5 });
  assert.deepEqual(events.session.events.nodes.map(({ seq }) => seq), [1, 2, 3, 4, 5]);
  const { toolSets } = await ask(documents.ToolSetsDocument, { filter: { isSystem: { eq: true } } });
  assert.ok(toolSets.nodes.some(({ handle }) => handle === "concord"));
  await ask(documents.SecretsDocument);
}

/** What happened is listed, and the stream goes on from any of it. */
async function happened({ ask, follow }) {
  const { activities } = await ask(documents.ActivitiesDocument, { filter: { type: { startsWith: "agent." } } });
  const [{ id: newest }, { id: before }] = activities.nodes;
  for await (const { workspaceActivity } of follow(documents.FollowActivitiesDocument, { types: ["agent.*"], after: before })) {
    assert.equal(workspaceActivity.id, newest);
    break;
  }
}
