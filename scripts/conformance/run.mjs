// Runs the suites, one file each, on the server named by CONCORD_URL and CONCORD_KEY, or on one started here.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const HERE = import.meta.dirname;
const STARTS_WITHIN = 180_000;

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

/** A server on an empty data directory, once it is healthy. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), "concord-conformance-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const key = `ck_${randomBytes(32).toString("base64url")}`;
  const settings = {
    CONCORD_DATA_DIR: folder,
    CONCORD_ADMIN_KEY: key,
    CONCORD_LOG_LEVEL: "warning",
    CONCORD_TRUSTED_DOCUMENTS: join(HERE, "..", "..", "frontend_contracts", "manifest.json"),
  };
  const env = { ...process.env, ...settings };
  const child = spawn(join(HERE, "..", "serve"), ["--port", String(port)], { env, stdio: ["ignore", 2, 2] });
  const exit = ended(child);
  await Promise.race([healthy(url), exit.then((code) => Promise.reject(new Error(`The server ended: ${code}.`)))]);
  return {
    env: { CONCORD_URL: url, CONCORD_KEY: key },
    async stop() {
      child.kill("SIGTERM");
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function healthy(url) {
  for (const deadline = Date.now() + STARTS_WITHIN; Date.now() < deadline; ) {
    if (await fetch(`${url}/healthz`).then((response) => response.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The server did not become healthy.");
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function ended(child) {
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

process.exitCode = await main();
