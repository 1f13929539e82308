-- Besides: 11 of verbs.

SELECT '{"stableId":"' || r1.stable_id || '"}' AS anon_1
FROM link AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
