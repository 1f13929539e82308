-- Besides: 18 of verbs.

SELECT '{"id":"' || r1.id || '"}' AS anon_1
FROM run AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
