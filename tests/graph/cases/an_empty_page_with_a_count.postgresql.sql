WITH r1p AS (
  SELECT r1.id AS id, r1.created_at AS created_at
  FROM unnest($2::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.id AS id, r1.created_at AS created_at
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.name = $1::VARCHAR COLLATE "C" AND r1.workspace_id = w.value
    ORDER BY r1.created_at DESC, r1.id DESC
    LIMIT $3::BIGINT
  ) AS r1 ON true
  ORDER BY r1.created_at DESC, r1.id DESC
  LIMIT $4::BIGINT
)
SELECT concat('{"id":"', r1p.id, '"}') AS anon_1, concat('[', coalesce(('"' || to_char(r1p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',', coalesce(('"' || r1p.id) || '"', 'null'), ']') AS anon_2, counted.n
FROM (
  SELECT count(*) AS n
  FROM agent AS r1
  WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.name = $1::VARCHAR COLLATE "C" AND r1.workspace_id = any($2::TEXT[])
) AS counted
LEFT OUTER JOIN r1p ON true
ORDER BY r1p.created_at DESC, r1p.id DESC;
