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

SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = ? AND agent.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY agent.id;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = ?;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = ?
ORDER BY link.kind, link.position;

SELECT mcp_server.id, mcp_server.name, mcp_server.url
FROM mcp_server
WHERE mcp_server.workspace_id = ? AND mcp_server.deleted_at IS NULL
ORDER BY mcp_server.created_at, mcp_server.id;

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = ? AND mcp_server.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY mcp_server.id;

SELECT semantic_data_model.id
FROM semantic_data_model
WHERE semantic_data_model.workspace_id = ? AND semantic_data_model.deleted_at IS NULL AND semantic_data_model.name = ? AND semantic_data_model.digest = ?
ORDER BY semantic_data_model.created_at, semantic_data_model.id;

INSERT INTO semantic_data_model(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, definition, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT semantic_data_model.id, semantic_data_model.workspace_id, semantic_data_model.name, semantic_data_model.description, semantic_data_model.labels, semantic_data_model.external_id, semantic_data_model.handle, semantic_data_model.extensions, semantic_data_model.created_by, semantic_data_model.owner_id, semantic_data_model.created_at, semantic_data_model.updated_at, semantic_data_model.archived_at, semantic_data_model.deleted_at, semantic_data_model.retention_tier, semantic_data_model.definition, semantic_data_model.digest
FROM semantic_data_model
WHERE semantic_data_model.id = ? AND semantic_data_model.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY semantic_data_model.id;

SELECT tool_set.id, tool_set.extensions
FROM tool_set
WHERE tool_set.workspace_id = ? AND tool_set.deleted_at IS NULL AND tool_set.name = ? AND tool_set.kind = ?
ORDER BY tool_set.created_at, tool_set.id;

INSERT INTO tool_set(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, kind, base_url, headers, sealed, secret_id, agent_id, include, exclude, approval, managed, sync_status, sync_failures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.id = ?;

SELECT tool.call_name
FROM tool
WHERE tool.tool_set_id = ?;

INSERT INTO numbering(account_id, noun, last) VALUES (?, ?, ?) ON CONFLICT (account_id, noun) DO UPDATE SET last = (numbering.last + ?) RETURNING last;

INSERT INTO tool(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, account_id, number, tool_set_id, kind, call_name, title, input_schema, input_schema_id, output_schema, output_schema_id, config, examples, status, enabled, requires_approval, approval_by_hand, timeout_seconds, runtime_user_id, schema_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.id = ? AND tool_set.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool_set.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = ? AND upload.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY upload.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = ? AND upload.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY upload.id;

UPDATE upload SET status=?, consumed_by=?, updated_at=?
WHERE upload.id = ? AND upload.status = ? AND upload.expires_at > ? RETURNING id, workspace_id, name, media_type, size, sha256, status, blob, expires_at, consumed_by, labels, external_id, extensions, created_by, created_at, updated_at;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO file(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, media_type, size, sha256, session_id, mount_path, downloadable, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT file.id, file.workspace_id, file.name, file.description, file.labels, file.external_id, file.handle, file.extensions, file.created_by, file.owner_id, file.created_at, file.updated_at, file.archived_at, file.deleted_at, file.retention_tier, file.media_type, file.size, file.sha256, file.session_id, file.mount_path, file.downloadable, file.expires_at
FROM file
WHERE file.id = ? AND file.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY file.id;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = ?;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = ?
ORDER BY link.kind, link.position;

UPDATE agent_version SET name=?, description=?, metadata=?, extensions=?, updated_at=?
WHERE agent_version.id = ?;

DELETE
FROM link
WHERE link.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE agent SET updated_at=?
WHERE agent.id = ?;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = ? AND agent.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY agent.id;

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = ?;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = ?
ORDER BY link.kind, link.position;

SELECT tool_set.id, tool_set.name
FROM tool_set
WHERE tool_set.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

SELECT mcp_server.id, mcp_server.name
FROM mcp_server
WHERE mcp_server.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

SELECT semantic_data_model.id, semantic_data_model.name, semantic_data_model.digest AS digest
FROM semantic_data_model
WHERE semantic_data_model.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

SELECT file.id, file.name, file.sha256 AS digest
FROM file
WHERE file.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

-- Reads the answer.
SELECT '{"id":"' || r1.id || '","name":' || json_quote(r1.name) || ',"description":' || json_quote(r1.description) || ',"currentVersion":' || coalesce((
  SELECT '{"runbook_text":' || json_quote(r2.instructions) || '}' AS anon_2
  FROM agent_version AS r2
  WHERE r2.id = coalesce(r1.draft_version_id, r1.default_version_id) AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"state":' || CASE WHEN ((r1.draft_version_id IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.draft_version_id IS NOT NULL) THEN 'true' ELSE 'false' END || ',"version":' || coalesce((
  SELECT '{"number":' || coalesce(r3.number, 'null') || '}' AS anon_4
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"live_version_id":' || coalesce((
  SELECT '{"id":"' || r4.id || '"}' AS anon_6
  FROM agent_version AS r4
  WHERE r4.id = r1.default_version_id AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_7
  )
), 'null') || ',"architecture_name":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"architecture_version":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"mode":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"created_by":' || coalesce((
  SELECT '{"id":"' || r5.id || '"}' AS anon_8
  FROM principal AS r5
  WHERE r5.id = r1.created_by AND r5.account_id = ?
), 'null') || ',"created_at":"' || r1.created_at || '","updated_at":"' || r1.updated_at || '"}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_9
)
LIMIT 1 OFFSET ?;
