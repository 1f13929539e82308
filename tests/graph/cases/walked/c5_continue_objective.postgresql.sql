-- Besides: 7 of verbs.

SELECT concat('{"events":', (
  SELECT concat('{"nodes":[', coalesce(string_agg(concat('{"id":"', r2p.id, '","createdAt":"', to_char(r2p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"', CASE WHEN (r2p.kind IN ('InputReceived')) THEN concat(',"content":', coalesce(CAST (r2p.payload -> 'text' AS VARCHAR), 'null')) ELSE '' END, '}'), ',' ORDER BY r2p.seq ASC, r2p.id ASC), ''), ']}') AS anon_2
  FROM (
    SELECT r2.id AS id, r2.created_at AS created_at, r2.kind AS kind, r2.payload AS payload, r2.seq AS seq
    FROM event AS r2
    WHERE true AND r2.run_id = r1.id AND r2.workspace_id = any($1::TEXT[])
    ORDER BY r2.seq ASC, r2.id ASC
    LIMIT $2::BIGINT
  ) AS r2p
), '}') AS anon_1
FROM run AS r1
WHERE r1.id = $3::VARCHAR COLLATE "C" AND r1.workspace_id = any($1::TEXT[])
LIMIT 1;
