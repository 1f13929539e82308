-- Besides: 12 of verbs.

SELECT '{"id":"' || r1.id || '","outcome":' || coalesce(('"' || (
  SELECT run.status
  FROM run
  WHERE run.session_id = r1.id
  ORDER BY run.number DESC
  LIMIT 1 OFFSET ?
)) || '"', 'null') || ',"closeReason":' || json_quote(r1.close_reason) || '}' AS anon_1
FROM session AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
