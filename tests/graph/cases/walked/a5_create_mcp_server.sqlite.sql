-- Besides: 7 of verbs.

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
