WITH r1p AS (
  SELECT r1.snapshot AS snapshot, r1.variables AS variables, r1.agent_id AS agent_id, r1.id AS id
  FROM unnest($15::TEXT[]) AS w(value)
  JOIN LATERAL (
    SELECT r1.snapshot AS snapshot, r1.variables AS variables, r1.agent_id AS agent_id, r1.id AS id
    FROM session AS r1
    WHERE r1.deleted_at IS NULL AND r1.archived_at IS NULL AND r1.workspace_id = w.value
    ORDER BY r1.id ASC
    LIMIT $16::BIGINT
  ) AS r1 ON true
  ORDER BY r1.id ASC
  LIMIT $17::BIGINT
)
SELECT concat('{"instructions":', coalesce(CAST (r1p.snapshot -> 'instructions' AS VARCHAR), 'null'), ',"here":', coalesce(CAST (((r1p.variables -> $1::VARCHAR COLLATE "C") -> $2::VARCHAR COLLATE "C") -> $3::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"far":', coalesce(CAST (((r1p.variables -> $4::VARCHAR COLLATE "C") -> $5::VARCHAR COLLATE "C") -> $6::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"listed":', coalesce(CAST (((r1p.variables -> $7::VARCHAR COLLATE "C") -> $8::VARCHAR COLLATE "C") -> $9::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"agent":', coalesce((
  SELECT concat('{"connection":', coalesce(CAST ((r2.extensions -> $10::VARCHAR COLLATE "C") -> $11::VARCHAR COLLATE "C" AS VARCHAR), 'null'), ',"extension":', coalesce(CAST (((r2.extensions -> $12::VARCHAR COLLATE "C") -> $13::VARCHAR COLLATE "C") -> $14::VARCHAR COLLATE "C" AS VARCHAR), 'null'), '}') AS anon_2
  FROM agent AS r2
  WHERE r2.id = r1p.agent_id AND r2.workspace_id = any($15::TEXT[])
), 'null'), '}') AS anon_1
FROM r1p
ORDER BY r1p.id ASC;
