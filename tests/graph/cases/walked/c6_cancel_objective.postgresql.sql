-- Besides: 12 of verbs.

SELECT concat('{"id":"', r1.id, '","outcome":', coalesce(('"' || (
  SELECT run.status
  FROM run
  WHERE run.session_id = r1.id
  ORDER BY run.number DESC
  LIMIT 1
)) || '"', 'null'), ',"closeReason":', coalesce(CAST (to_json(r1.close_reason) AS VARCHAR), 'null'), '}') AS anon_1
FROM session AS r1
WHERE r1.id = $1::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
LIMIT 1;
