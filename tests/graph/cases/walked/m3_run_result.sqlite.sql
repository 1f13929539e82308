-- Reads the answer.
SELECT '{"response":' || coalesce(r1.output, 'null') || ',"session":' || coalesce((
  SELECT '{"threadId":' || json_quote(r2.thread) || '}' AS anon_2
  FROM session AS r2
  WHERE r2.id = r1.session_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"usage":' || CASE WHEN (coalesce(coalesce(r1.usage, 'null'), 'null') = 'null') THEN 'null' ELSE printf('{"promptTokens":%s,"completionTokens":%s}', coalesce(r1.usage -> '$."inputTokens"', 'null'), coalesce(r1.usage -> '$."outputTokens"', 'null')) END || ',"events":' || (
  SELECT '{"nodes":[' || coalesce(group_concat(printf('{"__typename":%s,"id":"%s"%s}', coalesce(('"' || r3p.kind) || '"', 'null'), r3p.id, CASE WHEN (r3p.kind IN ('InputReceived')) THEN ',"messages":' || coalesce(r3p.payload -> '$."messages"', 'null') WHEN (r3p.kind IN ('MessageCompleted')) THEN ',"content":' || coalesce(r3p.payload -> '$."content"', 'null') WHEN (r3p.kind IN ('ToolCallCompleted')) THEN ',"toolCallId":' || coalesce(r3p.payload -> '$."toolCallId"', 'null') || ',"result":' || coalesce(r3p.payload -> '$."result"', 'null') ELSE '' END), ','), '') || ']}' AS anon_4
  FROM (
    SELECT r3.kind AS kind, r3.id AS id, r3.payload AS payload, r3.seq AS seq
    FROM event AS r3
    WHERE 1 = 1 AND r3.run_id = r1.id AND r3.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_5
    )
    ORDER BY r3.seq ASC, r3.id ASC
    LIMIT ? OFFSET ?
  ) AS r3p
) || '}' AS anon_1
FROM run AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_6
)
LIMIT 1 OFFSET ?;
