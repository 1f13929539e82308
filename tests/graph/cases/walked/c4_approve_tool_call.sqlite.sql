-- Besides: 9 of verbs.

SELECT '{"id":"' || r1.id || '","createdAt":"' || r1.created_at || '","arguments":' || r1.arguments || ',"memo":' || json_quote(r1.memo) || ',"result":' || coalesce(r1.result, 'null') || ',"tool":' || coalesce((
  SELECT printf('{"id":"%s","name":%s}', r2.id, json_quote(r2.name)) AS anon_2
  FROM tool AS r2
  WHERE r2.id = r1.tool_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"decidedBy":' || coalesce((
  SELECT printf('{"id":"%s","name":%s}', r3.id, json_quote(r3.name)) AS anon_4
  FROM principal AS r3
  WHERE r3.id = r1.decided_by AND r3.account_id = ?
), 'null') || ',"status":"' || r1.approval || '","executionStatus":"' || r1.status || '"}' AS anon_1
FROM tool_call AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_5
)
LIMIT 1 OFFSET ?;
