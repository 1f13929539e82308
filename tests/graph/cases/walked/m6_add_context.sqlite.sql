-- Besides: 16 of verbs.

SELECT '{"file":' || coalesce((
  SELECT printf('{"id":"%s","documentName":%s,"description":%s,"createdAt":"%s","mediaType":%s}', r2.id, json_quote(r2.name), json_quote(r2.description), r2.created_at, json_quote(r2.media_type)) AS anon_2
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

SELECT '{"agentId":"' || r1.id || '"}' AS anon_1
FROM agent AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
