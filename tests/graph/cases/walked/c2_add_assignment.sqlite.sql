-- Besides: 15 of verbs.

SELECT '{"id":"' || r1.stable_id || '","tool":' || coalesce((
  SELECT printf('{"id":"%s","name":%s}', r2.id, json_quote(r2.name)) AS anon_2
  FROM tool AS r2
  WHERE r2.id = r1.target_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"toolSet":' || coalesce((
  SELECT printf('{"id":"%s","name":%s}', r3.id, json_quote(r3.name)) AS anon_4
  FROM tool_set AS r3
  WHERE r3.id = r1.target_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"agent":' || coalesce((
  SELECT printf('{"id":"%s","name":%s}', r4.id, json_quote(r4.name)) AS anon_6
  FROM agent AS r4
  WHERE r4.id = r1.target_id AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_7
  )
), 'null') || '}' AS anon_1
FROM link AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_8
)
LIMIT 1 OFFSET ?;
