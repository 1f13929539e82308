-- Besides: 7 of verbs.

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
