-- Besides: 9 of verbs.

SELECT concat('{"id":"', r1.id, '","createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","arguments":', CAST (r1.arguments AS VARCHAR), ',"memo":', coalesce(CAST (to_json(r1.memo) AS VARCHAR), 'null'), ',"result":', coalesce(CAST (r1.result AS VARCHAR), 'null'), ',"tool":', coalesce((
  SELECT concat('{"id":"', r2.id, '","name":', CAST (to_json(r2.name) AS VARCHAR), '}') AS anon_2
  FROM tool AS r2
  WHERE r2.id = r1.tool_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"decidedBy":', coalesce((
  SELECT concat('{"id":"', r3.id, '","name":', CAST (to_json(r3.name) AS VARCHAR), '}') AS anon_3
  FROM principal AS r3
  WHERE r3.id = r1.decided_by AND r3.account_id = $2::VARCHAR COLLATE "C"
), 'null'), ',"status":"', r1.approval, '","executionStatus":"', r1.status, '"}') AS anon_1
FROM tool_call AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
