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

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = ?;

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.id = ?;

INSERT INTO agent_version(id, workspace_id, agent_id, state, base_version_id, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

DELETE
FROM link
WHERE link.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE agent SET updated_at=?, draft_version_id=?, next_bindings=?
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
