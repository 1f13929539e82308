// PostGraphile on a database of the bench, nothing but reads: `node served.mjs <url> <port> [<role>]`.
// With a role it asks for API keys, and row-level security keeps the role to what a key's owner may see; without
// one it asks for nothing, and shows everything.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makeV4Preset } from "postgraphile/presets/v4";
import { jsonPgSmartTags } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

const [url, port, role] = process.argv.slice(2);

// Two of our columns name rows without a foreign key.
const relations = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      agent: { tags: { foreignKey: "(default_version_id) references agent_version (id)|@fieldName defaultVersion" } },
      link: { tags: { foreignKey: "(target_id) references tool (id)|@fieldName tool" } },
    },
  },
});

const SYSTEM = "wsp_00000000000000000000000000";
const SCOPE = `
  SELECT workspace.id
  FROM api_key
  JOIN member ON member.principal_id = api_key.principal_id
  JOIN workspace ON workspace.id = member.workspace_id AND workspace.deleted_at IS NULL
  WHERE api_key.digest = $1 AND api_key.revoked_at IS NULL
    AND (api_key.expires_at IS NULL OR api_key.expires_at > now())`;

const context = role ? reader(role) : () => ({});

const preset = {
  extends: [PostGraphileAmberPreset, makeV4Preset({ dynamicJson: true, disableDefaultMutations: true }), PostGraphileConnectionFilterPreset],
  plugins: [relations],
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [makePgService({ connectionString: url, schemas: ["public"], poolConfig: { max: 16 } })],
  grafserv: { port, graphiql: false, watch: false },
  grafast: { explain: false, context },
  schema: { connectionFilterRelations: true },
};

const pgl = postgraphile(preset);
const serv = pgl.createServ(grafserv);
const server = createServer();
server.on("error", (error) => { console.error(error); process.exit(1); });
await serv.addTo(server);
server.listen(Number(port), "127.0.0.1", () => console.log("listening"));

// As Concord authenticates: a keyed digest, looked up at most once a second.
function reader(role) {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const known = new Map();

  async function lookUp(digest) {
    const { rows } = await pool.query({ name: "scope", text: SCOPE, values: [digest] });
    if (!rows.length) throw new Error("This API key is unknown or was revoked.");
    return [...rows.map((row) => row.id), SYSTEM].join(",");
  }

  return async ({ node }) => {
    const key = (node.req.headers.authorization ?? "").replace("Bearer ", "");
    const digest = createHmac("sha256", process.env.CONCORD_SECRET_KEY).update(key).digest("hex");
    let found = known.get(digest);
    if (!found || found.until < performance.now()) {
      found = { scope: await lookUp(digest), until: performance.now() + 1000 };
      known.set(digest, found);
    }
    return { pgSettings: { role, "concord.scope": found.scope } };
  };
}
