-- Besides: 7 of verbs.

SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || ',"workspaceId":' || coalesce((
  SELECT '{"id":' || coalesce('"' || r2.id || '"', 'null') || '}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"name":' || json_quote(r1.name) || ',"url":' || json_quote(r1.url) || ',"authType":' || coalesce('"' || r1.auth || '"', 'null') || ',"oauth":' || CASE WHEN (coalesce(coalesce(r1.oauth, 'null'), 'null') = 'null') THEN 'null' ELSE '{"oauthClientId":' || coalesce(r1.oauth -> '$."clientId"', 'null') || ',"oauthTokenEndpoint":' || coalesce(r1.oauth -> '$."tokenEndpoint"', 'null') || ',"oauthAuthorizationEndpoint":' || coalesce(r1.oauth -> '$."authorizationEndpoint"', 'null') || ',"oauthScopes":' || coalesce(r1.oauth -> '$."scopes"', 'null') || ',"oauthExpiresAt":' || coalesce(r1.oauth -> '$."expiresAt"', 'null') || '}' END || ',"headers":' || coalesce(r1.headers, 'null') || ',"connectorId":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"connectorConfig":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"connectorStatus":' || coalesce('"' || r1.status || '"', 'null') || ',"createdBy":' || coalesce((
  SELECT '{"id":' || coalesce('"' || r3.id || '"', 'null') || '}' AS anon_4
  FROM principal AS r3
  WHERE r3.id = r1.created_by AND r3.account_id = ?
), 'null') || ',"createdAt":' || coalesce('"' || r1.created_at || '"', 'null') || ',"updatedAt":' || coalesce('"' || r1.updated_at || '"', 'null') || '}' AS anon_1
FROM mcp_server AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
)
LIMIT 1 OFFSET ?;
