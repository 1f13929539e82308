-- Besides: 7 of verbs.

SELECT '{"events":' || (
  WITH r2p AS (
    SELECT r2.id AS id, r2.created_at AS created_at, r2.kind AS kind, r2.payload AS payload, r2.seq AS seq
    FROM event AS r2
    WHERE 1 = 1 AND r2.run_id = r1.id AND r2.workspace_id IN (
      SELECT value
      FROM json_each(?) AS anon_2
    )
    ORDER BY r2.seq ASC, r2.id ASC
    LIMIT ? OFFSET ?
  ), r2p0 AS (
    SELECT '{"id":' || coalesce('"' || r2p.id || '"', 'null') || ',"createdAt":' || coalesce('"' || r2p.created_at || '"', 'null') || CASE WHEN (r2p.kind IN ('InputReceived')) THEN ',"content":' || coalesce(r2p.payload -> '$."text"', 'null') ELSE '' END || '}' AS t
    FROM (
      SELECT *
      FROM r2p
      ORDER BY r2p.seq ASC, r2p.id ASC
      LIMIT ? OFFSET ?
    ) AS r2p
    ORDER BY r2p.seq ASC, r2p.id ASC
  )
  SELECT '{"nodes":[' || (
    SELECT coalesce(group_concat(t, ','), '') AS coalesce_1
    FROM r2p0
  ) || ']}' AS anon_3
) || '}' AS anon_1
FROM run AS r1
WHERE r1.id = ? AND r1.workspace_id IN (
  SELECT value
  FROM json_each(?) AS anon_4
)
LIMIT 1 OFFSET ?;
