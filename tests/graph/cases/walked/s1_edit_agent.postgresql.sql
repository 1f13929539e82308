SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = $1::VARCHAR COLLATE "C" AND agent.workspace_id = any($2::TEXT[])
ORDER BY agent.id FOR NO KEY UPDATE;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = $1::VARCHAR COLLATE "C";

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = $1::VARCHAR COLLATE "C";

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = $1::VARCHAR COLLATE "C";

INSERT INTO agent_version(id, workspace_id, agent_id, state, base_version_id, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::JSON, $11::JSON, $12::JSON, $13::JSON, $14::VARCHAR COLLATE "C", $15::JSON, $16::VARCHAR COLLATE "C", $17::VARCHAR COLLATE "C", $18::JSON, $19::JSON, $20::JSON, $21::JSON, $22::JSON, $23::VARCHAR COLLATE "C", $24::TIMESTAMP WITH TIME ZONE, $25::TIMESTAMP WITH TIME ZONE);

DELETE
FROM link
WHERE link.id = any($1::TEXT[]);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::JSON, $8::BIGINT, $9::JSON, $10::VARCHAR COLLATE "C", $11::JSON, $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE);

UPDATE agent SET updated_at=$1::TIMESTAMP
WITH TIME ZONE, draft_version_id=$2::VARCHAR COLLATE "C", next_bindings=$3::JSON
WHERE agent.id = $4::VARCHAR COLLATE "C";

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","name":', CAST (to_json(r1.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"currentVersion":', coalesce((
  SELECT concat('{"runbook_text":', CAST (to_json(r2.instructions) AS VARCHAR), '}') AS anon_2
  FROM agent_version AS r2
  WHERE r2.id = coalesce(r1.draft_version_id, r1.default_version_id) AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"state":', CASE WHEN ((r1.draft_version_id IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.draft_version_id IS NOT NULL) THEN 'true' ELSE 'false' END, ',"version":', coalesce((
  SELECT concat('{"number":', coalesce(CAST (r3.number AS VARCHAR), 'null'), '}') AS anon_3
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"live_version_id":', coalesce((
  SELECT concat('{"id":"', r4.id, '"}') AS anon_4
  FROM agent_version AS r4
  WHERE r4.id = r1.default_version_id AND r4.workspace_id = any($1::TEXT[])
), 'null'), ',"architecture_name":', coalesce(CAST ((r1.extensions -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"architecture_version":', coalesce(CAST ((r1.extensions -> $4::VARCHAR COLLATE "C") -> $5::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"mode":', coalesce(CAST ((r1.extensions -> $6::VARCHAR COLLATE "C") -> $7::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"created_by":', coalesce((
  SELECT concat('{"id":"', r5.id, '"}') AS anon_5
  FROM principal AS r5
  WHERE r5.id = r1.created_by AND r5.account_id = $8::VARCHAR COLLATE "C"
), 'null'), ',"created_at":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updated_at":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1
FROM agent AS r1
WHERE r1.id = $9::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
