-- Besides: 7 of verbs.

SELECT concat('{"events":', (
  WITH r2p AS (
    SELECT r2.id AS id, r2.created_at AS created_at, r2.kind AS kind, r2.payload AS payload, r2.seq AS seq
    FROM event AS r2
    WHERE true AND r2.run_id = r1.id AND r2.workspace_id = any($1::TEXT[])
    ORDER BY r2.seq ASC, r2.id ASC
    LIMIT $2::BIGINT
  )
  SELECT concat('{"nodes":[', (
    SELECT coalesce(string_agg(concat('{"id":', coalesce(('"' || r2p.id) || '"', 'null'), ',"createdAt":', coalesce(('"' || to_char(r2p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || '"', 'null'), CASE WHEN (r2p.kind IN ('InputReceived')) THEN concat(',"content":', coalesce(CAST (r2p.payload -> 'text' AS VARCHAR), 'null')) ELSE '' END, '}'), ',' ORDER BY r2p.seq ASC, r2p.id ASC), '') AS coalesce_1
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.seq ASC, r2p.id ASC
      LIMIT $3::BIGINT
    ) AS r2p
  ), ']}') AS anon_2
), '}') AS anon_1
FROM run AS r1
WHERE r1.id = $4::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
