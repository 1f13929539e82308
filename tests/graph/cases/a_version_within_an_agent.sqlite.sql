SELECT '{"number":' || coalesce(r1.number, 'null') || ',"state":"' || r1.state || '","agent":' || coalesce((
  SELECT '{"handle":' || json_quote(r3.handle) || '}' AS anon_2
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || '}' AS anon_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_1
FROM agent_version AS r1
WHERE r1.agent_id = (
  SELECT r2.id
  FROM agent AS r2
  WHERE r2.id = ? AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_4
  )
  LIMIT 1 OFFSET ?
) AND r1.number = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;

SELECT '{"number":' || coalesce(r1.number, 'null') || '}' AS anon_1, coalesce(r1.workspace_id = ?, 0) AS coalesce_1
FROM agent_version AS r1
WHERE r1.agent_id = (
  SELECT r2.id
  FROM agent AS r2
  WHERE r2.id = ? AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_2
  )
  LIMIT 1 OFFSET ?
) AND r1.number = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_3
)
ORDER BY coalesce(r1.workspace_id = ?, 0) DESC
LIMIT 2 OFFSET ?;
