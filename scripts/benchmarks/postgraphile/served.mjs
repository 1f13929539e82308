// PostGraphile on a database of the bench: `node served.mjs <url> <port>`. No authentication, nothing but reads.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makeV4Preset } from "postgraphile/presets/v4";
import { jsonPgSmartTags } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

const [url, port] = process.argv.slice(2);

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

const preset = {
  extends: [PostGraphileAmberPreset, makeV4Preset({ dynamicJson: true, disableDefaultMutations: true }), PostGraphileConnectionFilterPreset],
  plugins: [relations],
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [makePgService({ connectionString: url, schemas: ["public"], poolConfig: { max: 16 } })],
  grafserv: { port, graphiql: false, watch: false },
  grafast: { explain: false },
  schema: { connectionFilterRelations: true },
};

const pgl = postgraphile(preset);
const serv = pgl.createServ(grafserv);
const server = createServer();
server.on("error", (error) => { console.error(error); process.exit(1); });
await serv.addTo(server);
server.listen(Number(port), "127.0.0.1", () => console.log("listening"));
