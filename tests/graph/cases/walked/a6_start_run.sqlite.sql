-- Besides: 16 of verbs.

SELECT '{"id":"' || r1.id || '","workspaceId":' || coalesce((
  SELECT '{"id":"' || r2.id || '"}' AS anon_2
  FROM workspace AS r2
  WHERE r2.id = r1.workspace_id AND r2.id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  ) AND r2.id != 'wsp_00000000000000000000000000'
), 'null') || ',"subjectId":' || coalesce((
  SELECT '{"id":"' || r3.id || '"}' AS anon_4
  FROM agent AS r3
  WHERE r3.id = r1.agent_id AND r3.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || ',"parentRunId":' || coalesce((
  SELECT '{"id":"' || r4.id || '"}' AS anon_6
  FROM run AS r4
  WHERE r4.id = r1.parent_run_id AND r4.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_7
  )
), 'null') || ',"status":"' || r1.status || '","mode":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"input":' || CASE WHEN (coalesce(coalesce(r1.input, 'null'), 'null') = 'null') THEN 'null' ELSE '{"input":' || coalesce(r1.input -> '$."data"', 'null') || '}' END || ',"output":' || coalesce(r1.output, 'null') || ',"error":' || CASE WHEN (coalesce(coalesce(r1.error, 'null'), 'null') = 'null') THEN 'null' ELSE '{"error":' || coalesce(r1.error -> '$."message"', 'null') || '}' END || ',"triggeredBy":"' || r1.trigger || '","userId":' || coalesce((
  SELECT '{"id":"' || r5.id || '"}' AS anon_8
  FROM principal AS r5
  WHERE r5.id = r1.created_by AND r5.account_id = ?
), 'null') || ',"startedAt":' || coalesce(('"' || r1.started_at) || '"', 'null') || ',"completedAt":' || coalesce(('"' || r1.finished_at) || '"', 'null') || ',"createdAt":"' || r1.created_at || '","updatedAt":"' || r1.updated_at || '"}' AS anon_1
FROM run AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_9
)
LIMIT 1 OFFSET ?;
