SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = $1::VARCHAR COLLATE "C" AND agent.workspace_id = any($2::TEXT[])
ORDER BY agent.id FOR NO KEY UPDATE;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = $1::VARCHAR COLLATE "C" AND upload.workspace_id = any($2::TEXT[])
ORDER BY upload.id;

UPDATE upload SET status=$1::VARCHAR COLLATE "C", consumed_by=$2::VARCHAR COLLATE "C", updated_at=$3::TIMESTAMP
WITH TIME ZONE
WHERE upload.id = $4::VARCHAR COLLATE "C" AND upload.status = $5::VARCHAR COLLATE "C" AND upload.expires_at > $3::TIMESTAMP
WITH TIME ZONE RETURNING upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

INSERT INTO file(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, media_type, size, sha256, session_id, mount_path, downloadable, expires_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::VARCHAR COLLATE "C", $14::BIGINT, $15::VARCHAR COLLATE "C", $16::VARCHAR COLLATE "C", $17::VARCHAR COLLATE "C", $18::BOOLEAN, $19::TIMESTAMP WITH TIME ZONE) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING file.id;

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

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

-- Reads the answer.
SELECT concat('{"file":', coalesce((
  SELECT concat('{"id":"', r2.id, '","documentName":', CAST (to_json(r2.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r2.description) AS VARCHAR), 'null'), ',"createdAt":"', to_char(r2.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","mediaType":', CAST (to_json(r2.media_type) AS VARCHAR), '}') AS anon_2
  FROM file AS r2
  WHERE r2.id = r1.target_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), '}') AS anon_1
FROM link AS r1
WHERE r1.id = $2::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;

-- Reads the answer.
SELECT concat('{"agentId":"', r1.id, '"}') AS anon_1
FROM agent AS r1
WHERE r1.id = $1::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
