WITH r1p AS (
  SELECT r1.handle AS handle, r1.archived_at AS archived_at, r1.created_at AS created_at, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.handle AS handle, r1.archived_at AS archived_at, r1.created_at AS created_at, r1.id AS id
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.workspace_id = w.value AND (r1.archived_at IS NOT NULL OR r1.archived_at IS NULL AND r1.created_at > $2::TIMESTAMP WITH TIME ZONE OR r1.archived_at IS NULL AND r1.created_at = $2::TIMESTAMP WITH TIME ZONE AND r1.id > $3::VARCHAR COLLATE "C")
    ORDER BY r1.archived_at DESC NULLS FIRST, r1.created_at ASC, r1.id ASC
    LIMIT $4::BIGINT
  ) AS r1 ON true
  ORDER BY r1.archived_at DESC NULLS FIRST, r1.created_at ASC, r1.id ASC
  LIMIT $5::BIGINT
)
SELECT concat('{"handle":', CAST (to_json(r1p.handle) AS VARCHAR), ',"archivedAt":', coalesce(('"' || to_char(r1p.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), '}') AS anon_1, concat(CASE WHEN (r1p.archived_at IS NULL) THEN '1' ELSE '0' END, '00[', coalesce(('"' || to_char(r1p.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), ',"', to_char(r1p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","', r1p.id, '"]') AS anon_2
FROM r1p
ORDER BY r1p.archived_at DESC NULLS FIRST, r1p.created_at ASC, r1p.id ASC;
