SELECT variation.id, variation.workspace_id, variation.name, variation.description, variation.labels, variation.external_id, variation.handle, variation.extensions, variation.created_by, variation.owner_id, variation.created_at, variation.updated_at, variation.archived_at, variation.deleted_at, variation.retention_tier, variation.agent_id, variation.agent_version_id, variation.weight, variation.feedback_count, variation.gain_millis
FROM variation
WHERE variation.id = $1::VARCHAR COLLATE "C" AND variation.workspace_id = any($2::TEXT[])
ORDER BY variation.id;

SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = $1::VARCHAR COLLATE "C" AND agent.workspace_id = any($2::TEXT[])
ORDER BY agent.id FOR NO KEY UPDATE;

SELECT variation.id, variation.workspace_id, variation.name, variation.description, variation.labels, variation.external_id, variation.handle, variation.extensions, variation.created_by, variation.owner_id, variation.created_at, variation.updated_at, variation.archived_at, variation.deleted_at, variation.retention_tier, variation.agent_id, variation.agent_version_id, variation.weight, variation.feedback_count, variation.gain_millis
FROM variation
WHERE variation.id = $1::VARCHAR COLLATE "C" AND variation.workspace_id = any($2::TEXT[])
ORDER BY variation.id FOR NO KEY UPDATE;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.handle = $1::VARCHAR COLLATE "C" AND tool_set.workspace_id = any($2::TEXT[])
ORDER BY tool_set.id;

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

UPDATE variation SET updated_at=$1::TIMESTAMP
WITH TIME ZONE, agent_version_id=$2::VARCHAR COLLATE "C"
WHERE variation.id = $3::VARCHAR COLLATE "C";

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

-- Reads the answer.
SELECT concat('{"id":"', r1.stable_id, '","tool":', coalesce((
  SELECT concat('{"id":"', r2.id, '","name":', CAST (to_json(r2.name) AS VARCHAR), '}') AS anon_2
  FROM tool AS r2
  WHERE r2.id = r1.target_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"toolSet":', coalesce((
  SELECT concat('{"id":"', r3.id, '","name":', CAST (to_json(r3.name) AS VARCHAR), '}') AS anon_3
  FROM tool_set AS r3
  WHERE r3.id = r1.target_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"agent":', coalesce((
  SELECT concat('{"id":"', r4.id, '","name":', CAST (to_json(r4.name) AS VARCHAR), '}') AS anon_4
  FROM agent AS r4
  WHERE r4.id = r1.target_id AND r4.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM link AS r1
WHERE r1.id = $2::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
