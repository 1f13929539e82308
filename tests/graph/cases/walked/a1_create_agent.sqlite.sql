SELECT workspace.id, workspace.account_id, workspace.name, workspace.description, workspace.handle, workspace.number, workspace.labels, workspace.external_id, workspace.extensions, workspace.created_by, workspace.owner_id, workspace.service_user_id, workspace.created_at, workspace.updated_at, workspace.archived_at, workspace.deleted_at, workspace.retention_tier
FROM workspace
WHERE workspace.handle = ? AND workspace.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY workspace.id;

SELECT data_schema.id, data_schema.workspace_id, data_schema.name, data_schema.description, data_schema.labels, data_schema.external_id, data_schema.handle, data_schema.extensions, data_schema.created_by, data_schema.owner_id, data_schema.created_at, data_schema.updated_at, data_schema.archived_at, data_schema.deleted_at, data_schema.retention_tier, data_schema.definition, data_schema.digest
FROM data_schema
WHERE data_schema.external_id = ? AND data_schema.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY data_schema.id;

SELECT data_schema.id, data_schema.workspace_id, data_schema.name, data_schema.description, data_schema.labels, data_schema.external_id, data_schema.handle, data_schema.extensions, data_schema.created_by, data_schema.owner_id, data_schema.created_at, data_schema.updated_at, data_schema.archived_at, data_schema.deleted_at, data_schema.retention_tier, data_schema.definition, data_schema.digest
FROM data_schema
WHERE data_schema.id = ?;

SELECT data_schema.id, data_schema.workspace_id, data_schema.name, data_schema.description, data_schema.labels, data_schema.external_id, data_schema.handle, data_schema.extensions, data_schema.created_by, data_schema.owner_id, data_schema.created_at, data_schema.updated_at, data_schema.archived_at, data_schema.deleted_at, data_schema.retention_tier, data_schema.definition, data_schema.digest
FROM data_schema
WHERE data_schema.id = ? AND data_schema.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY data_schema.id;

SELECT data_schema.id, data_schema.workspace_id, data_schema.name, data_schema.description, data_schema.labels, data_schema.external_id, data_schema.handle, data_schema.extensions, data_schema.created_by, data_schema.owner_id, data_schema.created_at, data_schema.updated_at, data_schema.archived_at, data_schema.deleted_at, data_schema.retention_tier, data_schema.definition, data_schema.digest
FROM data_schema
WHERE data_schema.id = ?;

SELECT model.id, model.workspace_id, model.model_provider_id, model.created_at, model.updated_at, model.name, model.handle, model.family, model.label, model.enabled, model.seeded, model.input_price, model.output_price, model.cache_read_price, model.cache_write_price, model.max_input_tokens, model.max_output_tokens, model.labels, model.extensions, model.external_id, model_provider.protocol
FROM model
JOIN model_provider ON model_provider.id = model.model_provider_id
WHERE model.workspace_id = ? AND model_provider.deleted_at IS NULL AND (model.external_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
) OR model.handle IN (
  SELECT value
  FROM json_each(?) AS anon_2
) OR model.id IN (
  SELECT value
  FROM json_each(?) AS anon_3
) OR model.name IN (
  SELECT value
  FROM json_each(?) AS anon_4
))
ORDER BY model.created_at, model.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.external_id = ? AND tool.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.external_id = ? AND tool.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool.id;

INSERT INTO agent(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, metadata, runtime_user_id, draft_version_id, selection) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO agent_version(id, workspace_id, agent_id, state, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

DELETE
FROM link
WHERE link.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Reads the answer.
SELECT '{"id":"' || r1.id || '","workspaceId":' || coalesce((
  SELECT '{"id":"' || r2.id || '"}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"name":' || json_quote(r1.name) || ',"description":' || json_quote(r1.description) || ',"system":' || CASE WHEN ((r1.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END || ',"defaultVersionId":' || coalesce((
  SELECT '{"id":"' || r3.id || '"}' AS anon_4
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"createdBy":' || coalesce((
  SELECT '{"id":"' || r4.id || '"}' AS anon_6
  FROM principal AS r4
  WHERE r4.id = r1.created_by AND r4.account_id = ?
), 'null') || ',"runtimeUserId":' || coalesce((
  SELECT '{"id":"' || r5.id || '"}' AS anon_7
  FROM principal AS r5
  WHERE r5.id = r1.runtime_user_id AND r5.account_id = ?
), 'null') || ',"deletedAt":' || coalesce(('"' || r1.deleted_at) || '"', 'null') || ',"retentionTier":"' || r1.retention_tier || '","createdAt":"' || r1.created_at || '","updatedAt":"' || r1.updated_at || '"}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_8
)
LIMIT 1 OFFSET ?;
