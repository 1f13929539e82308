WITH r1p AS (
  SELECT r1.handle AS handle, r1.name AS name, r1.created_at AS created_at, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.handle AS handle, r1.name AS name, r1.created_at AS created_at, r1.id AS id
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $2::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $3::BIGINT
)
SELECT concat('{"handle":', coalesce(CAST (to_json(r1p.handle) AS VARCHAR), 'null'), ',"title":', coalesce(CAST (to_json(r1p.name) AS VARCHAR), 'null'), '}') AS anon_1, coalesce(('"' || to_char(r1p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null') AS coalesce_1, coalesce(('"' || r1p.id) || '"', 'null') AS coalesce_2
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
