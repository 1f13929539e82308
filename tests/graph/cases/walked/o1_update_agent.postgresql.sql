SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = $1::VARCHAR COLLATE "C" AND agent.workspace_id = any($2::TEXT[])
ORDER BY agent.id FOR NO KEY UPDATE;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = $1::VARCHAR COLLATE "C";

SELECT model.id, model.workspace_id, model.model_provider_id, model.created_at, model.updated_at, model.name, model.handle, model.family, model.label, model.enabled, model.seeded, model.input_price, model.output_price, model.cache_read_price, model.cache_write_price, model.max_input_tokens, model.max_output_tokens, model.labels, model.extensions, model.external_id, model_provider.protocol
FROM model
JOIN model_provider ON model_provider.id = model.model_provider_id
WHERE model.workspace_id = $1::VARCHAR COLLATE "C" AND model_provider.deleted_at IS NULL AND (model.external_id = any($2::TEXT[]) OR model.handle = any($2::TEXT[]) OR model.id = any($2::TEXT[]) OR model.name = any($2::TEXT[]))
ORDER BY model.created_at, model.id;

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.handle = $1::VARCHAR COLLATE "C" AND tool_set.workspace_id = any($2::TEXT[])
ORDER BY tool_set.id;

SELECT skill.id, skill.workspace_id, skill.name, skill.description, skill.labels, skill.external_id, skill.handle, skill.extensions, skill.created_by, skill.owner_id, skill.created_at, skill.updated_at, skill.archived_at, skill.deleted_at, skill.retention_tier, skill.version_id, skill.number, skill.digest
FROM skill
WHERE skill.handle = $1::VARCHAR COLLATE "C" AND skill.workspace_id = any($2::TEXT[])
ORDER BY skill.id;

UPDATE agent SET extensions=$1::JSON, updated_at=$2::TIMESTAMP
WITH TIME ZONE
WHERE agent.id = $3::VARCHAR COLLATE "C";

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = $1::VARCHAR COLLATE "C";

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

SELECT coalesce(max(agent_version.number), $1::INTEGER) AS number
FROM agent_version
WHERE agent_version.agent_id = $2::VARCHAR COLLATE "C";

INSERT INTO agent_version(id, workspace_id, agent_id, state, number, base_version_id, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, note, published_at, published_by, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::BIGINT, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::JSON, $10::VARCHAR COLLATE "C", $11::JSON, $12::JSON, $13::JSON, $14::JSON, $15::VARCHAR COLLATE "C", $16::JSON, $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::JSON, $20::JSON, $21::JSON, $22::JSON, $23::JSON, $24::VARCHAR COLLATE "C", $25::TIMESTAMP WITH TIME ZONE, $26::VARCHAR COLLATE "C", $27::VARCHAR COLLATE "C", $28::TIMESTAMP WITH TIME ZONE, $29::TIMESTAMP WITH TIME ZONE);

DELETE
FROM link
WHERE link.id = any($1::TEXT[]);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::JSON, $8::BIGINT, $9::JSON, $10::VARCHAR COLLATE "C", $11::JSON, $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE);

UPDATE agent SET updated_at=$1::TIMESTAMP
WITH TIME ZONE, default_version_id=$2::VARCHAR COLLATE "C"
WHERE agent.id = $3::VARCHAR COLLATE "C";

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"defaultVersion":', coalesce((
  SELECT concat('{"type":"AgentVersion","agent":', coalesce((
    SELECT concat('{"id":"', r3.id, '","archived":', coalesce(('"' || to_char(r3.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"archived_at":', coalesce(('"' || to_char(r3.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"created_at":"', to_char(r3.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updated_at":"', to_char(r3.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_3
    FROM agent AS r3
    WHERE r3.id = r2.agent_id AND r3.workspace_id = any($1::TEXT[])
  ), 'null'), ',"name":', CAST (to_json(r2.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r2.description) AS VARCHAR), 'null'), ',"model":', CAST (r2.models AS VARCHAR), ',"system":', CAST (to_json(r2.instructions) AS VARCHAR), ',"environment_id":', coalesce((
    SELECT concat('{"id":"', r4.id, '"}') AS anon_4
    FROM environment AS r4
    WHERE r4.id = r2.environment_id AND r4.workspace_id = any($1::TEXT[])
  ), 'null'), ',"harness":', coalesce(CAST ((r2.extensions -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"metadata":', CAST (r2.metadata AS VARCHAR), ',"version":', coalesce(CAST (r2.number AS VARCHAR), 'null'), ',"tools":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"sent":', coalesce(CAST ((r5p.extensions -> $4::VARCHAR COLLATE "C") -> $5::VARCHAR COLLATE "C" AS VARCHAR), 'null'), '}'), ',' ORDER BY r5p.kind ASC, r5p.position ASC, r5p.id ASC), ''), ']}') AS anon_5
    FROM (
      SELECT r5.extensions AS extensions, r5.kind AS kind, r5.position AS position, r5.id AS id
      FROM link AS r5
      WHERE r5.kind = any($6::TEXT[] COLLATE "C") AND r5.agent_version_id = r2.id AND r5.workspace_id = any($1::TEXT[])
      ORDER BY r5.kind ASC, r5.position ASC, r5.id ASC
      LIMIT $7::BIGINT
    ) AS r5p
  ), ',"skills":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"skill":', coalesce((
      SELECT concat('{"skill_id":', CAST (to_json(r7.handle) AS VARCHAR), '}') AS anon_7
      FROM skill AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id = any($1::TEXT[])
    ), 'null'), ',"settings":', CASE WHEN (coalesce(coalesce(CAST (r6p.settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"version":', coalesce(CAST (r6p.settings -> 'version' AS VARCHAR), 'null'), '}') END, '}'), ',' ORDER BY r6p.position ASC, r6p.id ASC), ''), ']}') AS anon_6
    FROM (
      SELECT r6.target_id AS target_id, r6.settings AS settings, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = $8::VARCHAR COLLATE "C" AND r6.agent_version_id = r2.id AND r6.workspace_id = any($1::TEXT[])
      ORDER BY r6.position ASC, r6.id ASC
      LIMIT $9::BIGINT
    ) AS r6p
  ), ',"mcp_servers":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"inline":', coalesce(CAST (r8p.inline AS VARCHAR), 'null'), ',"mcpServer":', coalesce((
      SELECT concat('{"name":', CAST (to_json(r9.name) AS VARCHAR), ',"url":', coalesce(CAST (to_json(r9.url) AS VARCHAR), 'null'), '}') AS anon_9
      FROM mcp_server AS r9
      WHERE r9.id = r8p.target_id AND r9.workspace_id = any($1::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r8p.position ASC, r8p.id ASC), ''), ']}') AS anon_8
    FROM (
      SELECT r8.inline AS inline, r8.target_id AS target_id, r8.position AS position, r8.id AS id
      FROM link AS r8
      WHERE r8.kind = $10::VARCHAR COLLATE "C" AND r8.agent_version_id = r2.id AND r8.workspace_id = any($1::TEXT[])
      ORDER BY r8.position ASC, r8.id ASC
      LIMIT $11::BIGINT
    ) AS r8p
  ), ',"memory_store_id":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"memoryStore":', coalesce((
      SELECT concat('{"id":"', r11.id, '"}') AS anon_11
      FROM memory_store AS r11
      WHERE r11.id = r10p.target_id AND r11.workspace_id = any($1::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r10p.position ASC, r10p.id ASC), ''), ']}') AS anon_10
    FROM (
      SELECT r10.target_id AS target_id, r10.position AS position, r10.id AS id
      FROM link AS r10
      WHERE r10.kind = $12::VARCHAR COLLATE "C" AND r10.agent_version_id = r2.id AND r10.workspace_id = any($1::TEXT[])
      ORDER BY r10.position ASC, r10.id ASC
      LIMIT $13::BIGINT
    ) AS r10p
  ), '}') AS anon_2
  FROM agent_version AS r2
  WHERE r2.id = r1.default_version_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM agent AS r1
WHERE r1.id = $14::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
