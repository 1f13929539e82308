// Runs the suites, one file each, on the server named by CONCORD_URL and CONCORD_KEY, or on one started here.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { ended, start } from "./server.mjs";

const HERE = import.meta.dirname;

async function main() {
  const server = process.env.CONCORD_URL ? undefined : await start();
  try {
    const env = { ...process.env, ...server?.env };
    const files = readdirSync(join(HERE, "suites")).map((name) => join(HERE, "suites", name));
    const options = ["--test", "--test-reporter=spec", "--test-concurrency=1"];
    return await ended(spawn(process.execPath, [...options, ...files], { env, stdio: "inherit" }));
  } finally {
    await server?.stop();
  }
}

process.exitCode = await main();
