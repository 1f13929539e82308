// A server of our own: on an empty data directory, with settings besides the usual ones.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const HERE = import.meta.dirname;
const STARTS_WITHIN = 180_000;

/** A server on an empty data directory, once it is healthy. */
export async function start(more = {}) {
  const folder = mkdtempSync(join(tmpdir(), "concord-conformance-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // Some clients know keys by this form.
  const key = randomUUID();
  const settings = {
    CONCORD_DATA_DIR: folder,
    CONCORD_ADMIN_KEY: key,
    CONCORD_LOG_LEVEL: "warning",
    CONCORD_TRUSTED_DOCUMENTS: join(HERE, "..", "..", "frontend_contracts", "manifest.json"),
    ...more,
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

/** How a process ended, once it has. */
export function ended(child) {
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}
