// Sema4.ai's own client lists agents and holds a conversation; it runs in a Python of its own.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { URL_, ask } from "../served.mjs";

const at = (path) => fileURLToPath(new URL(`../sema4/${path}`, import.meta.url));
const PYTHON = at(".venv/bin/python");
const AGENT = `Invoice Roast ${randomUUID()}`;

/** What the client heard at a base URL. */
async function talked(base) {
  const env = { ...process.env, AGENT, PYTHONPATH: "" };
  return JSON.parse((await promisify(execFile)(PYTHON, [at("talk.py"), base], { env })).stdout);
}

test("the client of Sema4.ai talks to an agent", async (t) => {
  const { createAgent } = await ask(`mutation { createAgent(input: { name: "${AGENT}" }) { agent { id workspace { id } } } }`);
  const { id, workspace } = createAgent.agent;
  for (const base of ["/sema4/api/v2", `/sema4/tenants/${workspace.id}/api/v2`, `/sema4/tenants/${workspace.id}`, "/sema4"]) {
    await t.test(base, async () => {
      const told = await talked(URL_ + base);
      assert.equal(told.agent, id);
      assert.match(told.answers[0], /You said: hello/);
      assert.match(told.answers[1], /You said: again/);
      assert.ok(told.conversations.includes(told.conversation));
      assert.deepEqual(told.roles, ["user", "agent", "user", "agent"]);
    });
  }
});
