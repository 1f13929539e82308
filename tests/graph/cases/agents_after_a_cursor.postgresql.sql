WITH r1p AS (
  SELECT r1.name AS name, r1.id AS id
  FROM unnest($1::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.name AS name, r1.id AS id
    FROM agent AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.workspace_id = w.value AND (r1.name, r1.id) > ($2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C")
    ORDER BY r1.name ASC, r1.id ASC
    LIMIT $4::BIGINT
  ) AS r1 ON true
  ORDER BY r1.name ASC, r1.id ASC
  LIMIT $5::BIGINT
)
SELECT concat('{"name":', CAST (to_json(r1p.name) AS VARCHAR), '}') AS anon_1, concat('[', coalesce(CAST (to_json(r1p.name) AS VARCHAR), 'null'), ',', coalesce(('"' || r1p.id) || '"', 'null'), ']') AS anon_2, counted.n
FROM (
  SELECT count(*) AS n
  FROM agent AS r1
  WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.workspace_id = any($1::TEXT[])
) AS counted
LEFT OUTER JOIN r1p ON true
ORDER BY r1p.name ASC, r1p.id ASC;
