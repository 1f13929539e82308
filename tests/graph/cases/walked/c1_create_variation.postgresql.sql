SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = $1::VARCHAR COLLATE "C" AND agent.workspace_id = any($2::TEXT[])
ORDER BY agent.id FOR NO KEY UPDATE;

SELECT count(*) AS n
FROM variation
WHERE variation.agent_id = $1::VARCHAR COLLATE "C";

SELECT model.id, model.workspace_id, model.model_provider_id, model.created_at, model.updated_at, model.name, model.handle, model.family, model.label, model.enabled, model.seeded, model.input_price, model.output_price, model.cache_read_price, model.cache_write_price, model.max_input_tokens, model.max_output_tokens, model.labels, model.extensions, model.external_id, model_provider.protocol
FROM model
JOIN model_provider ON model_provider.id = model.model_provider_id
WHERE model.workspace_id = $1::VARCHAR COLLATE "C" AND model_provider.deleted_at IS NULL AND (model.external_id = any($2::TEXT[]) OR model.handle = any($2::TEXT[]) OR model.id = any($2::TEXT[]) OR model.name = any($2::TEXT[]))
ORDER BY model.created_at, model.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.external_id = $1::VARCHAR COLLATE "C" AND tool.workspace_id = any($2::TEXT[])
ORDER BY tool.id;

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.handle = $1::VARCHAR COLLATE "C" AND tool_set.workspace_id = any($2::TEXT[])
ORDER BY tool_set.id;

SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = $1::VARCHAR COLLATE "C" AND agent.workspace_id = any($2::TEXT[])
ORDER BY agent.id;

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

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

INSERT INTO variation(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, agent_id, agent_version_id, weight, feedback_count, gain_millis) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::VARCHAR COLLATE "C", $14::VARCHAR COLLATE "C", $15::BIGINT, $16::BIGINT, $17::BIGINT) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING variation.id;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","workspace":', coalesce((
  SELECT concat('{"account":', coalesce((
    SELECT concat('{"accountId":"', r3.id, '"}') AS anon_3
    FROM account AS r3
    WHERE r3.id = r2.account_id AND r3.id = $1::VARCHAR COLLATE "C"
  ), 'null'), ',"workspaceId":"', r2.id, '"}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($2::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"createdBy":', coalesce((
  SELECT concat('{"profileId":"', r4.id, '"}') AS anon_4
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = $1::VARCHAR COLLATE "C"
), 'null'), ',"name":', CAST (to_json(r1.name) AS VARCHAR), ',"createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","externalId":', coalesce(CAST (to_json(r1.external_id) AS VARCHAR), 'null'), ',"labels":', CAST (r1.labels AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"weight":', CAST (r1.weight AS VARCHAR), ',"agentVersion":', coalesce((
  SELECT concat('{"prompt":', CAST (to_json(r5.instructions) AS VARCHAR), ',"limits":', CASE WHEN (coalesce(coalesce(CAST (r5.limits AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"maxSubObjectives":', coalesce(CAST (r5.limits -> 'maxChildSessions' AS VARCHAR), 'null'), ',"maxToolCalls":', coalesce(CAST (r5.limits -> 'maxToolCalls' AS VARCHAR), 'null'), '}') END, ',"models":', CAST (r5.models AS VARCHAR), ',"modelSettings":', CASE WHEN (coalesce(coalesce(CAST (r5.model_settings AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"temperature":', coalesce(CAST (r5.model_settings -> 'temperature' AS VARCHAR), 'null'), '}') END, ',"compaction":', CASE WHEN (coalesce(coalesce(CAST (r5.compaction AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"threshold":', coalesce(CAST (r5.compaction -> 'threshold' AS VARCHAR), 'null'), ',"summarization":', CASE WHEN (coalesce(CAST (r5.compaction -> 'summarization' AS VARCHAR), 'null') = 'null') THEN 'null' ELSE concat('{"instructions":', coalesce(CAST ((r5.compaction -> 'summarization') -> 'instructions' AS VARCHAR), 'null'), '}') END, ',"clearing":', CASE WHEN (coalesce(CAST (r5.compaction -> 'clearing' AS VARCHAR), 'null') = 'null') THEN 'null' ELSE concat('{"preserveRecentResults":', coalesce(CAST ((r5.compaction -> 'clearing') -> 'keep' AS VARCHAR), 'null'), '}') END, '}') END, ',"toolSelection":', CASE WHEN (coalesce(coalesce(CAST (r5.tool_selection AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"allowDiscovery":', coalesce(CAST (r5.tool_selection -> 'allowDiscovery' AS VARCHAR), 'null'), ',"hints":', coalesce(CAST (r5.tool_selection -> 'hints' AS VARCHAR), 'null'), ',"maxTools":', coalesce(CAST (r5.tool_selection -> 'maxTools' AS VARCHAR), 'null'), '}') END, ',"episodicMemory":', CASE WHEN (coalesce(coalesce(CAST (r5.episodic_memory AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"enableEpisodicMemory":', coalesce(CAST (r5.episodic_memory -> 'enabled' AS VARCHAR), 'null'), ',"episodicMemoryTtl":', coalesce(CAST (r5.episodic_memory -> 'ttlSeconds' AS VARCHAR), 'null'), '}') END, ',"assignments":', (
    SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"id":"', r6p.stable_id, '","tool":', coalesce((
      SELECT concat('{"id":"', r7.id, '","name":', CAST (to_json(r7.name) AS VARCHAR), '}') AS anon_7
      FROM tool AS r7
      WHERE r7.id = r6p.target_id AND r7.workspace_id = any($2::TEXT[])
    ), 'null'), ',"toolSet":', coalesce((
      SELECT concat('{"id":"', r8.id, '","name":', CAST (to_json(r8.name) AS VARCHAR), '}') AS anon_8
      FROM tool_set AS r8
      WHERE r8.id = r6p.target_id AND r8.workspace_id = any($2::TEXT[])
    ), 'null'), ',"agent":', coalesce((
      SELECT concat('{"id":"', r9.id, '","name":', CAST (to_json(r9.name) AS VARCHAR), '}') AS anon_9
      FROM agent AS r9
      WHERE r9.id = r6p.target_id AND r9.workspace_id = any($2::TEXT[])
    ), 'null'), '}'), ',' ORDER BY r6p.kind ASC, r6p.position ASC, r6p.id ASC), ''), ']}') AS anon_6
    FROM (
      SELECT r6.stable_id AS stable_id, r6.target_id AS target_id, r6.kind AS kind, r6.position AS position, r6.id AS id
      FROM link AS r6
      WHERE r6.kind = any($3::TEXT[] COLLATE "C") AND r6.agent_version_id = r5.id AND r6.workspace_id = any($2::TEXT[])
      ORDER BY r6.kind ASC, r6.position ASC, r6.id ASC
      LIMIT $4::BIGINT
    ) AS r6p
  ), '}') AS anon_5
  FROM agent_version AS r5
  WHERE r5.id = r1.agent_version_id AND r5.workspace_id = any($2::TEXT[])
), 'null'), ',"feedbackCount":', CAST (r1.feedback_count AS VARCHAR), ',"score":', coalesce(regexp_replace(CASE WHEN (CAST (CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS DOUBLE PRECISION) / CAST ((1000 * (2 + r1.feedback_count)) AS NUMERIC) END AS VARCHAR) ~ 'e[+]15$') THEN CAST (CAST (CAST (CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS DOUBLE PRECISION) / CAST ((1000 * (2 + r1.feedback_count)) AS NUMERIC) END AS VARCHAR) AS NUMERIC) AS VARCHAR) ELSE CAST (CASE WHEN (r1.feedback_count = 0) THEN NULL ELSE CAST (1000 + r1.gain_millis AS DOUBLE PRECISION) / CAST ((1000 * (2 + r1.feedback_count)) AS NUMERIC) END AS VARCHAR) END, '^(-?[0-9]+)$', '\1.0'), 'null'), '}') AS anon_1
FROM variation AS r1
WHERE r1.id = $5::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
