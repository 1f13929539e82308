-- Besides: 3 of verbs.

SELECT '{"id":' || coalesce('"' || r1.id || '"', 'null') || ',"name":' || json_quote(r1.name) || ',"display_name":' || json_quote(r1.name) || ',"type":' || coalesce('"' || r1.kind || '"', 'null') || ',"hosts":' || coalesce(r1.hosts, 'null') || ',"has_secret":' || CASE WHEN ((r1.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.sealed IS NOT NULL) THEN 'true' ELSE 'false' END || ',"metadata":' || coalesce((r1.extensions -> ?) -> ?, 'null') || ',"archived_at":' || coalesce('"' || r1.archived_at || '"', 'null') || ',"created_at":' || coalesce('"' || r1.created_at || '"', 'null') || ',"updated_at":' || coalesce('"' || r1.updated_at || '"', 'null') || '}' AS anon_1
FROM secret AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
