-- Besides: 16 of verbs.

SELECT concat('{"id":"', r1.id, '","workspaceId":', coalesce((
  SELECT concat('{"id":"', r2.id, '"}') AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id = any($1::TEXT[]) AND r2.id != 'wsp_00000000000000000000000000'
), 'null'), ',"subjectId":', coalesce((
  SELECT concat('{"id":"', r3.id, '"}') AS anon_3
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id = any($1::TEXT[])
), 'null'), ',"parentRunId":', coalesce((
  SELECT concat('{"id":"', r4.id, '"}') AS anon_4
  FROM run AS r4
  WHERE r4.id = r1.parent_run_id AND r4.workspace_id = any($1::TEXT[])
), 'null'), ',"status":"', r1.status, '","mode":', coalesce(CAST ((r1.extensions -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"input":', CASE WHEN (coalesce(coalesce(CAST (r1.input AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"input":', coalesce(CAST (r1.input -> 'data' AS VARCHAR), 'null'), '}') END, ',"output":', coalesce(CAST (r1.output AS VARCHAR), 'null'), ',"error":', CASE WHEN (coalesce(coalesce(CAST (r1.error AS VARCHAR), 'null'), 'null') = 'null') THEN 'null' ELSE concat('{"error":', coalesce(CAST (r1.error -> 'message' AS VARCHAR), 'null'), '}') END, ',"triggeredBy":"', r1.trigger, '","userId":', coalesce((
  SELECT concat('{"id":"', r5.id, '"}') AS anon_5
  FROM principal AS r5
  WHERE r5.id = r1.created_by AND r5.account_id = $4::VARCHAR COLLATE "C"
), 'null'), ',"startedAt":', coalesce(('"' || to_char(r1.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"completedAt":', coalesce(('"' || to_char(r1.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"createdAt":"', to_char(r1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","updatedAt":"', to_char(r1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}') AS anon_1
FROM run AS r1
WHERE r1.id = $5::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
