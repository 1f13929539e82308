// Make's own SDK: its way of showing keys, its queries, errors and retries, and a stream as text.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Make, MakeError } from "@makehq/sdk";

import { start } from "../server.mjs";
import { ask } from "../served.mjs";

const ROOT = "/ai-agents/v1";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const query = { teamId: 1 };

/** The SDK on a server, whose zone is the server's address and the name of the dialect. */
function connect(key = process.env.CONCORD_KEY, url = process.env.CONCORD_URL, Client = Make, options = {}) {
  const make = new Client(key, `${new URL(url).host}/make`, options);
  make.protocol = "http";
  return make;
}

async function body(more = {}) {
  const made = await ask(
    'mutation { createSecret(input: {name: "Key", kind: BEARER, hosts: ["a.example"], value: {token: "t"}}) { secret { number } } }',
  );
  const { number } = made.createSecret.secret;
  const own = { name: "Desk", teamId: 1, makeConnectionId: number, defaultModel: "offline", systemPrompt: "Help." };
  return { ...own, ...more };
}

async function created(make) {
  const { agentId } = await make.fetch(`${ROOT}/agents`, { method: "POST", query, body: await body() });
  return agentId;
}

test("make: an agent is made, read, changed, listed and deleted", async () => {
  const make = connect();
  const agentId = await created(make);
  assert.match(agentId, UUID);
  const place = `${ROOT}/agents/${agentId}`;
  assert.equal((await make.fetch(place, { query })).systemPrompt, "Help.");
  await make.fetch(place, { method: "PATCH", query, body: { name: "Counter" } });
  const pg = { limit: 1, sortBy: "createdAt", sortDir: "desc" };
  const listed = await make.fetch(`${ROOT}/agents`, { query: { ...query, pg } });
  assert.deepEqual(listed.map(({ id, name }) => [id, name]), [[agentId, "Counter"]]);
  await make.fetch(place, { method: "DELETE", query });
  await assert.rejects(make.fetch(place, { query }), (error) => error instanceof MakeError && error.statusCode === 404);
});

test("make: a run answers, and a stream is read as it is", async () => {
  const make = connect();
  const place = `${ROOT}/agents/${await created(make)}/run`;
  const said = { messages: [{ role: "user", content: "hello" }], config: {} };
  const { response, threadId } = await make.fetch(place, { method: "POST", query, body: said });
  assert.equal(response, "You said: hello");
  const text = await make.fetch(`${place}/stream`, { method: "POST", query, body: { ...said, threadId } });
  const names = [...text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name);
  assert.deepEqual(names, ["step", "step", "step", "result"]);
});

test("make: keys that look like theirs are shown as Token, others as Bearer", async () => {
  const { createApiKey } = await ask('mutation { createApiKey(input: {name: "SDK"}) { key } }');
  for (const key of [process.env.CONCORD_KEY, createApiKey.key]) {
    assert.ok(Array.isArray(await connect(key).fetch(`${ROOT}/agents`, { query })));
  }
  await assert.rejects(connect("wrong").fetch(`${ROOT}/agents`, { query }), { statusCode: 401 });
});

test("make: what is wrong with a field is in the error's message", async () => {
  const sent = { method: "POST", query, body: await body({ systemPrompt: "" }) };
  await assert.rejects(connect().fetch(`${ROOT}/agents`, sent), (error) => {
    assert.ok(error instanceof MakeError);
    assert.equal(error.statusCode, 400);
    assert.match(error.message, /does not fit.\n - systemPrompt must not be empty/);
    return true;
  });
  const other = connect().fetch(`${ROOT}/agents`, { query: { teamId: 999_999 } });
  await assert.rejects(other, { statusCode: 403, message: "This key sees no team 999999." });
});

/** Their SDK, which notes how long it would have waited. */
class Hasty extends Make {
  waits = [];

  async sleep(milliseconds) {
    this.waits.push(milliseconds);
  }
}

test("make: a limit that is reached is waited for as long as the answer says", async () => {
  const server = await start({ CONCORD_COST_PER_MINUTE: "1000" });
  try {
    const { CONCORD_KEY, CONCORD_URL } = server.env;
    const make = connect(CONCORD_KEY, CONCORD_URL, Hasty, { retry: { onRateLimit: true, maxRetries: 1 } });
    const many = async () => {
      for (let each = 0; each < 50; each++) await make.fetch(`${ROOT}/llm-providers`, { query });
    };
    await assert.rejects(many(), { statusCode: 429 });
    assert.equal(make.waits.length, 1);
    assert.ok(make.waits[0] >= 1_000 && make.waits[0] % 1_000 === 0 && make.waits[0] <= 30_000);
  } finally {
    await server.stop();
  }
});
