SELECT workspace.id, workspace.account_id, workspace.name, workspace.description, workspace.handle, workspace.number, workspace.labels, workspace.external_id, workspace.extensions, workspace.created_by, workspace.owner_id, workspace.service_user_id, workspace.created_at, workspace.updated_at, workspace.archived_at, workspace.deleted_at, workspace.retention_tier
FROM workspace
WHERE workspace.handle = $1::VARCHAR COLLATE "C" AND workspace.id = any($2::TEXT[])
ORDER BY workspace.id;

INSERT INTO tool_set(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, kind, base_url, headers, sealed, secret_id, agent_id, include, exclude, approval, managed, sync_status, sync_failures, sync_due_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::VARCHAR COLLATE "C", $14::VARCHAR COLLATE "C", $15::JSON, $16::VARCHAR COLLATE "C", $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::JSON, $20::JSON, $21::JSON, $22::BOOLEAN, $23::VARCHAR COLLATE "C", $24::BIGINT, $25::TIMESTAMP WITH TIME ZONE) ON CONFLICT (workspace_id, handle) DO NOTHING RETURNING tool_set.id;

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

SELECT tool_set.id, tool_set.workspace_id, tool_set.name, tool_set.description, tool_set.labels, tool_set.external_id, tool_set.handle, tool_set.extensions, tool_set.created_by, tool_set.owner_id, tool_set.created_at, tool_set.updated_at, tool_set.archived_at, tool_set.deleted_at, tool_set.retention_tier, tool_set.kind, tool_set.base_url, tool_set.headers, tool_set.sealed, tool_set.secret_id, tool_set.agent_id, tool_set.include, tool_set.exclude, tool_set.approval, tool_set.managed, tool_set.sync_status, tool_set.sync_error, tool_set.sync_failures, tool_set.sync_due_at, tool_set.synced_at
FROM tool_set
WHERE tool_set.id = $1::VARCHAR COLLATE "C";

INSERT INTO numbering(account_id, noun, last) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::BIGINT) ON CONFLICT (account_id, noun) DO UPDATE SET last = (numbering.last + $4::BIGINT) RETURNING numbering.last;

INSERT INTO mcp_server(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, retention_tier, account_id, number, tool_set_id, transport, url, command, headers, auth, oauth, secret_id, sealed, status) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::JSON, $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::JSON, $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::TIMESTAMP WITH TIME ZONE, $12::TIMESTAMP WITH TIME ZONE, $13::VARCHAR COLLATE "C", $14::VARCHAR COLLATE "C", $15::BIGINT, $16::VARCHAR COLLATE "C", $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::JSON, $20::JSON, $21::VARCHAR COLLATE "C", $22::JSON, $23::VARCHAR COLLATE "C", $24::VARCHAR COLLATE "C", $25::VARCHAR COLLATE "C");

INSERT INTO activity(id, workspace_id, turn, type, subject_id, parent_id, data, actor_id, created_at) VALUES ($1::VARCHAR COLLATE "C", $2::VARCHAR COLLATE "C", CAST (CAST (pg_current_xact_id() AS TEXT) AS BIGINT), $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::JSON, $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE);

-- Reads the answer.
SELECT concat('{"id":"', r1.id, '","workspaceId":', coalesce((
  SELECT concat('{"id":"', r2.id, '"}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"name":', CAST (to_json(r1.name) AS VARCHAR), ',"url":', coalesce(CAST (to_json(r1.url) AS VARCHAR), 'null'), ',"authType":"', r1.auth, '","oauth":', CASE WHEN (coalesce(coalesce(CAST (r1.oauth AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"oauthClientId":', coalesce(CAST (r1.oauth -> 'clientId' AS VARCHAR), 'null'), ',"oauthTokenEndpoint":', coalesce(CAST (r1.oauth -> 'tokenEndpoint' AS VARCHAR), 'null'), ',"oauthAuthorizationEndpoint":', coalesce(CAST (r1.oauth -> 'authorizationEndpoint' AS VARCHAR), 'null'), ',"oauthScopes":', coalesce(CAST (r1.oauth -> 'scopes' AS VARCHAR), 'null'), ',"oauthExpiresAt":', coalesce(CAST (r1.oauth -> 'expiresAt' AS VARCHAR), 'null'), '}') END, ',"headers":', CAST (r1.headers AS VARCHAR), ',"connectorId":', coalesce(CAST ((r1.extensions -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"connectorConfig":', coalesce(CAST ((r1.extensions -> $4::VARCHAR COLLATE "C") -> $5::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"connectorStatus":"', r1.status, '","createdBy":', coalesce((
  SELECT concat('{"id":"', r3.id, '"}') AS anon_3
  FROM principal AS r3
  WHERE r3.id = r1.created_by AND r3.account_id = $6::VARCHAR COLLATE "C"
), 'null'), ',"createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updatedAt":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1
FROM mcp_server AS r1
WHERE r1.id = $7::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
