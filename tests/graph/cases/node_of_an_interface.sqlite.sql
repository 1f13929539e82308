SELECT '{"__typename":' || coalesce(('"' || r1.kind) || '"', 'null') || ',"id":"' || r1.id || '","seq":' || r1.seq || ',"session":' || coalesce((
  SELECT '{"title":' || json_quote(r2.title) || '}' AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || CASE WHEN (r1.kind IN ('MessageCompleted')) THEN ',"message":' || coalesce(r1.payload -> '$."text"', 'null') || ',"usage":' || CASE WHEN (coalesce(r1.payload -> '$."usage"', 'null') = 'null') THEN 'null' ELSE printf('{"inputTokens":%s,"cost":%s}', coalesce(r1.payload -> '$."usage"."inputTokens"', 'null'), coalesce(r1.payload -> '$."usage"."cost"', 'null')) END WHEN (r1.kind IN ('RunStarted')) THEN ',"attempt":' || coalesce(r1.payload -> '$."attempt"', 'null') || ',"model":' || coalesce(r1.payload -> '$."model"', 'null') WHEN (r1.kind IN ('ToolCallFailed')) THEN printf(',"name":%s,"code":%s,"failure":%s', coalesce(r1.payload -> '$."name"', 'null'), coalesce(r1.payload -> '$."code"', 'null'), coalesce(r1.payload -> '$."message"', 'null')) ELSE '' END || '}' AS anon_1
FROM event AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_4
)
LIMIT 1 OFFSET ?;
