SELECT workspace.id, workspace.account_id, workspace.name, workspace.description, workspace.handle, workspace.number, workspace.labels, workspace.external_id, workspace.extensions, workspace.created_by, workspace.owner_id, workspace.service_user_id, workspace.created_at, workspace.updated_at, workspace.archived_at, workspace.deleted_at, workspace.retention_tier
FROM workspace
WHERE workspace.handle = ? AND workspace.id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY workspace.id;

INSERT INTO tool_set(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, kind, base_url, headers, sealed, secret_id, agent_id, include, exclude, approval, managed, sync_status, sync_failures, sync_due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING id;

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

INSERT INTO numbering(account_id, noun, last) VALUES (?, ?, ?) ON CONFLICT (account_id, noun) DO UPDATE SET last = (numbering.last + ?) RETURNING last;

INSERT INTO mcp_server(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, retention_tier, account_id, number, tool_set_id, transport, url, command, headers, auth, oauth, secret_id, sealed, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

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
), 'null') || ',"name":' || json_quote(r1.name) || ',"url":' || json_quote(r1.url) || ',"authType":"' || r1.auth || '","oauth":' || CASE WHEN (coalesce(coalesce(r1.oauth, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"oauthClientId":%s,"oauthTokenEndpoint":%s,"oauthAuthorizationEndpoint":%s,"oauthScopes":%s,"oauthExpiresAt":%s}', coalesce(r1.oauth -> '$."clientId"', 'null'), coalesce(r1.oauth -> '$."tokenEndpoint"', 'null'), coalesce(r1.oauth -> '$."authorizationEndpoint"', 'null'), coalesce(r1.oauth -> '$."scopes"', 'null'), coalesce(r1.oauth -> '$."expiresAt"', 'null')) END || ',"headers":' || r1.headers || ',"connectorId":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"connectorConfig":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"connectorStatus":"' || r1.status || '","createdBy":' || coalesce((
  SELECT '{"id":"' || r3.id || '"}' AS anon_4
  FROM principal AS r3
  WHERE r3.id = r1.created_by AND r3.account_id = ?
), 'null') || ',"createdAt":"' || r1.created_at || '","updatedAt":"' || r1.updated_at || '"}' AS anon_1
FROM mcp_server AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
)
LIMIT 1 OFFSET ?;
