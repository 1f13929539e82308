-- Besides: 9 of verbs.

SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || ',"createdAt":' || coalesce('"' || r1.created_at || '"', 'null') || ',"arguments":' || coalesce(r1.arguments, 'null') || ',"memo":' || json_quote(r1.memo) || ',"result":' || coalesce(r1.result, 'null') || ',"tool":' || coalesce((
  SELECT '{"id":' || coalesce('"' || r2.id || '"', 'null') || ',"name":' || json_quote(r2.name) || '}' AS anon_2
  FROM tool AS r2
  WHERE r2.id = r1.tool_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"decidedBy":' || coalesce((
  SELECT '{"id":' || coalesce('"' || r3.id || '"', 'null') || ',"name":' || json_quote(r3.name) || '}' AS anon_4
  FROM principal AS r3
  WHERE r3.id = r1.decided_by AND r3.account_id = ?
), 'null') || ',"status":' || coalesce('"' || r1.approval || '"', 'null') || ',"executionStatus":' || coalesce('"' || r1.status || '"', 'null') || '}' AS anon_1
FROM tool_call AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
)
LIMIT 1 OFFSET ?;
