// The Relay compiler takes the schema: its connections, its Node and its cursors are the ones Relay knows.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import relay from "relay-compiler";

const ROOT = join(import.meta.dirname, "..");
const SCHEMA = process.env.CONCORD_SCHEMA ?? join(ROOT, "..", "..", "schema.graphql");
const skip = !existsSync(SCHEMA) && `${SCHEMA} is not there: scripts/schema writes it`;

test("relay-compiler: connections and refetchable fragments compile against schema.graphql", { skip }, (context) => {
  const folder = mkdtempSync(join(tmpdir(), "concord-relay-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(ROOT, "relay"), join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "schema.graphql"), readFileSync(SCHEMA));
  const config = { src: "./src", schema: "./schema.graphql", language: "javascript", eagerEsModules: true };
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify(config));
  const compiled = spawnSync(relay, ["relay.config.json"], { cwd: folder, encoding: "utf8" });
  assert.equal(compiled.status, 0, compiled.stdout + compiled.stderr);
  assert.deepEqual(readdirSync(join(folder, "src", "__generated__")).sort(), [
    "pagesAgentQuery.graphql.js",
    "pagesAgentsQuery.graphql.js",
    "pagesQuery.graphql.js",
    "pages_agent.graphql.js",
    "pages_agents.graphql.js",
  ]);
});
