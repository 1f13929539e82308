SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = ? AND agent.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY agent.id;

SELECT principal.id, principal.account_id, principal.kind, principal.name, principal.email, principal.external_id, principal.labels, principal.extensions, principal.account_admin, principal.created_at, principal.updated_at
FROM principal
WHERE principal.external_id = ? AND principal.account_id = ?
ORDER BY principal.id;

SELECT member.id
FROM member
WHERE member.workspace_id = ? AND member.principal_id = ?;

UPDATE agent SET name=?, updated_at=?, runtime_user_id=?
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

SELECT agent_version.id, agent_version.workspace_id, agent_version.agent_id, agent_version.state, agent_version.number, agent_version.base_version_id, agent_version.name, agent_version.description, agent_version.metadata, agent_version.instructions, agent_version.models, agent_version.limits, agent_version.model_settings, agent_version.input_schema, agent_version.input_schema_id, agent_version.output_schema, agent_version.output_schema_id, agent_version.environment_id, agent_version.compaction, agent_version.tool_selection, agent_version.episodic_memory, agent_version.extensions, agent_version.bindings, agent_version.note, agent_version.published_at, agent_version.published_by, agent_version.created_by, agent_version.created_at, agent_version.updated_at
FROM agent_version
WHERE agent_version.id = ?;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = ?
ORDER BY link.kind, link.position;

SELECT coalesce(max(agent_version.number), ?) AS number
FROM agent_version
WHERE agent_version.agent_id = ?;

INSERT INTO agent_version(id, workspace_id, agent_id, state, number, base_version_id, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, note, published_at, published_by, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

DELETE
FROM link
WHERE link.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

UPDATE agent SET updated_at=?, default_version_id=?
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
