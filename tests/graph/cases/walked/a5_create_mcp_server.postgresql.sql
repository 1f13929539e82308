-- Besides: 7 of verbs.

SELECT concat('{"id":', coalesce(('"' || r1.id) || '"', 'null'), ',"workspaceId":', coalesce((
  SELECT concat('{"id":', coalesce(('"' || r2.id) || '"', 'null'), '}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"name":', coalesce(CAST (to_json(r1.name) AS VARCHAR), 'null'), ',"url":', coalesce(CAST (to_json(r1.url) AS VARCHAR), 'null'), ',"authType":', coalesce(('"' || r1.auth) || '"', 'null'), ',"oauth":', CASE WHEN (coalesce(coalesce(CAST (r1.oauth AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"oauthClientId":', coalesce(CAST (r1.oauth -> 'clientId' AS VARCHAR), 'null'), ',"oauthTokenEndpoint":', coalesce(CAST (r1.oauth -> 'tokenEndpoint' AS VARCHAR), 'null'), ',"oauthAuthorizationEndpoint":', coalesce(CAST (r1.oauth -> 'authorizationEndpoint' AS VARCHAR), 'null'), ',"oauthScopes":', coalesce(CAST (r1.oauth -> 'scopes' AS VARCHAR), 'null'), ',"oauthExpiresAt":', coalesce(CAST (r1.oauth -> 'expiresAt' AS VARCHAR), 'null'), '}') END, ',"headers":', coalesce(CAST (r1.headers AS VARCHAR), 'null'), ',"connectorId":', coalesce(CAST ((r1.extensions -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"connectorConfig":', coalesce(CAST ((r1.extensions -> $4::VARCHAR COLLATE "C") -> $5::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"connectorStatus":', coalesce(('"' || r1.status) || '"', 'null'), ',"createdBy":', coalesce((
  SELECT concat('{"id":', coalesce(('"' || r3.id) || '"', 'null'), '}') AS anon_3
  FROM principal AS r3
  WHERE r3.id = r1.created_by AND r3.account_id = $6::VARCHAR COLLATE "C"
), 'null'), ',"createdAt":', coalesce(('"' || to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"updatedAt":', coalesce(('"' || to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), '}') AS anon_1
FROM mcp_server AS r1
WHERE r1.id = $7::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
