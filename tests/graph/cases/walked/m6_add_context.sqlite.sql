-- Besides: 16 of verbs.

SELECT '{"file":' || coalesce((
  SELECT '{"id":' || coalesce('"' || r2.id || '"', 'null') || ',"documentName":' || json_quote(r2.name) || ',"description":' || json_quote(r2.description) || ',"createdAt":' || coalesce('"' || r2.created_at || '"', 'null') || ',"mediaType":' || json_quote(r2.media_type) || '}' AS anon_2
  FROM file AS r2
  WHERE r2.id = r1.target_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || '}' AS anon_1
FROM link AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_4
)
LIMIT 1 OFFSET ?;

SELECT '{"agentId":' || coalesce('"' || r1.id || '"', 'null') || '}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
