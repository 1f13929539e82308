SELECT workspace.id, workspace.account_id, workspace.name, workspace.description, workspace.handle, workspace.number, workspace.labels, workspace.external_id, workspace.extensions, workspace.created_by, workspace.owner_id, workspace.service_user_id, workspace.created_at, workspace.updated_at, workspace.archived_at, workspace.deleted_at, workspace.retention_tier
FROM workspace
WHERE workspace.handle = $1::VARCHAR COLLATE "C" AND workspace.id = any($2::TEXT[])
ORDER BY workspace.id;

SELECT data_schema.id, data_schema.workspace_id, data_schema.name, data_schema.description, data_schema.labels, data_schema.external_id, data_schema.handle, data_schema.extensions, data_schema.created_by, data_schema.owner_id, data_schema.created_at, data_schema.updated_at, data_schema.archived_at, data_schema.deleted_at, data_schema.retention_tier, data_schema.definition, data_schema.digest
FROM data_schema
WHERE data_schema.external_id = $1::VARCHAR COLLATE "C" AND data_schema.workspace_id = any($2::TEXT[])
ORDER BY data_schema.id;

SELECT data_schema.id, data_schema.workspace_id, data_schema.name, data_schema.description, data_schema.labels, data_schema.external_id, data_schema.handle, data_schema.extensions, data_schema.created_by, data_schema.owner_id, data_schema.created_at, data_schema.updated_at, data_schema.archived_at, data_schema.deleted_at, data_schema.retention_tier, data_schema.definition, data_schema.digest
FROM data_schema
WHERE data_schema.id = $1::VARCHAR COLLATE "C" FOR NO KEY UPDATE;

SELECT data_schema.id, data_schema.workspace_id, data_schema.name, data_schema.description, data_schema.labels, data_schema.external_id, data_schema.handle, data_schema.extensions, data_schema.created_by, data_schema.owner_id, data_schema.created_at, data_schema.updated_at, data_schema.archived_at, data_schema.deleted_at, data_schema.retention_tier, data_schema.definition, data_schema.digest
FROM data_schema
WHERE data_schema.id = $1::VARCHAR COLLATE "C" AND data_schema.workspace_id = any($2::TEXT[])
ORDER BY data_schema.id;

SELECT data_schema.id, data_schema.workspace_id, data_schema.name, data_schema.description, data_schema.labels, data_schema.external_id, data_schema.handle, data_schema.extensions, data_schema.created_by, data_schema.owner_id, data_schema.created_at, data_schema.updated_at, data_schema.archived_at, data_schema.deleted_at, data_schema.retention_tier, data_schema.definition, data_schema.digest
FROM data_schema
WHERE data_schema.id = $1::VARCHAR COLLATE "C" FOR NO KEY UPDATE;

SELECT model.id, model.workspace_id, model.model_provider_id, model.created_at, model.updated_at, model.name, model.handle, model.family, model.label, model.enabled, model.seeded, model.input_price, model.output_price, model.cache_read_price, model.cache_write_price, model.max_input_tokens, model.max_output_tokens, model.labels, model.extensions, model.external_id, model_provider.protocol
FROM model
JOIN model_provider ON model_provider.id = model.model_provider_id
WHERE model.workspace_id = $1::VARCHAR COLLATE "C" AND model_provider.deleted_at IS NULL AND (model.external_id = any($2::TEXT[]) OR model.handle = any($2::TEXT[]) OR model.id = any($2::TEXT[]) OR model.name = any($2::TEXT[]))
ORDER BY model.created_at, model.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.external_id = $1::VARCHAR COLLATE "C" AND tool.workspace_id = any($2::TEXT[])
ORDER BY tool.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.external_id = $1::VARCHAR COLLATE "C" AND tool.workspace_id = any($2::TEXT[])
ORDER BY tool.id;

INSERT INTO agent(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, metadata, runtime_user_id, draft_version_id, selection) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::JSON, $14::VARCHAR COLLATE "C", $15::VARCHAR COLLATE "C", $16::VARCHAR COLLATE "C") ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING agent.id;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

INSERT INTO agent_version(id, workspace_id, agent_id, state, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::JSON, $8::VARCHAR COLLATE "C", $9::JSON, $10::JSON, $11::JSON, $12::JSON, $13::VARCHAR COLLATE "C", $14::JSON, $15::VARCHAR COLLATE "C", $16::VARCHAR COLLATE "C", $17::JSON, $18::JSON, $19::JSON, $20::JSON, $21::JSON, $22::VARCHAR COLLATE "C", $23::TIMESTAMP WITH TIME ZONE, $24::TIMESTAMP WITH TIME ZONE);

DELETE
FROM link
WHERE link.id = any($1::TEXT[]);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::JSON, $8::BIGINT, $9::JSON, $10::VARCHAR COLLATE "C", $11::JSON, $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","workspaceId":', coalesce((
  SELECT concat('{"id":"', r2.id, '"}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"name":', CAST (to_json(r1.name) AS VARCHAR), ',"description":', coalesce(CAST (to_json(r1.description) AS VARCHAR), 'null'), ',"system":', CASE WHEN ((r1.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END, ',"defaultVersionId":', coalesce((
  SELECT concat('{"id":"', r3.id, '"}') AS anon_3
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"createdBy":', coalesce((
  SELECT concat('{"id":"', r4.id, '"}') AS anon_4
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = $2::VARCHAR COLLATE "C"
), 'null'), ',"runtimeUserId":', coalesce((
  SELECT concat('{"id":"', r5.id, '"}') AS anon_5
  FROM principal AS r5
  WHERE r5.id = r1.runtime_user_id AND r5.account_id = $2::VARCHAR COLLATE "C"
), 'null'), ',"deletedAt":', coalesce(('"' || to_char(r1.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"retentionTier":"', r1.retention_tier, '","createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updatedAt":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1
FROM agent AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
