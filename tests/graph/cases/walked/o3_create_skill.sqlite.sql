SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = ? AND upload.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY upload.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = ? AND upload.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY upload.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = ? AND upload.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY upload.id;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = ? AND upload.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY upload.id;

UPDATE upload SET status=?, consumed_by=?, updated_at=?
WHERE upload.id = ? AND upload.status = ? AND upload.expires_at > ? RETURNING id, workspace_id, name, media_type, size, sha256, status, blob, expires_at, consumed_by, labels, external_id, extensions, created_by, created_at, updated_at;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT upload.id, upload.workspace_id, upload.name, upload.media_type, upload.size, upload.sha256, upload.status, upload.blob, upload.expires_at, upload.consumed_by, upload.labels, upload.external_id, upload.extensions, upload.created_by, upload.created_at, upload.updated_at
FROM upload
WHERE upload.id = ? AND upload.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_1
)
ORDER BY upload.id;

UPDATE upload SET status=?, consumed_by=?, updated_at=?
WHERE upload.id = ? AND upload.status = ? AND upload.expires_at > ? RETURNING id, workspace_id, name, media_type, size, sha256, status, blob, expires_at, consumed_by, labels, external_id, extensions, created_by, created_at, updated_at;

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

INSERT INTO skill(id, workspace_id, name, description, labels, external_id, handle, extensions, created_by, owner_id, created_at, updated_at, version_id, number, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO activity(id, workspace_id, position, type, subject_id, parent_id, data, actor_id, created_at) VALUES (?, ?, ((
  SELECT coalesce(max(activity.position), ?) AS position
  FROM activity
  WHERE activity.workspace_id = ?
) + ?), ?, ?, ?, ?, ?, ?) RETURNING EXISTS (
  SELECT *
  FROM webhook_endpoint
  WHERE workspace_id = ? AND enabled = 1 AND deleted_at IS NULL AND archived_at IS NULL
) AS heard;

SELECT own.handle
FROM skill AS own
JOIN skill ON skill.handle = own.handle
WHERE own.id = ? AND skill.workspace_id = 'wsp_00000000000000000000000000';

INSERT INTO skill_version(id, workspace_id, skill_id, created_at, updated_at, number, name, description, body, digest, size, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO skill_file(id, workspace_id, skill_version_id, created_at, updated_at, path, media_type, size, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Reads the answer.
SELECT '{"id":' || json_quote(r1.handle) || ',"display_title":' || json_quote(r1.name) || ',"display_name":' || json_quote(r1.name) || ',"name":' || json_quote(r1.handle) || ',"description":' || json_quote(r1.description) || ',"built_in":' || CASE WHEN ((r1.workspace_id = 'wsp_00000000000000000000000000') IS NULL) THEN 'null' WHEN (r1.workspace_id = 'wsp_00000000000000000000000000') THEN 'true' ELSE 'false' END || ',"created_at":"' || r1.created_at || '","updated_at":"' || r1.updated_at || '","version":' || coalesce((
  SELECT '{"latest_version":' || r2.number || ',"latest_version_id":"' || r2.id || '","files":' || (
    SELECT '{"nodes":[' || coalesce(group_concat('{"path":' || json_quote(r3p.path) || '}', ','), '') || ']}' AS anon_3
    FROM (
      SELECT r3.path AS path, r3.id AS id
      FROM skill_file AS r3
      WHERE 1 = 1 AND r3.skill_version_id = r2.id AND r3.workspace_id IN (
        SELECT value
        FROM json_each(?) AS anon_4
      )
      ORDER BY r3.path ASC, r3.id ASC
      LIMIT ? OFFSET ?
    ) AS r3p
  ) || '}' AS anon_2
  FROM skill_version AS r2
  WHERE r2.id = r1.version_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
), 'null') || '}' AS anon_1
FROM skill AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_6
)
LIMIT 1 OFFSET ?;
