SELECT workspace.id, workspace.account_id, workspace.name, workspace.description, workspace.handle, workspace.number, workspace.labels, workspace.external_id, workspace.extensions, workspace.created_by, workspace.owner_id, workspace.service_user_id, workspace.created_at, workspace.updated_at, workspace.archived_at, workspace.deleted_at, workspace.retention_tier
FROM workspace
WHERE workspace.number = ? AND workspace.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY workspace.id;

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

SELECT secret.id, secret.workspace_id, secret.name, secret.description, secret.labels, secret.external_id, secret.handle, secret.extensions, secret.created_by, secret.owner_id, secret.created_at, secret.updated_at, secret.archived_at, secret.deleted_at, secret.retention_tier, secret.account_id, secret.number, secret.kind, secret.parent_id, secret.hosts, secret.settings, secret.sealed, secret.sealed_with, secret.expires_at, secret.rotated_at, secret.last_used_at
FROM secret
WHERE secret.number = ? AND secret.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY secret.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.number = ? AND tool.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool.id;

SELECT tool.id, tool.workspace_id, tool.name, tool.description, tool.labels, tool.external_id, tool.handle, tool.extensions, tool.created_by, tool.owner_id, tool.created_at, tool.updated_at, tool.archived_at, tool.deleted_at, tool.retention_tier, tool.account_id, tool.number, tool.tool_set_id, tool.kind, tool.call_name, tool.remote_name, tool.title, tool.input_schema, tool.input_schema_id, tool.output_schema, tool.output_schema_id, tool.config, tool.sealed, tool.examples, tool.status, tool.enabled, tool.requires_approval, tool.approval_by_hand, tool.timeout_seconds, tool.runtime_user_id, tool.schema_digest
FROM tool
WHERE tool.number = ? AND tool.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY tool.id;

SELECT mcp_server.id, mcp_server.workspace_id, mcp_server.name, mcp_server.description, mcp_server.labels, mcp_server.external_id, mcp_server.handle, mcp_server.extensions, mcp_server.created_by, mcp_server.owner_id, mcp_server.created_at, mcp_server.updated_at, mcp_server.archived_at, mcp_server.deleted_at, mcp_server.retention_tier, mcp_server.account_id, mcp_server.number, mcp_server.tool_set_id, mcp_server.transport, mcp_server.url, mcp_server.command, mcp_server.headers, mcp_server.auth, mcp_server.oauth, mcp_server.secret_id, mcp_server.sealed, mcp_server.status, mcp_server.error, mcp_server.checked_at
FROM mcp_server
WHERE mcp_server.number = ? AND mcp_server.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY mcp_server.id;

INSERT INTO agent(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, metadata, runtime_user_id, default_version_id, selection) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO agent_version(id, workspace_id, agent_id, state, number, name, description, metadata, instructions, models, limits, model_settings, input_schema, input_schema_id, output_schema, output_schema_id, environment_id, compaction, tool_selection, episodic_memory, extensions, bindings, note, published_at, published_by, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

DELETE
FROM link
WHERE link.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
);

INSERT INTO link(id, workspace_id, stable_id, agent_version_id, kind, target_id, inline, position, settings, sealed, extensions, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Reads the answer.
SELECT '{"agentId":"' || r1.id || '","id":"' || r1.id || '","name":' || json_quote(r1.name) || ',"workspace":' || coalesce((
  SELECT '{"teamId":' || r2.number || '}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"defaultVersion":' || coalesce((
  SELECT '{"systemPrompt":' || json_quote(r3.instructions) || ',"defaultModel":' || r3.models || ',"links":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"secret":' || coalesce((
      SELECT '{"makeConnectionId":' || r5.number || '}' AS anon_6
      FROM secret AS r5
      WHERE r5.id = r4p.target_id AND r5.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_7
      )
    ), 'null') || '}', ','), '') || ']}' AS anon_5
    FROM (
      SELECT r4.target_id AS target_id, r4.position AS position, r4.id AS id
      FROM link AS r4
      WHERE r4.kind = ? AND r4.agent_version_id = r3.id AND r4.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_8
      )
      ORDER BY r4.position ASC, r4.id ASC
      LIMIT ? OFFSET ?
    ) AS r4p
  ) || '}' AS anon_4
  FROM agent_version AS r3
  WHERE r3.id = r1.default_version_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_9
  )
), 'null') || '}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_10
)
LIMIT 1 OFFSET ?;
