SELECT secret.id, secret.workspace_id, secret.name, secret.description, secret.labels, secret.external_id, secret.handle, secret.extensions, secret.created_by, secret.owner_id, secret.created_at, secret.updated_at, secret.archived_at, secret.deleted_at, secret.retention_tier, secret.account_id, secret.number, secret.kind, secret.parent_id, secret.hosts, secret.settings, secret.sealed, secret.sealed_with, secret.expires_at, secret.rotated_at, secret.last_used_at
FROM secret
WHERE secret.id = ? AND secret.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY secret.id;

SELECT secret.id, secret.workspace_id, secret.name, secret.description, secret.labels, secret.external_id, secret.handle, secret.extensions, secret.created_by, secret.owner_id, secret.created_at, secret.updated_at, secret.archived_at, secret.deleted_at, secret.retention_tier, secret.account_id, secret.number, secret.kind, secret.parent_id, secret.hosts, secret.settings, secret.sealed, secret.sealed_with, secret.expires_at, secret.rotated_at, secret.last_used_at
FROM secret
WHERE secret.id = ? AND secret.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY secret.id;

UPDATE secret SET updated_at=?, sealed=?, sealed_with=?, rotated_at=?
WHERE secret.id = ?;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

-- Reads the answer.
SELECT printf('{"id":"%s","name":%s,"display_name":%s,"type":"%s","hosts":%s,"has_secret":%s,"metadata":%s,"archived_at":%s,"created_at":"%s","updated_at":"%s"}', r1.id, json_quote(r1.name), json_quote(r1.name), r1.kind, r1.hosts, CASE WHEN ((r1.sealed IS NOT NULL) IS NULL) THEN 'null' WHEN (r1.sealed IS NOT NULL) THEN 'true' ELSE 'false' END, coalesce((r1.extensions -> ?) -> ?, 'null'), coalesce(('"' || r1.archived_at) || '"', 'null'), r1.created_at, r1.updated_at) AS anon_1
FROM secret AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_2
)
LIMIT 1 OFFSET ?;
