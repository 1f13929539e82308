SELECT '{"id":"' || r1.id || '","name":' || json_quote(r1.name) || ',"state":' || coalesce(('"' || CASE WHEN (r1.default_version_id IS NULL) THEN 'DRAFT' ELSE 'LIVE' END) || '"', 'null') || ',"labels":' || r1.labels || ',"workspace":' || coalesce((
  SELECT '{"name":' || json_quote(r2.name) || ',"account":' || coalesce((
    SELECT printf('{"id":"%s","name":%s}', r3.id, json_quote(r3.name)) AS anon_3
    FROM account AS r3
    WHERE r3.id = r2.account_id AND r3.id = ?
  ), 'null') || '}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_4
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"currentVersion":' || coalesce((
  SELECT '{"number":' || coalesce(r4.number, 'null') || ',"limits":' || CASE WHEN (coalesce(coalesce(r4.limits, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"maxTurns":%s,"maxTokens":%s}', coalesce(r4.limits -> '$."maxTurns"', 'null'), coalesce(r4.limits -> '$."maxTokens"', 'null')) END || ',"agent":' || coalesce((
    SELECT '{"handle":' || json_quote(r5.handle) || '}' AS anon_6
    FROM agent AS r5
    WHERE r5.id = r4.agent_id AND r5.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_7
    )
  ), 'null') || '}' AS anon_5
  FROM agent_version AS r4
  WHERE r4.id = coalesce(r1.draft_version_id, r1.default_version_id) AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_8
  )
), 'null') || ',"owner":' || coalesce((
  SELECT printf('{"name":%s,"kind":"%s"}', json_quote(r6.name), r6.kind) AS anon_9
  FROM principal AS r6
  WHERE r6.id = r1.owner_id AND r6.account_id = ?
), 'null') || '}' AS anon_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_1
FROM agent AS r1
WHERE r1.handle = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_10
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;
