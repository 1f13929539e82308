SELECT agent.id, agent.workspace_id, agent.name, agent.description, agent.labels, agent.external_id, agent.handle, agent.extensions, agent.created_by, agent.owner_id, agent.created_at, agent.updated_at, agent.archived_at, agent.deleted_at, agent.retention_tier, agent.metadata, agent.runtime_user_id, agent.default_version_id, agent.draft_version_id, agent.selection, agent.next_bindings
FROM agent
WHERE agent.id = ? AND agent.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY agent.id;

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = ?
ORDER BY link.kind, link.position;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.id = ? AND tool.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.id = ? AND tool.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool.id;

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

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

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

SELECT link.id, link.workspace_id, link.stable_id, link.agent_version_id, link.session_id, link.kind, link.target_id, link.inline, link.position, link.settings, link.sealed, link.extensions, link.created_by, link.created_at, link.updated_at
FROM link
WHERE link.agent_version_id = ?
ORDER BY link.kind, link.position;
