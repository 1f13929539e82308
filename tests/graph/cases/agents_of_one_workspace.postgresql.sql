WITH r1p AS (
  SELECT r1.handle AS handle, r1.deleted_at AS deleted_at, r1.created_at AS created_at, r1.id AS id
  FROM agent AS r1
  WHERE r1.deleted_at IS NOT NULL AND r1.workspace_id = any($1::TEXT[]) AND r1.workspace_id = $2::VARCHAR COLLATE "C"
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $3::BIGINT
)
SELECT concat('{"handle":', CAST (to_json(r1p.handle) AS VARCHAR), ',"deletedAt":', coalesce(('"' || to_char(r1p.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
