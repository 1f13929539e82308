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
SELECT concat('{"handle":', CAST (to_json(r1p.handle) AS VARCHAR), ',"title":', CAST (to_json(r1p.name) AS VARCHAR), '}') AS anon_1
FROM r1p
ORDER BY r1p.created_at DESC, r1p.id DESC;
