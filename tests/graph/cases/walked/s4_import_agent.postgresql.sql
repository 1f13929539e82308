INSERT INTO agent(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, metadata, runtime_user_id, draft_version_id, selection) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::JSON, $14::VARCHAR COLLATE "C", $15::VARCHAR COLLATE "C", $16::VARCHAR COLLATE "C") ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING agent.id;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

INSERT INTO agent_version(id, workspace_id, agent_id, state, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::JSON, $8::VARCHAR COLLATE "C", $9::JSON, $10::JSON, $11::JSON, $12::JSON, $13::VARCHAR COLLATE "C", $14::JSON, $15::VARCHAR COLLATE "C", $16::VARCHAR COLLATE "C", $17::JSON, $18::JSON, $19::JSON, $20::JSON, $21::JSON, $22::VARCHAR COLLATE "C", $23::TIMESTAMP WITH TIME ZONE, $24::TIMESTAMP WITH TIME ZONE);

DELETE
FROM link
WHERE link.id = any($1::TEXT[]);

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

SELECT mcp_server.id, mcp_server.name, mcp_server.url
FROM mcp_server
WHERE mcp_server.workspace_id = $1::VARCHAR COLLATE "C" AND mcp_server.deleted_at IS NULL
ORDER BY mcp_server.created_at, mcp_server.id;

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = $1::VARCHAR COLLATE "C" AND mcp_server.workspace_id = any($2::TEXT[])
ORDER BY mcp_server.id;

SELECT semantic_data_model.id
FROM semantic_data_model
WHERE semantic_data_model.workspace_id = $1::VARCHAR COLLATE "C" AND semantic_data_model.deleted_at IS NULL AND semantic_data_model.name = $2::VARCHAR COLLATE "C" AND semantic_data_model.digest = $3::VARCHAR COLLATE "C"
ORDER BY semantic_data_model.created_at, semantic_data_model.id;

INSERT INTO semantic_data_model(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, definition, digest) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::JSON, $14::VARCHAR COLLATE "C") ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING semantic_data_model.id;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT semantic_data_model.id, semantic_data_model.workspace_id, semantic_data_model.name, semantic_data_model.description, semantic_data_model.labels, semantic_data_model.external_id, semantic_data_model.handle, semantic_data_model.extensions, semantic_data_model.created_by, semantic_data_model.owner_id, semantic_data_model.created_at, semantic_data_model.updated_at, semantic_data_model.archived_at, semantic_data_model.deleted_at, semantic_data_model.retention_tier, semantic_data_model.definition, semantic_data_model.digest
FROM semantic_data_model
WHERE semantic_data_model.id = $1::VARCHAR COLLATE "C" AND semantic_data_model.workspace_id = any($2::TEXT[])
ORDER BY semantic_data_model.id;

SELECT tool_set.id, tool_set.extensions
FROM tool_set
WHERE tool_set.workspace_id = $1::VARCHAR COLLATE "C" AND tool_set.deleted_at IS NULL AND tool_set.name = $2::VARCHAR COLLATE "C" AND tool_set.kind = $3::VARCHAR COLLATE "C"
ORDER BY tool_set.created_at, tool_set.id;

INSERT INTO tool_set(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, kind, base_url, headers, sealed, secret_id, agent_id, include, exclude, approval, managed, sync_status, sync_failures) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::VARCHAR COLLATE "C", $14::VARCHAR COLLATE "C", $15::JSON, $16::VARCHAR COLLATE "C", $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::JSON, $20::JSON, $21::JSON, $22::BOOLEAN, $23::VARCHAR COLLATE "C", $24::BIGINT) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING tool_set.id;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.id = $1::VARCHAR COLLATE "C";

SELECT tool.call_name
FROM tool
WHERE tool.tool_set_id = $1::VARCHAR COLLATE "C";

INSERT INTO numbering(account_id, noun, last) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::BIGINT) ON CONFLICT (account_id, noun) DO UPDATE SET last = (numbering.last + $4::BIGINT) RETURNING numbering.last;

INSERT INTO tool(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, account_id, number, tool_set_id, kind, call_name, title, input_schema, input_schema_id, output_schema, output_schema_id, config, examples, status, enabled, requires_approval, approval_by_hand, timeout_seconds, runtime_user_id, schema_digest) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::VARCHAR COLLATE "C", $14::BIGINT, $15::VARCHAR COLLATE "C", $16::VARCHAR COLLATE "C", $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::JSON, $20::VARCHAR COLLATE "C", $21::JSON, $22::VARCHAR COLLATE "C", $23::JSON, $24::JSON, $25::VARCHAR COLLATE "C", $26::BOOLEAN, $27::BOOLEAN, $28::BOOLEAN, $29::BIGINT, $30::VARCHAR COLLATE "C", $31::VARCHAR COLLATE "C") ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING tool.id;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.id = $1::VARCHAR COLLATE "C" AND tool_set.workspace_id = any($2::TEXT[])
ORDER BY tool_set.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = $1::VARCHAR COLLATE "C" AND upload.workspace_id = any($2::TEXT[])
ORDER BY upload.id;

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

SELECT file.id, file.workspace_id, file.name, file.description, file.labels, file.external_id, file.handle, file.extensions, file.created_by, file.owner_id, file.created_at, file.updated_at, file.archived_at, file.deleted_at, file.retention_tier, file.media_type, file.size, file.sha256, file.session_id, file.mount_path, file.downloadable, file.expires_at
FROM file
WHERE file.id = $1::VARCHAR COLLATE "C" AND file.workspace_id = any($2::TEXT[])
ORDER BY file.id;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = $1::VARCHAR COLLATE "C";

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = $1::VARCHAR COLLATE "C"
ORDER BY link.kind, link.position;

UPDATE agent_version SET name=$1::VARCHAR COLLATE "C", description=$2::VARCHAR COLLATE "C", metadata=$3::JSON, extensions=$4::JSON, updated_at=$5::TIMESTAMP
WITH TIME ZONE
WHERE agent_version.id = $6::VARCHAR COLLATE "C";

DELETE
FROM link
WHERE link.id = any($1::TEXT[]);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::JSON, $8::BIGINT, $9::JSON, $10::VARCHAR COLLATE "C", $11::JSON, $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE);

UPDATE agent SET updated_at=$1::TIMESTAMP
WITH TIME ZONE
WHERE agent.id = $2::VARCHAR COLLATE "C";

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

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

SELECT tool_set.id, tool_set.name
FROM tool_set
WHERE tool_set.id = any($1::TEXT[]);

SELECT mcp_server.id, mcp_server.name
FROM mcp_server
WHERE mcp_server.id = any($1::TEXT[]);

SELECT semantic_data_model.id, semantic_data_model.name, semantic_data_model.digest AS digest
FROM semantic_data_model
WHERE semantic_data_model.id = any($1::TEXT[]);

SELECT file.id, file.name, file.sha256 AS digest
FROM file
WHERE file.id = any($1::TEXT[]);

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
