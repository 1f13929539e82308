-- Besides: 3 of verbs.

SELECT printf('{"id":"%s","name":%s,"display_name":%s,"type":"%s","hosts":%s,"has_secret":%s,"metadata":%s,"archived_at":%s,"created_at":"%s","updated_at":"%s"}', r1.id, json_quote(r1.name), json_quote(r1.name), r1.kind, r1.hosts, CASE WHEN ((r1.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.sealed IS NOT NULL) THEN 'true' ELSE 'false' END, coalesce((r1.extensions -> ?) -> ?, 'null'), coalesce(('"' || r1.archived_at) || '"', 'null'), r1.created_at, r1.updated_at) AS anon_1
FROM secret AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
