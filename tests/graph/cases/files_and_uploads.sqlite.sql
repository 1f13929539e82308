WITH r1p AS (
  SELECT r3.id AS id, r3.name AS name, r3.size AS size, r3.media_type AS media_type, r3.sha256 AS sha256, r3.downloadable AS downloadable, r3.deleted_at AS deleted_at, r3.expires_at AS expires_at, r3.session_id AS session_id, r3.extensions AS extensions
  FROM json_each(?) AS w
  JOIN file AS r3 ON r3.id IN (
    SELECT r1.id AS id
    FROM file AS r1
    WHERE r1.deleted_at IS NOT NULL AND (+ r1.archived_at) IS NULL AND r1.workspace_id = w.value
    ORDER BY r1.size DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r3.size DESC, r3.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"id":"' || r1p.id || '","name":' || json_quote(r1p.name) || ',"size":' || r1p.size || ',"url":File.url[' || json_quote(r1p.name) || ',' || json_quote(r1p.media_type) || ',' || r1p.size || ',' || json_quote(r1p.sha256) || ',' || CASE WHEN r1p.downloadable THEN 'true' ELSE 'false' END || ',' || coalesce(('"' || r1p.deleted_at) || '"', 'null') || ',' || coalesce(('"' || r1p.expires_at) || '"', 'null') || '],"sha256":' || json_quote(r1p.sha256) || ',"expiresAt":' || coalesce(('"' || r1p.expires_at) || '"', 'null') || ',"downloadable":' || CASE WHEN r1p.downloadable THEN 'true' ELSE 'false' END || ',"session":' || coalesce((
  SELECT '{"id":"' || r2.id || '"}' AS anon_2
  FROM session AS r2
  WHERE r2.id = r1p.session_id AND r2.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_3
  )
), 'null') || ',"extension":' || coalesce(r1p.extensions -> ?, 'null') || '}' AS anon_1
FROM r1p
ORDER BY r1p.size DESC, r1p.id DESC;

WITH r1p AS (
  SELECT r4.id AS id, r4.name AS name, r4.status AS status, r4.media_type AS media_type, r4.size AS size, r4.sha256 AS sha256, r4.expires_at AS expires_at, r4.created_by AS created_by, r4.consumed_by AS consumed_by, r4.created_at AS created_at
  FROM json_each(?) AS w
  JOIN upload AS r4 ON r4.id IN (
    SELECT r1.id AS id
    FROM upload AS r1
    WHERE r1.status IN (
      SELECT value
      FROM json_each(?) AS anon_4
    ) AND r1.created_by IN (
      SELECT r2.id
      FROM principal AS r2
      WHERE r2.account_id = ? AND r2.kind = ?
    ) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT ? OFFSET ?
  )
  ORDER BY r4.created_at DESC, r4.id DESC
  LIMIT ? OFFSET ?
)
SELECT '{"id":"' || r1p.id || '","name":' || json_quote(r1p.name) || ',"status":"' || r1p.status || '","url":Upload.url[' || json_quote(r1p.id) || ',' || json_quote(r1p.media_type) || ',' || r1p.size || ',' || json_quote(r1p.sha256) || ',' || json_quote(r1p.status) || ',"' || r1p.expires_at || '",' || json_quote(r1p.created_by) || '],"consumedBy":' || coalesce(('"' || r1p.consumed_by) || '"', 'null') || ',"createdBy":' || coalesce((
  SELECT '{"id":"' || r3.id || '"}' AS anon_2
  FROM principal AS r3
  WHERE r3.id = r1p.created_by AND r3.account_id = ?
), 'null') || '}' AS anon_1, printf('[%s,%s]', coalesce(('"' || r1p.created_at) || '"', 'null'), coalesce(('"' || r1p.id) || '"', 'null')) AS anon_3, counted.n
FROM (
  SELECT count(*) AS n
  FROM upload AS r1
  WHERE r1.status IN (
    SELECT value
    FROM json_each(?) AS anon_4
  ) AND r1.created_by IN (
    SELECT r2.id
    FROM principal AS r2
    WHERE r2.account_id = ? AND r2.kind = ?
  ) AND r1.workspace_id IN (
    SELECT value
    FROM json_each(?) AS anon_5
  )
) AS counted
LEFT OUTER JOIN r1p ON 1 = 1
ORDER BY r1p.created_at DESC, r1p.id DESC;
