WITH r1p AS (
  SELECT r1.id AS id, r1.name AS name, r1.size AS size, r1.media_type AS media_type, r1.sha256 AS sha256, r1.downloadable AS downloadable, r1.deleted_at AS deleted_at, r1.expires_at AS expires_at, r1.session_id AS session_id, r1.extensions AS extensions
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.id AS id, r1.name AS name, r1.size AS size, r1.media_type AS media_type, r1.sha256 AS sha256, r1.downloadable AS downloadable, r1.deleted_at AS deleted_at, r1.expires_at AS expires_at, r1.session_id AS session_id, r1.extensions AS extensions
    FROM file AS r1
    WHERE r1.deleted_at IS NOT NULL AND r1.archived_at IS NULL AND r1.workspace_id = w.value
    ORDER BY r1.size DESC, r1.id DESC
    LIMIT $3::BIGINT
  ) AS r1 ON true
  ORDER BY r1.size DESC, r1.id DESC
  LIMIT $4::BIGINT
)
SELECT concat('{"id":"', r1p.id, '","name":', CAST (to_json(r1p.name) AS VARCHAR), ',"size":', CAST (r1p.size AS VARCHAR), ',"url":File.url[', CAST (to_json(r1p.name) AS VARCHAR), ',', CAST (to_json(r1p.media_type) AS VARCHAR), ',', CAST (r1p.size AS VARCHAR), ',', CAST (to_json(r1p.sha256) AS VARCHAR), ',', CASE WHEN r1p.downloadable THEN 'true' ELSE 'false' END, ',', coalesce(('"' || to_char(r1p.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',', coalesce(('"' || to_char(r1p.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), '],"sha256":', CAST (to_json(r1p.sha256) AS VARCHAR), ',"expiresAt":', coalesce(('"' || to_char(r1p.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"downloadable":', CASE WHEN r1p.downloadable THEN 'true' ELSE 'false' END, ',"session":', coalesce((
  SELECT concat('{"id":"', r2.id, '"}') AS anon_2
  FROM session AS r2
  WHERE r2.id = r1p.session_id AND r2.workspace_id = any($1::TEXT[])
), 'null'), ',"extension":', coalesce(CAST (r1p.extensions -> $2::VARCHAR COLLATE "C" AS VARCHAR), 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.size DESC, r1p.id DESC;

/* for these values */
WITH r1p AS (
  SELECT r1.id AS id, r1.name AS name, r1.status AS status, r1.media_type AS media_type, r1.size AS size, r1.sha256 AS sha256, r1.expires_at AS expires_at, r1.created_by AS created_by, r1.consumed_by AS consumed_by, r1.created_at AS created_at
  FROM unnest($4::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.id AS id, r1.name AS name, r1.status AS status, r1.media_type AS media_type, r1.size AS size, r1.sha256 AS sha256, r1.expires_at AS expires_at, r1.created_by AS created_by, r1.consumed_by AS consumed_by, r1.created_at AS created_at
    FROM upload AS r1
    WHERE r1.status = any($2::TEXT[] COLLATE "C") AND r1.created_by IN (
      SELECT r2.id
      FROM principal AS r2
      WHERE r2.account_id = $1::VARCHAR COLLATE "C" AND r2.kind = $3::VARCHAR COLLATE "C"
    ) AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $5::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $6::BIGINT
)
SELECT concat('{"id":"', r1p.id, '","name":', CAST (to_json(r1p.name) AS VARCHAR), ',"status":"', r1p.status, '","url":Upload.url[', CAST (to_json(r1p.id) AS VARCHAR), ',', CAST (to_json(r1p.media_type) AS VARCHAR), ',', CAST (r1p.size AS VARCHAR), ',', coalesce(CAST (to_json(r1p.sha256) AS VARCHAR), 'null'), ',', CAST (to_json(r1p.status) AS VARCHAR), ',"', to_char(r1p.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '",', CAST (to_json(r1p.created_by) AS VARCHAR), '],"consumedBy":', coalesce(('"' || r1p.consumed_by) || '"', 'null'), ',"createdBy":', coalesce((
  SELECT concat('{"id":"', r3.id, '"}') AS anon_2
  FROM principal AS r3
  WHERE r3.id = r1p.created_by AND r3.account_id = $1::VARCHAR COLLATE "C"
), 'null'), '}') AS anon_1, concat('[', coalesce(('"' || to_char(r1p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',', coalesce(('"' || r1p.id) || '"', 'null'), ']') AS anon_3, counted.n
FROM (
  SELECT count(*) AS n
  FROM upload AS r1
  WHERE r1.status = any($2::TEXT[] COLLATE "C") AND r1.created_by IN (
    SELECT r2.id
    FROM principal AS r2
    WHERE r2.account_id = $1::VARCHAR COLLATE "C" AND r2.kind = $3::VARCHAR COLLATE "C"
  ) AND r1.workspace_id = any($4::TEXT[])
) AS counted
LEFT OUTER JOIN r1p ON true
ORDER BY r1p.created_at DESC, r1p.id DESC;
